import { crc32 } from './checksum.ts';
import { FormatError } from './format-error.ts';
import { largestRatio, mostUnpacked, tooLarge } from './gzip.ts';
import { InflateError, inflateAt } from './inflate.ts';
import { lenientText } from './text-bytes.ts';

export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export const isZip = (bytes: Uint8Array): boolean =>
  bytes.length >= 4 && bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);

/**
 * The files of a zip archive (PKWARE APPNOTE 6.3), stored or deflated, each checked against its CRC-32.
 * `wanted` chooses by name what is unpacked; folders are left out.
 * @throws FormatError when the archive is truncated, corrupted, encrypted, or larger than 4 GB or,
 * unpacked, than `mostUnpacked`.
 */
export function readZip(bytes: Uint8Array, wanted: (name: string) => boolean = () => true): readonly ZipEntry[] {
  const records = directory(bytes).filter((record) => !record.name.endsWith('/') && wanted(record.name));
  const whole = records.reduce((sum, { method, length }) => sum + (method === 0 ? 0 : length), 0);
  if (whole > mostUnpacked) throw tooLarge('This zip archive', mostUnpacked);
  return records.map((record) => ({ name: record.name, bytes: content(bytes, record) }));
}
/** Names alone, without unpacking. */
export const zipNames = (bytes: Uint8Array): readonly string[] =>
  directory(bytes)
    .map((record) => record.name)
    .filter((name) => !name.endsWith('/'));

interface EntryRecord {
  readonly name: string;
  readonly method: number;
  readonly checksum: number;
  readonly packed: number;
  readonly length: number;
  readonly at: number;
}

function directory(bytes: Uint8Array): readonly EntryRecord[] {
  if (!isZip(bytes))
    throw new FormatError('This is not a zip archive: it does not start with "PK"; check that it is the right file.', {
      offset: 0,
    });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecord(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (at === 0xffffffff || count === 0xffff)
    throw new FormatError(
      'This zip archive is of the zip64 kind (over 4 GB or 65,535 files), which is not read; unpack it and ' +
        'name the file inside.',
      { offset: end },
    );
  const records: EntryRecord[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50)
      throw corrupted(`entry ${i + 1} of ${count} is missing from its directory`, at);
    const nameLength = view.getUint16(at + 28, true);
    if (at + 46 + nameLength > end) throw corrupted(`the name of entry ${i + 1} runs past its directory`, at + 46);
    const name = lenientText(bytes.subarray(at + 46, at + 46 + nameLength));
    if (view.getUint16(at + 8, true) & 1)
      throw new FormatError(`"${name}" in this zip archive is encrypted; pack it again without a password.`, {
        offset: at,
      });
    records.push({
      name,
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      length: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return records;
}
/** The end record stands within the last 22 + 65,535 bytes. */
function endRecord(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  throw corrupted('its directory at the end is missing', view.byteLength);
}
function content(bytes: Uint8Array, record: EntryRecord): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { at, name } = record;
  if (at + 30 > bytes.length || view.getUint32(at, true) !== 0x04034b50)
    throw corrupted(`"${name}" is not where the directory says`, at);
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (start + record.packed > bytes.length) throw corrupted(`"${name}" runs past the end of the file`, start);
  const packed = bytes.subarray(start, start + record.packed);
  const plain = record.method === 0 ? packed : record.method === 8 ? deflated(packed, record, start) : undefined;
  if (!plain)
    throw new FormatError(
      `"${name}" is packed by method ${record.method}, which is not read; pack it again as an ordinary (deflate) zip.`,
      { offset: at },
    );
  if (plain.length !== record.length || crc32(plain) !== record.checksum)
    throw corrupted(`the checksum of "${name}" does not match its content`, start);
  return plain;
}
function deflated(packed: Uint8Array, record: EntryRecord, start: number): Uint8Array {
  if (record.length > (packed.length + 1) * largestRatio)
    throw corrupted(`"${record.name}" announces more bytes than it can hold`, start);
  try {
    const { plain, length } = inflateAt(packed, 0, { plain: new Uint8Array(record.length), length: 0 }, record.length);
    return plain.subarray(0, length);
  } catch (error) {
    if (!(error instanceof InflateError)) throw error;
    throw corrupted(`"${record.name}" cannot be unpacked (${error.message})`, start);
  }
}
const corrupted = (what: string, offset: number): FormatError =>
  new FormatError(`This zip archive is corrupted: ${what}; fetch it again.`, { offset });
