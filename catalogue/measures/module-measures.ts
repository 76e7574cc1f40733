/** Measures of how a graph falls into modules, and of how close and clustered it is. */
import { densestSmallWorld, smallWorld } from '../../engine/graph/index.ts';
import { stream } from '../../engine/random/index.ts';
import { counted, defaulting, word } from '../parameters.ts';
import { direction, graphIn, weights } from './graph-record.ts';
import { givesAmount, givesNumber, measure, type Measure } from './measure-record.ts';
import { excessOver, nullWord } from './null-measures.ts';
import { modulesOf, partitionTakes, withGroups } from './partition.ts';
import { matrix } from './subjects.ts';

const ours = 'choice of this language';
const published = 'as published in the study of cortical networks';
const modularity = measure({
  name: 'modularity',
  documentation:
    'Share of the weight within modules, less what the degrees alone would put there (Newman & Girvan 2004). ' +
    'Connections of a neuron onto itself are left out. A random graph has modules too: Q is measured beside its ' +
    'excess over rewired graphs, unasked.',
  example: 'modularity(strongest(recurrent, 10 %))',
  sources: [
    'Newman & Girvan 2004',
    'Blondel et al. 2008',
    'Rotta & Noack 2011',
    'Ovelgönne & Geyer-Schulz 2013',
    'Clauset et al. 2004',
    'Leicht & Newman 2008',
  ],
  takes: {
    matrix: withGroups,
    ...partitionTakes,
    weights: defaulting(weights, 'weighted', ours),
    direction: defaulting(direction, 'undirected', published),
  },
  needs: ['matrix'],
  gives: givesNumber,
  domain: ({ weights: counts = 'weighted' }) => (counts === 'weighted' ? 'positive' : 'any'),
  beside: (takes) => excessOver('modularity', takes),
  compute({ matrix: { graph, groups }, ...given }) {
    const of = graphIn({ matrix: graph, weights: given.weights, direction: given.direction, scale: 'none' });
    return { value: modulesOf(given, of, given.direction === 'directed', groups).modularity };
  },
});

const smallWorldness = measure({
  name: 'small_world',
  documentation:
    'How much more clustered than its nulls a graph is, times how close its neurons are beside theirs: ' +
    '(C/C₀)·(E/E₀), each null’s mean below. Undirected and binary: connected where a weight of either direction is ' +
    `not 0. Refused above a density of ${densestSmallWorld}, where it is 1 whatever the order. Its nulls are drawn ` +
    'by the seed alone, alike in every condition.',
  example: 'small_world(strongest(recurrent, 10 %), null: rewired)',
  sources: ['Watts & Strogatz 1998', 'Humphries & Gurney 2008', 'Latora & Marchiori 2001', 'Maslov & Sneppen 2002'],
  takes: {
    matrix,
    null: defaulting(nullWord, 'rewired', ours),
    nulls: defaulting(counted('nulls', 'How many nulls.', '100', 1), 100, ours),
    by: defaulting(
      word(
        {
          efficiency: 'Mean of 1/distance, also of a graph in pieces; as in the published study.',
          path: '1 / mean distance (Humphries & Gurney 2008); there must be a path between any two neurons.',
        },
        'How close neurons are.',
      ),
      'efficiency',
      published,
    ),
  },
  needs: ['matrix'],
  gives: givesAmount,
  draws: true,
  compute(given, { key: { seed }, nullAt }) {
    const purpose = nullAt === undefined ? given.null : `${given.null}, of null ${nullAt}`;
    const found = smallWorld(given.matrix, {
      ...given,
      draws: (index) => stream(seed, 'nulls of small_world', purpose, index),
    });
    return {
      value: found.value,
      facts: { density: found.graph.density, null_density: found.nulls.density },
    };
  },
});

export const moduleMeasures: readonly Measure[] = [modularity, smallWorldness];
