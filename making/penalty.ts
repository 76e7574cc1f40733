import type { Expression } from '../engine/expressions/index.ts';
import { compilePenalty } from '../engine/penalties/index.ts';
import type { Penalty } from '../engine/training/index.ts';
import type { Wiring } from './circuits.ts';
import { Failure } from './failure.ts';
import type { Kernels } from './findings.ts';

/** What is added to the loss, over the weights that act and the distances of the neurons (m). */
export function penaltyOf(
  penalty: Expression | undefined,
  places: Wiring | undefined,
  neurons: number,
  kernels: Kernels,
): Penalty | undefined {
  if (penalty === undefined) return undefined;
  const distance = places && distancesOf(places);
  try {
    return compilePenalty(penalty, { ...(distance && { distance }) }, neurons, kernels.algebra);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Failure('run', `the penalty cannot be taken: ${error.message}.`, { cause: error });
  }
}

/** Neurons × neurons, where they have places. */
function distancesOf({ positions, lengths, matrix: { size } }: Wiring): Float64Array | undefined {
  if (!positions) return undefined;
  const dimensions = lengths?.length ?? positions.length / size;
  const distances = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) {
      let squares = 0;
      for (let d = 0; d < dimensions; d++)
        squares += (positions[i * dimensions + d] - positions[j * dimensions + d]) ** 2;
      distances[i * size + j] = distances[j * size + i] = Math.sqrt(squares);
    }
  return distances;
}
