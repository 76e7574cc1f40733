import type { Matrix } from '../connectivity/index.ts';

/** Which weights a measure has a meaning for: `positive` are those that are not negative, `unit` those in 0 .. 1. */
export type WeightDomain = 'any' | 'positive' | 'unit';
/** What is outside, and how far: the first of these that there is. */
export type Outside =
  | { readonly kind: 'undefined'; readonly count: number }
  | { readonly kind: 'negative'; readonly count: number; readonly least: number }
  | { readonly kind: 'above'; readonly count: number; readonly most: number };

/** Weights of a graph outside a domain; undefined where there are none. */
export function outsideDomain({ values }: Matrix, domain: WeightDomain): Outside | undefined {
  const counted = (holds: (weight: number) => boolean): number =>
    values.reduce((count, weight) => count + Number(holds(weight)), 0);
  const broken = counted((weight) => !Number.isFinite(weight));
  if (broken > 0) return { kind: 'undefined', count: broken };
  if (domain === 'any') return undefined;
  const negative = counted((weight) => weight < 0);
  if (negative > 0)
    return { kind: 'negative', count: negative, least: values.reduce((least, weight) => Math.min(least, weight), 0) };
  const above = domain === 'unit' ? counted((weight) => weight > 1) : 0;
  return above > 0
    ? { kind: 'above', count: above, most: values.reduce((most, weight) => Math.max(most, weight), 0) }
    : undefined;
}
