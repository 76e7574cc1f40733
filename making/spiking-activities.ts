/** Activity of models that are counted: spikes and branching events. */
import { driveOf } from '../catalogue/laws-of-motion.ts';
import { branchingOf, type CountedForm, isCounted, spikingOf } from '../catalogue/spiking-model.ts';
import { drawOutgoing, isSparse, type MatrixProgram, mostWhole, type Outgoing } from '../engine/connectivity/index.ts';
import { type Activity, inputWeights, undriven } from '../engine/dynamics/index.ts';
import type { KernelBackend } from '../engine/kernels/index.ts';
import { type BinnedRun, simulateBranching, simulateSpikes, type SpikingNetwork } from '../engine/spiking/index.ts';
import type { DynamicsNoun, Noun, TableValues } from '../language/specification.ts';
import type { CellValues } from './cell-values.ts';
import { Failure } from './failure.ts';

/**
 * The synapses of a large circuit whose activity is counted, drawn without its matrix, from the same draws; undefined
 * where it needs one: it is small, every pair is connected, or something acts on the matrix as a whole.
 * @throws Failure
 */
export function synapsesAlone(noun: Noun, seed: number): Outgoing | undefined {
  if (noun.noun !== 'dynamics' || !isCounted(noun)) return undefined;
  const { source, controls, spectrum, unitRows, rank, stream, name } = noun.matrix;
  if (source.kind !== 'drawn' || controls.length > 0 || spectrum || unitRows || rank) return undefined;
  const program = source.program as MatrixProgram;
  if (!(program.neurons > mostWhole && isSparse(program))) return undefined;
  try {
    return drawOutgoing(program, { seed, stream })?.outgoing;
  } catch (error) {
    throw error instanceof RangeError
      ? new Failure('run', `${name} cannot be drawn: ${error.message}`, { cause: error })
      : error;
  }
}

/** @throws RangeError for what cannot be */
export function countedActivity(
  noun: DynamicsNoun & CountedForm,
  outgoing: Outgoing,
  seed: number,
  kernels: KernelBackend,
  onFraction: (fraction: number) => void,
  cells?: CellValues,
): Activity {
  const key = { seed, stream: noun.stream },
    run = { ...noun.run, ...(noun.bin !== undefined && { bin: noun.bin }) } as BinnedRun;
  if (noun.motion === 'branching') {
    const drive = noun.drive ? driveOf(noun.drive) : undriven;
    if (drive.kind !== 'constant')
      throw new RangeError(
        'the drive of a branching network is a number: events for each neuron and step, in the mean',
      );
    return simulateBranching(outgoing, { model: branchingOf(noun), drive: drive.current }, run, key, onFraction);
  }
  return simulateSpikes(outgoing, spikingNetworkOf(noun, outgoing.size, seed, cells), run, key, kernels, onFraction);
}

/** What stands on so many neurons: what each draws is drawn here. @throws RangeError for what cannot be */
export function spikingNetworkOf(
  noun: DynamicsNoun & CountedForm,
  neurons: number,
  seed: number,
  cells?: CellValues,
): SpikingNetwork {
  const key = { seed, stream: noun.stream },
    drive = noun.drive ? driveOf(noun.drive) : undriven;
  return {
    model: spikingOf(noun, { neurons, key, ...(cells && { cells: (drawn) => cells(drawn as TableValues) }) }),
    drive,
    ...(drive.kind === 'shared' && { inputWeights: inputWeights(neurons, key) }),
  };
}
