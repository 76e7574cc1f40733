import type { LinearAlgebra } from '../kernels/index.ts';
import { type Node, node } from './penalty-node.ts';

/**
 * Communicability of a weighted directed network (Crofts & Higham 2009): C = e^(D^−½ |W| D^−½) with a diagonal of 0, D
 * the summed magnitude of each neuron's outgoing weights (its column, row = post-synaptic). What begins or ends at a
 * neuron without outgoing weight is 0.
 *
 * It is computed as D^−½ e^M D^½ with M = |W| D^−1, whose columns sum to at most 1, so that no weights make the
 * exponential large.
 *
 * `emptyStrength`: what stands for D of a neuron without outgoing weight, instead of leaving it out. The program of the
 * cortical-blueprint study has 1e-10, which makes what ends at such a neuron up to 1e5 times as large.
 */
export function communicability(
  of: Node,
  n: number,
  algebra: Pick<LinearAlgebra, 'exponential'>,
  emptyStrength = 0,
): Node {
  const strength = new Float64Array(n),
    root = new Float64Array(n),
    scaled = new Float64Array(n * n);
  let exponential: ReturnType<LinearAlgebra['exponential']> | undefined;
  const release = () => {
    exponential?.release();
    exponential = undefined;
  };
  /** The neurons that are connected; each sees C at i, j as e^M at i, j times root j over root i. */
  const eachPair = (visit: (place: number, i: number, j: number) => void): void => {
    for (let i = 0; i < n; i++)
      if (strength[i] > 0) for (let j = 0; j < n; j++) if (i !== j && strength[j] > 0) visit(i * n + j, i, j);
  };
  return node(n * n, [of], (value, slope) => ({
    forward() {
      release();
      strength.fill(0);
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) strength[j] += Math.abs(of.value[i * n + j]);
      if (!strength.every(Number.isFinite)) {
        value.fill(Number.NaN);
        return;
      }
      for (let j = 0; j < n; j++) {
        if (strength[j] === 0) strength[j] = emptyStrength;
        root[j] = Math.sqrt(strength[j]);
      }
      value.fill(0);
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++)
          scaled[i * n + j] = strength[i] > 0 && strength[j] > 0 ? Math.abs(of.value[i * n + j]) / strength[j] : 0;
      exponential = algebra.exponential(scaled, n);
      const { value: grown } = exponential;
      eachPair((place, i, j) => {
        value[place] = (grown[place] * root[j]) / root[i];
      });
      if (!of.varies) release();
    },
    backward() {
      if (!exponential) {
        of.slope.fill(Number.NaN);
        return;
      }
      const cotangent = new Float64Array(n * n),
        byStrength = new Float64Array(n);
      eachPair((place, i, j) => {
        cotangent[place] = (slope[place] * root[j]) / root[i];
        const part = slope[place] * value[place];
        byStrength[j] += part / (2 * strength[j]);
        byStrength[i] -= part / (2 * strength[i]);
      });
      const byScaled = exponential.gradient(cotangent);
      release();
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++)
          if (strength[i] > 0 && strength[j] > 0)
            byStrength[j] -= (byScaled[i * n + j] * scaled[i * n + j]) / strength[j];
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) {
          if (strength[j] === 0) continue;
          const direct = strength[i] > 0 ? byScaled[i * n + j] / strength[j] : 0;
          of.slope[i * n + j] += (direct + byStrength[j]) * Math.sign(of.value[i * n + j]);
        }
    },
  }));
}
