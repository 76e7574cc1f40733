import { type CallForm, type Form, formText, isCallForm } from '../../catalogue/forms.ts';
import type { Expression } from '../../engine/expressions/index.ts';
import { type BooleanExpression, functionCount, type Gene, type OpenRule, ruleText } from '../../engine/genes/index.ts';
import { type Dimension, meaningOf, number } from '../../catalogue/units.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import { changeText, searchText } from '../../results/screened-text.ts';
import { expressionText } from './expression-units.ts';
import { dimensionOf, type NounUnits, quantityText, unitsOf } from './setting-units.ts';
import { functionEntry } from '../../language/vocabulary/index.ts';

/**
 * What an experiment asks, as pairs of a place and a value that two of them can be compared by: `condition random,
 * recurrent, steps` → `1`,
 * `genes mouse, Sox2` → `Niche & !Tbr1`. A noun stands once, by its name, however many conditions depend on it; where
 * one changes it, under that condition.
 */
export function specificationText(experiment: ExperimentSpec): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const put = (path: readonly string[], condition: string | undefined, text: string) => {
    const plain = path.join(', ');
    if (!found.has(plain) || found.get(plain) === text || condition === undefined) found.set(plain, text);
    else found.set(`${plain} (in ${condition})`, text);
  };
  const walk = (
    value: unknown,
    path: readonly string[],
    condition: string | undefined,
    around: NounUnits = noUnits,
  ): void => {
    if (value === undefined || value === null) return;
    if (isLeaf(value)) {
      put(path, condition, settingText(value, around.settings.get(path[path.length - 1]), around));
      return;
    }
    if (Array.isArray(value)) {
      value.forEach((item, i) => {
        walk(inner(item), [...path, nameOf(item) ?? String(i + 1)], condition, around);
      });
      return;
    }
    const { noun, name, ...rest } = withoutOpen(value as Record<string, unknown>);
    const own = typeof noun === 'string' && typeof name === 'string' ? [`${noun} ${name}`] : path;
    const known = typeof noun === 'string' ? unitsOf(noun) : around;
    for (const [key, held] of Object.entries(rest)) {
      // The genes of `genes`, and the settings of a noun, go by their own names.
      const isUnnamed = (noun === 'genes' && key === 'genes') || key === 'takes';
      if (!silent.has(key)) walk(held, isUnnamed ? own : [...own, key], condition, known);
    }
  };
  for (const { name, noun, screened } of experiment.conditions) {
    if (screened) continue;
    put([`condition ${name}`], undefined, `${noun.noun} ${noun.name}`);
    walk(noun, [`condition ${name}`], name);
  }
  const screens = new Map<string, string[]>();
  for (const { screened } of experiment.conditions)
    if (screened) {
      const kind = screened.fate === undefined ? screened.intervention : searchText(screened);
      screens.set(kind, [...(screens.get(kind) ?? []), changeText(screened)]);
    }
  for (const [kind, changes] of screens) put([`screen ${kind}`], undefined, changes.join(', '));
  walk(experiment.train, ['train'], undefined);
  for (const { name, text } of experiment.parameters ?? []) put([`let ${name}`], undefined, text);
  for (const { name, values, unit } of experiment.vary)
    put([`vary ${name}`], undefined, settingText(values, unit === undefined ? undefined : meaningOf(unit)?.dimension));
  for (const { name, text, nouns } of experiment.measures) {
    put([`measure ${name}`], undefined, text);
    // Other nouns of a measure are those of conditions, as these changed them.
    for (const noun of Object.values(nouns)) if (noun.noun === 'task') walk(noun, [], undefined);
  }
  for (const { name, text } of experiment.derived ?? []) put([`measure ${name}`], undefined, text);
  for (const { text } of experiment.expectations) put([`expect ${text}`], undefined, 'claimed');
  for (const { text } of experiment.plots) put([`plot ${text}`], undefined, 'drawn');
  return found;
}

