/**
 * HDF5 files (h5ad, 10x h5, NWB, MATLAB 7.3) through h5wasm, which is loaded when the first one is opened. A file lies
 * in the library's memory file system while it is read; of its content only what is asked for is unpacked.
 */
import type { Dataset, Group } from 'h5wasm';
import { FormatError } from './format-error.ts';
import { type StoredValues, storedValues } from './hdf5-header.ts';
import { type Hdf5Numbers, numbersIn } from './hdf5-numbers.ts';

export type Hdf5Values = Hdf5Numbers | readonly string[];
export interface Hdf5Group {
  readonly path: string;
  /** What stands before the signature of the file: some programs say there that it is theirs. */
  readonly userBlock: Uint8Array;
  readonly names: readonly string[];
  /** Where it stands in the file, whatever the link that led to it. */
  address(): number;
  /** An attribute as text, number or list; undefined where there is none. */
  attribute(name: string): unknown;
  /** What below it is a link into another file, which is not followed: its name, and where it leads. */
  elsewhere(): ReadonlyMap<string, string>;
  /**
   * The group of that path below this one; undefined where there is none. @throws FormatError where a link into another
   * file stands there.
   */
  group(path: string): Hdf5Group | undefined;
  dataset(path: string): Hdf5Dataset | undefined;
}
export interface Hdf5Dataset {
  readonly path: string;
  /** Sizes of its dimensions; [] for a single value. */
  readonly shape: readonly number[];
  /** Whole or real numbers, or truth values; not text, references or compounds. */
  readonly numeric: boolean;
  /** Where it stands in the file, whatever the link that led to it. */
  address(): number;
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
  const source: Source = { library, bytes, signature: signatureAt(bytes) ?? 0 };
  try {
    const file = guarded('', () => new File(name, 'r'));
    try {
      if (file.file_id < 0n)
        throw new FormatError('This HDF5 file cannot be opened: it is truncated or damaged. Fetch or save it again.', {
          offset: 0,
        });
      return read(groupOf(source, file, ''));
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
export const isHdf5 = (bytes: Uint8Array): boolean => signatureAt(bytes) !== undefined;
function signatureAt(bytes: Uint8Array): number | undefined {
  for (let at = 0; at + 8 <= bytes.length; at = at === 0 ? 512 : at * 2)
    if (signature.every((byte, i) => bytes[at + i] === byte)) return at;
  return undefined;
}
const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

interface Source {
  readonly library: Awaited<typeof import('h5wasm')['ready']>;
  readonly bytes: Uint8Array;
  readonly signature: number;
}

function groupOf(source: Source, group: Group, path: string): Hdf5Group {
  const names = guarded(path, () => group.keys());
  const isNamed = new Set(names);
  const child = (below: string): ReturnType<Group['get']> => {
    let at: Group = group;
    const parts = below.split('/');
    for (const [index, part] of parts.entries()) {
      if (!(at === group ? isNamed : new Set(guarded(path, () => at.keys()))).has(part)) return null;
      const next = guarded(`${path}/${below}`, () => at.get(part));
      if (isLinkOut(next))
        throw new FormatError(
          `${path}/${below} in this HDF5 file stands in another, ${leadsTo(next)}, which is not followed: name that ` +
            `file, or write all into one.`,
        );
      if (index === parts.length - 1) return next;
      if (!isGroup(next)) return null;
      at = next;
    }
    return null;
  };
  return {
    path,
    userBlock: source.bytes.subarray(0, source.signature),
    names,
    address: () => guarded(path, () => addressOf(source, group)),
    elsewhere: () =>
      new Map(
        names.flatMap((name) => {
          const next = guarded(`${path}/${name}`, () => group.get(name));
          return isLinkOut(next) ? [[name, leadsTo(next)] as const] : [];
        }),
      ),
    attribute: (name) => attributeOf(group, name, path),
    group: (below) => {
      const found = child(below);
      return isGroup(found) ? groupOf(source, found, `${path}/${below}`) : undefined;
    },
    dataset: (below) => {
      const found = child(below);
      return isDataset(found) ? datasetOf(source, found, `${path}/${below}`) : undefined;
    },
  };
}
function datasetOf(source: Source, dataset: Dataset, path: string): Hdf5Dataset {
  const shape = guarded(path, () => dataset.shape) ?? [0], // without a dataspace there is nothing
    stored = guarded(path, () => storedIn(source, dataset));
  const isNumber = stored?.type ? guarded(path, () => dataset.metadata.size) === stored.type.size : false;
  return {
    path,
    shape,
    numeric: isNumber,
    address: () => guarded(path, () => addressOf(source, dataset)),
    attribute: (name) => attributeOf(dataset, name, path),
    values: (ranges) => {
      demandAtHand(dataset, path, stored);
      if (stored?.type && isNumber) {
        const bytes = guarded(path, () => bytesOf(source, dataset, shape, ranges));
        return numbersIn(bytes, stored.type, dataset.metadata.enum_type !== undefined);
      }
      const found: unknown = guarded(path, () =>
        ranges ? dataset.slice(ranges.map(([from, to]) => [from, to])) : dataset.value,
      );
      const list = Array.isArray(found) ? found : [found];
      if (list.every((value) => typeof value === 'string')) return list as string[];
      throw new FormatError(
        `The data set ${path} holds values of several parts (complex numbers, or the columns of a table), which are ` +
          `not read; write the part you mean as a data set of its own.`,
      );
    },
    referred: () => {
      if (guarded(path, () => dataset.dtype) !== 'Reference') return undefined;
      const found: unknown = guarded(path, () => dataset.value);
      return (Array.isArray(found) ? found : [found]).map((reference, i) => {
        const at = `${path}[${i}]`,
          entity: unknown = guarded(at, () => dataset.root.dereference(reference));
        if (isGroup(entity)) return groupOf(source, entity, at);
        if (isDataset(entity)) return datasetOf(source, entity, at);
        throw new FormatError(`${at} in this HDF5 file refers to nothing that is there: it is damaged. Save it again.`);
      });
    },
  };
}
function attributeOf(of: Group | Dataset, name: string, path: string): unknown {
  return guarded(path, () => (name in of.attrs ? of.attrs[name].value : undefined)) ?? undefined;
}
/** What the header of a data set says; a reference to it is its address. */
function storedIn(source: Source, dataset: Dataset): StoredValues | undefined {
  return storedValues(source.bytes, addressOf(source, dataset), source.signature);
}
function addressOf({ library }: Source, { file_id, path }: Dataset | Group): number {
  const reference = Uint8Array.from(library.create_object_reference(file_id, path));
  return Number(new DataView(reference.buffer).getBigUint64(0, true));
}
/** The values as they are stored. */
function bytesOf(
  { library }: Source,
  { file_id, path, metadata }: Dataset,
  shape: readonly number[],
  ranges: readonly (readonly [number, number])[] = shape.map((size) => [0, size]),
): Uint8Array {
  const counts = ranges.map(([from, to], axis) => Math.max(0, Math.min(to, shape[axis]) - from)),
    length = counts.reduce((product, count) => product * count, metadata.size);
  if (length === 0) return new Uint8Array(0);
  const whole = counts.length === 0,
    at = library._malloc(length);
  if (!at) throw new Error(`it needs ${length} bytes of memory`);
  try {
    library.get_dataset_data(
      file_id,
      path,
      whole ? null : counts.map(BigInt),
      whole ? null : ranges.map(([from]) => BigInt(from)),
      whole ? null : counts.map(() => 1n),
      BigInt(at),
    );
    return library.HEAPU8.slice(at, at + length);
  } finally {
    library._free(at);
  }
}
/**
 * @throws FormatError where values stand in another file, which the library would take for zeros, or are packed in a
 * way that it does not know
 */
function demandAtHand(dataset: Dataset, path: string, stored: StoredValues | undefined): void {
  const { metadata, filters } = guarded(path, () => ({ metadata: dataset.metadata, filters: dataset.filters }));
  const sources = metadata.virtual_sources ?? [],
    parts = sources.filter(({ file_name, dset_name }) => file_name !== '.' || !dataset.root.get(dset_name)),
    files = [...new Set([...parts.map(({ file_name }) => file_name), ...(stored?.outside ?? [])])];
  if (files.length > 0)
    throw new FormatError(
      `The values of ${path} in this HDF5 file stand in other files (${files.slice(0, 5).join(', ')}` +
        `${files.length > 5 ? `, … ${files.length} in all` : ''}), which are not read; write them into one file, as ` +
        `h5py does with other["x"] = file["${path.slice(1)}"][:].`,
    );
  const unknown = filters.find(({ id }) => !knownFilters.has(id));
  if (unknown)
    throw new FormatError(
      `${path} in this HDF5 file is compressed with ${filterNames.get(unknown.id) ?? `filter ${unknown.id}`}, which ` +
        `is not read; write it again with gzip, or without compression.`,
    );
}
/** Deflate, shuffle, Fletcher's checksum, szip, n-bit, scale and offset. */
const knownFilters: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6]);
/** As registered with the HDF Group. */
const filterNames: ReadonlyMap<number, string> = new Map([
  [305, 'LZO'],
  [307, 'bzip2'],
  [32000, 'LZF'],
  [32001, 'Blosc'],
  [32004, 'LZ4'],
  [32008, 'bitshuffle'],
  [32013, 'ZFP'],
  [32015, 'Zstandard'],
  [32026, 'Blosc2'],
]);
interface LinkOut {
  readonly filename: string;
  readonly obj_path: string;
}
const isLinkOut = (entity: unknown): entity is LinkOut => (entity as { type?: string } | null)?.type === 'ExternalLink';
const leadsTo = ({ filename, obj_path }: LinkOut): string => `"${obj_path}" of ${filename}`;
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
