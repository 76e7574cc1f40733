import type { Modes } from './dmd.ts';
import { quantile } from './quantile.ts';

export interface Rotations {
  /** Modes counted. */
  readonly modes: number;
  readonly median: number;
  /** At 5, 25, 50, 75 and 95 %. */
  readonly percentiles: readonly number[];
}

/**
 * Turns a mode makes while it decays tenfold, (angle / 2π) / −log₁₀|λ|, over the modes of |λ| from `cutoff` (0.25) to 1
 * with Im λ ≥ 0; none where Im λ is no more than chance makes of a real mode. A real mode below 0 turns half round at
 * each lag, unless activity is not told from reversible: then it alternates. NaN where there is none.
 */
export function rotations({ re, im, chance = 0 }: Counted, cutoff = 0.25): Rotations {
  const turns: number[] = [];
  for (let k = 0; k < re.length; k++) {
    const modulus = Math.hypot(re[k], im[k]);
    if (im[k] < 0 || !(modulus > cutoff && modulus < 1)) continue;
    const isTurning = Math.abs(im[k]) > chance || (im[k] === 0 && re[k] < 0 && Number.isFinite(chance));
    turns.push(isTurning ? Math.atan2(im[k], re[k]) / (2 * Math.PI) / -Math.log10(modulus) : 0);
  }
  turns.sort((a, b) => a - b);
  const percentiles = [0.05, 0.25, 0.5, 0.75, 0.95].map((share) => quantile(turns, share));
  return { modes: turns.length, median: percentiles[2], percentiles };
}
type Counted = Pick<Modes, 're' | 'im'> & Partial<Pick<Modes, 'chance'>>;

/**
 * Share of the modes of |λ| above `cutoff` that are real, that is, not one of a conjugate pair that turns by more than
 * chance. NaN where there is none.
 */
export function realFraction({ re, im, chance = 0 }: Counted, cutoff = 0.25): number {
  let real = 0,
    all = 0;
  for (let k = 0; k < re.length; k++)
    if (Math.hypot(re[k], im[k]) > cutoff) {
      all++;
      if (Math.abs(im[k]) <= chance) real++;
    }
  return real / all;
}
