/** Measures of a circuit as a graph, in closed form: no draw, and the numbers of the Brain Connectivity Toolbox. */
import type { Matrix } from '../../engine/connectivity/index.ts';
import type { LinearAlgebra } from '../../engine/kernels/index.ts';
import {
  assortativityOf,
  clusteringOf,
  communicabilityOf,
  type Correlation,
  type Communicability,
  efficiencyOf,
  type Ends,
  inverseWeight,
  localEfficiencyOf,
  meanBetween,
  oneStep,
  participationOf,
  pathLengths,
  richClubOf,
  shortestPaths,
  transitivityOf,
} from '../../engine/graph/index.ts';
import { mean } from '../../engine/statistics/index.ts';
import { counted, defaulting, word } from '../parameters.ts';
import { direction, graphIn, positiveDomain, scale, scaledDomain, weights } from './graph-record.ts';
import { type Gives, givesAmount, givesNumber, measure, type Measure, seriesFinding } from './measure-record.ts';
import { finite, none } from './no-number.ts';
import { modulesOf, partitionTakes, withGroups } from './partition.ts';
import { matrix } from './subjects.ts';

const toolbox = 'Brain Connectivity Toolbox';
const ours = 'choice of this language';
const needs = ['matrix'] as const;
const edges = { matrix, weights, direction };
const scaledEdges = { ...edges, scale };
const unit = { unit: 'amount' } as const satisfies Gives;

const unreachable = defaulting(
  word(
    {
      left_out: 'Left out: the mean is over the others, and a note says how many there are.',
      unknown: 'Make the number unknown.',
    },
    'What pairs of neurons without a path do.',
  ),
  'left_out',
  ours,
);
const ends = defaulting(
  word<Ends>(
    {
      undirected: 'All connections of both, whichever way they go.',
      out_in: 'Outputs of the neuron that it starts from, inputs of the one that it reaches.',
      in_out: 'Inputs of the first, outputs of the second.',
      out_out: 'Outputs of both.',
      in_in: 'Inputs of both.',
    },
    'Which connections of the two neurons are compared.',
  ),
  'undirected',
  'the cortical-RNN study',
);
const correlation = defaulting(
  word<Correlation>(
    {
      pooled: `Both ends share one mean and one variance (${toolbox}).`,
      pearson: 'Each end has its own (Foster et al. 2010; networkx). Of undirected edges both are the same.',
    },
    'How they are compared.',
  ),
  'pooled',
  toolbox,
);
const form = defaulting(
  word<'wang' | 'rubinov'>(
    {
      wang: 'The binary one where all weights are 1 (Wang et al. 2016).',
      rubinov: 'The first definition (Rubinov & Sporns 2010).',
    },
    'How weights enter.',
  ),
  'wang',
  toolbox,
);
/** Neurons count by their connections. */
const degreeDocumentation =
  'Connections of a neuron are its inputs and outputs together; with `direction: undirected` its neighbours.';
const clubGives = { unit: 'amount', series: { over: 'degree', stands: 'mean' } } as const satisfies Gives;
const pathsOf = ({ values, size }: { readonly values: Float64Array; readonly size: number }, counts: string) =>
  shortestPaths({ values, size }, counts === 'binary' ? oneStep : inverseWeight);

/** @throws NotApplicable where there are too many walks to be counted in a number */
function walksIn(of: Matrix, counts: Communicability, algebra: LinearAlgebra): Float64Array {
  try {
    return communicabilityOf(of, counts, algebra);
  } catch (error) {
    if (!(error instanceof RangeError) || counts === 'weighted') throw error;
    return none(`${error.message}: take \`weights: weighted\`, which is normalised`);
  }
}

