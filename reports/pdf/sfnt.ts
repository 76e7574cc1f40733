import { inflateAt } from '../../formats/inflate.ts';

/** A font as it is on the web (WOFF 1.0) as it is on a machine: its tables unpacked, one after the other. */
export function sfntOf(woff: Uint8Array): Uint8Array {
  const packed = new DataView(woff.buffer, woff.byteOffset, woff.length);
  const count = packed.getUint16(12);
  const tables = Array.from({ length: count }, (_, index) => {
    const entry = 44 + 20 * index;
    const [from, stored, length, checksum] = [4, 8, 12, 16].map((at) => packed.getUint32(entry + at));
    const content = woff.subarray(from, from + stored);
    return {
      name: packed.getUint32(entry),
      checksum,
      content: stored < length ? unpacked(content, length) : content,
    };
  });
  const begin = 12 + 16 * count;
  const padded = (length: number): number => (length + 3) & ~3;
  const font = new Uint8Array(tables.reduce((at, { content }) => at + padded(content.length), begin));
  const directory = new DataView(font.buffer);
  directory.setUint32(0, packed.getUint32(4));
  directory.setUint16(4, count);
  let at = begin;
  tables.forEach(({ name, checksum, content }, index) => {
    [name, checksum, at, content.length].forEach((value, k) => {
      directory.setUint32(12 + 16 * index + 4 * k, value);
    });
    font.set(content, at);
    at += padded(content.length);
  });
  return font;
}
/** A zlib stream, behind its header of two bytes. */
const unpacked = (content: Uint8Array, length: number): Uint8Array =>
  inflateAt(content, 2, { plain: new Uint8Array(length), length: 0 }, length).plain.subarray(0, length);
