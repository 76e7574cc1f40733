/** AnnData (`.h5ad`, on-disk format since 0.7). */
import { FormatError } from '../format-error.ts';
import type { Hdf5Dataset, Hdf5Group, Hdf5Values } from '../hdf5.ts';
import { crossed, numbers } from './compressed.ts';
import {
  type CellColumn,
  distinct,
  type ExpressionMatrix,
  type ExpressionOptions,
  repeated,
} from './expression-table.ts';

/** @throws FormatError naming the part of the file that is not as it should be. */
export function readAnndata(root: Hdf5Group, options: ExpressionOptions): ExpressionMatrix {
  const cells = frame(root, 'obs'),
    { names: genes, notes } = namesOfGenes(frame(root, 'var'), options);
  const path = options.layer === undefined ? 'X' : `layers/${options.layer}`;
  const layers = root.group('layers')?.names ?? [];
  const sparse = root.group(path),
    dense = root.dataset(path);
  if (!sparse && !dense)
    throw new FormatError(
      `This h5ad file has no ${options.layer === undefined ? 'X' : `layer "${options.layer}"`}; its layers ` +
        `are ${layers.length > 0 ? layers.join(', ') : 'none'}.`,
    );
  const size: readonly [number, number] = [cells.names.length, genes.length];
  const matrix = {
    cells: cells.names,
    genes,
    columns: cells.columns(),
    notes: [
      ...(options.layer === undefined && layers.length > 0
        ? [`X was read; the file also has the layers ${layers.join(', ')}.`]
        : []),
      ...(options.layer === undefined && root.group('raw')
        ? ['X was read; the file also keeps other values, `raw`, which are not read: make them its X.']
        : []),
      ...notes,
    ],
  };
  if (dense) {
    if (dense.shape.includes(0) && size[0] * size[1] > 0)
      throw new FormatError(
        `${dense.path} of this h5ad file is empty; ` +
          `${layers.length > 0 ? `name a layer: ${layers.join(', ')}` : 'save it with its values'}.`,
      );
    if (dense.shape[0] !== size[0] || dense.shape[1] !== size[1])
      throw new FormatError(
        `${dense.path} is ${dense.shape.join(' × ')} where obs and var have ${size.join(' × ')}; save the file again.`,
      );
    return asked(matrix, dense, options);
  }
  return { ...matrix, content: compressed(sparse as Hdf5Group, size) };
}

/** Of a dense matrix with genes named, only their columns are unpacked. */
function asked(
  matrix: Omit<ExpressionMatrix, 'content'>,
  dense: Hdf5Dataset,
  { genes, welcome = [], variable, transform }: ExpressionOptions,
): ExpressionMatrix {
  const places = new Map(matrix.genes.map((name, place) => [name, place]));
  const few =
    genes &&
    welcome.length === 0 &&
    variable === undefined &&
    transform !== 'counts' &&
    genes.length * 4 < matrix.genes.length &&
    genes.every((name) => places.has(name));
  if (!few) return { ...matrix, content: { dense: Float32Array.from(numbers(dense.values(), dense.path)) } };
  const wanted = [...new Set(genes)];
  const content = new Float32Array(matrix.cells.length * wanted.length);
  for (const [place, name] of wanted.entries()) {
    const gene = places.get(name)!;
    const column = numbers(
      dense.values([
        [0, matrix.cells.length],
        [gene, gene + 1],
      ]),
      dense.path,
    );
    for (let cell = 0; cell < column.length; cell++) content[cell * wanted.length + place] = column[cell];
  }
  return { ...matrix, genes: wanted, content: { dense: content } };
}

