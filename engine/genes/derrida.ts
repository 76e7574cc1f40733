import { stream } from '../random/index.ts';
import { type Interval, mean, studentInterval } from '../statistics/index.ts';
import type { GeneNetwork } from './gene-network.ts';
import { sensitivity } from './sensitivity.ts';
import { synchronousNext, valueDynamics } from './values-dynamics.ts';

/** How far apart two states are after one synchronous step, in genes, against how far apart they were. */
export interface DerridaCurve {
  /** Genes that are not fixed: the largest distance. */
  readonly genes: number;
  /**
   * The mean distance after a step from two states one gene apart, exact: above 1 differences spread, below 1 they die
   * out.
   */
  readonly slope: number;
  /** Distances 0 and 1 exactly (`ci` null), others from 1,000 pairs of states each. */
  readonly points: readonly { readonly distance: number; readonly mean: number; readonly ci: Interval | null }[];
}
const pairs = 1000;
const mostPoints = 24;

/**
 * The Derrida map (Derrida & Pomeau 1986, Europhys. Lett. 1:45): pairs of uniform states that differ in given numbers
 * of genes, each updated once, all genes at once. Inputs that are not fixed are drawn, and are equal in both. The slope
 * at the origin is the mean over genes of their influence on all rules together, which is the mean sensitivity where no
 * rule names a free input.
 */
export function derrida(
  network: GeneNetwork,
  { curve = true, key = 'derrida' }: { readonly curve?: boolean; readonly key?: string } = {},
): DerridaCurve {
  const dynamics = valueDynamics(network);
  const genes = dynamics.genes.length;
  const slope = slopeAtOrigin(network, genes);
  if (!curve) return { genes, slope, points: [] };
  const draws = stream(0, key, 'pairs');
  const point = (distance: number) => {
    if (distance < 2) return { distance, mean: distance * slope, ci: null };
    const after = Array.from({ length: pairs }, () => {
      const one = dynamics.read('0'.repeat(network.genes.length + dynamics.inputs.length));
      for (const variable of [...dynamics.genes, ...dynamics.inputs]) one[variable] = draws.below(2);
      const other = one.slice();
      for (const place of draws.permutation(genes).subarray(0, distance)) other[dynamics.genes[place]] ^= 1;
      const [a, b] = [synchronousNext(dynamics, one), synchronousNext(dynamics, other)];
      return dynamics.genes.reduce((count, gene) => count + (a[gene] ^ b[gene]), 0);
    });
    return { distance, mean: mean(after), ci: studentInterval(after) };
  };
  return { genes, slope, points: distances(genes).map(point) };
}

function slopeAtOrigin(network: GeneNetwork, genes: number): number {
  const inputs = new Set(network.inputs);
  let sum = 0;
  for (const { influences } of sensitivity(network).genes)
    for (const [regulator, influence] of Object.entries(influences)) if (!inputs.has(regulator)) sum += influence;
  return genes === 0 ? 0 : sum / genes;
}

/** All distances of a small network, else about 24 evenly spaced ones, with 0, 1 and the largest. */
function distances(genes: number): number[] {
  const stride = Math.ceil(genes / mostPoints);
  return [
    ...new Set([
      0,
      Math.min(1, genes),
      ...Array.from({ length: Math.ceil(genes / stride) }, (_, i) => Math.min(genes, (i + 1) * stride)),
    ]),
  ].sort((a, b) => a - b);
}
