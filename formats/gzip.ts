import { crc32 } from './checksum.ts';
import { FormatError } from './format-error.ts';
import { type Inflated, InflateError, inflateAt } from './inflate.ts';

/** Bytes that are unpacked in memory, of one file, however few of them are packed. */
export const mostUnpacked = 2 ** 29;
export const isGzip = (bytes: Uint8Array): boolean => bytes.length >= 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;

/** The bytes themselves, or what they unpack to when they are gzip. */
export const unpacked = (bytes: Uint8Array): Uint8Array => (isGzip(bytes) ? gunzip(bytes) : bytes);

/**
 * Unpacks a gzip file: a series of members (RFC 1952, section 2.2), each checked against its length and CRC-32. Stops
 * where there is more than `most`, whatever the file announces.
 * @throws FormatError when the file is truncated, corrupted or too large
 */
export function gunzip(bytes: Uint8Array, most = mostUnpacked): Uint8Array {
  const announced = announcedLength(bytes);
  if (announced > most) throw tooLarge('This gzip file', most);
  let held: Pick<Inflated, 'plain' | 'length'> = { plain: new Uint8Array(announced), length: 0 };
  for (let at = 0; at < bytes.length; ) {
    const body = at + headerLength(bytes, at);
    const { plain, length, end } = inflated(bytes, body, held, most);
    checkMember(bytes, end, plain.subarray(held.length, length));
    held = { plain, length };
    at = end + trailerLength;
    if (at < bytes.length && bytes.subarray(at).every((byte) => byte === 0)) break; // padding, as on tapes
  }
  return held.plain.length === held.length ? held.plain : held.plain.slice(0, held.length);
}

export const tooLarge = (what: string, most: number): FormatError =>
  new FormatError(
    `${what} announces more than the ${most} bytes that are unpacked in memory, or it is damaged; unpack it and name ` +
      `the file inside, or fetch it again.`,
  );
/** Deflate cannot pack more than this many bytes into one (RFC 1951: 258 bytes in 2 bits). */
export const largestRatio = 1032;
const trailerLength = 8;
/** Of a header without a name, an empty body and a trailer. */
const shortest = 18;

function inflated(bytes: Uint8Array, from: number, held: Pick<Inflated, 'plain' | 'length'>, most: number): Inflated {
  try {
    return inflateAt(bytes, from, held, most);
  } catch (error) {
    if (!(error instanceof InflateError)) throw error;
    throw error.isTooLong
      ? tooLarge('This gzip file', most)
      : corrupted(`its compressed data cannot be unpacked (${error.message})`, from);
  }
}
/**
 * What the last member says of its length, the only one of nearly every file. @throws FormatError where it cannot be
 * that
 */
export function announcedLength(bytes: Uint8Array): number {
  if (!isGzip(bytes))
    throw new FormatError(
      'This is not a gzip file: it does not start with the bytes 1f 8b; unpack it or correct its name.',
      { offset: 0 },
    );
  if (bytes.length < shortest) throw corrupted('it is shorter than any gzip file', bytes.length);
  const at = bytes.length - trailerLength;
  const { length } = trailerAt(bytes, at);
  if (length > at * largestRatio)
    throw corrupted(`it announces ${length} unpacked bytes, more than ${at} packed ones can hold`, at + 4);
  return length;
}
/** CRC-32 and length of a member, after its body. */
function trailerAt(bytes: Uint8Array, at: number): { readonly checksum: number; readonly length: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, trailerLength);
  return { checksum: view.getUint32(0, true), length: view.getUint32(4, true) };
}
function checkMember(bytes: Uint8Array, end: number, plain: Uint8Array): void {
  if (end + trailerLength > bytes.length) throw corrupted('it ends before its checksum', bytes.length);
  const { checksum, length } = trailerAt(bytes, end);
  if (plain.length !== length)
    throw corrupted(`it unpacks to ${plain.length} bytes where its end announces ${length}`, end + 4);
  if (crc32(plain) !== checksum) throw corrupted('its checksum does not match its content', end);
}
function headerLength(bytes: Uint8Array, from: number): number {
  const header = bytes.subarray(from);
  if (!isGzip(header)) throw corrupted('what follows a part of it is not gzip', from);
  if (header[2] !== 8) throw corrupted(`its compression method is ${header[2]} where gzip knows only 8`, from + 2);
  const flags = header[3];
  let at = 10;
  if (flags & 4) at += 2 + (header[10] | (header[11] << 8));
  for (const text of [8, 16]) {
    if (!(flags & text)) continue;
    const end = header.indexOf(0, at);
    if (end < 0) throw corrupted('it ends inside its header', bytes.length);
    at = end + 1;
  }
  return flags & 2 ? at + 2 : at;
}
const corrupted = (what: string, offset: number): FormatError =>
  new FormatError(`This gzip file is corrupted: ${what}; fetch it again.`, { offset });
