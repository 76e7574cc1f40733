import { surrogateOf } from '../catalogue/controls/index.ts';
import { type Recorded, sourceOf } from '../engine/activity/index.ts';
import { type Activity, GrowsWithoutBound, type Simulation, simulate } from '../engine/dynamics/index.ts';
import { isCounted } from '../catalogue/spiking-model.ts';
import { type Outgoing, outgoingOf, synapsesOf } from '../engine/connectivity/index.ts';
import type { KernelBackend } from '../engine/kernels/index.ts';
import type { DataNoun, DynamicsNoun } from '../language/specification.ts';
import type { CellValues } from './cell-values.ts';
import type { Wiring } from './circuits.ts';
import { Failure } from './failure.ts';
import { moved } from './moving.ts';
import { countedActivity } from './spiking-activities.ts';

/**
 * The activity of a matrix: from the seed, the noun and the matrix alone. `onFraction` is told the share done.
 * @throws Failure, GrowsWithoutBound
 */
export function simulated(
  noun: DynamicsNoun,
  wiring: Wiring | Outgoing,
  seed: number,
  kernels: KernelBackend,
  onFraction: (fraction: number) => void,
  cells?: CellValues,
): Activity {
  const { bin } = noun;
  try {
    if (isCounted(noun)) {
      const outgoing = 'targets' in wiring ? wiring : (synapsesOf(wiring.matrix) ?? outgoingOf(wiring.matrix));
      return placed(countedActivity(noun, outgoing, seed, kernels, onFraction, cells), wiring);
    }
    if ('targets' in wiring) throw new Error(`${noun.name} needs a whole matrix`);
    const { matrix } = wiring;
    const { motion, drive, run, key } = moved(noun, matrix, seed, cells);
    const simulation = { motion, drive, ...run, ...(bin !== undefined && { bin }) } as Simulation;
    const activity = simulate(matrix, simulation, key, kernels, onFraction);
    return placed(activity, wiring);
  } catch (error) {
    throw error instanceof RangeError && !(error instanceof GrowsWithoutBound)
      ? new Failure('run', `${noun.name} cannot be simulated: ${error.message}`, { cause: error })
      : error;
  }
}

function placed(activity: Activity, wiring: Wiring | Outgoing): Activity {
  if (!('positions' in wiring) || !wiring.positions) return activity;
  const { positions, lengths } = wiring;
  return { ...activity, positions, dimensions: lengths?.length ?? positions.length / activity.neurons };
}

/**
 * A recording as it is, or its surrogate for a seed: its controls, innermost first, each of the whole recording.
 * @throws Failure
 */
export function surrogate(recorded: Recorded, { name, recording }: DataNoun, seed: number): Recorded {
  return (recording?.controls ?? []).reduce<Recorded>((activity, form) => {
    try {
      return surrogateOf(inMemory(activity), form, seed);
    } catch (error) {
      throw error instanceof RangeError
        ? new Failure('run', `${form.call}(${name}) cannot be made: ${error.message}`, { cause: error })
        : error;
    }
  }, recorded);
}
function inMemory(recorded: Recorded): Activity {
  if ('values' in recorded) return recorded;
  const { neurons, frames } = recorded;
  if (neurons * frames > mostInMemory)
    throw new RangeError(
      `${neurons.toLocaleString('en')} neurons × ${frames.toLocaleString('en')} bins are more than fit in ` +
        `memory twice; wider bins, or fewer neurons, would do`,
    );
  const { read, ...rest } = sourceOf(recorded);
  return { ...rest, values: read(0, frames) };
}
/** f32: 4 GB. */
const mostInMemory = 1e9;
