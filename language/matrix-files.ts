/** Matrices that come from files, small enough to be looked into while a text is written. */
import { matrixControlOf } from '../catalogue/controls/index.ts';
import {
  eigenvaluesOf,
  fromGraph,
  type Matrix,
  ScalingError,
  scaleSpectrum,
  unitRows,
  unscalableByStructure,
} from '../engine/connectivity/index.ts';
import type { LinearAlgebra } from '../engine/kernels/index.ts';
import { readConnections } from '../formats/index.ts';
import type { Reader } from './reader.ts';
import type { ConnectNoun } from './specification.ts';
import { wholeMatrix, type WholeMatrix } from './whole-matrix.ts';

/** All eigenvalues cost about 10 n³ operations: a second or so at this size. */
const mostNeurons = 300;

/**
 * The largest real part of the eigenvalues of a matrix as its file has it; undefined where it is too large, changed by
 * a control, of reduced rank or scaled, or cannot be read.
 */
export async function largestInFile(
  connect: ConnectNoun,
  reader: Reader,
  algebra: () => Promise<LinearAlgebra>,
): Promise<number | undefined> {
  const { source, controls, rank, spectrum } = connect;
  if ((source.kind !== 'file' && source.kind !== 'matrix') || controls.length > 0 || rank || spectrum) return undefined;
  const located = await reader.locate(source.path);
  if (!located.found || (source.kind === 'matrix' && located.size > largestMatrix)) return undefined;
  const matrix = await matrixIn(source, located.location, reader);
  return matrix && eigenvaluesOf(connect.unitRows ? unitRows(matrix) : matrix, await algebra()).re[0];
}

/**
 * Why the spectrum of a matrix from a file cannot be scaled; undefined where it can, or where that is not known now.
 * Without `algebra`, or of more neurons than are looked into, only what shows without eigenvalues.
 */
export async function unscalableInFile(
  connect: ConnectNoun,
  reader: Reader,
  algebra: (() => Promise<LinearAlgebra>) | undefined,
): Promise<string | undefined> {
  const { source, controls, rank, spectrum } = connect;
  if ((source.kind !== 'file' && source.kind !== 'matrix') || controls.length > 0 || rank || !spectrum)
    return undefined;
  const located = await reader.locate(source.path);
  if (!located.found || located.size > largestMatrix) return undefined;
  const matrix = await matrixIn(source, located.location, reader, Infinity);
  if (!matrix) return undefined;
  try {
    const used = connect.unitRows ? unitRows(matrix) : matrix;
    if (algebra && used.size <= mostNeurons) scaleSpectrum(used, { kind: spectrum.kind, value: 1 }, await algebra());
    return unscalableByStructure(used, spectrum.kind);
  } catch (error) {
    if (error instanceof ScalingError) return error.message;
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Whether the weights of a matrix are, up to their order, those that it is made of. */
export const isUnchanged = ({ controls, rank, spectrum, unitRows }: ConnectNoun): boolean =>
  !rank &&
  !spectrum &&
  !unitRows &&
  controls.every((form) => matrixControlOf(form).preserves.includes('set of weights'));
/**
 * The weights of a matrix that comes from a file, as it is used, up to their order; undefined where something changes
 * them, it is too large to be read now, or cannot be read.
 */
export async function weightsInFile(connect: ConnectNoun, reader: Reader): Promise<Matrix | undefined> {
  const { source } = connect;
  if ((source.kind !== 'file' && source.kind !== 'matrix') || !isUnchanged(connect)) return undefined;
  const located = await reader.locate(source.path);
  if (!located.found || located.size > largestMatrix) return undefined;
  try {
    const bytes = await reader.bytes(located.location);
    return source.kind === 'matrix'
      ? (await matrixOfSource(source, bytes, reader)).matrix
      : await matrixOf(source, bytes, reader);
  } catch {
    return undefined;
  }
}

/** A larger file of a whole matrix is read when it runs: to read it takes longer than a check may. */
const largestMatrix = 32 * 2 ** 20;

/**
 * What is wrong with the file of a whole matrix, or what was assumed of it; nothing where it is too large to be read
 * now.
 */
export async function matrixSays(
  source: MatrixSource,
  { location, size }: { readonly location: string; readonly size: number },
  reader: Reader,
): Promise<{ readonly wrong: string } | { readonly notes: readonly string[] }> {
  if (size > largestMatrix) return { notes: [] };
  try {
    const { notes } = await matrixOfSource(source, await reader.bytes(location), reader);
    return { notes };
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}
/** @throws FormatError or RangeError */
export const matrixOfSource = (
  { path, rows, dataset }: MatrixSource,
  bytes: Uint8Array,
  { matrix }: Reader,
): Promise<WholeMatrix> =>
  wholeMatrix(bytes, path, {
    rows,
    ...(dataset !== undefined && { dataset }),
    ...(matrix && { apart: (content, name) => matrix(path, content, name) }),
  });

/** Undefined where it is large or empty, or cannot be read: that is said of the file by another check. */
async function matrixIn(
  source: FileSource,
  location: string,
  reader: Reader,
  most = mostNeurons,
): Promise<Matrix | undefined> {
  try {
    const matrix = await matrixOf(source, await reader.bytes(location), reader);
    return matrix && matrix.size > 0 && matrix.size <= most ? matrix : undefined;
  } catch {
    return undefined;
  }
}

type MatrixSource = Extract<ConnectNoun['source'], { readonly kind: 'matrix' }>;
type FileSource = Extract<ConnectNoun['source'], { readonly kind: 'file' }> | MatrixSource;
async function matrixOf(source: FileSource, bytes: Uint8Array, reader: Reader): Promise<Matrix | undefined> {
  if (source.kind === 'file')
    return fromGraph(readConnections(bytes, source.path, source.columns), {
      rows: source.rows,
      cells: source.cells,
      edges: source.edges,
      weight: source.columns?.weight,
    }).matrix;
  return (await matrixOfSource(source, bytes, reader)).matrix;
}
