import type { Matrix } from '../connectivity/index.ts';
import { isScaled, rowSums } from './row-sums.ts';
import { type ActivityRule, type Process, rules } from './rules.ts';
import type { ScalableNetwork } from './scalable-network.ts';

/** How synapses are scaled. `target`: a spectral radius, a rate per step, or a sum of weights. Times in seconds. */
export interface Scaling {
  readonly rule: ActivityRule | 'sum';
  readonly target: number;
  /** Of a step. */
  readonly rate: number;
  readonly until: 'settled' | number;
  /** Which weights are scaled: all, or those above 0. */
  readonly weights: 'all' | 'excitatory';
}
/** What has come of it. */
export interface ScalingCourse {
  readonly scaling: Scaling;
  /** Of the incoming weights of each neuron. */
  readonly factors: Float64Array;
  /** Whether the target was reached; how near is near enough stands at `hasSettled`. */
  readonly settled: boolean;
  /** At the end, in the unit of the target: the mean of the last four windows; of an exact rule, the last one. */
  readonly reached: number;
  /** How long it took, or went on without settling. */
  readonly seconds: number;
  /** Neurons that are not near the target by themselves. */
  readonly unmet: number;
  /** From the start, at most `mostMoments`, evenly spaced. */
  readonly moments: readonly Moment[];
}
export interface Moment {
  readonly seconds: number;
  /** What the rule found since the moment before, in the unit of the target; NaN at the start of activity. */
  readonly reached: number;
  readonly factors: Float64Array;
}

/** A window is the time that the scaling takes, 1/rate steps; after so many that do not settle, none will. */
const mostWindows = 60;
const mostMoments = 64;
/** By which it is judged whether it has settled. */
const lastWindows = 4;

/**
 * Scales by what the network does, as it runs, until it settles or for a time. `dt` of a step; `onFraction` is told the
 * share done, and what it throws ends it.
 * @throws RangeError where the network leaves the range of numbers
 */
export function scaleByActivity(
  network: ScalableNetwork,
  scaling: Scaling & { readonly rule: ActivityRule },
  dt: number,
  onFraction: (fraction: number) => void = () => {},
): ScalingCourse {
  const { tolerance, start } = rules[scaling.rule];
  return follow(start(network, scaling), tolerance, network.size, scaling, dt, {
    scaleRow: network.scaleRow,
    onFraction,
  });
}

/**
 * Σ_j |w_ij| of every neuron to one sum (as SORN does, Lazar et al. 2009, doi 10.3389/neuro.10.023.2009); at rate 1 in
 * one step. A neuron without inputs stays without, and where all are, nothing settles.
 */
export function scaleToSums(matrix: Matrix, scaling: Scaling & { readonly rule: 'sum' }, dt: number): ScalingCourse {
  const { target, rate } = scaling,
    sums = rowSums(matrix, isScaled[scaling.weights]);
  const process: Process = {
    step(scale) {
      for (let i = 0; i < matrix.size; i++) {
        if (sums[i] === 0) continue;
        const wanted = sums[i] + rate * (target - sums[i]);
        scale(i, wanted / sums[i]);
        sums[i] = wanted;
      }
    },
    reached: () => sums.reduce((sum, one) => sum + one, 0) / Math.max(1, matrix.size - process.unmet()) / target,
    furthest: () =>
      process.unmet() === matrix.size
        ? 1
        : sums.reduce((most, one) => (one === 0 ? most : Math.max(most, Math.abs(one / target - 1))), 0),
    unmet: () => sums.reduce((count, one) => count + Number(one === 0), 0),
  };
  return follow(process, 0, matrix.size, scaling, dt, { atStart: process.reached() * target });
}

interface Following {
  readonly scaleRow?: (neuron: number, factor: number) => void;
  readonly onFraction?: (fraction: number) => void;
  /** What is known at the start of what the rule finds. */
  readonly atStart?: number;
}
function follow(
  process: Process,
  tolerance: number,
  size: number,
  scaling: Scaling,
  dt: number,
  { scaleRow = () => {}, onFraction = () => {}, atStart = Number.NaN }: Following,
): ScalingCourse {
  const { target, rate, until } = scaling;
  const factors = new Float64Array(size).fill(1);
  const scale = (neuron: number, factor: number): void => {
    factors[neuron] *= factor;
    scaleRow(neuron, factor);
  };
  const window = Math.max(1, Math.round(1 / rate)),
    most = until === 'settled' ? mostWindows * window : Math.max(1, Math.round(until / dt));
  let moments: Moment[] = [{ seconds: 0, reached: atStart, factors: factors.slice() }],
    stride = 1;
  const deviations: number[] = [],
    ratios: number[] = [];
  let step = 0;
  while (step < most) {
    process.step(scale);
    step++;
    if (step % window !== 0 && step !== most) continue;
    const ratio = process.reached();
    if (!factors.every((factor) => factor > 0 && factor < 1e30) || ratio === Number.POSITIVE_INFINITY)
      throw new RangeError(
        `the scaling of synapses left the range of numbers by step ${step}: the target cannot be reached so`,
      );
    ratios.push(ratio);
    deviations.push(process.furthest?.() ?? ratio - 1);
    const isLast = step === most || (until === 'settled' && hasSettled(deviations, tolerance));
    if (deviations.length % stride === 0 || isLast)
      moments.push({ seconds: step * dt, reached: ratio * target, factors: factors.slice() });
    if (moments.length > mostMoments) {
      moments = moments.filter((_, at) => at % 2 === 0 || at === moments.length - 1);
      stride *= 2;
    }
    onFraction(step / most);
    if (isLast) break;
  }
  return {
    scaling,
    factors,
    settled: hasSettled(deviations, tolerance),
    reached: target * mean(ratios.slice(tolerance === 0 ? -1 : -lastWindows)),
    seconds: step * dt,
    unmet: process.unmet(),
    moments,
  };
}

/**
 * Whether the last four windows lie at the target, as a share of it: within the tolerance in the mean, or within two
 * standard errors of the four where these are below 2 %. A rule that is exact (tolerance 0) is there when the last
 * window is, but for rounding.
 */
function hasSettled(deviations: readonly number[], tolerance: number): boolean {
  const last = deviations.slice(-lastWindows);
  if (Math.abs(last[last.length - 1]) <= 1e-9) return true;
  if (tolerance === 0 || last.length < lastWindows) return false;
  const middle = mean(last),
    variance = last.reduce((sum, one) => sum + (one - middle) ** 2, 0) / (lastWindows - 1),
    error = Math.sqrt(variance / lastWindows);
  return Math.abs(middle) <= tolerance || (error <= 0.02 && Math.abs(middle) <= 2 * error);
}
const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
