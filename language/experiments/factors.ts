/** Factors of a comparison, as the text has them: what makes the levels of each, or which conditions have them. */
import type { Block, Name, Range, Setting, Statement, Value } from '../../grammar/tree.ts';

/** A level that makes conditions: `functional = cortex { recurrent functional }`. */
export interface MakingLevel {
  readonly name: Name;
  readonly value: Value;
}
/** A level that written conditions have: `functional of a, b`. */
export interface NamingLevel {
  readonly name: Name;
  readonly conditions: readonly Name[];
}
export type Factor = { readonly setting: Setting; readonly name: Name; readonly block: Block } & (
  | { readonly kind: 'makes'; readonly levels: readonly MakingLevel[] }
  | { readonly kind: 'names'; readonly levels: readonly NamingLevel[] }
);
/** A condition as it is written, or as levels of every factor make it; the name stands where the last level does. */
export interface WrittenCondition {
  readonly name: Name;
  readonly value: Value;
  /** One of each factor. */
  readonly levels?: readonly Name[];
}

/** The most conditions that factors may make. */
export const mostMade = 512;

/** The block that follows the name of a factor. */
export function factorBlock({ items, block }: Setting): Block | undefined {
  const modifier = items[0]?.value.modifiers.at(-1);
  return block ?? (modifier?.kind === 'block' ? modifier : undefined);
}
export const factorName = ({ items }: Setting): Name | undefined => nameIn(items[0]?.value.base);
/** A name, plainly or in quotes. */
function nameIn(base: Value['base'] | undefined): Name | undefined {
  if (base?.kind === 'string') return { kind: 'name', text: base.value, quoted: true, range: base.range };
  return base?.kind === 'name' && base.text !== '' ? base : undefined;
}
type FactorSetting = Setting & { readonly word: { readonly text: 'factor' } };
export const isFactor = (statement: Statement): statement is FactorSetting =>
  statement.kind === 'setting' && statement.word.text === 'factor' && !statement.word.quoted;

/** What is a factor among the statements of `compare`; those that could not be read are left out. */
export const factorsIn = (statements: readonly Statement[]): readonly Factor[] =>
  statements.flatMap((statement): readonly Factor[] => {
    if (!isFactor(statement)) return [];
    const [name, block] = [factorName(statement), factorBlock(statement)];
    if (!name || !block) return [];
    const made = block.statements.flatMap((level) =>
      level.kind === 'assignment' && level.symbol === '=' ? [{ name: level.name, value: level.value }] : [],
    );
    if (made.length > 0) return [{ setting: statement, name, block, kind: 'makes', levels: made }];
    const named = block.statements.flatMap((level) => namingLevel(level) ?? []);
    return named.length > 0 ? [{ setting: statement, name, block, kind: 'names', levels: named }] : [];
  });

export function namingLevel(statement: Statement): NamingLevel | undefined {
  if (statement.kind !== 'setting' || statement.items.length > 0 || statement.block) return undefined;
  const [of, ...others] = statement.phrases;
  if (of?.label.text !== 'of' || of.items.length === 0 || others.length > 0) return undefined;
  const conditions = of.items.map(({ word, value }) =>
    word || value.modifiers.length > 0 ? undefined : nameIn(value.base),
  );
  return conditions.every((name) => name !== undefined) ? { name: statement.word, conditions } : undefined;
}

/** How many conditions factors make. */
export const countMade = (factors: readonly Factor[]): number =>
  factors.reduce((count, { kind, levels }) => (kind === 'makes' ? count * levels.length : count), 1);

/**
 * The conditions of `compare` in their order: those that factors make stand where the first factor does, the levels of
 * the last factor changing fastest.
 */
export function conditionsIn(statements: readonly Statement[]): readonly WrittenCondition[] {
  const factors = factorsIn(statements);
  const first = factors.find(({ kind }) => kind === 'makes');
  return statements.flatMap((statement): readonly WrittenCondition[] => {
    if (statement.kind === 'assignment') {
      const levels = levelsNamed(factors, statement.name.text);
      return [{ name: statement.name, value: statement.value, ...(levels && { levels }) }];
    }
    return statement === first?.setting ? conditionsMade(factors) : [];
  });
}

/** The level that each factor gives a condition, where every one gives it exactly one. */
function levelsNamed(factors: readonly Factor[], condition: string): readonly Name[] | undefined {
  if (factors.length === 0 || factors.some(({ kind }) => kind === 'makes')) return undefined;
  const levels = factors.map((factor) =>
    factor.kind === 'names'
      ? factor.levels.filter(({ conditions }) => conditions.some(({ text }) => text === condition))
      : [],
  );
  return levels.every(({ length }) => length === 1) ? levels.map(([{ name }]) => name) : undefined;
}

function conditionsMade(all: readonly Factor[]): readonly WrittenCondition[] {
  const factors = all.flatMap((factor) => (factor.kind === 'makes' ? [factor] : []));
  if (countMade(factors) > mostMade) return [];
  return factors
    .reduce<readonly (readonly MakingLevel[])[]>(
      (before, { levels }) => before.flatMap((chosen) => levels.map((level) => [...chosen, level])),
      [[]],
    )
    .map((levels) => {
      const last = levels[levels.length - 1];
      const text = levels.map(({ name }) => name.text).join('.');
      return {
        name: { kind: 'name', text, quoted: false, range: last.name.range },
        value: merged(levels),
        levels: levels.map(({ name }) => name),
      };
    });
}

/**
 * The changes of all levels on what the first begins with: first what is replaced and taken away, then, so that it
 * holds wherever it is depended on, what stands in for another noun.
 */
function merged(levels: readonly MakingLevel[]): Value {
  const modifiers = levels.flatMap(({ value }) => value.modifiers);
  const isSubstitution = ({ kind }: Value['modifiers'][number]): boolean => kind === 'with';
  return {
    kind: 'value',
    base: levels[0].value.base,
    modifiers: [...modifiers.filter((one) => !isSubstitution(one)), ...modifiers.filter(isSubstitution)],
    range: (levels.findLast(({ value }) => value.modifiers.length > 0) ?? levels[0]).value.range,
  };
}

/** A name of a level, where it is declared. */
export const levelNamed = (factor: Factor, name: string): Range | undefined =>
  factor.levels.find((level) => level.name.text === name)?.name.range;
