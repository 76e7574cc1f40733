import path from 'node:path';
import { Failure } from '../../making/failure.ts';
import type { DataSet } from './datasets.ts';
import { loadImages } from './images.ts';
import { locate, namesOf } from './locate.ts';
import type { PlaceContext } from './places.ts';
import { sha256 } from './sha256.ts';
import { readBytes } from './read.ts';

/**
 * How a data set stands on this machine. `checksum`: `verified`, every file is the published one; `different`, it can
 * be read but is not (a subset, say); `unknown`, nothing is published to compare with; `damaged`, it cannot be read,
 * and `message` says why.
 */
export type DataSetState =
  | { readonly found: false; readonly tried: readonly string[]; readonly remedy: string }
  | {
      readonly found: true;
      readonly location: string;
      /** Why this place is looked at. */
      readonly place: string;
      /** Bytes on disk of the files used. */
      readonly size: number;
      readonly checksum: 'verified' | 'different' | 'unknown' | 'damaged';
      readonly train?: number;
      readonly test?: number;
      readonly message?: string;
    };

/** Finds a set, reads all of it and compares it with what was published. Throws nothing that a person can mend. */
export async function dataSetState(set: DataSet, context: PlaceContext = {}): Promise<DataSetState> {
  const where = await locate(set.name, context);
  if (!where.found) return where;
  const { location, size, place } = where;
  try {
    const { train, test, files } = await loadImages(set.name, context);
    const unpacked = new Map(files.map((file) => [file.reference.slice(set.name.length + 1), file.sha256]));
    const stored = where.images ? namesOf(where.images) : [];
    const verdicts = await Promise.all(
      set.files.map(async (file) => {
        if (file.sha256 !== undefined) return unpacked.get(file.name) === file.sha256;
        const packed = stored.find((name) => name === `${file.name}.gz`);
        return packed === undefined || file.packedSha256 === undefined
          ? undefined
          : sha256(await readBytes(path.join(location, packed))) === file.packedSha256;
      }),
    );
    const checksum =
      verdicts.includes(false) || train.count !== set.train || test.count !== set.test
        ? 'different'
        : verdicts.includes(undefined)
          ? 'unknown'
          : 'verified';
    return { found: true, location, place: place.says, size, checksum, train: train.count, test: test.count };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { found: true, location, place: place.says, size, checksum: 'damaged', message: error.message };
  }
}
