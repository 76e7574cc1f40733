import type { Decay, DecayForm } from './decay.ts';
import type { Spectrum } from './octaves.ts';

/** Slopes that do not fall as those of a branching process do. */
export class NothingToFit extends RangeError {
  override readonly name = 'NothingToFit';
}
/**
 * Of white noise √n · Σ amplitude² m^2k is χ² of one degree, the largest of a few tau: this is rarer than 1 in 10,000.
 */
const aboveChance = 20;
/** A fit that leaves more of the slopes than this is none. */
const mostLeft = 0.5;
/** Of fewer time constants than this nothing is known of m. */
const fewestTimes = 5;
/** A decay of so many lags, or more, is not told from an offset. */
const longestDecay = 0.9;

/** What the fit leaves of Σ r², less the 1/n a lag that noise has. */
export function leftBy({ fitted }: Decay, slopes: Float64Array, n: number): number {
  let residual = -slopes.length / n,
    square = -slopes.length / n;
  for (let k = 0; k < slopes.length; k++) {
    residual += (slopes[k] - fitted[k]) ** 2;
    square += slopes[k] ** 2;
  }
  return square > 0 ? Math.max(0, residual) / square : 1;
}
/** Slopes are correlations at most, 1, and err by some of it. */
const mostAmplitude = 1.5;

export function refuseWithoutDecay(fit: Decay, slopes: Float64Array, n: number, left: number, form: DecayForm): void {
  const shown = Array.from(slopes.subarray(0, 3), (slope) => slope.toFixed(3)).join(', ');
  const falls = fit.amplitude > 0 && n * fit.gain > aboveChance;
  if (left > mostLeft && n * slopes[0] ** 2 > aboveChance)
    throw new NothingToFit(
      `there is nothing to fit: its slopes ${shown} … do not fall as m^k (it alternates, or has a rhythm), so ` +
        `that it ` +
        `has no branching ratio`,
    );
  const steep =
    fit.amplitude > mostAmplitude
      ? ` (m^k would begin at ${fit.amplitude.toPrecision(2)}, and no slope is above 1)`
      : '';
  const lasts = n * slopes[0] ** 2 > aboveChance;
  if (form !== 'exponential' && lasts && (!falls || fit.amplitude > mostAmplitude))
    throw new NothingToFit(
      `m is not known: nothing of its slopes ${shown} … is left to fall as m^k beside what \`fit: ${form}\` takes ` +
        `away${steep}; compare the other fits`,
    );
  if (!falls || left > mostLeft)
    throw new NothingToFit(
      `there is nothing to fit: its activity says nothing of the activity later (slopes ${shown} …, no more than ` +
        `chance gives in ${n} bins), so that no branching can be seen, and m is not known`,
    );
  if (n * fit.rate < fewestTimes)
    throw new NothingToFit(
      `m is not known: its slopes ${shown} … fall no faster than the recording is long (a trend, a slow drift, ` +
        `or m = 1), ` +
        `and ${n} bins hold ${(n * fit.rate).toPrecision(2)} of their time constants: record for longer, or ` +
        `take the trend away; where its runs differ, \`trials: separate\` gives each a mean of its own`,
    );
  if (form !== 'exponential' && slopes.length * fit.rate < 1 / longestDecay)
    throw new NothingToFit(
      `m is not known: its slopes ${shown} … fall as slowly as the longest lag of ${slopes.length} bins, where a ` +
        `decay is not told from an offset`,
    );
}

export function refuseOtherSpectrum({ gain, odd }: Spectrum, form: DecayForm, bin: number): void {
  if (!(gain > aboveChance))
    throw new NothingToFit(
      'there is nothing to fit: what is faster than its longest lag has no memory, so that m is not known',
    );
  // a rhythm has octaves of its own
  if (!odd || form === 'complex') return;
  const [shortest, longest] = [bin / odd.to, (2 * bin) / odd.to].map((period) => Number(period.toPrecision(2)));
  throw new NothingToFit(
    `m is not known: in periods of ${shortest} to ${longest} s it varies ` +
      `${Number(odd.times.toPrecision(2))} times as much as branching of this m would (a slow drift, a rhythm, or ` +
      `more than one process)` +
      (form === 'exponential' ? '; `fit: offset` allows for what is slower than its lags' : ''),
  );
}
