/**
 * Matrices in HDF5. MATLAB (`save -v7.3`), Octave (`save -hdf5`) and Julia (JLD2) keep columns together, so that the
 * rows of a data set are the columns of the matrix; in files of all others a row is a row.
 */
import { FormatError } from '../format-error.ts';
import type { Hdf5Dataset, Hdf5Group } from '../hdf5.ts';
import { lenientText } from '../text-bytes.ts';
import { numbersOf, readMatrix } from './dataset-matrix.ts';
import { noMatrix } from './octave-variables.ts';
import { fromCompressed, type Precision, type StoredMatrix, type Variable, type VariablesFile } from './variables.ts';

export function hdf5Variables(root: Hdf5Group): VariablesFile {
  const says = (attribute: string): boolean =>
    root.names.some((name) => at(root, name)?.attribute(attribute) !== undefined);
  if (says('MATLAB_class')) return { format: 'MATLAB 7.3', variables: once(matlabBelow(root, '')) };
  if (says('OCTAVE_NEW_FORMAT')) return { format: 'Octave', variables: once(octaveBelow(root, '')) };
  return isOfJulia(root)
    ? { format: 'Julia', variables: once(plainBelow(root, '', true)) }
    : { format: 'HDF5', variables: once(plainBelow(root, '', false)) };
}
/** A variable, and where its content stands in the file. */
interface Placed extends Variable {
  readonly address?: number;
}
/** What several links lead to counts once, by the first of its names; the others name it too. */
function once(found: readonly Placed[]): readonly Variable[] {
  const known = new Map<number, { first: Variable; also: string[] }>(),
    kept: { first: Variable; also: string[] }[] = [];
  for (const { address, ...first } of found) {
    const earlier = address === undefined ? undefined : known.get(address);
    if (earlier) {
      earlier.also.push(first.name);
      continue;
    }
    const one = { first, also: [] };
    if (address !== undefined) known.set(address, one);
    kept.push(one);
  }
  return kept.map(({ first, also }) => (also.length > 0 ? { ...first, also } : first));
}
/** As the packages JLD2 and JLD begin their files; what is written with HDF5.jl says nothing of it. */
const isOfJulia = ({ userBlock }: Hdf5Group): boolean =>
  /^(?:HDF5-based Julia Data Format|Julia data file \(HDF5\)), version /.test(lenientText(userBlock.subarray(0, 64)));
const at = (group: Hdf5Group, name: string): Hdf5Dataset | Hdf5Group | undefined =>
  group.elsewhere().has(name) ? undefined : (group.dataset(name) ?? group.group(name));
const isDataset = (found: Hdf5Dataset | Hdf5Group): found is Hdf5Dataset => 'values' in found;
const reversed = (dataset: Hdf5Dataset): readonly number[] => [...dataset.shape].reverse();
const deepest = 6;

function matlabBelow(group: Hdf5Group, before: string, depth = deepest): readonly Placed[] {
  if (depth === 0) return [];
  return group.names
    .filter((name) => !name.startsWith('#'))
    .flatMap((own) => {
      const found = at(group, own),
        name = before + own;
      if (!found) return [];
      if (isDataset(found)) return [matlabVariable(found, name)];
      const rows = found.attribute('MATLAB_sparse');
      return rows === undefined
        ? matlabBelow(found, `${name}/`, depth - 1)
        : [sparse(found, name, Number(rows), ['jc', 'ir', 'data'])];
    });
}
function matlabVariable(dataset: Hdf5Dataset, name: string): Placed {
  const kind = dataset.attribute('MATLAB_class');
  if (dataset.attribute('MATLAB_empty') !== undefined) return { name, shape: [], why: 'is empty' };
  if (kind === 'char') return { name, shape: reversed(dataset), why: 'is a text' };
  if (kind === 'cell')
    return {
      name,
      address: dataset.address(),
      shape: reversed(dataset),
      why: 'is a cell array',
      cells: () => cellsOf(dataset, name),
    };
  return dense(dataset, name);
}
function cellsOf(dataset: Hdf5Dataset, name: string): readonly ArrayLike<number>[] {
  return (dataset.referred() ?? []).map((cell, i) => {
    if (!('values' in cell) || !cell.numeric) throw noNumbers(name, i);
    return cell.attribute('MATLAB_empty') === undefined ? numbersOf(cell) : [];
  });
}
const noNumbers = (name: string, cell: number): FormatError =>
  new FormatError(`Cell ${cell + 1} of "${name}" holds no numbers, where the spike times of a neuron should stand.`);

/** A matrix; a vector or a single number of Octave may have fewer dimensions. */
function dense(dataset: Hdf5Dataset, name: string): Placed {
  const shape =
    dataset.shape.length === 0 ? [1, 1] : dataset.shape.length === 1 ? [1, ...dataset.shape] : reversed(dataset);
  if (!dataset.numeric) return { name, shape, why: 'holds no numbers (or complex ones)' };
  if (shape.length > 2) return { name, shape, why: `has ${shape.length} dimensions (${shape.join(' × ')})` };
  return {
    name,
    address: dataset.address(),
    shape,
    matrix: (Kind) => ({ rows: shape[0], columns: shape[1], values: readMatrix(dataset, Kind).values, byColumn: true }),
  };
}
/** Per column where its values begin, the row of each, and the values. */
function sparse(group: Hdf5Group, name: string, rows: number, parts: readonly [string, string, string]): Placed {
  const starts = group.dataset(parts[0]),
    columns = (starts?.shape[0] ?? 1) - 1;
  const matrix = (Kind: Precision): StoredMatrix => {
    const [from, indices, data] = parts.map((part) => {
      const dataset = group.dataset(part);
      return dataset && dataset.shape[0] > 0 ? numbersOf(dataset) : new Float64Array(0);
    });
    return fromCompressed(name, [rows, columns], true, { starts: from, indices, data }, Kind);
  };
  return { name, address: group.address(), shape: [rows, columns], sparse: true, matrix };
}

