/** A matrix as a dynamics scales it. */
import type { Matrix } from '../engine/connectivity/index.ts';
import type { KernelBackend } from '../engine/kernels/index.ts';
import { scaledMatrix, type Scaling, type ScalingCourse } from '../engine/scaling/index.ts';
import type { ScaledSource } from '../language/nouns/scaled-source.ts';
import type { CellValues } from './cell-values.ts';
import { Failure } from './failure.ts';
import { moved } from './moving.ts';

/** The matrix before, and how it went. */
export interface ScalingOf {
  readonly before: Matrix;
  readonly course: ScalingCourse;
}
interface Running {
  readonly kernels: KernelBackend;
  /** What its neurons have from the cells of a table. */
  readonly cells: CellValues;
  readonly onFraction?: (fraction: number) => void;
}
/** From the seed, the noun and the matrix alone. @throws Failure */
export function scaledSynapses(
  matrix: Matrix,
  { dynamics, scaling: written }: ScaledSource,
  seed: number,
  { kernels, cells, onFraction }: Running,
): { readonly matrix: Matrix; readonly scaling: ScalingOf } {
  const { inHz, ...scaling } = written as Scaling & Pick<ScaledSource['scaling'], 'inHz'>;
  if (inHz) throw new Error(`${dynamics.name} has no rates in Hz`);
  try {
    const { key, ...network } = moved(dynamics, matrix, seed, cells);
    const { matrix: scaled, course } = scaledMatrix(network, scaling, key, kernels, onFraction);
    return { matrix: scaled, scaling: { before: matrix, course } };
  } catch (error) {
    throw error instanceof RangeError
      ? new Failure('run', `The synapses of ${dynamics.name} cannot be scaled: ${error.message}.`, { cause: error })
      : error;
  }
}
