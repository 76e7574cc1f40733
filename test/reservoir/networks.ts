/** Networks whose memory and exponents are known. */
import type { Matrix } from '../../engine/connectivity/index.ts';
import type { Drive, Motion } from '../../engine/dynamics/index.ts';
import { inputWeights } from '../../engine/dynamics/index.ts';
import type { DrivenNetwork } from '../../engine/reservoir/index.ts';
import { stream } from '../../engine/random/index.ts';
import { openBackend } from '../../runs/execute/backends.ts';
import { kernelsOf } from '../../runs/execute/backends.ts';

export const kernels = kernelsOf(await openBackend('wasm'));
export const shared: Drive = {
  kind: 'shared',
  law: { distribution: 'uniform', takes: { low: -0.5, high: 0.5 } },
};
export const undriven: Drive = { kind: 'constant', current: 0 };
export const map = (transfer: 'tanh' | 'relu' | 'softplus' = 'tanh', noise = 0): Motion => ({
  law: 'rateMap',
  transfer,
  dt: 1e-3,
  noise,
});
export const linearMap: Motion = { law: 'discrete', activation: 'identity', dt: 1e-3, noise: 0 };

export function driven(matrix: Matrix, motion: Motion, drive: Drive, seed = 1): DrivenNetwork {
  const key = { seed, stream: 'net' };
  return {
    matrix,
    motion,
    drive,
    inputWeights: drive.kind === 'shared' ? inputWeights(matrix.size, key) : undefined,
    key,
    kernels,
  };
}
export function gaussian(size: number, seed: number): Matrix {
  const draws = stream(seed, 'test', 'gaussian');
  return { size, values: Float64Array.from({ length: size * size }, () => draws.normal()) };
}
export const times = ({ size, values }: Matrix, factor: number): Matrix => ({
  size,
  values: values.map((value) => value * factor),
});
/** Of a matrix, brought to this spectral radius. */
export function withRadius(matrix: Matrix, radius: number): Matrix {
  const { re, im } = kernels.algebra.eigenvalues(matrix.values, matrix.size);
  return times(matrix, radius / re.reduce((most, real, i) => Math.max(most, Math.hypot(real, im[i])), 0));
}
/** Rows at right angles, by Gram and Schmidt from Gaussian ones. */
export function orthogonal(size: number, seed: number): Matrix {
  const { values } = gaussian(size, seed);
  const row = (i: number) => values.subarray(i * size, (i + 1) * size);
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, k) => sum + value * b[k], 0);
  for (let i = 0; i < size; i++) {
    for (let pass = 0; pass < 2; pass++)
      for (let j = 0; j < i; j++) {
        const overlap = dot(row(i), row(j));
        for (let k = 0; k < size; k++) row(i)[k] -= overlap * row(j)[k];
      }
    const length = Math.sqrt(dot(row(i), row(i)));
    for (let k = 0; k < size; k++) row(i)[k] /= length;
  }
  return { size, values };
}
