/** Where in a file something is wrong: a byte offset in binary formats, a 1-based line and column in text. */
export interface FilePlace {
  readonly offset?: number;
  readonly line?: number;
  readonly column?: number;
}

/**
 * A file that is not what it should be. The message is one sentence: what is wrong and the remedy; the caller adds the
 * file's name.
 */
export class FormatError extends Error {
  readonly offset?: number;
  readonly line?: number;
  readonly column?: number;
  constructor(message: string, place: FilePlace = {}) {
    super(message);
    this.name = 'FormatError';
    this.offset = place.offset;
    this.line = place.line;
    this.column = place.column;
  }
}
