/** What a task must know of the network that does it. */
import type { TaskClock } from '../engine/tasks/index.ts';
import type { Settled } from './canonical/instantiate.ts';
import type { NetworkNoun } from './nouns/network-noun.ts';

/** Seconds a step, and the share of a state that a step replaces, of a network whose neurons have one time constant. */
export function clockOf({ overTime }: Settled<NetworkNoun>): TaskClock {
  const time = overTime?.time;
  if (!time) return {};
  return { dt: time.dt, ...(typeof time.tau === 'number' && { alpha: time.dt / time.tau }) };
}
