/** Where the eigenvalues of a matrix lie, as far as its settings tell. */
import { keepsSymmetry, matrixControlOf } from '../catalogue/controls/index.ts';
import type { MatrixProgram } from '../engine/connectivity/index.ts';
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

/** The program of a drawn matrix without controls; undefined for others. */
export const programOf = ({ source, controls }: ConnectNoun): MatrixProgram | undefined =>
  source.kind === 'drawn' && controls.length === 0 ? settled<MatrixProgram>(source.program) : undefined;

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
  const drawnSo = source.kind === 'drawn' && source.program.symmetric && source.program.excitatory === undefined;
  return controls
    .map(matrixControlOf)
    .reduce((before, control) => control.makesSymmetric === true || (before && keepsSymmetry(control)), drawnSo);
}

const isNonNegative = ({ weights, centred, positive, excitatory }: MatrixProgram): boolean =>
  !centred &&
  (positive ||
    excitatory === 1 ||
    ('constant' in weights
      ? weights.constant >= 0
      : 'distribution' in weights &&
        (weights.distribution === 'lognormal' ||
          weights.distribution === 'exponential' ||
          (weights.distribution === 'uniform' && weights.parameters[0] >= 0))));
/** Weights of mean 0: the eigenvalues reach as far to the left as to the right. */
const isBalanced = (program: MatrixProgram): boolean => program.centred || momentsOf(program)?.mean === 0;

/** Mean and variance of an entry off the diagonal, where each pair is connected with one probability. */
function momentsOf({
  weights,
  wire = 1,
  centred,
  positive,
  excitatory,
  asymmetric,
}: MatrixProgram): { readonly mean: number; readonly variance: number } | undefined {
  if (typeof wire !== 'number' || positive || excitatory !== undefined || asymmetric) return undefined;
  const law = lawMoments(weights);
  if (!law) return undefined;
  const probability = Math.min(1, Math.max(0, wire)),
    mean = probability * law.mean;
  return { mean: centred ? 0 : mean, variance: probability * (law.variance + law.mean ** 2) - mean ** 2 };
}
function lawMoments(
  weights: MatrixProgram['weights'],
): { readonly mean: number; readonly variance: number } | undefined {
  if ('constant' in weights) return { mean: weights.constant, variance: 0 };
  if (!('distribution' in weights)) return undefined;
  const [a, b] = weights.parameters;
  switch (weights.distribution) {
    case 'uniform':
      return { mean: (a + b) / 2, variance: (b - a) ** 2 / 12 };
    case 'normal':
      return { mean: a, variance: b ** 2 };
    case 'lognormal':
      return { mean: Math.exp(a + (b * b) / 2), variance: (Math.exp(b * b) - 1) * Math.exp(2 * a + b * b) };
    case 'exponential':
      return { mean: a, variance: a ** 2 };
    case 'binary':
      return { mean: 0, variance: 1 };
  }
}
