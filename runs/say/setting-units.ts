import { type Dimension, meaningOf, number, type UnitMeaning, units } from '../../catalogue/units.ts';
import { nounEntry } from '../../language/nouns/index.ts';
import type { Type, Word } from '../../language/vocabulary/index.ts';

/** What is known of a noun's settings and of what its expressions are over. */
export interface NounUnits {
  /** Of its settings, by their canonical names; not of names that are measured in two ways. */
  readonly settings: ReadonlyMap<string, Dimension>;
  /** Of the quantities that its expressions know: `distance`. */
  readonly quantities: ReadonlyMap<string, Dimension>;
}

export function unitsOf(noun: string): NounUnits {
  const known = cache.get(noun);
  if (known) return known;
  const [settings, quantities] = [new Map<string, Dimension | undefined>(), new Map<string, Dimension | undefined>()];
  // a word in the place of a number is not measured in anything
  const put = (name: string, dimension: Dimension | undefined, into = settings): void => {
    if (!dimension) return;
    into.set(name, into.has(name) && String(into.get(name)) !== String(dimension) ? undefined : dimension);
  };
  const walk = (words: readonly Word[]): void => {
    for (const { word, items = [], labels = {}, options = [], block = [] } of words) {
      const labelled = Object.values(labels).flat();
      for (const { name, type } of [...items, ...labelled, ...options]) {
        put(name, dimensionOf(type));
        for (const { name: of, dimension } of type.expression?.quantities ?? [])
          put(of, typeof dimension === 'object' ? dimension : undefined, quantities);
      }
      const [first] = [...items, ...labelled];
      if (first) put(word, dimensionOf(first.type));
      walk(block);
    }
  };
  walk(nounEntry(noun)?.words ?? []);
  for (const [canonical, name] of Object.entries(otherNames)) {
    const dimension = settings.get(name);
    if (dimension && !settings.has(canonical)) settings.set(canonical, dimension);
  }
  const found = { settings: told(settings), quantities: told(quantities) };
  cache.set(noun, found);
  return found;
}
const cache = new Map<string, NounUnits>();
const told = (found: ReadonlyMap<string, Dimension | undefined>): ReadonlyMap<string, Dimension> =>
  new Map([...found].flatMap(([name, dimension]) => (dimension ? [[name, dimension] as const] : [])));
/** What the canonical form calls otherwise than the text: the lengths of `place grid in 12 mm, 13 mm`. */
const otherNames: Readonly<Record<string, string>> = { grid: 'lengths' };

/** Of a number, or of an expression or distribution that gives one. */
export const dimensionOf = ({ number: of, expression }: Type): Dimension | undefined =>
  of?.dimension ?? (typeof expression?.dimension === 'object' ? expression.dimension : undefined);

/** A value in SI units as a person writes it: in the unit, or the quotient of two, in which it is shortest. */
export function quantityText(value: number, dimension: Dimension): string {
  const plain = String(Number(value.toPrecision(12)));
  if (isSame(dimension, number)) return plain;
  const single = unitNames.filter((unit) => isSame(units[unit].dimension, dimension));
  const candidates =
    single.length > 0
      ? single
      : unitNames.flatMap((over) =>
          unitNames.map((under) => `${over}/${under}`).filter((unit) => isOf(unit, dimension)),
        );
  const [shortest] = candidates.map((unit) => textIn(value, unit)).sort((a, b) => a.length - b.length);
  return shortest ?? plain;
}
const unitNames = Object.keys(units).filter((unit) => unit !== 'days' && !isSame(units[unit].dimension, number));
function isOf(unit: string, dimension: Dimension): boolean {
  const meaning = meaningOf(unit);
  return meaning !== undefined && isSame(meaning.dimension, dimension);
}
function textIn(value: number, unit: string): string {
  const { numerator, denominator } = meaningOf(unit) as UnitMeaning;
  return `${Number(((value * denominator) / numerator).toPrecision(12))} ${unit}`;
}
function isSame(a: Dimension, b: Dimension): boolean {
  return a.every((exponent, i) => exponent === b[i]);
}
