/** Packs files. What packs them builds tables as it is loaded, so nothing that only reads imports this. */
import { gzipSync, zipSync } from 'fflate';
import { type NpyArray, writeNpy } from './npy.ts';
import type { ZipEntry } from './zip.ts';

/** Packs bytes as gzip, without a time stamp, so that the same bytes give the same file. */
export const gzip = (bytes: Uint8Array): Uint8Array => gzipSync(bytes, { mtime: 0 });

/** Packs files; without time stamps, so that the same files give the same archive. */
export function writeZip(entries: readonly ZipEntry[]): Uint8Array {
  return zipSync(Object.fromEntries(entries.map(({ name, bytes }) => [name, bytes])), { mtime: '1980-01-01T00:00:00' });
}
export const writeNpz = (arrays: ReadonlyMap<string, NpyArray>): Uint8Array =>
  writeZip([...arrays].map(([name, array]) => ({ name: `${name}.npy`, bytes: writeNpy(array) })));
