/** A word of a command, in quotes where it has a blank or a sign: for a POSIX shell. */
export const quoted = (word: string): string => (isPlain.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
const isPlain = /^[\p{L}\p{N}_@%+=:,./-]+$/u;

/** The same for the shell of whoever reads it, to be pasted. */
export const pasted = (word: string, platform = globalThis.process?.platform): string =>
  platform !== 'win32' ? quoted(word) : isPlain.test(word.replaceAll('\\', '/')) ? word : `"${word}"`;
