/** SHA-256 of files, by their path in a folder, with `/`. */
export type Checksums = ReadonlyMap<string, string>;
/** SHA-256 in hexadecimal, of whoever computes it. */
export type Sha256 = (content: string | Uint8Array) => string;

/** The file that says what every other file of a finished folder was when it was written. */
export const checksumFile = 'SHA256SUMS';
/** The file that says whether the folder is finished; it is written last of all. */
export const recordFile = 'run.json';

/**
 * As `sha256sum --check` reads it: a line for each file. The last line, a comment to it, is the checksum of those
 * above, so that none can be lost without a word.
 */
export function checksumText(sums: Checksums, sha256: Sha256): string {
  const lines = [...sums].map(([file, sum]) => `${sum}  ${file}\n`).join('');
  return `${lines}# ${sha256(lines)}\n`;
}

/** The other way round; undefined where the text is not whole. */
export function checksumsIn(text: string, sha256: Sha256): Checksums | undefined {
  const [, lines, own] = /^([^#]*)# ([0-9a-f]{64})\n$/.exec(text) ?? [];
  if (lines === undefined || sha256(lines) !== own) return undefined;
  const entries = lines
    .split('\n')
    .slice(0, -1)
    .map((line) => [line.slice(66), line.slice(0, 64)] as const);
  return entries.some(([file]) => !isWithin(file)) ? undefined : new Map(entries);
}
/** Whether a path names a file of the folder, and in one way. */
const isWithin = (file: string): boolean => file.split('/').every((part) => !['', '.', '..'].includes(part));

export const changed = 'it is not what was written (its SHA-256 differs)';
