/** Words of texts, also those in quotes: of each text found once. */
export class WordsWritten {
  #known = new Map<string, ReadonlySet<string>>();
  #asked = new Map<string, ReadonlySet<string>>();
  #names = '';
  #named = new Map<string, readonly string[]>();

  of(text: string): ReadonlySet<string> {
    const found = this.#known.get(text) ?? wordsOf(text);
    this.#asked.set(text, found);
    return found;
  }
  /** Those of each text that are among some names. */
  namesIn(texts: readonly string[], names: readonly string[]): readonly (readonly string[])[] {
    const key = names.join(' ');
    const known = key === this.#names ? this.#named : new Map<string, readonly string[]>();
    const all = new Set(names);
    this.#names = key;
    this.#named = new Map(
      texts.map((text) => [text, known.get(text) ?? [...this.of(text)].filter((word) => all.has(word))]),
    );
    return texts.map((text) => this.#named.get(text)!);
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
