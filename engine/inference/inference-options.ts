import type { Gene } from '../genes/gene-network.ts';
import type { Binarisation } from './binarise.ts';

/**
 * `columns`: one series per column; with `series`, one per value of that column (a clone, a replicate). `rows`: cells
 * follow each other as they stand. `diffusion`: by their distance from a root cell.
 */
export type Order =
  | { readonly by: 'columns'; readonly columns: readonly string[]; readonly series?: string }
  | { readonly by: 'rows' }
  | { readonly by: 'diffusion'; readonly root: string };
/**
 * What is turned against the others. `shifts`: the target's times turned along the order, so that its own course stays
 * as it is; there are as many as times, less one. `permutations`: its pairs in any order. Where a gene may regulate
 * itself, both among the pairs that begin with it on, and among those that begin with it off: it then depends on its
 * own state as much as ever, and a rule must do better than that. (Not where its rule is that it turns each time.)
 */
export type Null = 'shifts' | 'permutations';

export interface InferenceOptions {
  /** Genes of the network; without it all genes of the table. */
  readonly genes?: readonly string[];
  readonly order: Order;
  readonly binarise: Binarisation;
  /** The most regulators of a gene, 1 .. 5. */
  readonly regulators: number;
  /** A pair is a cell and the one this many times later. */
  readonly lag: number;
  /** Whether a gene may regulate itself. */
  readonly self: boolean;
  readonly null: Null;
  /** Draws from the null; 0 for none. */
  readonly draws: number;
  /** Genes whose rules are given. They regulate others; nothing is inferred for them. */
  readonly known: readonly Gene[];
  /** Genes of the table that are set from outside: they regulate, and nothing is inferred for them. */
  readonly inputs: readonly string[];
  /**
   * What becomes of a gene whose rule is no better than chance, or that no regulator explains: its best rule, or an
   * input.
   */
  readonly unexplained: 'keep' | 'input';
  readonly seed: number;
}
/**
 * The defaults: three regulators as in the first use on expression data (Lähdesmäki 2003); 99 draws give p down to
 * 0.01.
 */
export const inferenceDefaults: Omit<InferenceOptions, 'order'> = {
  binarise: { method: 'kmeans' },
  regulators: 3,
  lag: 1,
  self: true,
  null: 'shifts',
  draws: 99,
  known: [],
  inputs: [],
  unexplained: 'keep',
  seed: 1,
};
