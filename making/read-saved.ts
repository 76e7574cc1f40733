import { FormatError, type RateNetworkFile, readTensorflowModel } from '../formats/index.ts';
import { besideOf } from '../language/saved-network.ts';
import { Failure } from './failure.ts';

/** A network of a file; `read` gives the bytes of what a specification names. @throws Failure saying what is wrong */
export function readSaved(path: string, read: (reference: string) => Uint8Array): RateNetworkFile {
  try {
    return readTensorflowModel(read(path), (name) => read(besideOf(path, name)));
  } catch (error) {
    throw error instanceof FormatError ? new Failure('usage', `${path}: ${error.message}`, { cause: error }) : error;
  }
}
