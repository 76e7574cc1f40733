/** A table with a row per neuron: the column that names it, and the field of the nodes that is equal; `id` without. */
export interface NodeTable {
  readonly path: string;
  readonly by: string;
  readonly to?: string;
}
