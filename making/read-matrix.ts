import { FormatError } from '../formats/index.ts';
import { wholeMatrix, type WholeMatrix, type WholeMatrixOptions } from '../language/whole-matrix.ts';
import { Failure } from './failure.ts';

/** A whole matrix of a file. @throws Failure saying what is wrong with it */
export async function readMatrix(bytes: Uint8Array, file: string, options?: WholeMatrixOptions): Promise<WholeMatrix> {
  try {
    return await wholeMatrix(bytes, file, options);
  } catch (error) {
    throw error instanceof FormatError || error instanceof RangeError
      ? new Failure('usage', `${file}: ${error.message}`, { cause: error })
      : error;
  }
}
