/**
 * HDF5 files (h5ad, 10x h5, NWB, MATLAB 7.3) through h5wasm, which is loaded when the first one is opened. A file lies
 * in the library's memory file system while it is read; of its content only what is asked for is unpacked.
 */
import type { Dataset, Group } from 'h5wasm';
import { FormatError } from './format-error.ts';

export type Hdf5Values =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | BigInt64Array
  | BigUint64Array
  | readonly string[];
export interface Hdf5Group {
  readonly path: string;
  readonly names: readonly string[];
  /** An attribute as text, number or list; undefined where there is none. */
  attribute(name: string): unknown;
  /** The group of that path below this one; undefined where there is none. */
  group(path: string): Hdf5Group | undefined;
  dataset(path: string): Hdf5Dataset | undefined;
}
export interface Hdf5Dataset {
  readonly path: string;
  /** Sizes of its dimensions; [] for a single value. */
  readonly shape: readonly number[];
  /** Whole or real numbers, or truth values; not text, references or compounds. */
  readonly numeric: boolean;
  attribute(name: string): unknown;
  /**
   * All values in row-major order, or those of index ranges [from, to) per dimension. @throws FormatError for compound
   * values.
   */
  values(ranges?: readonly (readonly [number, number])[]): Hdf5Values;
  /**
   * The data sets and groups that it refers to, in row-major order (a cell array of MATLAB); undefined where it holds
   * no references.
   */
  referred(): readonly (Hdf5Dataset | Hdf5Group)[] | undefined;
}

/**
 * Opens a file, hands its root group over, and closes it again whatever happens.
 * @throws FormatError when the bytes are not HDF5 or are damaged.
 */
export async function withHdf5<T>(bytes: Uint8Array, read: (root: Hdf5Group) => T): Promise<T> {
  if (!isHdf5(bytes))
    throw new FormatError(
      'This is not an HDF5 file: it does not start with the bytes 89 48 44 46 0d 0a 1a 0a. Save it as HDF5, ' +
        'or correct its name.',
      { offset: 0 },
    );
  const { ready, File } = await import('h5wasm');
  const library = await ready;
  library.activate_throwing_error_handler(); // in place of printing what is wrong
  const { FS } = library;
  const name = `read-${++opened}.h5`;
  FS.writeFile(name, bytes);
  try {
    const file = guarded('', () => new File(name, 'r'));
    try {
      if (file.file_id < 0n)
        throw new FormatError('This HDF5 file cannot be opened: it is truncated or damaged. Fetch or save it again.', {
          offset: 0,
        });
      return read(groupOf(file, ''));
    } finally {
      file.close();
    }
  } finally {
    FS.unlink(name);
  }
}
let opened = 0;

/**
 * The signature stands at byte 0, or after a user block of 512, 1024, 2048 … bytes (HDF5 file format, section II.A).
 */
export function isHdf5(bytes: Uint8Array): boolean {
  for (let at = 0; at + 8 <= bytes.length; at = at === 0 ? 512 : at * 2)
    if (signature.every((byte, i) => bytes[at + i] === byte)) return true;
  return false;
}
const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

function groupOf(group: Group, path: string): Hdf5Group {
  const names = guarded(path, () => group.keys());
  const isNamed = new Set(names);
  const child = (below: string): ReturnType<Group['get']> => {
    let at: Group = group;
    const parts = below.split('/');
    for (const [index, part] of parts.entries()) {
      if (!(at === group ? isNamed : new Set(guarded(path, () => at.keys()))).has(part)) return null;
      const next = guarded(`${path}/${below}`, () => at.get(part));
      if (index === parts.length - 1) return next;
      if (!isGroup(next)) return null;
      at = next;
    }
    return null;
  };
  return {
    path,
    names,
    attribute: (name) => attributeOf(group, name, path),
    group: (below) => {
      const found = child(below);
      return isGroup(found) ? groupOf(found, `${path}/${below}`) : undefined;
    },
    dataset: (below) => {
      const found = child(below);
      return isDataset(found) ? datasetOf(found, `${path}/${below}`) : undefined;
    },
  };
}
function datasetOf(dataset: Dataset, path: string): Hdf5Dataset {
  const shape = guarded(path, () => dataset.shape) ?? [];
  return {
    path,
    shape,
    numeric: isNumeric(guarded(path, () => dataset.dtype)),
    attribute: (name) => attributeOf(dataset, name, path),
    values: (ranges) => {
      const found: unknown = guarded(path, () =>
        ranges ? dataset.slice(ranges.map(([from, to]) => [from, to])) : dataset.value,
      );
      if (ArrayBuffer.isView(found)) return found as Hdf5Values;
      if (typeof found === 'number') return Float64Array.of(found);
      if (typeof found === 'bigint') return BigInt64Array.of(found);
      const list = Array.isArray(found) ? found : [found];
      if (list.every((value) => typeof value === 'string')) return list as string[];
      if (list.every((value) => typeof value === 'boolean' || typeof value === 'number'))
        return Float64Array.from(list as number[], Number);
      throw new FormatError(
        `The data set ${path} holds compound values, which are not read. Save it with a newer version of ` +
          `the program that wrote it.`,
      );
    },
    referred: () => {
      if (guarded(path, () => dataset.dtype) !== 'Reference') return undefined;
      const found: unknown = guarded(path, () => dataset.value);
      return (Array.isArray(found) ? found : [found]).map((reference, i) => {
        const at = `${path}[${i}]`,
          entity: unknown = guarded(at, () => dataset.root.dereference(reference));
        if (isGroup(entity)) return groupOf(entity, at);
        if (isDataset(entity)) return datasetOf(entity, at);
        throw new FormatError(`${at} in this HDF5 file refers to nothing that is there: it is damaged. Save it again.`);
      });
    },
  };
}
function attributeOf(of: Group | Dataset, name: string, path: string): unknown {
  return guarded(path, () => (name in of.attrs ? of.attrs[name].value : undefined)) ?? undefined;
}
/**
 * The library's codes of numbers are Python's of `struct`, after the order of bytes. Truth values are written as an
 * enumeration.
 */
const isNumeric = (type: unknown): boolean =>
  typeof type === 'string'
    ? /^[<>|=]?[bBhHiIlLqQefd]$/.test(type)
    : typeof type === 'object' && type !== null && 'enum_type' in type;
const isGroup = (entity: unknown): entity is Group => (entity as { type?: string } | null)?.type === 'Group';
const isDataset = (entity: unknown): entity is Dataset => (entity as { type?: string } | null)?.type === 'Dataset';

/** What the library throws is about damaged content. */
function guarded<T>(path: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new FormatError(
      `${path === '' ? 'This HDF5 file' : `${path} in this HDF5 file`} cannot be read (${reasonOf(error)}): ` +
        `it is damaged, or packed in a way that is not known. Save it again, without filters other than gzip.`,
    );
  }
}
/** Of the library's stack of reasons the innermost. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return [...text.matchAll(/\(\): (.*)/g)].at(-1)?.[1] ?? text.split('\n')[0];
}
