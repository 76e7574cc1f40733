/** Expression of genes in cells, as the inference takes it. */
export interface Expression {
  readonly cells: readonly string[];
  readonly genes: readonly string[];
  /** cells × genes, row-major. */
  readonly values: Float32Array;
  /** Of cells: time, pseudotime, cluster … */
  readonly columns: Readonly<Record<string, Float64Array | readonly string[]>>;
}

/** What stands in the way of an inference: about which part of what was asked, what is wrong, and what to do. */
export class InferenceError extends Error {
  readonly about: 'order' | 'root' | 'cells' | 'genes' | 'values' | 'search';
  constructor(about: InferenceError['about'], message: string) {
    super(message);
    this.name = 'InferenceError';
    this.about = about;
  }
}

/** One gene's values over all cells. */
export function valuesOf({ cells, genes, values }: Expression, gene: number): Float64Array {
  return Float64Array.from(cells, (_, cell) => values[cell * genes.length + gene]);
}
