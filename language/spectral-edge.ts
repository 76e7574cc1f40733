/** Where the eigenvalues of a matrix lie, as far as its settings tell. */
import { keepsSymmetry, matrixControlOf } from '../catalogue/controls/index.ts';
import { type Law, lawOf, type MatrixProgram, type WeightLaw } from '../engine/connectivity/index.ts';
import { settled } from './canonical/instantiate.ts';
import type { ConnectNoun } from './specification.ts';

/**
 * Largest and smallest real part. `exact`: to rounding; otherwise to the scatter that random matrices of this size
 * have.
 */
export interface Edge {
  readonly largest: number;
  readonly smallest: number;
  readonly exact: boolean;
}

/** The program of a drawn matrix without controls, of its full rank; undefined for others. */
export const programOf = ({ source, controls, rank }: ConnectNoun): MatrixProgram | undefined =>
  source.kind === 'drawn' && controls.length === 0 && !rank ? settled<MatrixProgram>(source.program) : undefined;

/**
 * `spectrum max r` sets the largest real part; `radius r` sets it too where no weight is negative (Perron & Frobenius).
 * Without `spectrum`: 1 where rows of weights that are not negative sum to 1; else the circular law σ √n (Girko 1984)
 * or the semicircle law 2 σ √n (Wigner 1958), and n times the mean beyond it.
 */
export function edgeOf(connect: ConnectNoun): Edge | undefined {
  const program = programOf(connect),
    scale = connect.spectrum && settled<{ kind: 'max' | 'radius'; value: number }>(connect.spectrum);
  const nonNegative = program !== undefined && isNonNegative(program);
  if (connect.spectrum && !scale) return undefined;
  if (scale?.kind === 'max')
    return { largest: scale.value, smallest: program && isBalanced(program) ? -scale.value : 0, exact: true };
  if (scale)
    return program
      ? { largest: scale.value, smallest: isBalanced(program) ? -scale.value : 0, exact: nonNegative }
      : undefined;
  if (!program) return undefined;
  if (connect.unitRows) return nonNegative ? { largest: 1, smallest: 0, exact: true } : undefined;
  const moments = momentsOf(program);
  if (!moments) return undefined;
  const bulk = (isSymmetric(connect) ? 2 : 1) * Math.sqrt(moments.variance * program.neurons),
    outlier = moments.mean * program.neurons;
  return { largest: Math.max(bulk, outlier), smallest: -bulk, exact: false };
}

/** Whether a drawn matrix is symmetric when all is done. */
export function isSymmetric({ source, controls, unitRows }: ConnectNoun): boolean {
  if (unitRows) return false;
  const drawnSo =
    source.kind === 'drawn' &&
    source.program.symmetric &&
    source.program.excitatory === undefined &&
    !source.program.signs;
  return controls
    .map(matrixControlOf)
    .reduce((before, control) => control.makesSymmetric === true || (before && keepsSymmetry(control)), drawnSo);
}

export function isNonNegative({ weights, centred, positive, excitatory, signs }: MatrixProgram): boolean {
  if (centred) return false;
  if (signs?.every((sign) => sign !== 0)) return signs.every((sign) => sign === 1);
  if (signs) return false;
  if (excitatory !== undefined) return excitatory === 1;
  if (positive) return true;
  if ('constant' in weights) return weights.constant >= 0;
  return knownLaw(weights)?.isNonNegative ?? false;
}
/** Whether some weights of a drawn matrix are bound to be negative: at least one in fifty. */
export function holdsNegative(connect: ConnectNoun): boolean {
  const program = programOf(connect);
  if (!program || isNonNegative(program)) return false;
  if (program.centred || (program.excitatory ?? 1) < 0.98 || program.signs?.includes(-1)) return true;
  const moments = weightMoments(program.weights);
  return moments !== undefined && moments.mean < 2 * Math.sqrt(moments.variance);
}
/** Weights of mean 0: the eigenvalues reach as far to the left as to the right. */
const isBalanced = (program: MatrixProgram): boolean => program.centred || momentsOf(program)?.mean === 0;

interface Moments {
  readonly mean: number;
  readonly variance: number;
}
/** Of an entry off the diagonal, where each pair is connected with one probability. */
function momentsOf({
  weights,
  wire = 1,
  centred,
  positive,
  excitatory,
  signs,
  rewire,
  asymmetric,
  mean: scaledTo,
  floor,
}: MatrixProgram): Moments | undefined {
  if (scaledTo !== undefined || floor !== undefined || signs || rewire !== undefined) return undefined;
  if (typeof wire !== 'number' || positive || excitatory !== undefined || asymmetric) return undefined;
  const ofWeight = weightMoments(weights);
  if (!ofWeight) return undefined;
  const probability = Math.min(1, Math.max(0, wire)),
    mean = probability * ofWeight.mean;
  return { mean: centred ? 0 : mean, variance: probability * (ofWeight.variance + ofWeight.mean ** 2) - mean ** 2 };
}
function weightMoments(weights: WeightLaw, positive = false): Moments | undefined {
  if ('constant' in weights) return { mean: weights.constant, variance: 0 };
  const { mean, variance } = knownLaw(weights, positive) ?? {};
  return mean === undefined || variance === undefined ? undefined : { mean, variance };
}
/** What every connection weighs, before signs and centring; undefined where they differ. */
export function fixedWeight({ weights, positive }: MatrixProgram): number | undefined {
  const moments = weightMoments(weights, positive);
  return moments?.variance === 0 ? moments.mean : undefined;
}
/** About which `elliptic` mixes the two directions. */
export const meanWeight = ({ weights, positive }: MatrixProgram): number | undefined =>
  'distribution' in weights ? weightMoments(weights, positive)?.mean : 0;
/** None for an expression, and for numbers that the distribution cannot have: drawing it says so. */
function knownLaw(weights: WeightLaw, positive = false): Law | undefined {
  if (!('distribution' in weights)) return undefined;
  try {
    return lawOf(weights, positive);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
