import type { KernelBackend } from '../kernels/index.ts';
import { solveSymmetric } from '../learning/index.ts';
import { transposed } from '../activity/sampled-covariance.ts';

/**
 * Share of the trials (trials × neurons) whose class is that of the nearest class mean of the other half of the trials.
 * Halves are the first and the second in time.
 */
export function choose(states: Float32Array, classes: Uint8Array, neurons: number): number {
  const trials = classes.length,
    half = trials >> 1;
  let right = 0;
  for (const [from, to, askFrom, askTo] of [
    [0, half, half, trials],
    [half, trials, 0, half],
  ]) {
    const means = [0, 1].map(() => new Float64Array(neurons)),
      counts = [0, 0];
    for (let trial = from; trial < to; trial++) {
      const mean = means[classes[trial]];
      counts[classes[trial]]++;
      for (let i = 0; i < neurons; i++) mean[i] += states[trial * neurons + i];
    }
    means.forEach((mean, which) => {
      for (let i = 0; i < neurons; i++) mean[i] /= Math.max(1, counts[which]);
    });
    for (let trial = askFrom; trial < askTo; trial++) {
      const [first, second] = means.map((mean) => {
        let sum = 0;
        for (let i = 0; i < neurons; i++) sum += (states[trial * neurons + i] - mean[i]) ** 2;
        return sum;
      });
      if ((second < first ? 1 : 0) === classes[trial]) right++;
    }
  }
  return right / trials;
}

/**
 * Ridge regression of features (trials × features) on states over the first half of the trials; of the second half, the
 * share whose own features are the most like (cosine) those predicted.
 */
export function recall(
  states: Float32Array,
  shown: Float32Array,
  { neurons, features, ridge }: { readonly neurons: number; readonly features: number; readonly ridge: number },
  backend: Pick<KernelBackend, 'product'>,
): number {
  const trials = shown.length / features,
    half = trials >> 1,
    asked = trials - half;
  const known = states.subarray(0, half * neurons),
    columns = transposed(known, half, neurons);
  const kernel = Float64Array.from(backend.product(known, columns, half, neurons, half));
  for (let k = 0; k < half; k++) kernel[k * half + k] += ridge;
  const weights = solveSymmetric(kernel, Float64Array.from(shown.subarray(0, half * features)), half, features);
  const alike = backend.product(states.subarray(half * neurons), columns, asked, neurons, half);
  const predicted = backend.product(alike, Float32Array.from(weights), asked, half, features);
  const others = shown.slice(half * features);
  for (let trial = 0; trial < asked; trial++) {
    const own = others.subarray(trial * features, (trial + 1) * features),
      length = Math.sqrt(own.reduce((sum, value) => sum + value * value, 0));
    for (let k = 0; k < features; k++) own[k] /= length;
  }
  const likeness = backend.product(predicted, transposed(others, asked, features), asked, features, asked);
  let right = 0;
  for (let trial = 0; trial < asked; trial++) {
    const row = likeness.subarray(trial * asked, (trial + 1) * asked),
      own = row[trial];
    if (row.every((value, other) => other === trial || value < own)) right++;
  }
  return right / asked;
}
