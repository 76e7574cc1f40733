import type { Exponential, LinearAlgebra } from '../kernels/index.ts';
import { type Node, node, signOf } from './penalty-node.ts';

/**
 * Communicability of a weighted directed network (Crofts & Higham 2009): C = e^(D^−½ |W| D^−½) with a diagonal of 0, D
 * the summed magnitude of each neuron's outgoing weights (its column, row = post-synaptic). What begins or ends at a
 * neuron without outgoing weight is 0.
 *
 * It is computed as D^−½ e^M D^½ with M = |W| D^−1, whose columns sum to at most 1, so that no weights make the
 * exponential large. Where W learns, its products are in single precision, as those of the network are.
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
    /** 1 / strength and 1 / root, 0 for a neuron without outgoing weight. */
    perStrength = new Float64Array(n),
    perRoot = new Float64Array(n),
    scaled = new Float64Array(n * n),
    cotangent = new Float64Array(of.varies ? n * n : 0);
  let exponential: Exponential | undefined,
    isKnown = false;
  const release = () => {
    exponential?.release();
    exponential = undefined;
  };
  return node(n * n, [of], (value, slope) => ({
    forward() {
      strength.fill(0);
      for (let i = 0, place = 0; i < n; i++)
        for (let j = 0; j < n; j++, place++) strength[j] += Math.abs(of.value[place]);
      isKnown = strength.every(Number.isFinite);
      if (!isKnown) {
        value.fill(Number.NaN);
        return;
      }
      for (let j = 0; j < n; j++) {
        if (strength[j] === 0) strength[j] = emptyStrength;
        root[j] = Math.sqrt(strength[j]);
        perStrength[j] = strength[j] > 0 ? 1 / strength[j] : 0;
        perRoot[j] = strength[j] > 0 ? 1 / root[j] : 0;
      }
      for (let i = 0, place = 0; i < n; i++)
        for (let j = 0; j < n; j++, place++)
          scaled[place] = strength[i] > 0 && strength[j] > 0 ? Math.abs(of.value[place]) / strength[j] : 0;
      exponential ??= algebra.exponential(n, of.varies ? 'single' : 'double');
      const grown = exponential.of(scaled);
      for (let i = 0, place = 0; i < n; i++)
        for (let j = 0; j < n; j++, place++) value[place] = i === j ? 0 : grown[place] * root[j] * perRoot[i];
      if (!of.varies) release();
    },
    backward() {
      if (!exponential || !isKnown) {
        of.slope.fill(Number.NaN);
        return;
      }
      const byRoot = new Float64Array(n),
        byStrength = new Float64Array(n);
      for (let i = 0, place = 0; i < n; i++) {
        let ending = 0;
        for (let j = 0; j < n; j++, place++) {
          const part = slope[place] * value[place];
          cotangent[place] = i === j ? 0 : slope[place] * root[j] * perRoot[i];
          byRoot[j] += part;
          ending += part;
        }
        byRoot[i] -= ending;
      }
      const byScaled = exponential.gradient(cotangent);
      for (let i = 0, place = 0; i < n; i++)
        for (let j = 0; j < n; j++, place++) byStrength[j] += byScaled[place] * scaled[place];
      for (let j = 0; j < n; j++) byStrength[j] = (byRoot[j] / 2 - byStrength[j]) * perStrength[j];
      for (let i = 0, place = 0; i < n; i++) {
        const isLinked = Number(strength[i] > 0);
        for (let j = 0; j < n; j++, place++)
          of.slope[place] += (isLinked * byScaled[place] * perStrength[j] + byStrength[j]) * signOf(of.value[place]);
      }
    },
    release,
  }));
}