export const graphMeasures: readonly Measure[] = [
  measure({
    name: 'clustering',
    documentation:
      'Clustering coefficient: the share of the triangles around a neuron that are there, a mean over neurons; 0 ' +
      'where none is. Weighted, each counts with the geometric mean of its weights; directed, each of the eight ways ' +
      'in which three neurons can be joined counts.',
    example: 'clustering(recurrent)',
    takes: scaledEdges,
    needs,
    gives: unit,
    domain: scaledDomain,
    sources: ['Watts & Strogatz 1998', 'Onnela et al. 2005', 'Fagiolo 2007'],
    compute(given) {
      const byNeuron = clusteringOf(graphIn(given));
      return { value: mean(byNeuron), byNeuron };
    },
  }),
  measure({
    name: 'transitivity',
    documentation:
      'Triangles of the whole circuit over how many there could be, weighted and directed as `clustering`: neurons ' +
      'of many connections count more.',
    example: 'transitivity(recurrent)',
    takes: scaledEdges,
    needs,
    gives: unit,
    domain: scaledDomain,
    sources: ['Newman 2003', 'Fagiolo 2007'],
    compute: (given) => ({ value: finite(transitivityOf(graphIn(given)), 'no neuron has two neighbours') }),
  }),
  measure({
    name: 'path_length',
    documentation:
      'Characteristic path length: the mean over ordered pairs of neurons of the length of the shortest path from ' +
      'one to the other, in steps; of weights a step is 1 / weight long.',
    example: 'path_length(recurrent)',
    takes: { ...edges, unreachable },
    needs,
    gives: unit,
    domain: positiveDomain,
    sources: ['Watts & Strogatz 1998'],
    compute(given) {
      const graph = graphIn(given, 2),
        found = pathLengths(pathsOf(graph, given.weights), graph.size);
      if (given.unreachable === 'unknown' && found.unreachable > 0)
        none(`${found.unreachable} of its ${found.pairs} ordered pairs of neurons have no path`);
      return {
        value: finite(found.mean, 'no pair of its neurons has a path'),
        facts: { unreachable: found.unreachable, pairs: found.pairs, longest: found.longest },
      };
    },
  }),
  measure({
    name: 'efficiency',
    documentation:
      'Global efficiency: the mean over ordered pairs of neurons of one over the length of the shortest path; a pair ' +
      'without a path counts 0. Of weights a step is 1 / weight long.',
    example: 'efficiency(recurrent)',
    takes: scaledEdges,
    needs,
    gives: unit,
    domain: scaledDomain,
    sources: ['Latora & Marchiori 2001'],
    compute(given) {
      const graph = graphIn(given, 2);
      return { value: efficiencyOf(pathsOf(graph, given.weights), graph.size) };
    },
  }),
  measure({
    name: 'local_efficiency',
    documentation:
      'Efficiency among the neighbours of a neuron without it, a mean over neurons; 0 with fewer than two that reach ' +
      'each other.',
    example: 'local_efficiency(recurrent)',
    takes: { ...scaledEdges, form },
    needs,
    gives: unit,
    domain: scaledDomain,
    sources: ['Latora & Marchiori 2001', 'Fagiolo 2007', 'Wang et al. 2016', 'Rubinov & Sporns 2010'],
    compute(given) {
      const chosen = given.weights === 'binary' ? 'binary' : given.form === 'wang' ? 'weighted' : 'rubinov',
        byNeuron = localEfficiencyOf(graphIn(given), chosen);
      return { value: mean(byNeuron), byNeuron };
    },
  }),
  measure({
    name: 'assortativity',
    documentation:
      'Correlation over connections of how many connections the neurons at their two ends have; of weights, of their ' +
      'sums. Above 0 neurons of many connections are connected with others of many.',
    example: 'assortativity(recurrent)',
    takes: { matrix, weights, ends, correlation },
    needs,
    gives: { ...givesNumber, limits: [-1, 1] },
    domain: positiveDomain,
    sources: ['Newman 2002', 'Foster et al. 2010'],
    compute(given) {
      const way = given.ends === 'undirected' ? 'undirected' : 'directed',
        found = assortativityOf(graphIn({ ...given, direction: way }), given.ends, given.correlation);
      return { value: finite(found, 'its neurons do not differ in their connections') };
    },
  }),
  measure({
    name: 'rich_club',
    documentation:
      'Rich-club coefficient at one degree: the share of the pairs of neurons of more than that many connections ' +
      'that are connected. Weighted: the summed weight among neurons of at least that many, over that of as many of ' +
      `the strongest connections. ${degreeDocumentation}`,
    example: 'rich_club(recurrent, degree: 10)',
    takes: { ...edges, degree: counted('degree', 'The degree.', '10', 1) },
    needs,
    gives: unit,
    domain: positiveDomain,
    sources: ['Colizza et al. 2006', 'Opsahl et al. 2008'],
    compute({ degree, ...given }) {
      const { degrees, coefficients } = richClubOf(
        graphIn(given),
        given.direction === 'directed',
        given.weights !== 'binary',
      );
      const found = coefficients[degrees.indexOf(degree)];
      return { value: found ?? none(`there is no club at degree ${degree}: it leaves none out, or fewer than two`) };
    },
  }),
  measure({
    name: 'rich_club_curve',
    quantity: 'rich-club coefficient',
    documentation:
      'The rich-club coefficient at every degree where there is one; in tables their mean. A series over degree. ' +
      degreeDocumentation,
    example: 'rich_club_curve(recurrent)',
    takes: edges,
    needs,
    gives: clubGives,
    domain: positiveDomain,
    sources: ['Colizza et al. 2006', 'Opsahl et al. 2008'],
    compute(given) {
      const club = richClubOf(graphIn(given), given.direction === 'directed', given.weights !== 'binary');
      if (club.degrees.length === 0) none('no degree leaves a neuron out and keeps connections');
      return seriesFinding({ steps: club.degrees, values: club.coefficients }, clubGives.series);
    },
  }),
  measure({
    name: 'participation',
    documentation:
      'Participation coefficient: how evenly the connections of a neuron are spread over the groups of neurons, 1 − ' +
      'Σ of the squared shares, a mean over neurons: 0 where each has all its connections with one module. Modules ' +
      'are searched for in the undirected graph.',
    example: 'participation(recurrent)',
    takes: {
      matrix: withGroups,
      ...partitionTakes,
      weights,
      direction,
      ends: defaulting(
        word<'out' | 'in'>({ out: 'Its outputs.', in: 'Its inputs.' }, 'Which connections count.'),
        'out',
        toolbox,
      ),
    },
    needs,
    gives: { unit: 'number', limits: [0, 1] },
    domain: positiveDomain,
    sources: ['Guimerà & Amaral 2005'],
    compute({ matrix: { graph, groups }, ...given }) {
      const { weights: counts } = given;
      const joined = graphIn({ matrix: graph, weights: counts, direction: 'undirected' }),
        { partition } = modulesOf(given, joined, false, groups);
      const byNeuron = participationOf(graphIn({ matrix: graph, ...given }), partition, given.ends);
      return { value: mean(byNeuron), byNeuron };
    },
  }),
  measure({
    name: 'mean_communicability',
    documentation:
      'Communicability of a pair of neurons, a mean over ordered pairs: walks of all lengths k from one to the ' +
      'other, each counted 1/k!, connections of a neuron onto itself as steps too. A neuron without outputs has 0.',
    example: 'mean_communicability(recurrent)',
    takes: {
      matrix,
      weights: defaulting(
        word<Communicability>(
          {
            weighted: 'Magnitudes of weights, normalised by what leaves each neuron: e^(D^−½ |W| D^−½).',
            binary: 'Connections: e^A, which grows fast with their number.',
          },
          'What a connection counts.',
        ),
        'weighted',
        'Crofts & Higham (2009)',
      ),
    },
    needs,
    gives: givesAmount,
    sources: ['Crofts & Higham 2009', 'Estrada & Hatano 2008'],
    compute(given, { kernels }) {
      const { size } = given.matrix;
      if (size < 2) none('it has fewer than two neurons');
      return { value: meanBetween(walksIn(given.matrix, given.weights, kernels.algebra), size) };
    },
  }),
];