/** Of genes whose rules are open, what they may be stands in the place of a rule. */
function withoutOpen(value: Record<string, unknown>): Record<string, unknown> {
  const { open, ...rest } = value;
  if (value.noun !== 'genes' || !open) return value;
  const rules = new Map((open as readonly OpenRule[]).map((rule) => [rule.gene, rule]));
  return {
    ...rest,
    genes: (value.genes as readonly Gene[]).map((gene) => {
      const rule = rules.get(gene.name);
      return rule ? { name: gene.name, functions: `one of ${functionCount(rule)}, drawn for each seed` } : gene;
    }),
  };
}
/** What keys draws, not what is asked. */
const silent: ReadonlySet<string> = new Set(['stream']);
/** What tells the parts of a list apart: their name, their fate, the fates they join. */
function nameOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { name, fate, pre, post } = item as Readonly<Record<string, unknown>>;
  const own = name ?? fate ?? (pre === undefined ? undefined : `${pre} to ${post}`);
  return typeof own === 'string' ? own : undefined;
}
/** A named part without its name, which is in its place; a gene or a fate is its rule. */
function inner(item: unknown): unknown {
  if (nameOf(item) === undefined || typeof item !== 'object' || 'noun' in (item as object)) return item;
  const { name, fate, pre, post, ...rest } = item as Record<string, unknown>;
  return 'rule' in rest ? rest.rule : rest;
}

/** Numbers, words, expressions, and lists of them. */
function isLeaf(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value))
    return (
      value.every((item) => typeof item !== 'object' || isLeaf(item)) &&
      !value.some((item) => nameOf(item) !== undefined)
    );
  return (
    isRule(value) ||
    'call' in value ||
    'list' in value ||
    'counted' in value ||
    'variable' in value ||
    'member' in value ||
    ('name' in value && Object.keys(value).length === 1)
  );
}
const isRule = (value: object): value is BooleanExpression =>
  ['gene', 'constant', 'not', 'and', 'or'].some((word) => word in value && Object.keys(value).length === 1);

const noUnits: NounUnits = { settings: new Map(), quantities: new Map() };

/** The value of a setting, in the unit of its kind. */
function settingText(value: unknown, dimension: Dimension | undefined, { quantities }: NounUnits = noUnits): string {
  const values = typeof value === 'object' && value !== null && 'list' in value ? value.list : [value].flat();
  return dimension && Array.isArray(values) && values.every((item) => typeof item === 'number')
    ? values.map((item) => quantityText(item, dimension)).join(', ')
    : valueText(value, quantities, dimension);
}

/** A value of a specification as text; `quantities`: what the names of its expressions are measured in. */
export function valueText(
  value: unknown,
  quantities: NounUnits['quantities'] = noUnits.quantities,
  dimension?: Dimension,
): string {
  if (Array.isArray(value)) return value.map((item) => valueText(item, quantities, dimension)).join(', ');
  if (typeof value === 'number') return quantityText(value, number);
  if (typeof value !== 'object' || value === null) return String(value);
  if (isRule(value)) return ruleText(value);
  if ('takes' in value) return callText(value as CallForm);
  if ('list' in value || 'counted' in value) return formText(value as Form);
  return expressionText(value as Expression, quantities, dimension);
}
/** As `formText`, with each number in the unit of its parameter. */
function callText({ call, takes }: CallForm): string {
  const parameters = functionEntry(call)?.parameters ?? [];
  const given = Object.entries(takes).map(([name, form]) => {
    const type = parameters.find((parameter) => parameter.name === name)?.type;
    const text = isCallForm(form)
      ? callText(form)
      : typeof form === 'number'
        ? settingText(form, type && dimensionOf(type))
        : formText(form);
    return Object.keys(takes).length === 1 ? text : `${name}: ${text}`;
  });
  return `${call}(${given.join(', ')})`;
}
