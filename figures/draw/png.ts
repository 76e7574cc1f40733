import { base64 } from '../../formats/index.ts';

/**
 * Pixels that are indices into a palette of at most 256 colours (`rgb(1, 2, 3)` or `#010203`), as a PNG in a data URI.
 * Stored, not compressed: a figure's image has few pixels.
 */
export function pngOf(width: number, height: number, pixels: Uint8Array, palette: readonly string[]): string {
  const lines = new Uint8Array(height * (width + 1)); // every line begins with the number of its filter: 0, none
  for (let row = 0; row < height; row++)
    lines.set(pixels.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  const header = [...bigEndian(width), ...bigEndian(height), 8, 3, 0, 0, 0];
  const bytes = concatenated([
    Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10),
    chunk('IHDR', Uint8Array.from(header)),
    chunk('PLTE', Uint8Array.from(palette.flatMap(componentsOf))),
    chunk('IDAT', stored(lines)),
    chunk('IEND', new Uint8Array(0)),
  ]);
  return `data:image/png;base64,${base64(bytes)}`;
}

function componentsOf(colour: string): number[] {
  if (colour.startsWith('#')) return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return colour.match(/\d+/g)!.slice(0, 3).map(Number);
}
const bigEndian = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

/** A chunk of a PNG (RFC 2083): length, name, content, CRC-32 of name and content. */
function chunk(name: string, content: Uint8Array): Uint8Array {
  const named = concatenated([Uint8Array.from(name, (character) => character.charCodeAt(0)), content]);
  let crc = 0xffffffff;
  for (const byte of named) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return concatenated([Uint8Array.from(bigEndian(content.length)), named, Uint8Array.from(bigEndian(~crc))]);
}
/** A zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4). */
function stored(content: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 0x01)];
  for (let from = 0; from < content.length; from += 0xffff) {
    const block = content.subarray(from, from + 0xffff),
      length = block.length;
    parts.push(
      Uint8Array.of(
        Number(from + length === content.length),
        length & 255,
        length >>> 8,
        ~length & 255,
        (~length >>> 8) & 255,
      ),
      block,
    );
  }
  let [a, b] = [1, 0];
  for (const byte of content) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return concatenated([...parts, Uint8Array.from(bigEndian(((b << 16) | a) >>> 0))]);
}
function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
