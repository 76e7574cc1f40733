import type { Axis } from './figure.ts';

type Scale = Axis['scale'];
export type Range = readonly [number, number];

/** Beyond these sizes the arithmetic of an axis (spans, units, ticks) leaves the range of numbers. */
const largest = 1e290;
const smallest = 1e-290;
/** Of the larger end: a shorter axis has no two numbers that a drawing could tell apart. */
const shortest = 1e-9;

/** Whether an axis has a place for a value: it is finite, and positive where the axis is logarithmic. */
export const canBeDrawn = (value: number, scale: Scale = 'linear'): boolean =>
  Math.abs(value) <= largest && (scale === 'linear' || value >= smallest);

/** An interval that an axis has a place for, or none. */
export const drawableInterval = (interval: Range | null): Range | null =>
  interval?.every((end) => canBeDrawn(end)) ? interval : null;

/**
 * Least and greatest of the values that an axis has a place for; 0 .. 1 (logarithmic: 1 .. 10) where it has for none.
 */
export function extent(values: Iterable<number>, scale: Scale = 'linear'): Range {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!canBeDrawn(value, scale)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : scale === 'log' ? [1, 10] : [0, 1];
}

/** How long a range is; 0 where it is too short for what is scaled by it to stay within the range of numbers. */
export const spanOf = ([low, high]: Range): number => (high - low >= smallest ? high - low : 0);

/**
 * The range of the values, widened by a twelfth on either side; around a single value, by as much as can be told apart
 * from it.
 */
export function domainOf(values: Iterable<number>): Range {
  const [low, high] = extent(values);
  const margin = high > low ? (high - low) / 12 : Math.max(Math.abs(low) * 0.05, 1e-6);
  return [low - margin, high + margin];
}

/**
 * Axis limits on a logarithmic scale that hold all that has a place there, at most `decades` of it below the largest;
 * and how many values lie below or have no place.
 */
export function logDomain(
  values: readonly number[],
  decades = 600,
): { readonly domain: Range; readonly below: number } {
  const [least, high] = extent(values, 'log');
  const floor = Math.max(least, high * 10 ** -decades);
  const shown = values.filter((value) => canBeDrawn(value, 'log') && value >= floor);
  const low = shown.length > 0 ? extent(shown, 'log')[0] : floor;
  const margin = Math.max(1.2, 10 ** (0.04 * (Math.log10(high) - Math.log10(low))));
  const domain: Range = [Math.max(low / margin, smallest), Math.min(high * margin, largest)];
  return { domain, below: values.length - shown.length };
}

/** A domain that can be laid along a line, as near to the one asked for as there is one. */
export function drawable([from, to]: Range, scale: Scale): Range {
  const [low, high] = extent([from, to], scale);
  if (scale === 'log') return high / low > 1 + shortest ? [low, high] : [low / 1.2, high * 1.2];
  const least = Math.max(shortest * Math.max(Math.abs(low), Math.abs(high)), smallest);
  return high - low >= least ? [low, high] : [low - least, high + least];
}
/** With room at both ends for what stands beside its place. */
export function paddedExtent(xs: readonly number[], scale: 'linear' | 'log'): readonly [number, number] {
  const [low, high] = extent(xs, scale);
  if (low === high) return [low - (Math.abs(low) / 10 || 1), high + (Math.abs(high) / 10 || 1)];
  if (scale === 'log') return logDomain(xs).domain;
  return [low - (high - low) * 0.06, high + (high - low) * 0.06];
}
