/** A variable of `vary` given other values, and the claims that go with those it has no more. */
import { parse } from '../grammar/index.ts';
import type { AtClause, Block, Item, Setting, Statement } from '../grammar/tree.ts';
import { rowsOf } from './claim-rows.ts';
import { constantOf } from './constants.ts';
import type { Edit } from './edits.ts';
import { type Choice, type ChoiceLevel, choiceOf, namedLevels } from './experiments/choices.ts';
import { variedName } from './file-parameters.ts';

export const settingsOf = (block: Block | undefined): readonly Setting[] =>
  (block?.statements ?? []).filter((statement: Statement) => statement.kind === 'setting');

/** One value, or other choices, for a variable of `vary`; undefined where the block has none of this name. */
export function variableEdits(
  block: Block | undefined,
  names: readonly string[],
  value: string,
  source: string,
): readonly Edit[] | undefined {
  if (names.length !== 1) return undefined;
  const vary = settingsOf(block).find(
    (setting) => setting.word.text === 'vary' && variedName(setting)?.text === names[0],
  );
  const choice = vary && choiceOf(vary);
  if (choice) return [...choiceEdits(choice, value, source), ...claimsElsewhere(block, names[0], value, choice)];
  const values = vary?.phrases.find(({ label }) => label.text === 'in')?.items;
  return values?.length
    ? [
        { range: { start: values[0].range.start, end: values[values.length - 1].range.end }, text: value },
        ...claimsElsewhere(block, names[0], value),
      ]
    : undefined;
}
/** What would be written behind `vary v in`. */
const varied = (value: string): Setting | undefined =>
  settingsOf(parse(`experiment e { vary v in ${value} }`).tree.declarations[0]?.block)[0];
const itemsOf = (setting: Setting | undefined): readonly Item[] =>
  (setting?.phrases ?? []).flatMap(({ items }) => items);
/** The choices are what these say: levels by their names, or others. */
function choiceEdits({ setting, levels }: Choice, value: string, source: string): readonly Edit[] {
  const named = namesIn(value).map((name) => levels.find((level) => level.name === name));
  const known = named.flatMap((level) => level ?? []);
  const block = namedLevels(setting);
  const textOf = ({ range, value: { range: written } }: ChoiceLevel): string =>
    source.slice(range.start, Math.max(range.end, written.end));
  if (known.length < named.length || named.length === 0)
    return [block ? { range: block.range, text: `in ${value}` } : { range: allOf(levels), text: value }];
  return [
    block
      ? { range: block.range, text: `{ ${known.map(textOf).join(';  ')} }` }
      : { range: allOf(levels), text: known.map(textOf).join(', ') },
  ];
}
const allOf = (levels: readonly ChoiceLevel[]): Edit['range'] => ({
  start: levels[0].value.range.start,
  end: levels[levels.length - 1].value.range.end,
});
function namesIn(value: string): readonly string[] {
  const written = varied(value);
  return ((written && choiceOf(written)?.levels) ?? []).map(({ name }) => name);
}

/** Claims that hold at a value which the variable has no more go with it. */
function claimsElsewhere(block: Block | undefined, variable: string, value: string, choice?: Choice): readonly Edit[] {
  const has = new Set<unknown>(
    choice ? namesIn(value) : itemsOf(varied(value)).map((item) => constantOf(item.value.base)),
  );
  const levelOf = ({ value: level }: AtClause): unknown =>
    choice ? (level.kind === 'name' ? level.text : level.kind === 'string' && level.value) : constantOf(level);
  const isElsewhere = (node: unknown): boolean =>
    pointsIn(node).some((at) => at.name.text === variable && !has.has(levelOf(at)));
  return (block?.statements ?? []).flatMap((statement) => {
    if (statement.kind !== 'expectation' && statement.kind !== 'claims') return [];
    const rows = statement.kind === 'claims' && !isElsewhere(statement) ? rowsOf(statement) : undefined;
    const gone = rows
      ? rows.filter(({ at, test }) => isElsewhere({ at, test }))
      : isElsewhere(statement)
        ? [statement]
        : [];
    const isWhole = gone.length === rows?.length && statement.kind === 'claims' && statement.by.text === variable;
    return (isWhole ? [statement] : gone).map(({ range }) => ({ range, text: '' }));
  });
}
/** Of the claim, and of parts of it. */
function pointsIn(node: unknown): readonly AtClause[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.flatMap(pointsIn);
  const { at = [], ...parts } = node as { readonly at?: readonly AtClause[] };
  return [...at, ...Object.values(parts).flatMap(pointsIn)];
}
