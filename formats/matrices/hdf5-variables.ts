/**
 * Variables in HDF5 as MATLAB (`save -v7.3`) and Octave (`save -hdf5`) write them. Both keep columns together, so that
 * the rows of a data set are the columns of the matrix.
 */
import { FormatError } from '../format-error.ts';
import type { Hdf5Dataset, Hdf5Group } from '../hdf5.ts';
import { numbersOf, readMatrix } from './dataset-matrix.ts';
import { fromCompressed, type Precision, type StoredMatrix, type Variable, type VariablesFile } from './variables.ts';

/** Undefined for a file of another program. */
export function hdf5Variables(root: Hdf5Group): VariablesFile | undefined {
  const says = (attribute: string): boolean =>
    root.names.some((name) => at(root, name)?.attribute(attribute) !== undefined);
  if (says('MATLAB_class')) return { format: 'MATLAB 7.3', variables: matlabBelow(root, '') };
  return says('OCTAVE_NEW_FORMAT') ? { format: 'Octave', variables: octaveBelow(root, '') } : undefined;
}
const at = (group: Hdf5Group, name: string): Hdf5Dataset | Hdf5Group | undefined =>
  group.elsewhere().has(name) ? undefined : (group.dataset(name) ?? group.group(name));
const isDataset = (found: Hdf5Dataset | Hdf5Group): found is Hdf5Dataset => 'values' in found;
const reversed = (dataset: Hdf5Dataset): readonly number[] => [...dataset.shape].reverse();
const deepest = 6;

function matlabBelow(group: Hdf5Group, before: string, depth = deepest): readonly Variable[] {
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
function matlabVariable(dataset: Hdf5Dataset, name: string): Variable {
  const kind = dataset.attribute('MATLAB_class');
  if (dataset.attribute('MATLAB_empty') !== undefined) return { name, shape: [], why: 'is empty' };
  if (kind === 'char') return { name, shape: reversed(dataset), why: 'is a text' };
  if (kind === 'cell')
    return { name, shape: reversed(dataset), why: 'is a cell array', cells: () => cellsOf(dataset, name) };
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
function dense(dataset: Hdf5Dataset, name: string): Variable {
  const shape =
    dataset.shape.length === 0 ? [1, 1] : dataset.shape.length === 1 ? [1, ...dataset.shape] : reversed(dataset);
  if (!dataset.numeric) return { name, shape, why: 'holds no numbers (or complex ones)' };
  if (shape.length > 2) return { name, shape, why: `has ${shape.length} dimensions (${shape.join(' × ')})` };
  return {
    name,
    shape,
    matrix: (Kind) => ({ rows: shape[0], columns: shape[1], values: readMatrix(dataset, Kind).values, byColumn: true }),
  };
}
/** Per column where its values begin, the row of each, and the values. */
function sparse(group: Hdf5Group, name: string, rows: number, parts: readonly [string, string, string]): Variable {
  const starts = group.dataset(parts[0]),
    columns = (starts?.shape[0] ?? 1) - 1;
  const matrix = (Kind: Precision): StoredMatrix => {
    const [from, indices, data] = parts.map((part) => {
      const dataset = group.dataset(part);
      return dataset && dataset.shape[0] > 0 ? numbersOf(dataset) : new Float64Array(0);
    });
    return fromCompressed(name, [rows, columns], true, { starts: from, indices, data }, Kind);
  };
  return { name, shape: [rows, columns], sparse: true, matrix };
}

/** Each variable is a group with its `type` in words, and its `value`. */
function octaveBelow(group: Hdf5Group, before: string, depth = deepest): readonly Variable[] {
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
    if (!value || /string|range|complex/.test(type))
      return [{ name, shape: [], why: `is of the type ${type || 'unknown'}; save it as a full matrix` }];
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
