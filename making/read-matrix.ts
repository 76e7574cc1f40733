import type { Matrix } from '../engine/connectivity/index.ts';
import { FormatError } from '../formats/index.ts';
import { wholeMatrix } from '../language/whole-matrix.ts';
import { Failure } from './failure.ts';

/** A whole matrix of a file. @throws Failure saying what is wrong with it */
export function readMatrix(bytes: Uint8Array, file: string, rows?: 'source' | 'target'): Matrix {
  try {
    return wholeMatrix(bytes, file, rows);
  } catch (error) {
    throw error instanceof FormatError || error instanceof RangeError
      ? new Failure('usage', `${file}: ${error.message}`, { cause: error })
      : error;
  }
}
