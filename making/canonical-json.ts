/**
 * JSON with sorted keys and nothing but what counts, so that equal values give equal text. Nouns never change: the text
 * of each is made once, as long as those of all do not fill the memory.
 */
export function canonical(value: unknown): string {
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : `"${value}"`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  return 'noun' in value ? textOfNoun(value) : textOf(value);
}

function textOf(value: object): string {
  const entries = Object.entries(value)
    .filter(([, held]) => held !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, held]) => `${JSON.stringify(key)}:${canonical(held)}`).join(',')}}`;
}

let texts = new WeakMap<object, string>();
let length = 0;
const mostCharacters = 2 ** 26;
function textOfNoun(noun: object): string {
  const known = texts.get(noun);
  if (known !== undefined) return known;
  const text = textOf(noun);
  length += text.length;
  if (length > mostCharacters) {
    texts = new WeakMap();
    length = text.length;
  }
  texts.set(noun, text);
  return text;
}
