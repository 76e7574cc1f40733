/** What every measure of a graph takes: a matrix, what its weights count, and which way its edges go. */
import type { Matrix } from '../../engine/connectivity/index.ts';
import {
  type Direction,
  type EdgeWeights,
  graphOf,
  type Outside,
  outsideDomain,
  type WeightDomain,
} from '../../engine/graph/index.ts';
import { defaulting, word } from '../parameters.ts';
import type { Forms } from './measure-record.ts';
import { none } from './no-number.ts';

const ours = 'choice of this language';

export const weights = defaulting(
  word<EdgeWeights>(
    {
      binary: 'That it is there: every weight but 0 is 1.',
      weighted: 'Its weight, which must not be negative.',
      magnitudes: 'The magnitude of its weight.',
    },
    'What a connection counts.',
  ),
  'binary',
  ours,
);
export const direction = defaulting(
  word<Direction>(
    {
      directed: 'As it stands: row = post-synaptic.',
      undirected: 'Two neurons are joined where either direction is; the larger weight of both counts.',
    },
    'Which way connections go. Of a symmetric matrix both are the same, but where degrees are counted.',
  ),
  'directed',
  ours,
);
export const scale = defaulting(
  word(
    {
      given: 'They must lie in 0 .. 1.',
      largest: 'They are divided by the largest of this matrix (networkx): that one weight then decides the number.',
      none: 'They are taken in their own unit, which the number then has (Brain Connectivity Toolbox).',
    },
    'What weights are measured by, where they count.',
  ),
  'given',
  ours,
);

/** What the weights of a call count. */
export const countedIn = (takes: Forms): EdgeWeights =>
  weights.decode(takes.weights ?? weights.default.value, undefined);
/** Of measures that are in the unit of weights, and are kept in 0 .. 1 by weights that are. */
export const scaledDomain = (takes: Forms): WeightDomain => {
  if (countedIn(takes) === 'binary') return 'any';
  return scale.decode(takes.scale ?? scale.default.value, undefined) === 'given' ? 'unit' : 'positive';
};
/** Of measures of any unit. */
export const positiveDomain = (takes: Forms): WeightDomain => (countedIn(takes) === 'weighted' ? 'positive' : 'any');

interface Given {
  readonly matrix: Matrix;
  readonly weights: EdgeWeights;
  readonly direction: Direction;
  readonly scale?: 'given' | 'largest' | 'none';
}
/** The graph that a measure is taken of. @throws NotApplicable where its weights are outside the domain */
export function graphIn({ matrix, weights: counts, direction: way, scale: by }: Given, least = 1): Matrix {
  if (matrix.size < least) none(least === 2 ? 'it has fewer than two neurons' : 'it has no neurons');
  const edges = graphOf(matrix, { weights: counts, direction: 'directed' }),
    outside = outsideDomain(edges, counts === 'binary' ? 'any' : by === 'given' ? 'unit' : 'positive');
  if (outside) none(`${outsideText(outside)}: ${remedy(outside.kind)}`);
  const graph = way === 'directed' ? edges : graphOf(edges, { weights: 'weighted', direction: way });
  return by === 'largest' && counts !== 'binary' ? dividedByLargest(graph) : graph;
}
function dividedByLargest({ size, values }: Matrix): Matrix {
  const largest = values.reduce((most, weight) => Math.max(most, weight), 0);
  return { size, values: largest > 0 ? values.map((weight) => weight / largest) : values };
}

/** What is outside a domain, as a clause: it says how much of it, and how far. */
export function outsideText(outside: Outside): string {
  switch (outside.kind) {
    case 'undefined':
      return `${outside.count.toLocaleString('en')} of its weights are not finite numbers`;
    case 'negative':
      return `${outside.count.toLocaleString('en')} of its weights are negative, the least ${shown(outside.least)}`;
    case 'above':
      return `${outside.count.toLocaleString('en')} of its weights are above 1, the largest ${shown(outside.most)}`;
  }
}
/** What a person can write in its place. */
export function remedy(kind: Outside['kind']): string {
  switch (kind) {
    case 'undefined':
      return 'a network whose training left the range of numbers has no graph';
    case 'negative':
      return 'take `weights: magnitudes`, or `weights: binary`';
    case 'above':
      return (
        'add `scale: none` for a number in the unit of the weights, or `scale: largest`, which lets the largest ' +
        'weight decide it; or bring the weights into 0 .. 1'
      );
  }
}
const shown = (value: number): string => String(Number(value.toPrecision(3)));
