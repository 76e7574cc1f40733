import { type Dimension, units } from '../../catalogue/units.ts';
import { nounEntry } from '../../language/nouns/index.ts';
import type { Type, Word } from '../../language/vocabulary/index.ts';

/** What the settings of a noun are measured in, by their canonical names; not of names with two meanings. */
export function dimensionsOf(noun: string): ReadonlyMap<string, Dimension> {
  const known = cache.get(noun);
  if (known) return known;
  const found = new Map<string, Dimension | undefined>();
  const put = (name: string, dimension: Dimension | undefined): void => {
    const isOther = found.has(name) && String(found.get(name)) !== String(dimension);
    found.set(name, isOther ? undefined : dimension);
  };
  const walk = (words: readonly Word[]): void => {
    for (const { word, items = [], labels = {}, options = [], block = [] } of words) {
      for (const { name, type } of [...items, ...Object.values(labels).flat(), ...options])
        put(name, dimensionOf(type));
      const [first] = [...items, ...Object.values(labels).flat()];
      if (first) put(word, dimensionOf(first.type));
      walk(block);
    }
  };
  walk(nounEntry(noun)?.words ?? []);
  const dimensions = new Map(
    [...found].flatMap(([name, dimension]) => (dimension ? [[name, dimension] as const] : [])),
  );
  cache.set(noun, dimensions);
  return dimensions;
}
const cache = new Map<string, ReadonlyMap<string, Dimension>>();
/** Of a number, or of an expression or distribution that gives one. */
const dimensionOf = ({ number, expression }: Type): Dimension | undefined =>
  number?.dimension ?? (typeof expression?.dimension === 'object' ? expression.dimension : undefined);

/** A value in SI units as a person writes it: in the unit in which it is shortest. */
export function quantityText(value: number, dimension: Dimension): string {
  const [shortest] = Object.entries(units)
    .filter(
      ([unit, meaning]) => unit !== 'days' && isSame(meaning.dimension, dimension) && !isSame(dimension, [0, 0, 0, 0]),
    )
    .map(
      ([unit, { numerator, denominator }]) => `${Number(((value * denominator) / numerator).toPrecision(12))} ${unit}`,
    )
    .sort((a, b) => a.length - b.length);
  return shortest ?? String(value);
}
const isSame = (a: Dimension, b: Dimension): boolean => a.every((exponent, i) => exponent === b[i]);