/** @throws FormatError for another kind of group, and where its parts contradict each other. */
function compressed(group: Hdf5Group, [rows, columns]: readonly [number, number]): ExpressionMatrix['content'] {
  const kind = String(group.attribute('encoding-type') ?? group.attribute('h5sparse_format') ?? '');
  const byColumn = /^csc/.test(kind);
  if (!byColumn && !/^csr/.test(kind))
    throw new FormatError(
      `${group.path} is stored as "${kind || 'a plain group'}"; CSR, CSC and dense matrices are read. Save ` +
        `it as one of these.`,
    );
  const part = (name: string): Hdf5Values => {
    const found = group.dataset(name);
    if (!found) throw new FormatError(`${group.path} has no ${name}; the file is incomplete. Save it again.`);
    return found.values();
  };
  return crossed(
    numbers(part('data'), group.path),
    numbers(part('indices'), group.path),
    numbers(part('indptr'), group.path),
    rows,
    columns,
    byColumn,
    group.path,
  );
}

/**
 * What the genes are called: by their index or, where that has not all that are asked for, by the column of texts that
 * has them, as files indexed by Ensembl's numbers keep the symbols.
 */
function namesOfGenes(
  { names, written, columns }: Frame,
  { genes = [] }: ExpressionOptions,
): { readonly names: readonly string[]; readonly notes: readonly string[] } {
  const has = (all: readonly string[]): boolean => {
    const known = new Set(all);
    return genes.every((gene) => known.has(gene));
  };
  if (has(names)) return { names, notes: repeated(written) };
  const found = Object.entries(columns()).find(
    (column): column is [string, readonly string[]] => !(column[1] instanceof Float64Array) && has(column[1]),
  );
  return found
    ? {
        names: distinct(found[1], names),
        notes: [`Genes are called as in the column "${found[0]}" of var.`, ...repeated(found[1])],
      }
    : { names, notes: repeated(written) };
}

interface Frame {
  readonly written: readonly string[];
  /** Each its own. */
  readonly names: readonly string[];
  columns(): Readonly<Record<string, CellColumn>>;
}
/** The names and columns of `obs` or `var`. */
function frame(root: Hdf5Group, name: string): Frame {
  const group = root.group(name);
  if (!group)
    throw new FormatError(
      root.dataset(name)
        ? `${name} is stored as a compound table, as anndata wrote before version 0.7. Read the file with ` +
            `anndata and write it again.`
        : `This HDF5 file has no ${name}: it is not an h5ad file. Save it with anndata.`,
    );
  const index = String(group.attribute('_index') ?? '_index');
  const stored = group.dataset(index)?.values();
  if (!stored) throw new FormatError(`${name} has no index "${index}"; the file is incomplete. Save it again.`);
  const written = Array.from(stored as ArrayLike<string | number>, String);
  return {
    written,
    names: distinct(written),
    columns: () =>
      Object.fromEntries(
        group.names
          .filter((column) => column !== index && column !== '__categories')
          .flatMap((column) => {
            const values = columnOf(group, column);
            return values ? [[column, values]] : [];
          }),
      ),
  };
}

/** Numbers, texts or categories, with missing values or without; a column of another kind is left out. */
function columnOf(group: Hdf5Group, name: string): CellColumn | undefined {
  const categorical = group.group(name),
    plain = group.dataset(name);
  const codes = categorical?.dataset('codes') ?? (group.dataset(`__categories/${name}`) && plain);
  const categories = categorical?.dataset('categories') ?? group.dataset(`__categories/${name}`);
  if (codes && categories) {
    const names = told(categories),
      chosen = Array.from(numbers(codes.values(), codes.path), (code) => names[code]);
    return names instanceof Float64Array
      ? Float64Array.from(chosen as (number | undefined)[], (value) => value ?? NaN)
      : chosen.map((value) => (value === undefined ? '' : String(value)));
  }
  const nullable = categorical?.dataset('values'),
    mask = categorical?.dataset('mask');
  if (nullable && mask) {
    const values = told(nullable),
      absent = numbers(mask.values(), mask.path);
    return values instanceof Float64Array
      ? values.map((value, i) => (absent[i] ? NaN : value))
      : values.map((value, i) => (absent[i] ? '' : value));
  }
  return plain?.shape.length === 1 ? told(plain) : undefined;
}
/** Numbers, whatever their type, or texts. */
function told(dataset: Hdf5Dataset): CellColumn {
  const values = dataset.values();
  return typeof values[0] === 'string'
    ? (values as readonly string[])
    : Float64Array.from(numbers(values, dataset.path));
}
