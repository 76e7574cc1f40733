import { FormatError } from './format-error.ts';

/**
 * Part of the Encoding standard, in every browser and in Node; declared here because this folder is typed for neither.
 */
declare const TextDecoder: new (
  label?: string,
  options?: { readonly fatal?: boolean },
) => { decode(bytes: Uint8Array, options?: { readonly stream?: boolean }): string };
declare const TextEncoder: new () => { encode(text: string): Uint8Array };

/**
 * Decodes UTF-8, or UTF-16 that begins with its byte-order mark, which is dropped. @throws FormatError for any other
 * encoding.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.length > longestText)
    throw new FormatError(
      `This text has ${bytes.length} bytes, more than the ${longestText} that can be read at once; split ` +
        `it, or save its numbers as npy.`,
      { offset: longestText },
    );
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'be' : undefined;
  try {
    return new TextDecoder(wide ? `utf-16${wide}` : 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    if (wide)
      throw new FormatError('This text begins as UTF-16 and does not go on as such; save it as UTF-8.', { offset: 0 });
    const valid = validLength(bytes);
    throw new FormatError(
      `This text is not UTF-8: byte ${valid} is ${(bytes[valid] ?? 0).toString(16).padStart(2, '0')}; save ` +
        `it as UTF-8.`,
      { offset: valid, line: lineOf(bytes, valid) },
    );
  }
}

/** The longest string of V8 (2^29 − 24 characters). */
const longestText = 536_870_888;

/** For names and headers of binary formats: never fails, shows bytes that are not UTF-8 as U+FFFD. */
export const lenientText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

export const encodeText = (text: string): Uint8Array => new TextEncoder().encode(text);

/** 1-based line and column of a position in a text. */
export function placeOf(text: string, position: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < position; at = text.indexOf('\n', at + 1)) {
    line++;
    start = at + 1;
  }
  return { line, column: position - start + 1 };
}

/**
 * Length of the longest prefix that is whole, valid UTF-8: by bisection, then back over a character begun and not
 * ended.
 */
function validLength(bytes: Uint8Array): number {
  const valid = (length: number, stream: boolean): boolean => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream });
      return true;
    } catch {
      return false;
    }
  };
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (valid(middle, true)) low = middle;
    else high = middle - 1;
  }
  while (!valid(low, false)) low--;
  return low;
}
function lineOf(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let i = 0; i < offset; i++) if (bytes[i] === 10) line++;
  return line;
}
