import {
  analyseNetwork,
  derrida,
  fateFractions,
  fateShares,
  type GeneNetwork,
  minimalStart,
  robustness,
  type Share,
  sensitivity,
} from '../genes/index.ts';
import type { MeasureOf, MeasureOptions } from './measure.ts';

/** What `count(…)` of genes may count, as the language writes it. */
export const countedInGenes = {
  attractors: 'Where the network ends: steady states and oscillations.',
  steady_states: 'Attractors of one state.',
  oscillations: 'Attractors of more than one state.',
} as const;

const exact = (value: number): Share => ({ value, ci: null });
const ofGenes = (
  name: string,
  doc: string,
  example: string,
  compute: (network: GeneNetwork, options: MeasureOptions) => Share,
  proportion = false,
): MeasureOf<'genes'> => ({ name, needs: 'genes', unit: '', proportion, doc, example, byFate: false, compute });

/**
 * Measures of a gene network. They draw nothing from an experiment's seed: what is sampled is sampled alike each time,
 * and carries its interval.
 */
export const geneMeasures: readonly MeasureOf<'genes'>[] = [
  ofGenes(
    'count',
    'Number of attractors of the genes, of those that are steady states, or of those that are oscillations.',
    'count(attractors)',
    count,
  ),
  ofGenes(
    'basin',
    'Probability of ending in the fate from a uniform start with inputs as set: exact for synchronous ' +
      'update and for asynchronous update of up to 14 genes, else sampled, with its interval.',
    'basin(neuron)',
    basin,
    true,
  ),
  ofGenes(
    'absorption',
    'Probability of ending in the fate from the smallest state that has another fate (the one growth starts ' +
      'from), free inputs off unless that fate needs them, genes updated as the network says: exact where at most ' +
      '16,384 states can be reached, else from 1,000 walks, with its interval.',
    'absorption(neuron, from: progenitor)',
    absorption,
    true,
  ),
  ofGenes(
    'sensitivity',
    'Mean over genes of the average sensitivity of their rules: how many of a rule’s regulators, on ' +
      'average, would change its value if they alone changed (Shmulevich & Kauffman 2004).',
    'sensitivity()',
    (network) => exact(sensitivity(network).mean),
  ),
  ofGenes(
    'derrida',
    'Slope of the Derrida map at the origin: how many genes differ, on average, one synchronous step after ' +
      'two states that differed in one gene. Above 1 differences spread, below 1 they die out (Derrida & Pomeau 1986).',
    'derrida()',
    (network) => exact(derrida(network, { curve: false }).slope),
  ),
  ofGenes(
    'robustness',
    'Probability that a state of an attractor, with one gene turned, leads back to that attractor (the ' +
      'coherency of Willadsen & Wiles 2007, over attractor states): exact where few states are on the ways back, ' +
      'else sampled, with its interval.',
    'robustness()',
    (network) => robustness(network).share,
    true,
  ),
];

/** What several measures of one network rest on is found once for it. */
function remembered<Found extends object>(find: (network: GeneNetwork) => Found): (network: GeneNetwork) => Found {
  const known = new WeakMap<GeneNetwork, Found>();
  return (network) => {
    const found = known.get(network) ?? find(network);
    known.set(network, found);
    return found;
  };
}
const endsOf = remembered((network) => analyseNetwork(network, { basins: false }));
const sharesOf = remembered((network) => fateShares(network));

function count(network: GeneNetwork, { of = 'attractors' }: MeasureOptions): Share {
  const { attractors, count: all, complete, unfinished } = endsOf(network);
  if (!complete) throw new RangeError(`the attractors cannot be counted: ${unfinished}`);
  if (of === 'attractors') return exact(Number(all));
  if (String(attractors.length) !== all)
    throw new RangeError(`there are ${all} attractors, too many to tell steady states and oscillations apart`);
  const steady = attractors.filter(({ kind }) => kind === 'steady').length;
  return exact(of === 'steady_states' ? steady : attractors.length - steady);
}
function basin(network: GeneNetwork, { fate }: MeasureOptions): Share {
  return known(sharesOf(network).fates, network, fate);
}
function absorption(network: GeneNetwork, { fate, from }: MeasureOptions): Share {
  const start = from === undefined ? undefined : minimalStart(network, from);
  if (!start)
    throw new RangeError(
      from === undefined
        ? 'absorption needs the fate it starts from: from: progenitor'
        : `no state of the genes has the fate ${from}`,
    );
  return known(fateFractions(network, start.text).fates, network, fate);
}
function known(shares: Readonly<Record<string, Share>>, { fates }: GeneNetwork, fate: string | undefined): Share {
  const found = fate === undefined ? undefined : shares[fate];
  if (!found)
    throw new RangeError(`no fate is called "${fate}"; known: ${fates.map(({ name }) => name).join(', ') || 'none'}`);
  return found;
}
