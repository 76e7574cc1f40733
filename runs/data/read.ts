import fs from 'node:fs/promises';
import { FormatError } from '../../formats/index.ts';
import { Failure } from '../../making/failure.ts';
import { atOnce, otherThanFile } from './plain-file.ts';

/**
 * The bytes of a file, of at most so many, in `memory` that threads share, or in their own. What is no file is not
 * read: a device has no end, and a pipe none to wait for. @throws Failure saying why it cannot be read and what to do.
 */
export async function readBytes(
  location: string,
  most = Number.POSITIVE_INFINITY,
  memory?: SharedMemory,
): Promise<Uint8Array> {
  try {
    const handle = await fs.open(location, atOnce);
    try {
      const stat = await handle.stat();
      const wrong = otherThanFile(stat);
      if (wrong !== undefined)
        throw new Failure(
          'usage',
          `${location} is ${wrong} where a file is needed; name a file${stat.isDirectory() ? ' in it' : ''}.`,
        );
      if (stat.size > most)
        throw new Failure(
          'usage',
          `${location} is too large: ${inMegabytes(stat.size)}, and such a file is read up to ${inMegabytes(most)}; ` +
            'take a part of it.',
        );
      if (memory) return await readShared(handle, memory(stat.size));
      const bytes = await handle.readFile();
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength); // not a Buffer, whose slice is another
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('usage', `${location} ${refusal(error as NodeJS.ErrnoException)}`, { cause: error });
  }
}
/** Gives so many bytes. */
export type SharedMemory = (bytes: number) => Uint8Array;
async function readShared(handle: fs.FileHandle, bytes: Uint8Array): Promise<Uint8Array> {
  let length = 0;
  for (let read = -1; read !== 0 && length < bytes.length; length += read)
    read = (await handle.read(bytes, length, bytes.length - length, length)).bytesRead;
  return bytes.subarray(0, length);
}
/** The names of the files in a folder, sorted. @throws Failure for what is no folder, or cannot be read */
export const namesIn = (location: string): Promise<readonly string[]> => entriesIn(location, false);
/** The folders in a folder. @throws Failure as `namesIn` */
export const foldersIn = (location: string): Promise<readonly string[]> => entriesIn(location, true);
async function entriesIn(location: string, folders: boolean): Promise<readonly string[]> {
  try {
    const entries = await fs.readdir(location, { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isDirectory() === folders ? [entry.name] : [])).sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'ENOTDIR'
        ? 'is a file where a folder is needed; name its folder.'
        : refusal(error as NodeJS.ErrnoException);
    throw new Failure('usage', `${location} ${why}`, { cause: error });
  }
}
const inMegabytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20).toLocaleString('en')} MB`;

/** Puts the file's name before the message of a FormatError. */
export async function within<T>(location: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const place =
      error.line === undefined ? '' : `:${error.line}${error.column === undefined ? '' : `:${error.column}`}`;
    throw new Failure('usage', `${location}${place}: ${error.message}`, { cause: error });
  }
}

/** Why the system refused a file, and what to do: to follow its name. */
export function refusal({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOENT':
      return 'is no longer there; put it back, or correct the path.';
    case 'EACCES':
    case 'EPERM':
      return 'cannot be read: permission denied; change its permissions (chmod u+r), or copy it elsewhere.';
    case 'EISDIR':
      return 'is a folder where a file is needed; name a file in it.';
    default:
      return `cannot be read: ${message}; copy it elsewhere and try again.`;
  }
}
