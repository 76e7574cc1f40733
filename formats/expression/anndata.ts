/** AnnData (`.h5ad`, on-disk format since 0.7) and 10x Genomics' feature-barcode matrices in HDF5 (`.h5`). */
import { FormatError } from '../format-error.ts';
import { type Hdf5Dataset, type Hdf5Group, type Hdf5Values, withHdf5 } from '../hdf5.ts';
import { type CellColumn, distinct, type ExpressionMatrix, type ExpressionOptions } from './expression-table.ts';

/** @throws FormatError naming the part of the file that is not as it should be. */
export const readHdf5Expression = (bytes: Uint8Array, options: ExpressionOptions): Promise<ExpressionMatrix> =>
  withHdf5(bytes, (root) =>
    root.group('matrix') && !root.names.includes('obs') ? tenx(root) : anndata(root, options),
  );

function anndata(root: Hdf5Group, options: ExpressionOptions): ExpressionMatrix {
  const cells = frame(root, 'obs'),
    genes = frame(root, 'var');
  const path = options.layer === undefined ? 'X' : `layers/${options.layer}`;
  const layers = root.group('layers')?.names ?? [];
  const sparse = root.group(path),
    dense = root.dataset(path);
  if (!sparse && !dense)
    throw new FormatError(
      `This h5ad file has no ${options.layer === undefined ? 'X' : `layer "${options.layer}"`}; its layers ` +
        `are ${layers.length > 0 ? layers.join(', ') : 'none'}.`,
    );
  const size: readonly [number, number] = [cells.names.length, genes.names.length];
  const matrix = {
    cells: cells.names,
    genes: genes.names,
    columns: cells.columns(),
    notes:
      options.layer === undefined && layers.length > 0
        ? [`X was read; the file also has the layers ${layers.join(', ')}.`]
        : [],
  };
  if (dense) {
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

/** CSR as it stands; CSC turned round. @throws FormatError where the three parts contradict each other. */
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

function crossed(
  data: ArrayLike<number>,
  indices: ArrayLike<number>,
  starts: ArrayLike<number>,
  rows: number,
  columns: number,
  byColumn: boolean,
  path: string,
): ExpressionMatrix['content'] {
  const [outer, inner] = byColumn ? [columns, rows] : [rows, columns];
  const wrong = (what: string): never => {
    throw new FormatError(`${path} is damaged: ${what}. Save the file again.`);
  };
  if (starts.length !== outer + 1) wrong(`indptr has ${starts.length} entries where ${outer + 1} are due`);
  if (starts[0] !== 0 || starts[outer] !== data.length || indices.length !== data.length)
    wrong(`data has ${data.length} values, indices ${indices.length}, and indptr ends at ${starts[outer]}`);
  for (let i = 0; i < outer; i++) if (starts[i + 1] < starts[i]) wrong(`indptr falls at entry ${i + 1}`);
  for (let i = 0; i < indices.length; i++)
    if (!(indices[i] >= 0 && indices[i] < inner)) wrong(`index ${indices[i]} at ${i} is beyond ${inner}`);
  if (!byColumn) return { starts, indices, data };
  const counts = new Int32Array(rows + 1);
  for (let i = 0; i < indices.length; i++) counts[indices[i] + 1]++;
  for (let row = 0; row < rows; row++) counts[row + 1] += counts[row];
  const next = counts.slice(),
    genes = new Int32Array(data.length),
    values = new Float32Array(data.length);
  for (let column = 0; column < columns; column++) {
    for (let i = starts[column]; i < starts[column + 1]; i++) {
      const at = next[indices[i]]++;
      genes[at] = column;
      values[at] = data[i];
    }
  }
  return { starts: counts, indices: genes, data: values };
}

/** The names and columns of `obs` or `var`. */
function frame(
  root: Hdf5Group,
  name: string,
): { readonly names: readonly string[]; columns(): Readonly<Record<string, CellColumn>> } {
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
  return {
    names: distinct(Array.from(stored as ArrayLike<string | number>, (value) => String(value))),
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

/** Numbers, texts or categories; a column of another kind (nullable, structured) is left out. */
function columnOf(group: Hdf5Group, name: string): CellColumn | undefined {
  const categorical = group.group(name),
    plain = group.dataset(name);
  const codes = categorical?.dataset('codes') ?? (group.dataset(`__categories/${name}`) && plain);
  const categories = categorical?.dataset('categories') ?? group.dataset(`__categories/${name}`);
  if (codes && categories) {
    const names = Array.from(categories.values() as ArrayLike<string | number>);
    const chosen = Array.from(numbers(codes.values(), codes.path), (code) => names[code]);
    return names.every((value) => typeof value === 'number')
      ? Float64Array.from(chosen as number[], (value) => value ?? NaN)
      : chosen.map((value) => (value === undefined ? '' : String(value)));
  }
  if (plain?.shape.length !== 1) return undefined;
  const values = plain.values();
  return typeof values[0] === 'string' ? (values as readonly string[]) : Float64Array.from(numbers(values, plain.path));
}

/** `/matrix`: genes are rows, stored by column, so cells come one after another. */
function tenx(root: Hdf5Group): ExpressionMatrix {
  const need = (path: string): Hdf5Values => {
    const found = root.dataset(path);
    if (!found)
      throw new FormatError(
        `This HDF5 file has no ${path}: it is neither h5ad nor a feature-barcode matrix of Cell Ranger 3 or ` +
          `later. Save it as h5ad.`,
      );
    return found.values();
  };
  const names = texts(need('matrix/features/name')),
    ids = texts(need('matrix/features/id')),
    cells = texts(need('matrix/barcodes'));
  return {
    cells: distinct(cells),
    genes: distinct(names, ids),
    columns: {},
    notes: [],
    content: crossed(
      numbers(need('matrix/data'), '/matrix'),
      numbers(need('matrix/indices'), '/matrix'),
      numbers(need('matrix/indptr'), '/matrix'),
      cells.length,
      names.length,
      false,
      '/matrix',
    ),
  };
}
const texts = (values: Hdf5Values): readonly string[] => Array.from(values as ArrayLike<string | number>, String);

function numbers(values: Hdf5Values, path: string): ArrayLike<number> {
  if (values instanceof BigInt64Array || values instanceof BigUint64Array)
    return Float64Array.from(values as Iterable<bigint>, Number);
  if (values.length > 0 && typeof values[0] === 'string')
    throw new FormatError(`${path} holds texts where numbers must stand. Save the file again.`);
  return values as ArrayLike<number>;
}
