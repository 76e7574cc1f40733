/** Words of declarations, also those in quotes and comments: of each text found once. */
import { asRead } from '../grammar/index.ts';
import type { Declaration } from '../grammar/tree.ts';

export function wordsIn(declaration: Declaration, source: string): ReadonlySet<string> {
  const read = asRead(declaration),
    { start, end } = declaration.range;
  const found = known.get(read) ?? wordsOf(source.slice(start, end));
  known.set(read, found);
  return found;
}
const known = new WeakMap<Declaration, ReadonlySet<string>>();

/** Which of some names stand in declarations: looked up again where they have changed, or the names have. */
export class NamesWritten {
  #names = '';
  #found = new WeakMap<Declaration, readonly string[]>();

  in(declarations: readonly Declaration[], source: string, names: readonly string[]): readonly (readonly string[])[] {
    const written = names.join(' ');
    if (written !== this.#names) this.#found = new WeakMap();
    this.#names = written;
    const all = new Set(names);
    return declarations.map((declaration) => {
      const read = asRead(declaration);
      const found = this.#found.get(read) ?? [...wordsIn(declaration, source)].filter((word) => all.has(word));
      this.#found.set(read, found);
      return found;
    });
  }
}
/** One number for each text of a declaration, whatever stands around it. */
export class TextNumbers {
  readonly #read = new WeakMap<Declaration, number>();
  #texts = new Map<string, number>();
  #last = 0;

  in(declarations: readonly Declaration[], source: string): readonly number[] {
    const numbers = declarations.map((declaration) => {
      const read = asRead(declaration);
      const known = this.#read.get(read) ?? this.#of(source.slice(declaration.range.start, declaration.range.end));
      this.#read.set(read, known);
      return known;
    });
    if (this.#texts.size > 2 * declarations.length + mostOthers) this.#texts = new Map();
    return numbers;
  }
  #of(text: string): number {
    const known = this.#texts.get(text) ?? ++this.#last;
    this.#texts.set(text, known);
    return known;
  }
}
/** Texts that are remembered beside those of a file. */
const mostOthers = 1000;

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.match(/\w+|"[^"\r\n]*"/g)?.flatMap(unquoted));
const unquoted = (word: string): readonly string[] =>
  word.startsWith('"') ? [word.slice(1, -1), ...(word.match(/\w+/g) ?? [])] : [word];
