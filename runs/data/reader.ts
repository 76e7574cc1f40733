import type { Reader } from '../../language/reader.ts';
import { locate } from './locate.ts';
import type { PlaceContext } from './places.ts';
import { readBytes, sha256 } from './read.ts';

/**
 * How the language reads files on this machine. A location is an absolute path: of a file, or of a folder (a built-in set is located as the folder
 * that holds its files; `loadImages` reads those). `file` is the `.anl` file, a path or a `file:` URI; undefined for a text not yet saved.
 */
export function nodeReader(file?: string, context: Omit<PlaceContext, 'file'> = {}): Reader {
  return {
    locate: async (reference) => {
      const where = await locate(reference, { ...context, file });
      return where.found ? { found: true, location: where.location, size: where.size } : where;
    },
    bytes: readBytes,
  };
}

/** A located file's bytes, with the SHA-256 that goes into keys. @throws Failure when it cannot be read. */
export async function readWithChecksum(location: string): Promise<{ readonly bytes: Uint8Array; readonly sha256: string }> {
  const bytes = await readBytes(location);
  return { bytes, sha256: sha256(bytes) };
}
