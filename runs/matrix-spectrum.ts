import { machineBytes } from './execute/machine-bytes.ts';
import { readFileSync } from 'node:fs';
import {
  eigenvaluesOf,
  held,
  isSymmetric,
  largestModulus,
  type Matrix,
  roundingOf,
} from '../engine/connectivity/index.ts';
import {
  type Bulk,
  bulkOf,
  covarianceSpectrum,
  type ExponentFit,
  fitExponent,
  Unstable,
  varianceOfModes,
} from '../engine/spectra/index.ts';
import type { ConnectNoun } from '../language/specification.ts';
import { cachedAlgebra } from '../making/cached-algebra.ts';
import { kernelsOf, openBackend } from './execute/backends.ts';
import { circuits } from '../making/circuits.ts';
import { listedIn, matrixApart, type PlaceContext, wholeMatrices } from './data/index.ts';
import { needMemory } from '../making/drawn-matrix.ts';
import { openedMatrices } from '../making/opened-matrices.ts';
import { ensembleOf } from '../making/ensemble.ts';
import { locationsOf } from './plan/inputs.ts';
import { Failure } from '../making/failure.ts';
import { readMatrix } from '../making/read-matrix.ts';

/** What the eigenvalues of a matrix say of its linear network. `re` falls. */
export interface MatrixSpectrum {
  readonly neurons: number;
  readonly symmetric: boolean;
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly radius: number;
  readonly bulk: Bulk;
  /** Of the exact covariance; undefined where there is none, and `why` says so. */
  readonly fit?: ExponentFit;
  readonly why?: string;
  /** Of the slowest mode, in time constants of a neuron; undefined where activity grows, or does neither. */
  readonly slowest?: number;
  /** What was assumed of the file. */
  readonly notes?: readonly string[];
}
export interface SpectrumRequest {
  readonly seed: number;
  readonly ranks: { readonly from: number; readonly to: number };
  readonly backend?: string;
  /** Which matrix of a file that holds several. */
  readonly dataset?: string;
}

/**
 * Of a matrix as a file declares it, drawn for a seed; its files are looked for from `context.file`. @throws Failure
 */
export async function spectrumOfConnect(
  connect: ConnectNoun,
  request: SpectrumRequest,
  context: PlaceContext,
): Promise<MatrixSpectrum> {
  const locations = await locationsOf(connect, context),
    algebra = cachedAlgebra(await algebraOf(request));
  const ensemble = ensembleOf(connect, request.seed, algebra);
  if (ensemble)
    return fitted(
      { ...described(ensemble), symmetric: true, bulk: { radius: ensemble.bulkRadius, outliers: [] } },
      () => varianceOfModes(ensemble.re),
      request,
    );
  const { matrix } = circuits((reference) => readFileSync(locations[reference]), algebra, machineBytes(), {
    list: listedIn(locations),
    whole: await openedMatrices(connect, wholeMatrices(locations)),
  }).wire(connect, request.seed);
  return spectrumOf(connect.name, matrix, algebra, request);
}
/** Of a file that holds a whole square matrix. @throws Failure */
export async function spectrumOfFile(
  file: string,
  bytes: Uint8Array,
  request: SpectrumRequest,
): Promise<MatrixSpectrum> {
  const options = { lists: true, dataset: request.dataset, apart: matrixApart(file) },
    { matrix: read, notes } = await readMatrix(bytes, file, options),
    matrix = held(read, () => needMemory(read.size, file, machineBytes())),
    algebra = cachedAlgebra(await algebraOf(request));
  return { ...spectrumOf(file, matrix, algebra, request), notes };
}
const algebraOf = async ({ backend }: SpectrumRequest) => kernelsOf(await openBackend(backend)).algebra;

/** `name`: of what it is, for a message. @throws Failure of numbers that no digits are left of */
function spectrumOf(
  name: string,
  matrix: Matrix,
  algebra: ReturnType<typeof cachedAlgebra>,
  request: SpectrumRequest,
): MatrixSpectrum {
  const found = eigenvaluesIn(name, matrix, algebra);
  return fitted(
    { ...described(found, roundingOf(matrix)), symmetric: isSymmetric(matrix), bulk: bulkOf(matrix, found) },
    () => covarianceSpectrum(matrix, algebra),
    request,
  );
}
function eigenvaluesIn(name: string, matrix: Matrix, algebra: ReturnType<typeof cachedAlgebra>) {
  try {
    return eigenvaluesOf(matrix, algebra);
  } catch (error) {
    throw error instanceof RangeError ? new Failure('usage', `${name}: ${error.message}`, { cause: error }) : error;
  }
}
/** `rounding`: what eigenvalues err by; nearer to 1 than that, nothing is known of how long activity lasts. */
function described({ re, im }: Pick<MatrixSpectrum, 're' | 'im'>, rounding = 0) {
  return {
    neurons: re.length,
    re,
    im,
    radius: largestModulus({ re, im }),
    ...(1 - re[0] > rounding && { slowest: 1 / (1 - re[0]) }),
  };
}
function fitted(known: MatrixSpectrum, variances: () => Float64Array, { ranks }: SpectrumRequest): MatrixSpectrum {
  try {
    return { ...known, fit: fitExponent(variances(), ranks) };
  } catch (error) {
    if (error instanceof Unstable || error instanceof RangeError) return { ...known, why: error.message };
    throw error;
  }
}
