/** From expression to on and off: one threshold per gene; above it the gene is on. */
import { type Expression, InferenceError, valuesOf } from './expression-values.ts';

/**
 * `kmeans`: two clusters of least squared distance to their means, the optimum over every split of the sorted values
 * (Wang & Song 2011, for k = 2).
 * `edge_detector`: the largest jump between neighbours in the sorted values (Shmulevich & Zhang 2002; BoolNet's
 * `maxEdge`).
 * `fixed`: the value given. `quantile`: the value that this share of the cells does not exceed.
 */
export type Binarisation =
  | { readonly method: 'kmeans' | 'edge_detector' }
  | { readonly method: 'fixed'; readonly threshold: number }
  | { readonly method: 'quantile'; readonly share: number };

export interface GeneReport {
  readonly gene: string;
  readonly threshold: number;
  /** Share of cells in which the gene is on. */
  readonly on: number;
  /**
   * Sarle's bimodality coefficient, 0 .. 1; null where all values are equal, or there are fewer than 4. Above 5/9, that
   * of a uniform distribution, it speaks for two groups.
   */
  readonly bimodality: number | null;
  /** On everywhere, or off everywhere. */
  readonly constant: boolean;
}
/** `bits[gene][cell]` is 1 where the gene is on. */
export interface Binarised {
  readonly genes: readonly string[];
  readonly bits: readonly Uint8Array[];
  readonly reports: readonly GeneReport[];
}

/** @throws InferenceError for a gene that is not in the table, or has missing values. */
export function binarise(expression: Expression, genes: readonly string[], method: Binarisation): Binarised {
  const index = new Map(expression.genes.map((name, gene) => [name, gene]));
  const bits: Uint8Array[] = [],
    reports: GeneReport[] = [];
  for (const gene of genes) {
    const at = index.get(gene);
    if (at === undefined) throw new InferenceError('genes', `The table has no gene \`${gene}\`.`);
    const values = valuesOf(expression, at);
    const missing = values.findIndex(Number.isNaN);
    if (missing >= 0)
      throw new InferenceError(
        'values',
        `\`${gene}\` has no value in cell "${expression.cells[missing]}". Fill it in, or leave out the gene ` +
          `or the cell.`,
      );
    const threshold = thresholdOf(values, method);
    const on = Uint8Array.from(values, (value) => (value > threshold ? 1 : 0));
    const count = on.reduce((sum, bit) => sum + bit, 0);
    bits.push(on);
    reports.push({
      gene,
      threshold,
      on: count / on.length,
      bimodality: bimodality(values),
      constant: count === 0 || count === on.length,
    });
  }
  return { genes, bits, reports };
}

/** The value above which a gene counts as on. Of equal values none is: the threshold is their value. */
export function thresholdOf(values: Float64Array, method: Binarisation): number {
  if (method.method === 'fixed') return method.threshold;
  const sorted = values.slice().sort();
  if (method.method === 'quantile')
    return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(method.share * sorted.length) - 1))];
  const split = method.method === 'kmeans' ? twoMeans(sorted) : largestJump(sorted);
  return split === 0 ? (sorted.at(-1) ?? 0) : sorted[split - 1] + (sorted[split] - sorted[split - 1]) / 2;
}

/** How many of the sorted values form the lower cluster; 0 where all are equal. */
function twoMeans(sorted: Float64Array): number {
  const n = sorted.length;
  const centre = sorted.reduce((sum, value) => sum + value, 0) / n;
  let best = 0,
    most = 0,
    sum = 0;
  for (let lower = 1; lower < n; lower++) {
    sum += sorted[lower - 1] - centre;
    // the total less this is what the clusters keep within them
    const between = (sum * sum * n) / (lower * (n - lower));
    if (sorted[lower] > sorted[lower - 1] && between > most * (1 + 1e-12)) {
      most = between;
      best = lower;
    }
  }
  return best;
}
function largestJump(sorted: Float64Array): number {
  let best = 0,
    largest = 0;
  for (let lower = 1; lower < sorted.length; lower++)
    if (sorted[lower] - sorted[lower - 1] > largest) {
      largest = sorted[lower] - sorted[lower - 1];
      best = lower;
    }
  return best;
}

/**
 * (g² + 1)/(k + 3(n−1)²/((n−2)(n−3))), g and k the sample skewness and excess kurtosis (SAS Institute 1990; Pfister et
 * al. 2013).
 */
export function bimodality(values: Float64Array): number | null {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  let second = 0,
    third = 0,
    fourth = 0;
  for (const value of values) {
    const off = value - mean,
      square = off * off;
    second += square;
    third += square * off;
    fourth += square * square;
  }
  if (n < 4 || second <= 1e-18 * n * (1 + mean * mean)) return null;
  const variance = second / n;
  const skewness = (Math.sqrt(n * (n - 1)) / (n - 2)) * (third / n / variance ** 1.5);
  const kurtosis = ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * (fourth / n / variance ** 2 - 3) + 6);
  return (skewness ** 2 + 1) / (kurtosis + (3 * (n - 1) ** 2) / ((n - 2) * (n - 3)));
}
