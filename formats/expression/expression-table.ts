/** Expression as it is handed on: cells × genes, dense, only the genes asked for. */
import { log } from '../../engine/random/index.ts';
import { beyondSingle } from '../csv.ts';
import { FormatError } from '../format-error.ts';

export interface ExpressionTable {
  readonly cells: readonly string[];
  readonly genes: readonly string[];
  /** cells × genes, row-major; a missing value is NaN. */
  readonly values: Float32Array;
  /** Of cells: time, pseudotime, cluster … Numbers where every value is one (missing: NaN), else texts. */
  readonly columns: Readonly<Record<string, CellColumn>>;
  /** How many genes the file holds. */
  readonly total: number;
  /** How the file was understood where it does not say so itself: one sentence each. */
  readonly notes: readonly string[];
}
export type CellColumn = Float64Array | readonly string[];

/**
 * `none`: as it stands. `log`: log(1 + x). `counts`: each cell scaled to a total of 10,000, then log(1 + x).
 * Natural logarithm; the field's usual treatment of counts (Luecken & Theis 2019).
 */
export type Transform = 'none' | 'log' | 'counts';

export interface ExpressionOptions {
  /** What a row of a text table is. Without it: told from names where that is certain, else an error. */
  readonly rows?: 'cells' | 'genes';
  /** Keep these genes, in this order. */
  readonly genes?: readonly string[];
  /** Keep these too, where the table has them. */
  readonly welcome?: readonly string[];
  /** Keep the n genes of the largest variance (after the transformation), largest first; with `genes`, beside those. */
  readonly variable?: number;
  readonly transform?: Transform;
  /** A layer of an h5ad file in place of X. */
  readonly layer?: string;
  /** Path of a file of names, one a line: genes of a text table that names none. */
  readonly names?: string;
  /** Path of a text table of cell columns. */
  readonly cellColumns?: string;
  /** Numeric columns of a text table with cells in rows that are columns of cells, not genes. */
  readonly columns?: readonly string[];
}
/** Opens a file beside or within; undefined where it is not there. */
export type Open = (path: string) => Promise<Uint8Array | undefined>;

/** A matrix as read, before genes are chosen: dense, or compressed by cell (`starts` has cells + 1 entries). */
export interface ExpressionMatrix {
  readonly cells: readonly string[];
  readonly genes: readonly string[];
  readonly columns: Readonly<Record<string, CellColumn>>;
  readonly content: { readonly dense: Float32Array } | Compressed;
  readonly notes: readonly string[];
}

export interface Compressed {
  readonly starts: ArrayLike<number>;
  readonly indices: ArrayLike<number>;
  readonly data: ArrayLike<number>;
}

/** A gene that was asked for and is not in the file. */
export class UnknownGene extends FormatError {
  readonly gene: string;
  readonly known: readonly string[];
  constructor(gene: string, known: readonly string[]) {
    super(
      `The table has no gene "${gene}"; it has ${known.length} genes, among them ${known
        .slice(0, 5)
        .map((name) => `"${name}"`)
        .join(', ')}. Correct the name.`,
    );
    this.name = 'UnknownGene';
    this.gene = gene;
    this.known = known;
  }
}

/** Of places that are named more than once the values are added, as the programs that write them mean it. */
export function summed(matrix: ExpressionMatrix): ExpressionMatrix {
  const { content, genes, cells } = matrix;
  if ('dense' in content) return matrix;
  const { starts, indices, data } = content,
    last = new Int32Array(genes.length).fill(-1);
  const kept = { starts: new Int32Array(cells.length + 1), indices: new Int32Array(data.length) },
    sums = new Float64Array(data.length);
  let count = 0;
  for (let cell = 0; cell < cells.length; cell++) {
    const from = count;
    for (let i = starts[cell]; i < starts[cell + 1]; i++) {
      const gene = indices[i];
      if (last[gene] < from) {
        last[gene] = count;
        kept.indices[count++] = gene;
      }
      sums[last[gene]] += data[i];
    }
    kept.starts[cell + 1] = count;
  }
  if (count === data.length) return matrix;
  return {
    ...matrix,
    content: { ...kept, data: sums },
    notes: [...matrix.notes, `${data.length - count} values stood beside others of the same place and were added.`],
  };
}

