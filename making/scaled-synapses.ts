/** A matrix as a dynamics scales it. */
import { branchingOf, isCounted } from '../catalogue/spiking-model.ts';
import type { Matrix } from '../engine/connectivity/index.ts';
import type { KernelBackend } from '../engine/kernels/index.ts';
import {
  type ScaledMatrix,
  scaledMatrix,
  scaledRows,
  scaledSpikes,
  scaleToSums,
  type Scaling,
  type ScalingCourse,
} from '../engine/scaling/index.ts';
import type { ScaledMatrixSource } from '../language/nouns/unscaled.ts';
import type { CellValues } from './cell-values.ts';
import { Failure } from './failure.ts';
import { moved } from './moving.ts';
import { spikingNetworkOf } from './spiking-activities.ts';

/** The matrix before, and how it went. */
export interface ScalingOf {
  readonly before: Matrix;
  readonly course: ScalingCourse;
  /** Whether its target is a rate of spikes. */
  readonly inHz: boolean;
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
  source: ScaledMatrixSource,
  seed: number,
  running: Running,
): { readonly matrix: Matrix; readonly scaling: ScalingOf } {
  try {
    const { matrix: scaled, course } = scaledBy(matrix, source, seed, running);
    return { matrix: scaled, scaling: { before: matrix, course, inHz: source.scaling.inHz === true } };
  } catch (error) {
    throw error instanceof RangeError
      ? new Failure('run', `The synapses of ${source.dynamics.name} cannot be scaled: ${error.message}.`, {
          cause: error,
        })
      : error;
  }
}
function scaledBy(
  matrix: Matrix,
  { dynamics, scaling: written }: ScaledMatrixSource,
  seed: number,
  { kernels, cells, onFraction }: Running,
): ScaledMatrix {
  const { inHz, ...scaling } = written as Scaling & Pick<ScaledMatrixSource['scaling'], 'inHz'>;
  if (!isCounted(dynamics)) {
    if (inHz) throw new Error(`${dynamics.name} has no rates in Hz`);
    const { key, ...network } = moved(dynamics, matrix, seed, cells);
    return scaledMatrix(network, scaling, key, kernels, onFraction);
  }
  const key = { seed, stream: dynamics.stream };
  if (dynamics.motion === 'spiking')
    return scaledSpikes(
      matrix,
      spikingNetworkOf(dynamics, matrix.size, seed, cells),
      scaling,
      key,
      kernels,
      onFraction,
    );
  const { rule } = scaling;
  if (rule !== 'sum') throw new Error(`a branching network is scaled to sums, not by ${rule}`);
  const course = scaleToSums(matrix, { ...scaling, rule }, branchingOf(dynamics).dt);
  return { matrix: scaledRows(matrix, course.factors), course };
}
