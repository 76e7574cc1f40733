/** Read-outs with a ridge, held against samples that they were not made of. */
import type { KernelBackend } from '../kernels/index.ts';
import type { Sample } from './read-out.ts';

/** What one is chosen from. */
export const usualRidges: readonly number[] = [1e-8, 1e-6, 1e-4, 1e-2, 1, 100];
const shareHeldOut = 0.3;
/** Of the samples that read-outs are made of: what a ridge is chosen on. */
const shareValidated = 0.2;

export interface HeldOut {
  /** 1 − Σ(error²)/Σ(deviation²) of each target over the held-out samples, clipped at 0. */
  readonly shares: Float64Array;
  readonly samples: number;
  readonly ridge: number;
}
type Algebra = Pick<KernelBackend['algebra'], 'triangle'>;

/**
 * The last 30 % of the samples, in order, are held out. Of several ridges, each added to the diagonal of X′X, the one
 * is taken that is best on the last fifth of the others; the read-outs are then made of all of these.
 * @throws RangeError where there are too few samples
 */
export function heldOut(algebra: Algebra, samples: readonly Sample[], ridges: readonly number[]): HeldOut {
  const learned = Math.floor(samples.length * (1 - shareHeldOut)),
    fitted = Math.floor(learned * (1 - shareValidated));
  if (fitted < 2 || samples.length - learned < 2)
    throw new RangeError(`${samples.length} inputs are too few to hold some out: run it for longer`);
  const scored = (ridge: number, until: number, to: number): Float64Array => {
    const weights = readOutWeights(algebra, samples.slice(0, until), ridge);
    return explainedBy(weights, samples.slice(until, to));
  };
  const onValidation = (ridge: number): number => scored(ridge, fitted, learned).reduce((sum, share) => sum + share, 0);
  const [ridge] =
    ridges.length === 1
      ? ridges
      : ridges
          .map((each) => [each, onValidation(each)] as const)
          .reduce((best, each) => (each[1] > best[1] ? each : best));
  return { shares: scored(ridge, learned, samples.length), samples: samples.length, ridge };
}

/** One row for each target: a constant, and a weight of each value. The constant is free of the ridge. */
function readOutWeights(algebra: Algebra, samples: readonly Sample[], ridge: number): Float64Array[] {
  const values = samples[0].rates.length,
    targets = samples[0].targets.length,
    pivots = 1 + values,
    columns = pivots + targets;
  const triangle = algebra.triangle(pivots, columns);
  try {
    for (const { rates, targets } of samples) {
      const row = triangle.row();
      row[0] = 1;
      row.set(rates, 1);
      row.set(targets, pivots);
    }
    const root = Math.sqrt(ridge);
    for (let i = 0; i < values; i++) triangle.row().fill(0)[1 + i] = root;
    const r = triangle.values();
    return Array.from({ length: targets }, (_, k) => {
      const weights = new Float64Array(pivots);
      for (let i = pivots - 1; i >= 0; i--) {
        let left = r[i * columns + pivots + k];
        for (let j = i + 1; j < pivots; j++) left -= r[i * columns + j] * weights[j];
        weights[i] = r[i * columns + i] === 0 ? 0 : left / r[i * columns + i];
      }
      return weights;
    });
  } finally {
    triangle.release();
  }
}

function explainedBy(weights: readonly Float64Array[], samples: readonly Sample[]): Float64Array {
  return Float64Array.from(weights, (own, k) => {
    const mean = samples.reduce((sum, { targets }) => sum + targets[k], 0) / samples.length;
    let errors = 0,
      deviations = 0;
    for (const { rates, targets } of samples) {
      let output = own[0];
      for (let i = 0; i < rates.length; i++) output += own[1 + i] * rates[i];
      errors += (targets[k] - output) ** 2;
      deviations += (targets[k] - mean) ** 2;
    }
    return deviations > 0 ? Math.max(0, 1 - errors / deviations) : 0;
  });
}
