import type { Settled } from './canonical/instantiate.ts';
import { channelsOf } from './nouns/network-noun.ts';
import type { NetworkNoun, NetworkPart } from './specification.ts';

/**
 * The parts of a network that learn: those that `learn` says; without it the weights that are not `fixed`, the biases,
 * the gains that are said, and a first state that is `learned`.
 */
export function trainedParts({ input, recurrent, readout, overTime }: Settled<NetworkNoun>): readonly NetworkPart[] {
  const known = overTime?.known ?? [];
  if (overTime?.learn) return overTime.learn.map(({ part }) => part);
  const parts: readonly (readonly [NetworkPart, boolean])[] = [
    ['recurrent', recurrent !== undefined && !recurrent.removed && !recurrent.fixed],
    ['input', channelsOf(input).some(({ fixed }) => !fixed)],
    ['readout', channelsOf(readout).some(({ fixed }) => !fixed)],
    ['gain', overTime?.gain !== undefined],
    ['bias', recurrent?.biased !== false],
    ['state', overTime?.firstState === 'learned'],
  ];
  return parts.flatMap(([part, learns]) => (learns && !known.includes(part) ? [part] : []));
}
