import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { announcedLength, gunzip, isGzip, mostUnpacked } from '../../formats/index.ts';
import { readBytes, type SharedMemory, within } from './read.ts';

/**
 * The bytes of a file, unpacked when it is gzip; in `memory` that threads share, unless it was packed.
 * @throws Failure also for a corrupted gzip.
 */
export async function readUnpacked(location: string, memory?: SharedMemory): Promise<Uint8Array> {
  const bytes = await readBytes(location, undefined, memory);
  return isGzip(bytes) ? within(location, () => unpackGzip(bytes)) : bytes;
}

/**
 * Unpacks on the thread pool, in one piece where the file says truly how long it is; what zlib refuses is read again by
 * the format's own reader, whose message says what is wrong.
 */
export async function unpackGzip(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    const chunkSize = Math.min(mostUnpacked, Math.max(zlib.constants.Z_DEFAULT_CHUNK, announcedLength(bytes)));
    return await promisify(zlib.gunzip)(bytes, { maxOutputLength: mostUnpacked, chunkSize });
  } catch {
    return gunzip(bytes);
  }
}
