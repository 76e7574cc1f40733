import { gzipSync, inflateSync } from 'fflate';
import { crc32 } from './checksum.ts';
import { FormatError } from './format-error.ts';

export const isGzip = (bytes: Uint8Array): boolean => bytes.length >= 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;

/** The bytes themselves, or what they unpack to when they are gzip. */
export const unpacked = (bytes: Uint8Array): Uint8Array => (isGzip(bytes) ? gunzip(bytes) : bytes);

/**
 * Unpacks a gzip file of one member (RFC 1952) and checks its length and CRC-32.
 * @throws FormatError when the file is truncated or corrupted.
 */
export function gunzip(bytes: Uint8Array): Uint8Array {
  const body = headerLength(bytes);
  const trailer = bytes.length - 8;
  if (trailer < body) throw corrupted('it ends inside its header', bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(trailer + 4, true);
  if (length > (trailer - body) * largestRatio)
    throw corrupted(
      `it announces ${length} unpacked bytes, more than ${trailer - body} packed ones can hold`,
      trailer + 4,
    );
  const plain = inflate(bytes.subarray(body, trailer), length, body);
  if (plain.length !== length)
    throw corrupted(`it unpacks to ${plain.length} bytes where its end announces ${length}`, trailer + 4);
  if (crc32(plain) !== view.getUint32(trailer, true))
    throw corrupted('its checksum does not match its content', trailer);
  return plain;
}
/** Packs bytes as gzip, without a time stamp, so that the same bytes give the same file. */
export const gzip = (bytes: Uint8Array): Uint8Array => gzipSync(bytes, { mtime: 0 });

/** Inflates a raw deflate stream whose unpacked length is known; `offset` is where it stands in its file. */
export function inflate(packed: Uint8Array, length: number, offset: number): Uint8Array {
  try {
    return inflateSync(packed, { out: new Uint8Array(length) });
  } catch (error) {
    throw corrupted(
      `its compressed data cannot be unpacked (${error instanceof Error ? error.message : String(error)})`,
      offset,
    );
  }
}
/** Deflate cannot pack more than this many bytes into one (RFC 1951: 258 bytes in 2 bits). */
const largestRatio = 1032;

function headerLength(bytes: Uint8Array): number {
  if (!isGzip(bytes))
    throw new FormatError(
      'This is not a gzip file: it does not start with the bytes 1f 8b; unpack it or correct its name.',
      { offset: 0 },
    );
  if (bytes.length < 18) throw corrupted('it is shorter than any gzip file', bytes.length);
  if (bytes[2] !== 8) throw corrupted(`its compression method is ${bytes[2]} where gzip knows only 8`, 2);
  const flags = bytes[3];
  let at = 10;
  if (flags & 4) at += 2 + (bytes[10] | (bytes[11] << 8));
  for (const text of [8, 16]) {
    if (!(flags & text)) continue;
    const end = bytes.indexOf(0, at);
    if (end < 0) throw corrupted('it ends inside its header', bytes.length);
    at = end + 1;
  }
  return flags & 2 ? at + 2 : at;
}
const corrupted = (what: string, offset: number): FormatError =>
  new FormatError(`This gzip file is corrupted: ${what}; fetch it again.`, { offset });
