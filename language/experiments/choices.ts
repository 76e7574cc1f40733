/**
 * A sweep over choices: `vary genotype in mouse, knock_out(mouse, Pax6)`, or with names of its own,
 * `vary genotype { wild = mouse;  mutant = knock_out(mouse, Pax6) }`. What is chosen stands wherever the variable does.
 */
import type {
  Argument,
  Block,
  Declaration,
  Expression,
  Item,
  Name,
  Phrase,
  Range,
  RangeExpression,
  Setting,
  Statement,
  Value,
} from '../../grammar/tree.ts';
import { choiceName } from '../choice-names.ts';
import { dimensionOf } from '../kinds-of-expressions.ts';
import { variedName } from '../file-parameters.ts';

/** One of the choices: the value that stands for the variable, and what it is called. */
export interface ChoiceLevel {
  readonly name: string;
  /** Where it is named. */
  readonly range: Range;
  readonly value: Value;
}
export interface Choice {
  readonly setting: Setting;
  readonly variable: Name;
  readonly levels: readonly ChoiceLevel[];
}
/** The most combinations of choices. */
export const mostChosen = 512;

/** Those of an experiment, the first of each name. */
export function choicesIn(statements: readonly Statement[]): readonly Choice[] {
  const found = new Map<string, Choice>();
  for (const statement of statements) {
    const choice = choiceOf(statement);
    if (choice && !found.has(choice.variable.text)) found.set(choice.variable.text, choice);
  }
  return [...found.values()];
}

/** Undefined where it varies numbers, or nothing that can be read. */
export function choiceOf(statement: Statement): Choice | undefined {
  if (statement.kind !== 'setting' || statement.word.text !== 'vary' || statement.word.quoted) return undefined;
  const block = namedLevels(statement);
  const variable = variedName(statement);
  if (!variable) return undefined;
  const levels = block ? block.statements.flatMap(levelNamed) : valuesIn(statement);
  return levels ? { setting: statement, variable, levels } : undefined;
}
/** The block of `vary genotype { wild = mouse }`. */
export function namedLevels({ items, block, phrases }: Setting): Block | undefined {
  const modifier = phrases.length === 0 ? items[0]?.value.modifiers.at(-1) : undefined;
  return block ?? (modifier?.kind === 'block' ? modifier : undefined);
}
const levelNamed = (statement: Statement): readonly ChoiceLevel[] =>
  statement.kind === 'assignment' && statement.symbol === '='
    ? [{ name: statement.name.text, range: statement.name.range, value: statement.value }]
    : [];
function valuesIn({ phrases }: Setting): readonly ChoiceLevel[] | undefined {
  const items = phrases.find(({ label }) => label.text === 'in')?.items ?? [];
  if (items.length === 0 || !items.every(isChosen)) return undefined;
  return items.map(({ value }) => ({ name: choiceName(value), range: value.range, value }));
}
/** A name, a text, a call or a variant; no number, and no arithmetic. */
const isChosen = ({ word, value: { base, modifiers } }: Item): boolean =>
  !word &&
  (modifiers.length > 0 || base.kind === 'string' || base.kind === 'name' || base.kind === 'call') &&
  dimensionOf(base) === undefined;

/** Which level of each choice, by its turn: `[0, 1]`; the last one changes fastest. */
export function combinationsOf(choices: readonly Choice[]): readonly (readonly number[])[] {
  return choices.reduce<readonly (readonly number[])[]>(
    (before, { levels }) => before.flatMap((chosen) => levels.map((_, place) => [...chosen, place])),
    [[]],
  );
}

/**
 * The experiment with these levels in the place of their variables, wherever a value may stand: not in `vary` itself,
 * in plots, and in claims, which speak of the variables. What stands for one knows how it was written, so that others
 * can be put in again.
 */
