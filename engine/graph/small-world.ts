import type { Matrix } from '../connectivity/index.ts';
import type { Stream } from '../random/index.ts';
import { type BitGraph, bitsOf, densityOf, efficiencyOf, meanClustering, pathLengthOf } from './bit-graph.ts';
import { nullGraph, type NullKind } from './null-graphs.ts';

/** How far apart neurons are: by the mean of 1/distance, or by the mean distance. */
export type Distance = 'efficiency' | 'path';
export interface SmallWorldSettings {
  readonly null: NullKind;
  readonly nulls: number;
  readonly by: Distance;
  /** The draws of one null. */
  readonly draws: (index: number) => Stream;
}
/** `density`, of the nulls too, is of pairs, 0 .. 1. `closeness`: efficiency, or 1 / path length. */
export interface SmallWorld {
  readonly value: number;
  readonly graph: Described;
  /** Means over the nulls. */
  readonly nulls: Described;
}
interface Described {
  readonly density: number;
  readonly clustering: number;
  readonly closeness: number;
}
/** A denser graph is clustered and close whatever its order. */
export const densestSmallWorld = 0.5;

/**
 * (C / C of the nulls) · (closeness / closeness of the nulls) of the undirected binary graph of a matrix: connected
 * where a weight of either direction is not 0 (Humphries & Gurney 2008; by efficiency as in the published study).
 * Weights do not move it.
 * @throws RangeError where it is empty or too dense, in pieces for `path`, or its nulls have no triangles
 */
export function smallWorld(matrix: Matrix, { null: kind, nulls, by, draws }: SmallWorldSettings): SmallWorld {
  const graph = bitsOf(matrix);
  const density = matrix.size > 1 ? densityOf(graph) : 0;
  if (density === 0) throw new RangeError('it has no connections between different neurons');
  if (density > densestSmallWorld)
    throw new RangeError(
      `${Math.round(100 * density)} % of its pairs are connected: so dense a graph is clustered and close whatever ` +
        'its order, and small-worldness is 1 by itself; take it of strongest(…, 10 %)',
    );
  const found = describe(graph, by);
  const sum = { density: 0, clustering: 0, closeness: 0 };
  for (let index = 0; index < nulls; index++) {
    const { density, clustering, closeness } = describe(nullGraph(graph, kind, draws(index)), by);
    sum.density += density / nulls;
    sum.clustering += clustering / nulls;
    sum.closeness += (by === 'path' ? 1 / closeness : closeness) / nulls;
  }
  const beside = { ...sum, closeness: by === 'path' ? 1 / sum.closeness : sum.closeness };
  if (beside.clustering === 0)
    throw new RangeError(`no two neighbours are connected in any of its ${nulls} nulls, so that there is no ratio`);
  return {
    value: (found.clustering / beside.clustering) * (found.closeness / beside.closeness),
    graph: found,
    nulls: beside,
  };
}

function describe(graph: BitGraph, by: Distance): Described {
  const closeness = by === 'path' ? 1 / pathLengthOf(graph) : efficiencyOf(graph);
  if (closeness === 0)
    throw new RangeError(
      'the graph, or a null of it, is in pieces, and has no mean distance; `by: efficiency` has one',
    );
  return { density: densityOf(graph), clustering: meanClustering(graph), closeness };
}
