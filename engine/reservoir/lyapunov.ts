/** How small differences of a state grow: Lyapunov exponents, from tangent vectors along a trajectory. */
import { log } from '../random/index.ts';
import { mean, studentInterval } from '../statistics/index.ts';
import { steppingOf } from '../dynamics/index.ts';
import { beginnings, type DrivenNetwork, drivenNetwork } from './driven-network.ts';

/** Tangent vectors that are made orthonormal as they go. */
export interface Tangents {
  /** Moves on by so many steps: ln of the factor by which each has grown, from the first. */
  advance(steps: number): Float64Array;
}
export interface Exponent {
  /** Per step. */
  readonly value: number;
  /** 95 %, from the growth in stretches one after another. */
  readonly interval: readonly [number, number];
}
export const stretches = 20;

/**
 * Mean growth of each tangent per step (Benettin et al. 1980), over stretches of equal length after what is left out.
 * Where stretches are shorter than what they remember their interval is too narrow.
 * @throws RangeError where a tangent vanishes, or leaves the range of numbers
 */
export function exponentsOf(tangents: Tangents, steps: number, discard: number): Exponent[] {
  if (steps < stretches)
    throw new RangeError(`${steps} steps are too few for an interval: it takes ${stretches} stretches`);
  tangents.advance(discard);
  const length = Math.floor(steps / stretches);
  const grown = Array.from({ length: stretches }, () => tangents.advance(length));
  return Array.from(grown[0], (_, k) => {
    const rates = grown.map((growth) => growth[k] / length);
    if (rates.some((rate) => rate === -Infinity))
      throw new RangeError('small differences vanish within a step, so that they have no rate of decay');
    if (!rates.every(Number.isFinite)) throw new RangeError('small differences left the range of numbers');
    const interval = studentInterval(rates);
    return { value: mean(rates), interval: interval ?? [mean(rates), mean(rates)] };
  });
}

/** Those of a map of a few dimensions, from its next state and its Jacobian (row by row). */
export function tangentsOfMap(
  state: Float64Array,
  { next, jacobian }: { next(x: Float64Array): Float64Array; jacobian(x: Float64Array): Float64Array },
  count = state.length,
): Tangents {
  const n = state.length;
  let x = state;
  const rows = Array.from({ length: count }, (_, k) => Float64Array.from({ length: n }, (_, i) => Number(i === k)));
  return {
    advance(steps) {
      const grown = new Float64Array(count);
      for (let step = 0; step < steps; step++) {
        const slopes = jacobian(x);
        x = next(x);
        for (let k = 0; k < count; k++) {
          const row = Float64Array.from({ length: n }, (_, i) => dot(slopes.subarray(i * n, (i + 1) * n), rows[k]));
          for (let j = 0; j < k; j++) {
            const overlap = dot(row, rows[j]);
            for (let i = 0; i < n; i++) row[i] -= overlap * rows[j][i];
          }
          const size = Math.sqrt(dot(row, row));
          grown[k] += log(size);
          rows[k] = row.map((value) => value / size);
        }
      }
      return grown;
    },
  };
}
const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i], 0);

export interface Stretch {
  /** Steps in all, those at the beginning that are left out, and those that an input of the drive lasts. */
  readonly steps: number;
  readonly discard: number;
  readonly hold: number;
}
/** Of a network: per step, falling. Exact where it is linear (`interval` is then a point). */
export interface Exponents {
  readonly exponents: readonly Exponent[];
  readonly isExact: boolean;
}

/**
 * The largest exponents of a driven network, with the exact Jacobian of a step along its trajectory: of a linear one
 * from its eigenvalues, else from tangents.
 * @throws RangeError where the activity leaves all bounds
 */
export function lyapunovExponents(network: DrivenNetwork, count: number, stretch: Stretch): Exponents {
  const { size: n } = network.matrix,
    kept = Math.min(count, n);
  const { rate, rectified } = steppingOf(network.motion, n);
  if (rate === 'identity' && rectified === 'not') return { exponents: ofLinear(network, kept), isExact: true };
  const driven = drivenNetwork(network, { hold: stretch.hold, tangents: kept, purpose: 'trajectory' });
  try {
    driven.begin(beginnings(network));
    const first = new Float64Array(kept * n);
    for (let k = 0; k < kept; k++) first[k * n + k] = 1;
    driven.point(first);
    const advance = (steps: number): Float64Array => {
      const grown = new Float64Array(kept);
      if (steps > 0)
        driven.advance(Math.ceil(steps / stretch.hold), (growth) => {
          for (let k = 0; k < kept; k++) grown[k] += growth[k];
        });
      return grown;
    };
    const whole = (steps: number): number => Math.round(steps / stretch.hold) * stretch.hold;
    const length = whole((stretch.steps - stretch.discard) / stretches);
    return {
      // equal ones come out in any order
      exponents: exponentsOf({ advance }, length * stretches, whole(stretch.discard)).toSorted(
        (a, b) => b.value - a.value,
      ),
      isExact: false,
    };
  } finally {
    driven.release();
  }
}

/** ln of the moduli of the eigenvalues of a step, 1 + h (W − 1). @throws RangeError where a mode vanishes in a step */
function ofLinear({ matrix: { size: n, values }, motion, kernels }: DrivenNetwork, count: number): Exponent[] {
  const { shares } = steppingOf(motion, n),
    step = Float64Array.from(values, (weight, place) => {
      const row = Math.floor(place / n);
      return shares[row] * weight + (place % (n + 1) === 0 ? 1 - shares[row] : 0);
    }),
    { re, im } = kernels.algebra.eigenvalues(step, n);
  const moduli = Array.from(re, (real, i) => Math.sqrt(real ** 2 + im[i] ** 2)).sort((a, b) => b - a);
  return moduli.slice(0, count).map((modulus) => {
    if (modulus === 0) throw new RangeError('small differences vanish within some steps: they have no rate of decay');
    const value = log(modulus);
    return { value, interval: [value, value] };
  });
}

/**
 * Dimension of the attractor (Kaplan & Yorke 1979): j + Σ_{i ≤ j} λ_i / |λ_{j + 1}| for the last j whose sum is not
 * negative; 0 where all are negative. Undefined where the sum of all that are known is still not negative.
 */
export function kaplanYorke(exponents: readonly number[]): number | undefined {
  let sum = 0;
  for (let j = 0; j < exponents.length; j++) {
    if (sum + exponents[j] < 0) return j === 0 ? 0 : j + sum / Math.abs(exponents[j]);
    sum += exponents[j];
  }
  return undefined;
}
