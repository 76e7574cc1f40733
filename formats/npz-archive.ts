import { FormatError } from './format-error.ts';
import { description, isPickle, type NpyArray, readNpy } from './npy.ts';
import { readZip } from './zip.ts';

/** The arrays of an npz archive, by name. @throws FormatError naming the array that cannot be read. */
export function readNpz(bytes: Uint8Array): ReadonlyMap<string, NpyArray> {
  return new Map(
    readZip(bytes, (name) => name.endsWith('.npy')).map((entry) => {
      const name = entry.name.slice(0, -'.npy'.length);
      try {
        return [name, readNpy(entry.bytes)];
      } catch (error) {
        if (error instanceof FormatError)
          throw new FormatError(`Array "${name}" of this npz archive: ${error.message}`, error);
        throw error;
      }
    }),
  );
}
/**
 * As `readNpz`, but what cannot be read is handed over as the reason, and a single text (the name of a sparse matrix's
 * form, in bytes or in UTF-32) as that text.
 */
export function readNpzWhere(bytes: Uint8Array): ReadonlyMap<string, NpyArray | FormatError | string> {
  return new Map(
    readZip(bytes, (name) => name.endsWith('.npy')).map((entry): [string, NpyArray | FormatError | string] => {
      const name = entry.name.slice(0, -'.npy'.length);
      try {
        return [name, textOf(entry.bytes) ?? readNpy(entry.bytes)];
      } catch (error) {
        if (error instanceof FormatError) return [name, error];
        throw error;
      }
    }),
  );
}
function textOf(bytes: Uint8Array): string | undefined {
  if (isPickle(bytes)) return undefined;
  const { descr, sizes, start } = description(bytes),
    [, order, kind] = /^([<>|=]?)([SU])\d+$/.exec(descr[1] ?? '') ?? [];
  if (kind === undefined || sizes.trim() !== '') return undefined;
  const own = bytes.subarray(start);
  const codes =
    kind === 'S'
      ? Array.from(own)
      : Array.from({ length: own.length >> 2 }, (_, i) =>
          new DataView(own.buffer, own.byteOffset + 4 * i, 4).getUint32(0, order !== '>'),
        );
  return String.fromCodePoint(...codes.filter((code) => code > 0 && code < 0x110000));
}