export function withChosen(
  experiment: Declaration,
  choices: readonly Choice[],
  chosen: readonly number[],
): Declaration {
  const { block } = experiment;
  if (choices.length === 0 || !block) return experiment;
  const levels = new Map(
    choices.flatMap(({ variable, levels: own }, place) => {
      const level = own[chosen[place]];
      return level ? [[variable.text, level.value] as const] : [];
    }),
  );
  return { ...experiment, block: { ...block, statements: block.statements.map((one) => inStatement(one, levels)) } };
}
/** With the first level of each. */
export const withFirstChosen = (experiment: Declaration): Declaration =>
  withChosen(experiment, choicesIn(experiment.block?.statements ?? []), zeros);
const zeros: readonly number[] = Array.from({ length: 64 }, () => 0);

type Levels = ReadonlyMap<string, Value>;
const spoken: ReadonlySet<string> = new Set(['vary', 'choose', 'plot', 'seeds']);

function inStatement(statement: Statement, levels: Levels): Statement {
  switch (statement.kind) {
    case 'assignment':
      return { ...statement, value: inValue(statement.value, levels) };
    case 'definition':
      return statement.value.kind === 'call'
        ? { ...statement, value: inExpression(statement.value, levels) as Expression }
        : statement;
    case 'setting':
      return spoken.has(statement.word.text) ? statement : inSetting(statement, levels);
    case 'regulation':
    case 'expectation':
    case 'claims':
    case 'row':
      return statement;
  }
}
function inSetting(setting: Setting, levels: Levels): Setting {
  return {
    ...setting,
    items: setting.items.map((item) => inItem(item, levels)),
    phrases: setting.phrases.map(
      (phrase): Phrase => ({ ...phrase, items: phrase.items.map((item) => inItem(item, levels)) }),
    ),
    ...(setting.block && { block: inBlock(setting.block, levels) }),
  };
}
const inItem = (item: Item, levels: Levels): Item => ({ ...item, value: inValue(item.value, levels) });
const inBlock = (block: Block, levels: Levels): Block => ({
  ...block,
  statements: block.statements.map((statement) => inStatement(statement, levels)),
});

function inValue(given: Value, levels: Levels): Value {
  const value = given.asWritten ?? given;
  const level = value.base.kind === 'name' ? levels.get(value.base.text) : undefined;
  const modifiers = value.modifiers.map((modifier) =>
    modifier.kind === 'block'
      ? inBlock(modifier, levels)
      : modifier.kind === 'with'
        ? { ...modifier, value: inExpression(modifier.value, levels) as Expression }
        : modifier,
  );
  if (!level) return { ...value, base: inExpression(value.base, levels), modifiers };
  return { ...value, base: level.base, modifiers: [...level.modifiers, ...modifiers], asWritten: value };
}

function inExpression(given: Expression | RangeExpression, levels: Levels): Expression | RangeExpression {
  const written = (given.kind !== 'range' && given.asWritten) || given;
  const inner = (part: Expression): Expression => inExpression(part, levels) as Expression;
  switch (written.kind) {
    case 'name': {
      const level = levels.get(written.text);
      return level && level.modifiers.length === 0 && level.base.kind !== 'range'
        ? { ...level.base, asWritten: written }
        : written;
    }
    case 'group':
      return { ...written, expression: inner(written.expression) };
    case 'unary':
      return { ...written, operand: inner(written.operand) };
    case 'binary':
      return { ...written, left: inner(written.left), right: inner(written.right) };
    case 'call':
      return {
        ...written,
        arguments: written.arguments.map((one): Argument => ({ ...one, value: inExpression(one.value, levels) })),
      };
    case 'range':
    case 'number':
    case 'string':
    case 'member':
    case 'of':
    case 'error':
      return written;
  }
}

/** Where variables stand for what was chosen, with their names. */
export function usesOfChoices(node: unknown): readonly Name[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.flatMap(usesOfChoices);
  const { asWritten, ...parts } = node as { readonly asWritten?: Value | Name };
  const own = asWritten?.kind === 'value' ? asWritten.base : asWritten;
  if (own?.kind !== 'name') return Object.values(parts).flatMap(usesOfChoices);
  const { modifiers = [] } = node as Partial<Value>;
  return [own, ...modifiers.flatMap(usesOfChoices)];
}
