/** How two genes go together in the same cells, whatever their order: what a list of edges is measured against. */

/** Of a gene with another. */
export interface Association {
  /** Pearson's r of their values. */
  readonly correlation: number;
  /** Mutual information of their values in four classes of as many cells each, in bits. */
  readonly information: number;
}
const classes = 4;

/**
 * All pairs of genes, each given as its values over the same cells (NaN: not measured; such cells are left out of the
 * pair). 0 where one of the two does not vary.
 */
export function associations(genes: readonly Float64Array[]): (a: number, b: number) => Association {
  const binned = genes.map(classesOf);
  return (a, b) => {
    const cells = Array.from(genes[a].keys()).filter((cell) => !Number.isNaN(genes[a][cell] + genes[b][cell]));
    return {
      correlation: correlationOf(genes[a], genes[b], cells),
      information: informationOf(binned[a], binned[b], cells),
    };
  };
}

function correlationOf(a: Float64Array, b: Float64Array, cells: readonly number[]): number {
  const [meanA, meanB] = [a, b].map((values) => cells.reduce((sum, cell) => sum + values[cell], 0) / cells.length);
  let [together, ofA, ofB] = [0, 0, 0];
  for (const cell of cells) {
    const [x, y] = [a[cell] - meanA, b[cell] - meanB];
    together += x * y;
    ofA += x * x;
    ofB += y * y;
  }
  return ofA > 0 && ofB > 0 ? together / Math.sqrt(ofA * ofB) : 0;
}

/** The class of each value: how many of the three quartiles it is above. */
function classesOf(values: Float64Array): Uint8Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const quartiles = [1, 2, 3].map((q) => sorted[Math.floor((q * sorted.length) / classes)]);
  return Uint8Array.from(values, (value) => quartiles.filter((quartile) => value >= quartile).length);
}
function informationOf(a: Uint8Array, b: Uint8Array, cells: readonly number[]): number {
  const together = new Float64Array(classes * classes);
  const [ofA, ofB] = [new Float64Array(classes), new Float64Array(classes)];
  for (const cell of cells) {
    together[a[cell] * classes + b[cell]]++;
    ofA[a[cell]]++;
    ofB[b[cell]]++;
  }
  let bits = 0;
  together.forEach((count, both) => {
    if (count === 0) return;
    const expected = (ofA[Math.floor(both / classes)] * ofB[both % classes]) / cells.length;
    bits += (count / cells.length) * Math.log2(count / expected);
  });
  return Math.max(0, bits);
}
