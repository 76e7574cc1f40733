import { FormatError } from './format-error.ts';
import { lenientText } from './text-bytes.ts';

/**
 * The plain files of a tar archive (POSIX ustar; names up to 255 bytes), as views of its bytes. @throws FormatError
 * when it is truncated or is no tar.
 */
export function readTar(bytes: Uint8Array): readonly { readonly name: string; readonly bytes: Uint8Array }[] {
  const files: { name: string; bytes: Uint8Array }[] = [];
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0; ) {
    const field = (from: number, length: number): string =>
      lenientText(bytes.subarray(at + from, at + from + length)).split('\0')[0];
    const size = field(124, 12).trim();
    if (!/^[0-7]+$/.test(size) || headerSum(bytes, at) !== Number.parseInt(field(148, 8), 8))
      throw new FormatError(
        'This is not a tar archive, or it is corrupted: a header does not match its checksum; fetch it again.',
        { offset: at },
      );
    const length = Number.parseInt(size, 8);
    if (at + 512 + length > bytes.length)
      throw new FormatError(`This tar archive is truncated inside "${field(0, 100)}"; fetch it again.`, {
        offset: bytes.length,
      });
    const kind = field(156, 1);
    const prefix = field(257, 5) === 'ustar' ? field(345, 155) : '';
    if (kind === '0' || kind === '')
      files.push({
        name: prefix ? `${prefix}/${field(0, 100)}` : field(0, 100),
        bytes: bytes.subarray(at + 512, at + 512 + length),
      });
    at += 512 + Math.ceil(length / 512) * 512;
  }
  if (files.length === 0)
    throw new FormatError('This is not a tar archive: it holds no file; fetch it again.', { offset: 0 });
  return files;
}
/** The sum of a header's bytes, its own checksum field counted as spaces. */
function headerSum(bytes: Uint8Array, at: number): number {
  let sum = 0;
  for (let i = 0; i < 512; i++) sum += i >= 148 && i < 156 ? 32 : bytes[at + i];
  return sum;
}
