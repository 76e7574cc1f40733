/** Values and labels of a statement that its word does not take, or takes once. */
import { replaceBy } from '../checks/check.ts';
import { missing, onlyOne, twice, unexpected, unknownWord } from '../checks/language-checks.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { nearest } from '../../grammar/spelling.ts';
import type { Slot, Word } from '../vocabulary/index.ts';
import type { Walk } from './walk-context.ts';
import type { Item, Phrase } from '../../grammar/tree.ts';
import { type Match, bareName } from '../match.ts';

export function checkStray(
  walk: Walk,
  stray: Item | Phrase,
  entry: Pick<Word, 'items' | 'labels' | 'options'> & { readonly example: string },
  title: string,
): void {
  const options = [...(entry.options ?? []).map(({ name }) => name), ...Object.keys(entry.labels ?? {})];
  if ('label' in stray) {
    walk.problems.push(
      unexpected(stray.label.range, `\`${title}\` takes no \`${stray.label.text}\`: \`${entry.example}\`.`),
    );
    return;
  }
  const first = entry.items?.[0]?.type.words?.find(({ word }) => word === stray.word?.text);
  if (first && !entry.options?.length) {
    const { start, end } = stray.value.range;
    walk.problems.push(
      unexpected(
        stray.value.range,
        `\`${title}\` takes no \`${walk.source.slice(start, end)}\`: \`${entry.example}\`.`,
        [replaceBy({ start: stray.word?.range.end ?? start, end }, '', `Remove \`${walk.source.slice(start, end)}\``)],
      ),
    );
    return;
  }
  const slip = separatedWrongly(walk, stray, entry);
  if (slip) {
    walk.problems.push(slip);
    return;
  }
  const misspelt = stray.word && bareName(stray.value);
  if (misspelt && nearest(misspelt.text, Object.keys(entry.labels ?? {}))) {
    walk.problems.push(unknownWord(misspelt.text, misspelt.range, Object.keys(entry.labels ?? {}), `in \`${title}\``));
    return;
  }
  const word = stray.word ?? bareName(stray.value);
  if (stray.value.base.kind === 'error') return;
  const option = entry.options?.find(({ name }) => name === word?.text);
  if (word && option)
    walk.problems.push(
      option.type.flag
        ? unexpected(stray.value.range, `\`${option.name}\` stands alone, without a value.`)
        : missing(word.range, `\`${option.name}\``, option.type.says, `${option.name} ${option.type.example}`),
    );
  else if (word && options.length > 0)
    walk.problems.push(unknownWord(word.text, word.range, options, `in \`${title}\``));
  else
    walk.problems.push(
      unexpected(
        stray.range,
        entry.items?.length
          ? `\`${title}\` takes no more than this: \`${entry.example}\`.`
          : `\`${title}\` takes no value here: \`${entry.example}\`.`,
      ),
    );
}

/** A comma too many or too few, or one that was to be something else. */
function separatedWrongly(
  { source }: Walk,
  { word, value, range }: Item,
  { options = [] }: Pick<Word, 'options'>,
): Diagnostic | undefined {
  const before = source.slice(0, range.start);
  const comma = before.trimEnd().length - 1;
  if (before[comma] === ',' && before.slice(comma).includes('\n')) {
    const at = { start: comma, end: comma + 1 };
    return unexpected(at, 'This comma joins the next line to this one: remove it.', [
      replaceBy(at, '', 'Remove the comma'),
    ]);
  }
  const [digits] = /^\d+/.exec(source.slice(range.start)) ?? [];
  if (digits && /\d,$/.test(before)) {
    const at = { start: comma, end: comma + 1 };
    return digits.length === 3
      ? unexpected(at, 'A comma begins another value; digits are grouped by `_`, as in `5_000`.', [replaceBy(at, '_')])
      : unexpected(at, 'A comma begins another value; the decimal point is `.`.', [replaceBy(at, '.')]);
  }
  const next = bareName(value);
  if (word && next && options.some(({ name }) => name === next.text))
    return unexpected(word.range, `A comma is missing after \`${word.text}\`.`, [
      replaceBy({ start: word.range.end, end: word.range.end }, ',', 'Write a comma'),
    ]);
  return word && value.base.kind === 'string'
    ? unexpected(word.range, `An \`=\` is missing after \`${word.text}\`.`, [
        replaceBy({ start: word.range.end, end: word.range.end }, ' =', 'Write `=`'),
      ])
    : undefined;
}

/** A value of a slot that has one, or a second of several that exclude each other: only the first would be read. */
export function givenTwice({ source }: Walk, filled: Match['filled']): Diagnostic | undefined {
  const first = new Map<Slot | string, Match['filled'][number]>();
  for (const one of filled) {
    const { slot, value, word } = one;
    const range = word ? { start: word.range.start, end: (value ?? word).range.end } : value?.range;
    const earlier = first.get(slot) ?? (slot.oneOf === undefined ? undefined : first.get(slot.oneOf));
    for (const key of slot.oneOf === undefined ? [slot] : [slot, slot.oneOf]) if (!first.has(key)) first.set(key, one);
    if (!range || !earlier || slot.many) continue;
    const start = commaBefore(source, range.start) ?? range.start;
    const fixes = [replaceBy({ start, end: range.end }, '', `Remove \`${source.slice(range.start, range.end)}\``)];
    return earlier.slot === slot
      ? twice(slot.name, range, 'In this statement', 'Keep one of them.', fixes)
      : onlyOne(slot.oneOf ?? '', [earlier.slot.name, slot.name], range, fixes);
  }
  return undefined;
}
function commaBefore(source: string, at: number): number | undefined {
  let place = at - 1;
  while (place >= 0 && /\s/.test(source[place])) place--;
  return source[place] === ',' ? place : undefined;
}
