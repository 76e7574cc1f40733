/** Statements that begin with no word of their block. */
import { nounEntry, nouns } from '../nouns/index.ts';
import type { Name, Range, Setting } from '../../grammar/tree.ts';
import { replaceBy } from '../checks/check.ts';
import { unexpected, unknownWord } from '../checks/language-checks.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { nearest } from '../../grammar/spelling.ts';
import { isSlip } from '../../grammar/mistakes.ts';
import type { Word } from '../vocabulary/index.ts';
import type { Inside } from './walk-context.ts';

export const lacksName = (range: Range, entry: Word, rules = false): Diagnostic =>
  unexpected(
    range,
    `\`${entry.word}\` needs a name${entry.defines ? ' and `=`' : ''}: ` +
      `\`${entry.example}\`.${rules ? ` (A gene of this name stands in quotes, \`"${entry.word}"\`.)` : ''}`,
  );

/** The first noun, or else the first word with a block, in which a word stands. */
const homes: ReadonlyMap<string, string> = new Map(
  [
    ...nouns.flatMap(({ noun, words }) => words.map(({ word }) => [word, noun] as const)),
    ...nouns.flatMap(({ words }) =>
      words.flatMap(({ word, block = [] }) => block.map((inner) => [inner.word, word] as const)),
    ),
  ].reverse(),
);

/** A word that begins no statement here: the nearest one that does, or where this one belongs. */
export function unknownStatement({ text, range }: Name, { words, where }: Inside): Diagnostic {
  const known = [...words.map(({ word }) => word), ...(where === 'in `experiment`' ? ['expect'] : [])];
  const home = words.find(({ block }) => block?.some(({ word }) => word === text))?.word ?? homes.get(text);
  if (text === 'let')
    return unexpected(
      range,
      '`let` gives a number a name for the whole file: it stands at the top, outside all braces. In an experiment a ' +
        'number is varied, `vary N in 400, 800`.',
    );
  if (nounEntry(text)) return unexpected(range, `\`${text}\` begins a declaration: it stands by itself, not ${where}.`);
  return home && !known.some((word) => isSlip(text, word))
    ? unexpected(range, `\`${text}\` is not known ${where}; it belongs in \`${home}\`.`)
    : unknownWord(text, range, known, where);
}

/** `Sox2`, `Pax6 Sox2`: a rule without its comma. */
export function incompleteRule({ word, items, phrases }: Setting, { words, names }: Inside): Diagnostic | undefined {
  if (words.some((known) => isSlip(word.text, known.word)) || phrases.length > 0) return undefined;
  const afterName = { start: word.range.end, end: word.range.end };
  if (items.length > 0)
    return unexpected(word.range, `A gene rule has a comma or \`=\` after the gene: \`${word.text}, …\`.`, [
      replaceBy(afterName, ',', `Write \`${word.text},\``),
    ]);
  return names.genes.genes.has(word.text) ||
    !nearest(
      word.text,
      words.flatMap((known) => (known.formOf ? [] : [known.word])),
    )
    ? unexpected(
        word.range,
        `\`${word.text}\` alone says nothing: a rule is written \`${word.text}, CONDITION\`, an input ` +
          `\`input ${word.text}\`.`,
      )
    : undefined;
}
