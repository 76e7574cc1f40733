import { type AvalancheExponent, leastReach } from './avalanche-exponent.ts';

/** From here on two laws are not told apart. */
const notTold = 0.1;

/**
 * Why sizes have no exponent of a power law, though one can be fitted: it is below 1, which no law without an end can
 * have, the range is narrow, or an exponential fits as well.
 */
export function whyNoPowerLaw({
  exponent,
  from,
  to,
  cutOffSize,
  largest,
  comparisons,
}: AvalancheExponent): string | undefined {
  const end = Math.min(to, largest, cutOffSize ?? Infinity),
    ends = cutOffSize === undefined ? `to ${rounded(end)}` : `with the cut-off ${rounded(cutOffSize)}`,
    fitted = `the fit from ${rounded(from)} ${ends}`;
  if (exponent < 1) return `${fitted} has the exponent ${rounded(exponent)}, and no power law has one below 1`;
  if (end < leastReach * from) return `${fitted} spans less than a decade, over which most laws look like one`;
  const law = cutOffSize === undefined ? 'power' : 'truncated',
    held = comparisons.find((each) => each.law === law && each.against === 'exponential');
  if (!held || (held.ratio > 0 && held.p < notTold)) return undefined;
  const how = held.p < notTold ? 'better' : 'as well';
  return `an exponential law, which has a scale of its own, fits them ${how} (p ${rounded(held.p)})`;
}
const rounded = (value: number): string => String(Number(value.toPrecision(3)));
