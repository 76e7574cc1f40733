import type { Matrix } from '../connectivity/index.ts';
import { linksOf, qualityOf } from './links.ts';

/**
 * Modularity of a partition that is given: the module of each neuron, whole numbers from 0. The matrix as for
 * `louvain`.
 * @throws RangeError as `louvain` does, and where the partition is not of these neurons
 */
export function modularityOf(
  matrix: Matrix,
  partition: Int32Array,
  { resolution = 1, directed = false }: { readonly resolution?: number; readonly directed?: boolean } = {},
): number {
  if (partition.length !== matrix.size || partition.some((module) => module < 0))
    throw new RangeError(`a partition of ${partition.length} does not fit ${matrix.size} neurons`);
  return qualityOf(linksOf(matrix, directed), partition, resolution);
}
