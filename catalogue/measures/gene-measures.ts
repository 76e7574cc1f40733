/**
 * Measures of a gene network. They draw nothing from an experiment's seed: what is sampled is sampled alike each time,
 * and carries its interval.
 */
import { derrida, type GeneNetwork, robustness, type Share, sensitivity } from '../../engine/genes/index.ts';
import { absorption, basin } from '../../engine/measures/index.ts';
import type { CitationKey } from '../citations.ts';
import type { Finding } from '../finding.ts';
import { type Arguments, nameOf, type Parameters } from '../parameters.ts';
import type { Study } from '../study.ts';
import { type Gives, givesAmount, givesShare, measure, type Measure } from './measure-record.ts';
import { none } from './no-number.ts';
import { genes } from './subjects.ts';

const fate = nameOf('fate', 'neuron', 'Where it ends.');
const from = nameOf('fate', 'progenitor', 'The fate it starts from: the state with the fewest genes on that has it.');
const ofShare = ({ value, ci }: Share<number>): Finding => (ci ? { value, ci } : { value });
const ofGenes = <Takes extends Parameters<Study>>(
  name: string,
  documentation: string,
  example: string,
  takes: Takes,
  gives: Gives,
  compute: (network: GeneNetwork, given: Arguments<Takes>) => Finding,
  sources?: readonly CitationKey[],
): Measure =>
  measure<Takes>({
    name,
    documentation,
    example,
    takes,
    needs: [],
    gives,
    ...(sources && { sources }),
    heading: name.charAt(0).toUpperCase() + name.slice(1),
    isOfGenes: () => true,
    ownInterval: 'samples',
    compute: (given, study) => compute(study.genes(), given),
  });

export const geneMeasures: readonly Measure[] = [
  ofGenes(
    'basin',
    'Probability of ending in the fate from a uniform start with inputs as set: exact for synchronous ' +
      'update and for asynchronous update of up to 14 genes, else sampled, with its interval.',
    'basin(neuron)',
    { fate, genes },
    givesShare,
    (network, { fate }) => ofShare(basin(network, fate)),
  ),
  ofGenes(
    'absorption',
    'Probability of ending in the fate from the smallest state that has another fate (the one growth starts ' +
      'from), free inputs off unless that fate needs them, genes updated as the network says: exact where at most ' +
      '16,384 states can be reached, else from 1,000 walks, with its interval.',
    'absorption(neuron, from: progenitor)',
    { fate, from, genes },
    givesShare,
    (network, { fate, from }) => ofShare(absorption(network, fate, from)),
  ),
  ofGenes(
    'sensitivity',
    'Mean over genes of the average sensitivity of their rules: how many of a rule’s regulators, on ' +
      'average, would change its value if they alone changed (Shmulevich & Kauffman 2004).',
    'sensitivity()',
    { genes },
    givesAmount,
    (network) => {
      const { mean, genes } = sensitivity(network);
      return { value: genes.length > 0 ? mean : none('every gene is fixed') };
    },
    ['Shmulevich & Kauffman 2004'],
  ),
  ofGenes(
    'derrida',
    'Slope of the Derrida map at the origin: how many genes differ, on average, one synchronous step after ' +
      'two states that differed in one gene. Above 1 differences spread, below 1 they die out (Derrida & Pomeau ' +
      '1986). Of rates: `derrida_slope`.',
    'derrida()',
    { genes },
    givesAmount,
    (network) => {
      const { slope, genes } = derrida(network, { curve: false });
      return { value: genes > 0 ? slope : none('every gene is fixed') };
    },
    ['Derrida & Pomeau 1986'],
  ),
  ofGenes(
    'robustness',
    'Probability that a state of an attractor, with one gene turned, leads back to that attractor (the ' +
      'coherency of Willadsen & Wiles 2007, over attractor states): exact where few states are on the ways back, ' +
      'else sampled, with its interval.',
    'robustness()',
    { genes },
    givesShare,
    (network) => ofShare(robustness(network).share),
    ['Willadsen & Wiles 2007'],
  ),
];