/**
 * The features that are genes, where types are told, under names of their own. @throws FormatError where there is none.
 */
export function genesAmong(
  matrix: ExpressionMatrix & { readonly content: Compressed },
  ids: readonly string[],
  types: readonly (string | undefined)[],
): ExpressionMatrix {
  const isGene = types.map((type) => type === undefined || type === 'Gene Expression'),
    other = types.length - isGene.filter(Boolean).length;
  if (other === 0)
    return { ...matrix, genes: distinct(matrix.genes, ids), notes: [...matrix.notes, ...repeated(matrix.genes)] };
  if (other === types.length)
    throw new FormatError(
      `None of the ${types.length} features of this matrix is of gene expression (they are ${types[0]}); take another.`,
    );
  const place = new Int32Array(types.length).fill(-1);
  let genes = 0;
  for (let feature = 0; feature < types.length; feature++) if (isGene[feature]) place[feature] = genes++;
  const { starts, indices, data } = matrix.content,
    kept = { starts: new Int32Array(starts.length), indices: new Int32Array(data.length) },
    values = new Float64Array(data.length);
  let count = 0;
  for (let cell = 0; cell + 1 < starts.length; cell++) {
    for (let i = starts[cell]; i < starts[cell + 1]; i++) {
      if (place[indices[i]] < 0) continue;
      kept.indices[count] = place[indices[i]];
      values[count++] = data[i];
    }
    kept.starts[cell + 1] = count;
  }
  const names = matrix.genes.filter((_, feature) => isGene[feature]);
  return {
    ...matrix,
    genes: distinct(
      names,
      ids.filter((_, feature) => isGene[feature]),
    ),
    content: { starts: kept.starts, indices: kept.indices.subarray(0, count), data: values.subarray(0, count) },
    notes: [...matrix.notes, `${other} features that are not gene expression were left out.`, ...repeated(names)],
  };
}

/** The genes asked for, transformed. @throws UnknownGene; FormatError for negative values under a logarithm. */
export function chosen(
  matrix: ExpressionMatrix,
  { genes, welcome = [], variable, transform = 'none' }: ExpressionOptions,
): ExpressionTable {
  const scaled = transformed(matrix, transform);
  const kept =
    genes || variable !== undefined
      ? chosenGenes(scaled, [...(genes ?? []), ...amongst(matrix.genes, welcome)], variable ?? 0)
      : matrix.genes.map((_, index) => index);
  const place = new Int32Array(matrix.genes.length).fill(-1);
  kept.forEach((gene, index) => {
    place[gene] = index;
  });
  const values = new Float32Array(matrix.cells.length * kept.length);
  each(scaled, (cell, gene, value) => {
    if (place[gene] >= 0) values[cell * kept.length + place[gene]] = value;
  });
  return {
    cells: matrix.cells,
    genes: kept.map((gene) => matrix.genes[gene]),
    values,
    columns: matrix.columns,
    total: matrix.genes.length,
    notes: matrix.notes,
  };
}

function amongst(all: readonly string[], names: readonly string[]): readonly string[] {
  const known = new Set(all);
  return names.filter((name) => known.has(name));
}
function chosenGenes(matrix: ExpressionMatrix, named: readonly string[], variable: number): readonly number[] {
  const index = new Map(matrix.genes.map((name, gene) => [name, gene]));
  const kept = [...new Set(named)].map((name) => {
    const found = index.get(name);
    if (found === undefined) throw new UnknownGene(name, matrix.genes);
    return found;
  });
  if (variable === 0) return kept;
  const variances = variancesOf(matrix);
  const order = Int32Array.from(variances, (_, gene) => gene).sort((a, b) => variances[b] - variances[a] || a - b);
  const most = [...order.subarray(0, variable)].filter((gene) => variances[gene] > 0);
  return [...new Set([...kept, ...most])];
}

