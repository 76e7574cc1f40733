import { fateShares, findAttractors, type GeneNetwork, type Share } from '../genes/index.ts';
import type { MeasureOf, MeasureOptions } from './subject.ts';

/** What `count(…)` of genes may count, as the language writes it. */
export const countedInGenes = { attractors: 'Where the network ends: steady states and oscillations.', steady_states: 'Attractors of one state.', oscillations: 'Attractors of more than one state.' } as const;

const exact = (value: number): Share => ({ value, ci: null });
const ofGenes = (name: string, doc: string, example: string, compute: (network: GeneNetwork, options: MeasureOptions) => Share, proportion = false): MeasureOf<'genes'> =>
  ({ name, needs: 'genes', unit: '', proportion, doc, example, byFate: false, compute });

/** Measures of a gene network. They draw nothing from an experiment's seed: what is sampled is sampled alike each time, and carries its interval. */
export const geneMeasures: readonly MeasureOf<'genes'>[] = [
  ofGenes('count', 'Number of attractors of the genes, of those that are steady states, or of those that are oscillations.', 'count(attractors)', count),
  ofGenes('basin', 'Probability of ending in the fate from a uniform start with inputs as set.', 'basin(neuron)', basin, true),
];

function count(network: GeneNetwork, { of = 'attractors' }: MeasureOptions): Share {
  const { attractors } = findAttractors(network);
  const steady = attractors.filter(({ kind }) => kind === 'steady').length;
  return exact(of === 'attractors' ? attractors.length : of === 'steady_states' ? steady : attractors.length - steady);
}
function basin(network: GeneNetwork, { fate }: MeasureOptions): Share {
  return known(fateShares(network).fates, network, fate);
}
function known(shares: Readonly<Record<string, Share>>, { fates }: GeneNetwork, fate: string | undefined): Share {
  const found = fate === undefined ? undefined : shares[fate];
  if (!found) throw new RangeError(`no fate is called "${fate}"; known: ${fates.map(({ name }) => name).join(', ') || 'none'}`);
  return found;
}
