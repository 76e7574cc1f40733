/** Controls of a development. Their draws are keyed by the stream of the `develop` that they are of. */
import { type GrowthControl as Made, meanResemblance, shuffleIdentity } from '../../engine/development/index.ts';
import type { CallForm } from '../forms.ts';
import { type Arguments, called, decoded, type Parameters } from '../parameters.ts';
import type { Control } from './control.ts';

/** What a control of a development can keep. */
export type KeptOfGrowth =
  | 'cells'
  | 'positions'
  | 'lineage'
  | 'fates'
  | 'number of cells of each fate'
  | 'set of gene states'
  | 'the dependence on distance and age'
  | 'mean similarity';
export interface GrowthControl<Takes extends Parameters = Parameters> extends Control<Takes, KeptOfGrowth> {
  apply(given: Arguments<Takes>): Made;
}
const control = <const Takes extends Parameters>(record: GrowthControl<Takes>): GrowthControl => record;

export const growthControls: readonly GrowthControl[] = [
  control({
    name: 'identity_shuffled',
    documentation:
      'Every cell gets the gene-state history of another cell, drawn at random; places and lineage stay; ' +
      'synapses form by the same rules.',
    example: 'identity_shuffled(cortex)',
    takes: {},
    preserves: ['cells', 'positions', 'lineage', 'number of cells of each fate', 'set of gene states'],
    changes: ['the relation between where a cell is and which genes it expresses'],
    draws: true,
    apply: () => ({ lives: shuffleIdentity }),
  }),
  control({
    name: 'distance_only',
    documentation:
      'Synapses form without looking at genes: similarity, jaccard and matching are replaced by their means ' +
      'over the pairs of the rule, each when it is first tried; cells, fates and places stay.',
    example: 'distance_only(cortex)',
    takes: {},
    preserves: ['cells', 'positions', 'lineage', 'fates', 'the dependence on distance and age', 'mean similarity'],
    changes: ['the dependence of synapses on which genes two cells share'],
    draws: false,
    apply: () => ({ resemblance: meanResemblance }),
  }),
];

/**
 * The program that a `develop` stands for, as the engine takes it. A control that stands twice is one: what it does is
 * done.
 */
export const growthProgram = <Develop extends { readonly controls: readonly CallForm[] }>(
  develop: Develop,
): Omit<Develop, 'controls'> & { readonly controls: readonly Made[] } => ({
  ...develop,
  controls: develop.controls
    .filter(({ call }, place, all) => all.findIndex((other) => other.call === call) === place)
    .map(({ call, takes }) => {
      const record = called(growthControls, call);
      return record.apply(decoded(record.takes, takes, undefined));
    }),
});
