import type { Matrix } from '../connectivity/index.ts';
import { strengthsOf } from './graph-of-weights.ts';

/** Which degrees are compared at the two ends of an edge: first that of the neuron it starts from. */
export type Ends = 'undirected' | 'out_in' | 'in_out' | 'out_out' | 'in_in';
/** `pooled`: both ends share one mean and one variance. `pearson`: each end has its own. */
export type Correlation = 'pooled' | 'pearson';

/**
 * Assortativity (Newman 2002): the correlation over edges of the degrees of the neurons at their ends; strengths, where
 * the graph has weights. `undirected` is of a symmetric graph. NaN where the degrees do not vary.
 */
export function assortativityOf(graph: Matrix, ends: Ends, correlation: Correlation): number {
  const { size, values } = graph,
    { into, outOf } = strengthsOf(graph);
  const [start, end] = ends === 'undirected' ? ['out', 'in'] : ends.split('_'),
    atStart = start === 'out' ? outOf : into,
    atEnd = end === 'out' ? outOf : into;
  let edges = 0,
    starts = 0,
    arrives = 0;
  const eachEdge = (visit: (from: number, to: number) => void): void => {
    for (let to = 0; to < size; to++)
      for (let from = 0; from < size; from++) if (values[to * size + from] !== 0) visit(atStart[from], atEnd[to]);
  };
  eachEdge((from, to) => {
    edges++;
    starts += from;
    arrives += to;
  });
  const pooled = (starts + arrives) / (2 * edges),
    [meanStart, meanEnd] = correlation === 'pooled' ? [pooled, pooled] : [starts / edges, arrives / edges];
  let product = 0,
    spreadStart = 0,
    spreadEnd = 0;
  eachEdge((from, to) => {
    product += (from - meanStart) * (to - meanEnd);
    spreadStart += (from - meanStart) ** 2;
    spreadEnd += (to - meanEnd) ** 2;
  });
  const spread = correlation === 'pooled' ? (spreadStart + spreadEnd) / 2 : Math.sqrt(spreadStart * spreadEnd);
  return spread > edges * meanStart * meanEnd * rounding ? product / spread : Number.NaN;
}
/** A spread below this share of the squared mean is that of rounding. */
const rounding = 1e-24;
