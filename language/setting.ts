/**
 * One value of a text replaced by its path, as `--set NAME=VALUE` does. What comes out is a text again: it is checked,
 * run and kept like any other.
 */
import { nearest } from '../grammar/spelling.ts';
import type { Block, Call } from '../grammar/tree.ts';
import type { TextAnalysis } from './text-analysis.ts';
import { added, type Edit } from './edits.ts';
import { filledBy, match } from './match.ts';
import { settingsOf, variableEdits } from './set-variable.ts';
import { nounEntry } from './nouns/index.ts';
import { functionEntry, type Word, wordEntry } from './vocabulary/index.ts';
import { assign } from './walk/walk-arguments.ts';

/** `without`: claims that were of a point which the sweep has no more, as they stood. */
export type Changed = { readonly source: string; readonly without: readonly string[] } | { readonly problem: string };

/**
 * `N` (a parameter), `size` (a `vary` variable, which then has this one value), `train.batch`, `train.optimiser.rate`,
 * `study.train.batch`, `reader.recurrent.steps`,
 * `mouse.update`. In an experiment's path without its name, every experiment that has the setting (or `train`) is
 * changed.
 */
export function withSetting(analysis: TextAnalysis, path: string, value: string): Changed {
  const names = path.split('.');
  const { declarations, lets } = analysis.tree;
  const declared = declarations.find(({ name }) => name.text === names[0]);
  const parameter = names.length === 1 ? lets.filter(({ name }) => name.text === names[0]) : [];
  const edits = declared
    ? editsIn(declared.block, nounEntry(declared.noun.text)?.words ?? [], names.slice(1), value, analysis.source)
    : [
        ...parameter.map(({ value: { range } }) => ({ range, text: value })),
        ...declarations
          .filter(({ noun }) => noun.text === 'experiment')
          .flatMap(
            ({ block }) =>
              variableEdits(block, names, value, analysis.source) ??
              editsIn(block, nounEntry('experiment')?.words ?? [], names, value, analysis.source, true),
          ),
      ];
  if (edits.length === 0) return { problem: nothingAt(analysis, path) };
  const without = edits.flatMap(({ range, text }) => (text === '' ? [textIn(analysis.source, range)] : []));
  return { source: edited(analysis.source, edits), without };
}
const textIn = (source: string, { start, end }: Edit['range']): string => source.slice(start, end).replace(/\s+/g, ' ');

/**
 * The text with these seeds, as the language writes them (`1 .. 3, 7`), in the named experiments; in all where none is
 * named.
 */
export function withSeeds({ tree, source }: TextAnalysis, names: readonly string[], seeds: string): string {
  const edits = tree.declarations.flatMap(({ noun, name, block }): readonly Edit[] => {
    if (noun.text !== 'experiment' || !block || (names.length > 0 && !names.includes(name.text))) return [];
    const items = settingsOf(block).findLast(({ word }) => word.text === 'seeds')?.items ?? [];
    const last = items.at(-1);
    return last
      ? [{ range: { start: items[0].range.start, end: last.range.end }, text: seeds }]
      : [added(block, `seeds ${seeds}`, source)];
  });
  return edited(source, edits);
}

const edited = (source: string, edits: readonly Edit[]): string =>
  edits
    .toSorted((a, b) => b.range.start - a.range.start)
    .reduce(
      (text, { range, text: replacement }) => text.slice(0, range.start) + replacement + text.slice(range.end),
      source,
    );

/** `existing`: a word that is not there is not added. */
function editsIn(
  block: Block | undefined,
  words: readonly Word[],
  [first, ...rest]: readonly string[],
  value: string,
  source: string,
  existing = false,
): readonly Edit[] {
  const entry = first === undefined ? undefined : wordEntry(words, first);
  if (!entry || !block) return [];
  const setting = settingsOf(block).findLast(({ word }) => word.text === first);
  if (!setting)
    return existing || rest.length > 0 || entry.items === undefined ? [] : [added(block, `${first} ${value}`, source)];
  const found = match(setting, entry);
  if (entry.block) return found.block ? editsIn(found.block, entry.block, rest, value, source) : [];
  const [slot] = rest.length > 0 && !isCall(found.filled[0]?.value?.base) ? rest : [entry.items?.[0]?.name ?? ''];
  const filled = filledBy(found, slot);
  if (rest.length > 0 && isCall(filled?.value?.base)) return argumentEdits(filled.value.base, rest[0], value);
  if (filled?.value) return [{ range: filled.value.range, text: value }];
  const option = entry.options?.find(({ name, type }) => name === slot && !type.flag);
  return option ? [{ range: { start: setting.range.end, end: setting.range.end }, text: `, ${slot} ${value}` }] : [];
}
const isCall = (base: { readonly kind: string } | undefined): base is Call => base?.kind === 'call';

function argumentEdits(call: Call, parameter: string, value: string): readonly Edit[] {
  const entry = functionEntry(call.callee.text);
  if (!entry?.parameters.some(({ name }) => name === parameter)) return [];
  const given = assign(call, entry).given.find(({ slot }) => slot.name === parameter);
  if (given) return [{ range: given.argument.value.range, text: value }];
  return [
    {
      range: { start: call.range.end - 1, end: call.range.end - 1 },
      text: `${call.arguments.length > 0 ? ', ' : ''}${parameter}: ${value}`,
    },
  ];
}

function nothingAt({ tree }: TextAnalysis, path: string): string {
  const [first] = path.split('.');
  const known = [
    ...tree.lets.map(({ name }) => name.text),
    ...tree.declarations.map(({ name }) => name.text),
    'train',
    ...tree.declarations.flatMap(({ block }) =>
      settingsOf(block).flatMap(({ word, items }) =>
        word.text === 'vary' && items[0]?.value.base.kind === 'name' ? [items[0].value.base.text] : [],
      ),
    ),
  ];
  const near = known.includes(first) ? undefined : nearest(first, known);
  return (
    `The file has nothing at ` +
    `\`${path}\`.${
      near
        ? ` Did you mean \`${near}\`?`
        : ` A path is a parameter, a variable of \`vary\`, \`train.SETTING\`, or NOUN.SETTING: for example ` +
          `\`train.batch\` or \`reader.recurrent.steps\`.`
    }`
  );
}