/** Per gene over all cells; genes with missing values are never variable. */
function variancesOf(matrix: ExpressionMatrix): Float64Array {
  const n = matrix.cells.length;
  const sums = new Float64Array(matrix.genes.length),
    squares = new Float64Array(matrix.genes.length);
  each(matrix, (_, gene, value) => {
    sums[gene] += value;
  });
  const counts = new Int32Array(matrix.genes.length);
  each(matrix, (_, gene, value) => {
    const off = value - sums[gene] / n;
    squares[gene] += off * off;
    counts[gene]++;
  });
  return squares.map((square, gene) => {
    const mean = sums[gene] / n,
      variance = (square + (n - counts[gene]) * mean * mean) / Math.max(1, n - 1);
    return Number.isNaN(variance) ? 0 : variance;
  });
}

function transformed(matrix: ExpressionMatrix, transform: Transform): ExpressionMatrix {
  if (transform === 'none') return matrix;
  const totals = new Float64Array(matrix.cells.length);
  each(matrix, (cell, gene, value) => {
    if (value < 0)
      throw new FormatError(
        `Gene "${matrix.genes[gene]}" is ${value} in cell "${matrix.cells[cell]}", and a logarithm of ` +
          `counts needs values from 0 up. Leave the transformation out: these values have had one.`,
      );
    totals[cell] += value;
  });
  const change = (cell: number, value: number): number =>
    log(1 + (transform === 'counts' && totals[cell] > 0 ? (value * 1e4) / totals[cell] : value));
  const { content } = matrix;
  if ('dense' in content) {
    const width = matrix.genes.length;
    return {
      ...matrix,
      content: { dense: content.dense.map((value, index) => change(Math.floor(index / width), value)) },
    };
  }
  const data = new Float32Array(content.data.length);
  for (let cell = 0; cell < matrix.cells.length; cell++)
    for (let i = content.starts[cell]; i < content.starts[cell + 1]; i++) data[i] = change(cell, content.data[i]);
  return { ...matrix, content: { ...content, data } };
}

/** @throws FormatError at a value that is infinite: as it stands, or because single precision cannot hold it */
export function demandFinite(matrix: ExpressionMatrix): void {
  each(matrix, (cell, gene, value) => {
    if (value === Infinity || value === -Infinity)
      throw new FormatError(
        `Gene "${matrix.genes[gene]}" is infinite in cell "${matrix.cells[cell]}", or ${beyondSingle}; correct it, ` +
          `or leave the value out.`,
      );
  });
}

/** Every stored value; of a compressed matrix those that are zero are left out. */
function each(
  { cells, genes, content }: ExpressionMatrix,
  visit: (cell: number, gene: number, value: number) => void,
): void {
  if ('dense' in content) {
    for (let cell = 0; cell < cells.length; cell++)
      for (let gene = 0; gene < genes.length; gene++) visit(cell, gene, content.dense[cell * genes.length + gene]);
    return;
  }
  for (let cell = 0; cell < cells.length; cell++)
    for (let i = content.starts[cell]; i < content.starts[cell + 1]; i++)
      visit(cell, content.indices[i], content.data[i]);
}

/** What is said of genes of which several have one name. */
export function repeated(names: readonly string[]): readonly string[] {
  const again = names.length - new Set(names).size;
  return again === 0
    ? []
    : [
        `${again} ${again === 1 ? 'gene has' : 'genes have'} the name of one before; the id or the place stands ` +
          'behind it.',
      ];
}
/** Names made unique: a name met again is followed by its id, or by its place. */
export function distinct(names: readonly string[], ids: readonly string[] = []): readonly string[] {
  const seen = new Set<string>();
  return names.map((name, index) => {
    const own = seen.has(name) ? `${name} ${ids[index] ?? index + 1}` : name;
    seen.add(own);
    return own;
  });
}
