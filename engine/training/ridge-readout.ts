/** Read-outs in closed form. */
import { solveSymmetric } from '../learning/index.ts';
import type { LearnedParts, Numbers, RateParameters, RateShape, Sequences, Wanted } from '../recurrent/index.ts';

/**
 * What is summed over trials to find read-outs: with x the rates of a step and 1, and weights w of the steps,
 * G = Σ w x xᵀ and C = Σ w x yᵀ, where y are the values wanted, or 1 for the class wanted and 0 for the others.
 */
export interface ReadoutSums {
  /** (neurons + 1)², its lower half. */
  readonly products: Float64Array;
  /** (neurons + 1) × outputs. */
  readonly wanted: Float64Array;
}
export const readoutSums = ({ neurons, outputs }: RateShape): ReadoutSums => ({
  products: new Float64Array((neurons + 1) ** 2),
  wanted: new Float64Array((neurons + 1) * outputs),
});

/**
 * Adds trials. `rates`: steps × neurons × trials.
 * @throws RangeError where activity is wanted, which no read-out is of
 */
export function addTrials(
  { products, wanted: sums }: ReadoutSums,
  { neurons, outputs }: RateShape,
  rates: Numbers,
  { steps, trials, wanted }: Pick<Sequences, 'steps' | 'trials' | 'wanted'>,
): void {
  const size = neurons + 1;
  const row = new Float64Array(trials),
    values = new Float64Array(size * trials).fill(1, neurons * trials);
  for (let t = 0; t < steps; t++) {
    const weights = wanted.weights.subarray(t * trials, (t + 1) * trials);
    if (weights.every((weight) => weight === 0)) continue;
    for (let at = 0; at < neurons * trials; at++) values[at] = rates[t * neurons * trials + at];
    for (let i = 0; i < size; i++) {
      for (let b = 0; b < trials; b++) row[b] = weights[b] * values[i * trials + b];
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let b = 0; b < trials; b++) sum += row[b] * values[j * trials + b];
        products[i * size + j] += sum;
      }
      for (let k = 0; k < outputs; k++) {
        let sum = 0;
        for (let b = 0; b < trials; b++) sum += row[b] * wantedAt(wanted, t, k, b, outputs, trials);
        sums[i * outputs + k] += sum;
      }
    }
  }
}
function wantedAt(wanted: Wanted, t: number, k: number, b: number, outputs: number, trials: number): number {
  switch (wanted.kind) {
    case 'values':
      return wanted.values[(t * outputs + k) * trials + b];
    case 'classes':
      return Number(wanted.classes[t * trials + b] === k);
    case 'activity':
      throw new RangeError('a read-out is found by what is wanted of outputs, and here activity is wanted');
  }
}

/**
 * The read-out R (outputs × neurons) and its bias c with the least Σ w (R r + c − y)² + penalty · Σ R²; the bias is not
 * penalised. Weights that are fixed, and all where the part does not learn, stay as they are.
 * @throws RangeError where there is no single one, with penalty 0
 */
export function ridgeReadout(
  sums: ReadoutSums,
  { neurons, outputs }: RateShape,
  { readout, readoutBias }: Pick<RateParameters, 'readout' | 'readoutBias'>,
  learned: LearnedParts,
  penalty: number,
): Pick<RateParameters, 'readout' | 'readoutBias'> {
  const size = neurons + 1;
  const found = { readout: readout.slice(), readoutBias: readoutBias.slice() };
  const isFree = (k: number, j: number): boolean => {
    const [part, at] =
      j < neurons ? ([learned.readout, k * neurons + j] as const) : ([learned.readoutBias, k] as const);
    return part !== undefined && part.fixed?.[at] !== 1;
  };
  const product = (i: number, j: number): number => sums.products[i > j ? i * size + j : j * size + i];
  for (let k = 0; k < outputs; k++) {
    const places = Array.from({ length: size }, (_, j) => j),
      free = places.filter((j) => isFree(k, j));
    const kept = places
      .filter((j) => !isFree(k, j))
      .map((j) => ({ j, weight: j < neurons ? readout[k * neurons + j] : readoutBias[k] }))
      .filter(({ weight }) => weight !== 0);
    const left = Float64Array.from({ length: free.length ** 2 }, (_, at) => {
      const [i, j] = [free[Math.floor(at / free.length)], free[at % free.length]];
      return product(i, j) + (i === j && i < neurons ? penalty : 0);
    });
    const right = Float64Array.from(free, (i) =>
      kept.reduce((sum, { j, weight }) => sum - weight * product(i, j), sums.wanted[i * outputs + k]),
    );
    solveSymmetric(left, right, free.length, 1).forEach((weight, at) => {
      if (free[at] < neurons) found.readout[k * neurons + free[at]] = weight;
      else found.readoutBias[k] = weight;
    });
  }
  return found;
}
