/**
 * How a person reads a result: the units that measures are given in, and what a series runs over. Values are kept in SI
 * units; `factor` times a value is what stands on an axis and in a table.
 */
import { type Dimension, length, meaningOf, number, time } from './units.ts';

export interface ShownUnit {
  readonly unit: string;
  readonly factor: number;
}
/** A unit of a text on an axis and in a table; none for a plain number. */
export function shownAsWritten(unit: string | undefined): ShownUnit {
  const meaning = unit === undefined ? undefined : meaningOf(unit);
  return unit === undefined || meaning === undefined
    ? { unit: '', factor: 1 }
    : {
        unit: unit.replaceAll(/u(?=[ms](?![A-Za-z]))/g, 'µ').replaceAll('Ohm', 'Ω'),
        factor: meaning.denominator / meaning.numerator,
      };
}
/** What no value can pass, both ends included. */
export type Limits = readonly [least: number, most: number];
const anyNumber: Limits = [-Infinity, Infinity];
const atLeastZero: Limits = [0, Infinity];
/** Of what a measure gives: a pure number, one that counts or is a size and so never below 0, or one in a unit. */
export const resultUnits = {
  number: { unit: '', factor: 1, dimension: number, limits: anyNumber },
  amount: { unit: '', factor: 1, dimension: number, limits: atLeastZero },
  metres: { unit: 'µm', factor: 1e6, dimension: length, limits: atLeastZero },
  seconds: { unit: 's', factor: 1, dimension: time, limits: atLeastZero },
  bits: { unit: 'bits', factor: 1, dimension: number, limits: atLeastZero },
  perSecond: { unit: '1/s', factor: 1, dimension: number, limits: anyNumber },
  nats: { unit: 'nats', factor: 1, dimension: number, limits: atLeastZero },
} as const satisfies Readonly<Record<string, ShownUnit & { readonly dimension: Dimension; readonly limits: Limits }>>;
export type ResultUnit = keyof typeof resultUnits;
/** A proportion lies in 0 .. 1, and is read in per cent. */
export const proportion = { unit: '%', factor: 100, limits: [0, 1] } as const;

/** What a series runs over: how a text calls it, and its axis. */
export const seriesOver = {
  rank: { says: 'rank', label: 'Rank', unit: '', factor: 1, scale: 'log' },
  distance: { says: 'distance', label: 'Distance', unit: 'µm', factor: 1e6, scale: 'linear' },
  delay: { says: 'delay', label: 'Delay', unit: 's', factor: 1, scale: 'linear' },
  degree: { says: 'degree', label: 'Degree', unit: '', factor: 1, scale: 'linear' },
  class: { says: 'class', label: 'Class', unit: '', factor: 1, scale: 'linear' },
  step: { says: 'step of the growth', label: 'Step', unit: '', factor: 1, scale: 'linear' },
} as const satisfies Readonly<
  Record<string, ShownUnit & { readonly says: string; readonly label: string; readonly scale: 'log' | 'linear' }>
>;
export type SeriesOver = keyof typeof seriesOver;
