import { length } from '../units.ts';
import type { NounEntry, PlaceQuantity, Type } from './entry.ts';
import { choice, column, count, either, file, flag, named, noun, over, quantity, real, share } from './entry.ts';

const plain = [0, 0, 0, 0] as const;
/** What an expression over a pair of neurons of a matrix knows. */
const matrixQuantities: readonly PlaceQuantity[] = [
  { name: 'distance', dimension: length, documentation: 'Distance between the two neurons.' },
  { name: 'same_group', dimension: 'boolean', documentation: 'Whether both neurons are in one group.' },
  { name: 'correlation', dimension: plain, documentation: 'Correlation of activity, from the recording.' },
  { name: 'sttc', dimension: plain, documentation: 'Spike time tiling coefficient, from the recording.' },
  { name: 'synapses', dimension: plain, documentation: 'Number of synapses, from the reconstruction.' },
];
/** A condition over the fields that a file has: any name may stand. */
const stored = (example: string): Type => ({ ...over('boolean', example), free: true });

export const connect: NounEntry = {
  noun: 'connect',
  documentation: 'A weight matrix. Row = post-synaptic, column = pre-synaptic. Order: place, wire, draw weights, sign, centre, diagonal, unit_rows, spectrum.',
  example: 'connect grown from cortex { cells neuron;  unit_rows }',
  labels: { from: [{ name: 'from', type: either(noun('develop'), file), documentation: 'A development, an edge list or graph file, or a folder of a connectome.' }] },
  words: [
    { word: 'cells', documentation: 'Which cells are the neurons of the matrix: a fate of the development, or a condition over the nodes of a file.', example: 'cells where type = "neuron"',
      items: [{ name: 'fate', optional: true, documentation: 'A fate.', type: named('fate', 'neuron') }],
      labels: { where: [{ name: 'where', documentation: 'A condition over the fields of a node.', type: stored('type = "neuron"') }] } },
    { word: 'edges', documentation: 'Which edges of a file are synapses.', example: 'edges where relation = "synapse"',
      labels: { where: [{ name: 'where', documentation: 'A condition over the fields of an edge.', type: stored('relation = "synapse"') }] } },
    { word: 'rows', documentation: 'Orientation of the file: what its rows (or the first end of its edges) are.', example: 'rows source',
      items: [{ name: 'rows', documentation: 'The orientation.', type: choice(['source', 'Rows of the matrix are the sources of the file’s edges, as the file has it.'], ['target', 'Rows are the targets: post-synaptic, as everywhere in this language.']) }],
      default: { text: 'target', source: 'row = post-synaptic everywhere; another orientation must be said' } },
    { word: 'columns', documentation: 'Which columns of an edge list hold what.', example: 'columns pre Source, post Target, weight Weight',
      options: [
        { name: 'pre', optional: true, documentation: 'The pre-synaptic neuron.', type: column }, { name: 'post', optional: true, documentation: 'The post-synaptic neuron.', type: column },
        { name: 'weight', optional: true, documentation: 'The weight.', type: column } ] },
    { word: 'unit_rows', documentation: 'Each row is divided by its sum; rows that sum to zero stay.', example: 'unit_rows' },
    { word: 'stream', documentation: 'Pins the key of the random draws.', example: 'stream "grown"',
      items: [{ name: 'stream', documentation: 'The key.', type: { says: 'a string', example: '"grown"', file: true } }] },
    { word: 'neurons', status: 'later', documentation: 'Number of neurons.', example: 'neurons 2000', items: [{ name: 'neurons', documentation: 'The number.', type: count('neurons', '2000', 1) }] },
    { word: 'groups', status: 'later', documentation: 'Number of groups of equal size.', example: 'groups 20', items: [{ name: 'groups', documentation: 'The number.', type: count('groups', '20', 1) }] },
    { word: 'place', status: 'later', documentation: 'Where the neurons stand.', example: 'place uniform in 8 mm, 8 mm',
      items: [{ name: 'place', documentation: 'How they are placed.', type: choice(['uniform', 'Anywhere, evenly.', 'later'], ['grid', 'On a square grid.', 'later']) }],
      labels: { in: [{ name: 'lengths', many: true, documentation: 'Edge lengths of the space.', type: quantity(length) }] } },
    { word: 'wire', status: 'later', documentation: 'Connection probability of a pair; without it every pair is connected.', example: 'wire if(same_group, 0.5, 2^-7)',
      items: [{ name: 'probability', documentation: 'An expression over the pair.', type: over(plain, '0.1', matrixQuantities) }] },
    { word: 'weights', status: 'later', documentation: 'The weights: a distribution, a constant, or an expression over matrices.', example: 'weights uniform(-1, 1), symmetric',
      items: [{ name: 'weights', documentation: 'The weights.', type: over(plain, 'uniform(-1, 1)', matrixQuantities) }],
      options: [
        { name: 'symmetric', optional: true, documentation: 'w(i,j) = w(j,i).', type: flag }, { name: 'asymmetric', optional: true, documentation: 'The share of asymmetry.', type: share },
        { name: 'centred', optional: true, documentation: 'Minus its expectation; absent pairs become −p, by design.', type: flag }, { name: 'positive', optional: true, documentation: 'Redrawn until positive.', type: flag },
        { name: 'excitatory', optional: true, documentation: 'Dale’s law: this share of columns is positive, the others negative.', type: share }, { name: 'unit_rows', optional: true, documentation: 'Each row is divided by its sum.', type: flag },
        { name: 'autapses', optional: true, documentation: 'The diagonal is kept.', type: flag } ] },
    { word: 'spectrum', status: 'later', documentation: 'Scale: `max r` divides by the largest real part of the eigenvalues, `radius r` by the largest modulus; times r.', example: 'spectrum radius 0.95',
      options: [{ name: 'max', optional: true, documentation: 'The largest real part.', type: real('0.999', 0) }, { name: 'radius', optional: true, documentation: 'The spectral radius.', type: real('0.95', 0) }] },
    { word: 'autapses', status: 'later', documentation: 'Neurons may connect to themselves.', example: 'autapses' },
  ],
};
