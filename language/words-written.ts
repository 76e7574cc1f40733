/** Words of texts, also those in quotes: of each text found once. */
export class WordsWritten {
  #known = new Map<string, ReadonlySet<string>>();
  #asked = new Map<string, ReadonlySet<string>>();

  of(text: string): ReadonlySet<string> {
    const found = this.#known.get(text) ?? wordsOf(text);
    this.#asked.set(text, found);
    return found;
  }
  /** Of texts that have not been asked for since, nothing is known any longer. */
  forget(): void {
    [this.#known, this.#asked] = [this.#asked, new Map()];
  }
}
export const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(text.match(/\w+|"[^"\r\n]*"/g)?.flatMap(unquoted));
const unquoted = (word: string): readonly string[] =>
  word.startsWith('"') ? [word.slice(1, -1), ...(word.match(/\w+/g) ?? [])] : [word];
