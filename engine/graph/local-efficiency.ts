import type { Matrix } from '../connectivity/index.ts';
import { submatrix } from '../kernels/index.ts';
import { neighboursOf } from './graph-of-weights.ts';
import { inverseWeight, type LengthOf, oneStep, shortestPaths } from './shortest-paths.ts';

/**
 * `binary`: of edges of one step. `weighted`: lengths are ∛(1/w) and both connections to the neuron weigh by ∛w, so
 * that it is the binary one for weights of 1 (Wang et al. 2016). `rubinov`: lengths are 1/w, and the cube root is taken
 * of their inverse sums (Rubinov & Sporns 2010).
 */
export type LocalEfficiency = 'binary' | 'weighted' | 'rubinov';
interface Form {
  readonly lengthOf: LengthOf;
  readonly nearness: (length: number) => number;
}
const inverse = (length: number): number => 1 / length;
const forms: Readonly<Record<LocalEfficiency, Form>> = {
  binary: { lengthOf: oneStep, nearness: inverse },
  weighted: { lengthOf: (weight) => Math.cbrt(1 / weight), nearness: inverse },
  rubinov: { lengthOf: inverseWeight, nearness: (length) => Math.cbrt(1 / length) },
};

/**
 * Local efficiency of each neuron: how near its neighbours are to each other without it (Latora & Marchiori 2001;
 * directed: Fagiolo 2007), 0 with fewer than two neighbours that reach each other.
 */
export function localEfficiencyOf(graph: Matrix, form: LocalEfficiency): Float64Array {
  const { size, values } = graph,
    { lengthOf, nearness } = forms[form],
    found = new Float64Array(size);
  neighboursOf(graph).forEach((neighbours, neuron) => {
    const count = neighbours.length;
    if (count < 2) return;
    const among: Matrix = { size: count, values: submatrix(values, size, neighbours) };
    const lengths = shortestPaths(among, lengthOf);
    const tie = Float64Array.from(
      neighbours,
      (other) => Math.cbrt(values[neuron * size + other]) + Math.cbrt(values[other * size + neuron]),
    );
    let sum = 0,
      edges = 0,
      squares = 0;
    neighbours.forEach((other, i) => {
      const joined = Number(values[neuron * size + other] !== 0) + Number(values[other * size + neuron] !== 0);
      edges += joined;
      squares += joined * joined;
      for (let j = 0; j < i; j++)
        sum += tie[i] * tie[j] * (nearness(lengths[i * count + j]) + nearness(lengths[j * count + i]));
    });
    if (sum > 0) found[neuron] = sum / (edges * edges - squares);
  });
  return found;
}
