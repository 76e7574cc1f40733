/** Matrices that come from files, small enough to be looked into while a text is written. */
import { matrixControlOf } from '../catalogue/controls/index.ts';
import { eigenvaluesOf, fromGraph, type Matrix, unitRows } from '../engine/connectivity/index.ts';
import type { LinearAlgebra } from '../engine/kernels/index.ts';
import { readConnections } from '../formats/index.ts';
import type { Reader } from './reader.ts';
import type { ConnectNoun } from './specification.ts';
import { wholeMatrix } from './whole-matrix.ts';

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
    return source.kind === 'matrix' ? wholeMatrix(bytes, source.path) : matrixOf(source, bytes);
  } catch {
    return undefined;
  }
}

/** A larger file of a whole matrix is read when it runs: to read it takes longer than a check may. */
const largestMatrix = 32 * 2 ** 20;

/** What is wrong with the file of a whole matrix; undefined where nothing is, or it is too large to be read now. */
export async function wrongWithMatrix(
  { path }: FileSource,
  { location, size }: { readonly location: string; readonly size: number },
  reader: Reader,
): Promise<string | undefined> {
  if (size > largestMatrix) return undefined;
  try {
    wholeMatrix(await reader.bytes(location), path);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Undefined where it is large or empty, or cannot be read: that is said of the file by another check. */
async function matrixIn(source: FileSource, location: string, reader: Reader): Promise<Matrix | undefined> {
  try {
    const matrix = matrixOf(source, await reader.bytes(location));
    return matrix && matrix.size > 0 && matrix.size <= mostNeurons ? matrix : undefined;
  } catch {
    return undefined;
  }
}

type FileSource = Extract<ConnectNoun['source'], { readonly kind: 'file' | 'matrix' }>;
/**
 * The eigenvalues of a matrix and of its transpose are the same: which way its rows go does not matter, unless they are
 * divided by their sums.
 */
function matrixOf(source: FileSource, bytes: Uint8Array): Matrix | undefined {
  if (source.kind === 'file')
    return fromGraph(readConnections(bytes, source.path, source.columns), {
      rows: source.rows,
      cells: source.cells,
      edges: source.edges,
      weight: source.columns?.weight,
    }).matrix;
  return source.rows === 'target' ? wholeMatrix(bytes, source.path) : undefined;
}
