import fc from 'fast-check';
import { exampleTexts } from './examples.ts';

const pieces = (text: string): readonly string[] =>
  text.match(/#[^\r\n]*|"[^"\r\n]*"|\w+|[^\S\r\n]+|\r\n|[\s\S]/g) ?? [];
const isToken = (piece: string): boolean => piece.trim() !== '';

/** A place in a text, as a share of it. */
const share = fc.double({ min: 0, max: 1, noNaN: true });
const at = <T>(all: readonly T[], part: number): number => Math.min(all.length - 1, Math.floor(part * all.length));

/** Where its tokens are, as indices of its pieces. */
const tokensOf = (all: readonly string[]): readonly number[] =>
  all.flatMap((piece, index) => (isToken(piece) ? [index] : []));
const replaced = (all: readonly string[], changes: ReadonlyMap<number, string>): string =>
  all.map((piece, index) => changes.get(index) ?? piece).join('');

type Damage = (text: string, place: number, other: number) => string;
const inserted = (text: string, place: number, what: string): string => {
  const offset = Math.floor(place * (text.length + 1));
  return text.slice(0, offset) + what + text.slice(offset);
};
const commentWith =
  (end: string): Damage =>
  (text, place, other) =>
    inserted(text, place, `# about ${Math.floor(other * 9)}${end}`);

/** One change of a kind that happens while typing. */
const damages: Readonly<Record<string, Damage>> = {
  'token deleted': (text, place) => {
    const all = pieces(text);
    return replaced(all, new Map([[tokensOf(all)[at(tokensOf(all), place)], '']]));
  },
  'token inserted': (text, place, other) => {
    const all = pieces(text);
    const tokens = tokensOf(all);
    const [here, what] = [tokens[at(tokens, place)], all[tokens[at(tokens, other)]]];
    return replaced(all, new Map([[here, `${what} ${all[here]}`]]));
  },
  'tokens swapped': (text, place, other) => {
    const all = pieces(text);
    const tokens = tokensOf(all);
    const [one, two] = [tokens[at(tokens, place)], tokens[at(tokens, other)]];
    return replaced(
      all,
      new Map([
        [one, all[two]],
        [two, all[one]],
      ]),
    );
  },
  'character deleted': (text, place) => text.slice(0, at([...text], place)) + text.slice(at([...text], place) + 1),
  'character inserted': (text, place, other) => inserted(text, place, '{}(),;=&!"# \n\t#.-éa1'[Math.floor(other * 20)]),
  'blanks inserted': (text, place, other) =>
    inserted(text, place, [' ', '    ', '\t', '\n', '\n\n\n', '\r\n'][at([...'123456'], other)]),
  'cut in a word': (text, place) => {
    const words = [...text.matchAll(/\w+/g)];
    const word = words[at(words, place)];
    return word ? text.slice(0, word.index + Math.ceil(word[0].length / 2)) : text;
  },
  cut: (text, place) => text.slice(0, Math.floor(place * (text.length + 1))),
  comment: commentWith('\n'),
  'comment with blanks behind it': commentWith(' \t \n'),
  'comment that swallows the line': commentWith(''),
  'comment at the end, blanks behind it': (text) => `${text.trimEnd()} # last  `,
  'line moved in': (text, place, other) => {
    const lines = text.split('\n');
    return lines
      .map((line, index) => (index === at(lines, place) ? ' '.repeat(Math.floor(other * 12)) + line : line))
      .join('\n');
  },
};

/** Texts of the examples, once, twice or three times changed as a person typing would. */
export const mutants: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...exampleTexts().map(({ source }) => source)),
    fc.array(fc.tuple(fc.constantFrom(...Object.keys(damages)), share, share), { minLength: 1, maxLength: 3 }),
  )
  .map(([source, changes]) =>
    changes.reduce(
      (text, [kind, place, other]) => (text ? damages[kind](text, place, Math.min(other, 0.999)) : text),
      source,
    ),
  );
