import type { Reader } from '../../language/reader.ts';
import { type DataSet, dataSetNamed } from './datasets.ts';
import { locate } from './locate.ts';
import { folderInCache, type PlaceContext, places } from './places.ts';
import { foldersIn, namesIn, readBytes } from './read.ts';

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
    matrix: async (path, bytes, dataset) =>
      (await apart())('matrix', { path, files: new Map([[path, bytes]]), options: { dataset } }),
    recording: async (path, bytes, options) =>
      (await apart())('recording', { path, files: new Map([[path, bytes]]), options }),
    expression: async (path, files, options, signal) =>
      (await apart())('expression', { path, files, options }, { signal }),
  };
}

/** Threads are loaded when the first is needed. */
const apart = async () => (await import('./apart.ts')).readApart;

const bytesOf = ({ files }: DataSet): number => files.reduce((sum, { bytes }) => sum + bytes, 0);
