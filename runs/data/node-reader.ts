import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Reader } from '../../language/reader.ts';
import { readApart } from './apart.ts';
import { type DataSet, dataSetNamed } from './datasets.ts';
import { folderInCache } from './fetch.ts';
import { locate } from './locate.ts';
import { type PlaceContext, places } from './places.ts';
import { foldersIn, namesIn, readBytes, sha256 } from './read.ts';

/**
 * How the language reads files on this machine. A location is an absolute path: of a file, or of a folder (a built-in
 * set is located as the folder that holds its files, or will hold them when a run has fetched it; `loadImages` reads
 * those). `file` is the `.anl` file, a path or a
 * `file:` URI; undefined for a text not yet saved.
 */
export function nodeReader(file?: string, context: Omit<PlaceContext, 'file'> = {}): Reader {
  return {
    locate: async (reference) => {
      const where = await locate(reference, { ...context, file });
      if (where.found) return { found: true, location: where.location, size: where.size };
      const set = dataSetNamed(reference);
      return set?.isFetchedByRuns ? { found: true, location: folderInCache(set, context), size: bytesOf(set) } : where;
    },
    bytes: readBytes,
    list: namesIn,
    folders: foldersIn,
    places: () => places({ ...context, file }).flatMap(({ kind, folder }) => (kind === 'cache' ? [] : [folder])),
    matrix: (path, bytes, dataset) =>
      readApart('matrix', { path, files: new Map([[path, bytes]]), options: { dataset } }),
    recording: (path, bytes, options) => readApart('recording', { path, files: new Map([[path, bytes]]), options }),
    expression: (path, files, options, signal) => readApart('expression', { path, files, options }, { signal }),
  };
}

const bytesOf = ({ files }: DataSet): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

/** The SHA-256 of a file of any size. @throws Failure when it cannot be read. */
export async function checksumOf(location: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(fs.createReadStream(location), hash);
  } catch {
    return sha256(await readBytes(location));
  }
  return hash.digest('hex');
}
