/** What a condition is wired by, and the activity that it runs by itself. */
import { GrowsWithoutBound } from '../../engine/dynamics/index.ts';
import type { Outgoing } from '../../engine/connectivity/index.ts';
import type { Growth } from '../../engine/development/index.ts';
import type { Settled } from '../../language/canonical/instantiate.ts';
import { nounsIn } from '../../language/nouns-within.ts';
import type { ConnectNoun, DevelopNoun, NetworkNoun, Noun } from '../../language/specification.ts';
import { simulated, surrogate } from '../../making/activities.ts';
import type { Taught } from '../../making/begun-student.ts';
import { type Given, NothingGrows, type Wiring } from '../../making/circuits.ts';
import { type Ensemble, ensembleOf } from '../../making/ensemble.ts';
import type { Studied } from '../../making/findings.ts';
import { wiringOfNetwork } from '../../making/network-wiring.ts';
import { synapsesAlone } from '../../making/spiking-activities.ts';
import type { Listener } from '../../making/trainer.ts';
import { trainedMatrix } from './evaluate-learning.ts';
import type { JobContext } from './job-context.ts';

/** `used` is what acts, undefined where a network has lost its circuit. */
export interface Made {
  readonly growth?: Growth;
  readonly ensemble?: Ensemble;
  readonly wiring?: Wiring;
  readonly used?: Wiring;
  /** Of a large circuit whose activity is counted, in place of its matrix. */
  readonly synapses?: Outgoing;
  readonly empty: boolean;
}
export function circuitOf(
  noun: Noun,
  seed: number,
  context: JobContext,
  listen: Listener,
  taught: ReadonlyMap<string, Taught> = new Map(),
): Made | NothingGrows {
  const connect = connectOf(noun);
  const develop = nounsIn(noun).find((within) => within.noun === 'develop');
  const growth = develop && growthOf(develop, seed, context, listen);
  if (growth instanceof NothingGrows) return growth;
  const synapses = synapsesAlone(noun, seed);
  if (synapses) return { synapses, empty: false };
  const ensemble = connect && ensembleOf(connect, seed, context.kernels.algebra);
  const given: Given = { trained: (name) => trainedMatrix(taught, name) };
  const wire = (of: ConnectNoun) => (how: Given) => context.circuits.wire(of, seed, listen.onFraction, how);
  const own =
    connect && !ensemble
      ? noun.noun === 'network'
        ? wiringOfNetwork(noun as Settled<NetworkNoun>, context.circuits, seed, wire(connect), given)
        : wire(connect)(given)
      : undefined;
  const wiring = own && noun.noun === 'network' ? placed(own, noun, seed, context) : own;
  const empty = wiring?.matrix.size === 0;
  const isRemoved = noun.noun === 'network' && noun.recurrent?.removed === true;
  return { growth, ensemble, wiring, used: empty || isRemoved ? undefined : wiring, empty };
}
/** Neurons that are those of a field stand where they stand in it, whatever wires them. */
function placed(wiring: Wiring, { neuronsFrom }: NetworkNoun, seed: number, { circuits }: JobContext): Wiring {
  const field = neuronsFrom && circuits.wire(neuronsFrom, seed);
  return field?.positions ? { ...wiring, positions: field.positions, lengths: field.lengths } : wiring;
}
function growthOf(
  develop: DevelopNoun,
  seed: number,
  { circuits }: JobContext,
  { onFraction }: Listener,
): Growth | NothingGrows {
  try {
    return circuits.grow(develop, seed, onFraction);
  } catch (error) {
    if (error instanceof NothingGrows) return error;
    throw error;
  }
}

export function activityOf(
  noun: Noun,
  wiring: Wiring | Outgoing | undefined,
  seed: number,
  { kernels, recorded, circuits }: JobContext,
  { onFraction }: Listener,
): Pick<Studied, 'activity' | 'exploded'> {
  if (noun.noun !== 'dynamics' || !wiring)
    return { activity: noun.noun === 'data' && recorded ? surrogate(recorded, noun, seed) : undefined };
  const cells = circuits.cellsOf(noun, sizeOf(wiring), seed);
  try {
    return { activity: simulated(noun, wiring, seed, kernels, onFraction, cells) };
  } catch (error) {
    if (error instanceof GrowsWithoutBound) return { exploded: error.message };
    throw error;
  }
}

const sizeOf = (wiring: Wiring | Outgoing): number => ('targets' in wiring ? wiring.size : wiring.matrix.size);

function connectOf(noun: Noun): ConnectNoun | undefined {
  switch (noun.noun) {
    case 'connect':
      return noun;
    case 'dynamics':
      return noun.matrix;
    case 'network':
      return noun.recurrent?.matrix;
    default:
      return undefined;
  }
}