/** Each variable is a group with its `type` in words, and its `value`. */
function octaveBelow(group: Hdf5Group, before: string, depth = deepest): readonly Placed[] {
  if (depth === 0) return [];
  return group.names.flatMap((own) => {
    const found = at(group, own),
      name = before + own;
    if (!found || isDataset(found) || found.attribute('OCTAVE_NEW_FORMAT') === undefined) return [];
    const type = String(found.dataset('type')?.values()[0] ?? '').replace(/\0.*$/s, ''),
      [value, inside] = [found.dataset('value'), found.group('value')];
    if (found.attribute('OCTAVE_EMPTY_MATRIX') !== undefined) return [{ name, shape: [], why: 'is empty' }];
    if (inside && /struct/.test(type)) return octaveBelow(inside, `${name}/`, depth - 1);
    if (inside && /sparse/.test(type) && !/complex/.test(type))
      return [sparse(inside, name, Number(inside.dataset('nr')?.values()[0]), ['cidx', 'ridx', 'data'])];
    if (inside && type === 'cell') return [octaveCells(inside, name)];
    const why = noMatrix(type);
    if (!value || why !== undefined)
      return [{ name, shape: [], why: why ?? `is of the type ${type || 'unknown'}, which is no matrix` }];
    return [dense(value, name)];
  });
}
function octaveCells(group: Hdf5Group, name: string): Variable {
  const dims = group.dataset('dims');
  return {
    name,
    shape: dims ? Array.from(numbersOf(dims)) : [],
    why: 'is a cell array',
    cells: () =>
      group.names
        .filter((cell) => /^_\d+$/.test(cell))
        .sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)))
        .map((cell, i) => {
          const inside = group.group(cell)!;
          if (inside.attribute('OCTAVE_EMPTY_MATRIX') !== undefined) return [];
          const value = inside.dataset('value');
          if (!value?.numeric) throw noNumbers(name, i);
          return numbersOf(value);
        }),
  };
}

/** Data sets, and sparse matrices as anndata writes them (in a group with its `shape`). */
function plainBelow(group: Hdf5Group, before: string, turned: boolean, depth = deepest): readonly Placed[] {
  if (depth === 0) return [];
  const elsewhere = group.elsewhere();
  return group.names.flatMap((own): readonly Placed[] => {
    const name = before + own,
      link = elsewhere.get(own);
    if (link !== undefined) return [{ name, shape: [], why: `stands in another file, ${link}, which is not followed` }];
    if (own.startsWith('#') || (turned && before === '' && own.startsWith('_'))) return [];
    const found = at(group, own);
    if (!found) return [];
    if (isDataset(found)) return turned ? [dense(found, name)] : [plain(found, name)];
    const form = found.attribute('encoding-type') ?? found.attribute('h5sparse_format');
    return form === 'csr_matrix' || form === 'csc_matrix' || form === 'csr' || form === 'csc'
      ? [compressed(found, name, form.startsWith('csc'))]
      : plainBelow(found, `${name}/`, turned, depth - 1);
  });
}
function plain(dataset: Hdf5Dataset, name: string): Placed {
  const { shape } = dataset;
  if (!dataset.numeric) return { name, shape, why: 'holds no numbers (or values of several parts)' };
  if (shape.some((size) => size === 0)) return { name, shape, why: 'is empty' };
  if (shape.length > 2) return { name, shape, why: `has ${shape.length} dimensions (${shape.join(' × ')})` };
  const [rows, columns] = [...[1, 1].slice(shape.length), ...shape];
  return {
    name,
    address: dataset.address(),
    shape: [rows, columns],
    matrix: (Kind) => ({ rows, columns, values: readMatrix(dataset, Kind).values, byColumn: false }),
  };
}
function compressed(group: Hdf5Group, name: string, byColumn: boolean): Placed {
  const said = group.attribute('shape') ?? group.attribute('h5sparse_shape'),
    [rows, columns] = Array.from(said as ArrayLike<number | bigint>, Number),
    part = (of: string): ArrayLike<number> => {
      const dataset = group.dataset(of);
      if (!dataset?.numeric) throw new FormatError(`The sparse matrix "${name}" has no ${of}: save it again.`);
      return dataset.shape[0] > 0 ? numbersOf(dataset) : [];
    };
  return {
    name,
    address: group.address(),
    shape: [rows, columns],
    sparse: true,
    matrix: (Kind) =>
      fromCompressed(
        name,
        [rows, columns],
        byColumn,
        { starts: part('indptr'), indices: part('indices'), data: part('data') },
        Kind,
      ),
  };
}
