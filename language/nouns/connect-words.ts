import { circuitFormats } from '../../formats/index.ts';
import { bareDistributions } from '../../catalogue/distributions.ts';
import { length, number, time } from '../../catalogue/units.ts';
import type { NounEntry, PlaceQuantity, Type, Word } from '../../catalogue/entry.ts';
import { daleWords, groupForms } from './group-words.ts';
import { byColumn } from '../vocabulary/free-types.ts';
import { pairQuantities } from './known-of-pairs.ts';
import {
  choice,
  column,
  count,
  either,
  file,
  fileEndingIn,
  flag,
  named,
  noun,
  over,
  quantity,
  real,
  share,
  unitOf,
} from '../../catalogue/entry.ts';

const plain = [0, 0, 0, 0] as const;
/** What an expression over a pair of neurons of a matrix knows. */
const matrixQuantities: readonly PlaceQuantity[] = [
  ...pairQuantities,
  { name: 'same_group', dimension: 'boolean', documentation: 'Whether both neurons are in one group; needs `groups`.' },
  {
    name: 'pre.group',
    dimension: 'fate',
    documentation: 'The named group of the neuron that the connection comes from.',
  },
  { name: 'post.group', dimension: 'fate', documentation: 'The named group of the post-synaptic neuron.' },
  {
    name: 'ring_distance',
    dimension: plain,
    documentation: 'Places between the two neurons, the shorter way round; needs `place ring`.',
  },
];
/** A condition over the fields that a file has: any name may stand. */
const stored = (example: string): Type => ({ ...over('boolean', example), free: true, ofTable: true });
const law: Type = {
  ...over(plain, 'uniform(-1, 1)', matrixQuantities),
  says: 'a distribution, a number or an expression over the pair',
  calls: ['distribution'],
  words: [
    ...bareDistributions,
    {
      word: 'goe',
      documentation:
        'The eigenvalues of a symmetric matrix of normal weights (the Gaussian orthogonal ensemble), drawn ' +
        'from its tridiagonal form (Dumitriu & Edelman 2002) without the matrix: 10,000 neurons in seconds. The ' +
        'exponent and the participation ratio of the exact covariance can be measured; nothing that needs the weights.',
    },
  ],
};

/** Words of a matrix that is grown or read. */
const read: readonly Word[] = [
  {
    word: 'cells',
    documentation:
      'Which cells are the neurons of the matrix: fates of the development (`cells exc, inh`), a condition over the ' +
      'fate of its cells (`cells where fate = exc or fate = inh`), or one over the nodes of a file.',
    example: 'cells where type = "neuron"',
    items: [
      {
        name: 'fate',
        optional: true,
        many: true,
        documentation: 'Fates of the development.',
        type: named('fate', 'neuron'),
      },
    ],
    labels: {
      where: [
        {
          name: 'where',
          documentation: 'A condition over the fields of a node, or over the `fate` of a cell.',
          type: stored('type = "neuron"'),
        },
      ],
    },
  },
  {
    word: 'edges',
    documentation: 'Which edges of a file are synapses.',
    example: 'edges where relation = "synapse"',
    labels: {
      where: [
        {
          name: 'where',
          documentation: 'A condition over the fields of an edge.',
          type: stored('relation = "synapse"'),
        },
      ],
    },
  },
  {
    word: 'rows',
    documentation:
      'Orientation of the file: what its rows (or the first end of its edges) are. The folders of MICrONS fields do ' +
      'not say it of their synapses: what depends on the direction should be shown with both.',
    example: 'rows source',
    items: [
      {
        name: 'rows',
        documentation: 'The orientation.',
        type: choice(
          ['source', 'Rows of the matrix are the sources of the file’s edges, as the file has it.'],
          ['target', 'Rows are the targets: post-synaptic, as everywhere in this language.'],
        ),
      },
    ],
    default: { text: 'target', source: 'row = post-synaptic everywhere; another orientation must be said' },
  },
  {
    word: 'columns',
    documentation: 'Which columns of an edge list hold what.',
    example: 'columns pre Source, post Target, weight Weight',
    options: [
      { name: 'pre', optional: true, documentation: 'The pre-synaptic neuron.', type: column },
      { name: 'post', optional: true, documentation: 'The post-synaptic neuron.', type: column },
      { name: 'weight', optional: true, documentation: 'The weight.', type: column },
    ],
  },
  {
    word: 'nodes',
    documentation:
      'A table with a row per neuron, by the column of their names: its other columns are known of the ' +
      'neurons, in `cells where class = "sensory"`, `neurons where` and `by`. Names are those of the file ' +
      '(`id`), or another field of its nodes, `by name = label`. Columns are words, or numbers where all of ' +
      'one are. A neuron without a row has none of them.',
    example: 'nodes from "neurons.csv" by name',
    labels: {
      from: [{ name: 'from', documentation: 'The table.', type: file }],
      by: [{ name: 'by', documentation: 'The column of names.', type: byColumn }],
    },
  },
  {
    word: 'square',
    documentation:
      'The table is a whole square matrix of numbers, not a list of edges; `.npy` and files of variables always are. ' +
      'Row and column names are passed over.',
    example: 'square',
  },
  {
    word: 'dataset',
    documentation:
      'Which matrix of a file that holds several (npz, MATLAB, Octave, Julia, HDF5); without it the only square one.',
    example: 'dataset "W"',
    items: [
      {
        name: 'path',
        documentation: 'Its name; within groups and structs `group/name`.',
        type: { says: 'a name in double quotes', example: '"W"', file: true },
      },
    ],
  },
  {
    word: 'positions',
    documentation:
      'Where the neurons of a whole matrix stand: a table or an `.npy` file with a row per neuron, and its unit.',
    example: 'positions from "xy.npy" in um',
    labels: {
      from: [{ name: 'from', documentation: 'A file.', type: file }],
      in: [{ name: 'unit', documentation: 'Its unit.', type: unitOf(length, 'um') }],
    },
  },
];

/** Words of a matrix that is drawn. */
const drawn: readonly Word[] = [
  {
    word: 'neurons',
    documentation: 'Number of neurons.',
    example: 'neurons 2000',
    items: [{ name: 'neurons', documentation: 'The number.', type: count('neurons', '2000', 1) }],
  },
  {
    word: 'groups',
    documentation:
      'Number of groups of equal size; the first ones are one larger where it does not divide. Or names, each ' +
      'with its share of the neurons or its number of them: `groups E 80 %, I 20 %`. The neurons stand in the ' +
      'order of the groups. Shares are rounded down, and neurons that are left go to the groups that lost most ' +
      'by it (80 % and 20 % of 401 are 321 and 80). Gives `same_group`, and of named ones `pre.group` and ' +
      '`post.group`; `wire E to I 0.2`, `weights I to E …` and `weights I * 4` say what holds between groups, ' +
      '`excitatory E` and `inhibitory I` their signs, and `neurons where group = E` names them elsewhere.',
    example: 'groups E 80 %, I 20 %',
    items: [
      {
        name: 'groups',
        many: true,
        named: true,
        documentation: 'The number, or names with shares or numbers of neurons.',
        type: {
          says: 'a number of groups, or names with shares',
          example: '20',
          number: { dimension: plain, counts: ['neurons'], least: 0 },
        },
      },
    ],
  },
  ...groupForms(over(plain, '0.1', matrixQuantities, { least: 0, most: 1 }), law),
  ...daleWords,
  {
    word: 'rewire',
    documentation:
      'Of a ring: with this probability a connection gets another end, any neuron alike that its own end is not ' +
      'connected to yet (Watts & Strogatz 1998). Connections go lap by lap, those to nearest neurons first. Of a ' +
      'symmetric matrix the end stays from which the other lies clockwise; of a directed one the neuron that a ' +
      'connection comes from.',
    example: 'rewire 10 %',
    items: [{ name: 'probability', documentation: 'The probability.', type: share }],
  },
  {
    word: 'place',
    documentation:
      'Where the neurons stand, on a plane (or a line, or in space) with ends, or round a `torus`. Gives `distance`. ' +
      'Of a field: `measured` (the default), or as a study took the somata; what a study leaves without a unit ' +
      'counts 1 as 1 mm, so that `distance / 1 mm` is its number. The grid of a field has a place each millimetre, ' +
      'in the order of NumPy’s `meshgrid(x, y, z)`: z runs fastest, then x, then y.',
    example: 'place uniform in 8 mm, 8 mm',
    items: [
      {
        name: 'place',
        documentation: 'How they are placed.',
        type: choice(
          ['uniform', 'Anywhere, evenly.'],
          [
            'ring',
            'In a circle, neuron 1 beside the last one: `wire if(ring_distance <= 4, 1, 0)` is the lattice of a ' +
              'small world. Gives `ring_distance`, and takes no lengths.',
          ],
          ['grid', 'On a grid of equal spacing, row by row; of a field, one place each millimetre.'],
          ['measured', 'Of a field: where the somata are.'],
          [
            'published',
            'Of a field, as the program of the cortical blueprint study has it: the N × 3 voxel coordinates read on ' +
              'as 3 rows of N numbers, each row brought to 0 .. 1 (`np.array(pos.tolist()).reshape(3, -1)`). The ' +
              'axes are mixed, so these are no places of the neurons.',
          ],
          [
            'corrected',
            'Of a field, as that study describes it: each axis of the voxel coordinates brought to 0 .. 1.',
          ],
        ),
      },
    ],
    labels: {
      in: [
        {
          name: 'lengths',
          many: true,
          optional: true,
          documentation: 'Edge lengths of the space, one to three.',
          type: quantity(length, { positive: true }),
        },
      ],
    },
    options: [
      {
        name: 'torus',
        optional: true,
        documentation:
          'Distances are taken the shorter way round: no neuron stands at an edge. Without it the space is ' +
          'plain, as the study’s programs have it.',
        type: flag,
      },
    ],
  },
  {
    word: 'wire',
    documentation:
      'Connection probability of a pair; without it every pair is connected. Values of an expression outside 0 .. 1 ' +
      'count as 0 and 1.',
    example: 'wire if(same_group, 0.5, 2^-7)',
    items: [
      {
        name: 'probability',
        documentation: 'An expression over the pair.',
        type: over(plain, '0.1', matrixQuantities, { least: 0, most: 1 }),
      },
    ],
  },
  {
    word: 'weights',
    documentation:
      'The weights: a distribution, a constant, or an expression over the pair. No neuron connects to ' +
      'itself unless `autapses` says so.',
    example: 'weights uniform(-1, 1), symmetric',
    items: [{ name: 'weights', documentation: 'The weights.', type: law }],
    options: [
      { name: 'symmetric', optional: true, documentation: 'w(i, j) = w(j, i): each pair is drawn once.', type: flag },
      {
        name: 'asymmetric',
        optional: true,
        documentation:
          'η, from symmetric (0) to directed (1), as the critical-initialisation study draws it: with U and ' +
          'L the triangles of a directed draw, A = U + (1 − η) Uᵀ + η L. The two triangles differ in variance, and ' +
          'w(i, j), w(j, i) have the correlation (1 − η) / √((1 − η)² + η²): 0.894 at ⅓, 0.447 at ⅔. The textbook’s ' +
          'construction is `elliptic`.',
        type: share,
      },
      {
        name: 'elliptic',
        optional: true,
        documentation:
          'τ, the correlation of w(i, j) with w(j, i), −1 .. 1, as textbooks have it (Sommers et al. 1988): ' +
          'every weight keeps its mean and variance, and the eigenvalues fill an ellipse. Another construction than ' +
          'the study’s `asymmetric`.',
        type: real('0.5', -1, 1),
      },
      {
        name: 'centred',
        optional: true,
        documentation: 'Minus its expectation; absent pairs become minus their expectation, by design.',
        type: flag,
      },
      { name: 'positive', optional: true, documentation: 'Drawn again until positive.', type: flag },
      {
        name: 'excitatory',
        optional: true,
        documentation:
          'Dale’s law: this share of the neurons, drawn at random, has outgoing weights |w| (columns), the ' +
          'others −|w|.',
        type: share,
      },
      { name: 'unit_rows', optional: true, documentation: 'Each row is divided by its sum.', type: flag },
      { name: 'autapses', optional: true, documentation: 'Neurons may connect to themselves.', type: flag },
      {
        name: 'mean',
        optional: true,
        documentation:
          'All weights times what makes this the mean magnitude over all entries, absent ones and the diagonal ' +
          'included. The cortical blueprint study has `mean 0.1, floor 0.01`, then `spectrum radius 0.95`.',
        type: { ...real('0.1'), number: { dimension: number, positive: true } },
      },
      {
        name: 'floor',
        optional: true,
        documentation: 'After `mean`: weights other than 0 are no smaller in magnitude than this.',
        type: real('0.01', 0),
      },
    ],
  },
  {
    word: 'sttc',
    documentation:
      'The spike time tiling coefficients (Cutts & Eglen 2014). Of a field: how the two triangles of its table ' +
      'become one, `lower` copied to the upper, as published, or the `mean` of both. Of a recording: how far apart ' +
      'two spikes may be to count as together.',
    example: 'sttc within 100 ms',
    items: [
      {
        name: 'triangle',
        optional: true,
        documentation: 'Of a field.',
        type: choice(['lower', 'The lower triangle, copied to the upper.'], ['mean', 'The mean of the two triangles.']),
        default: { text: 'lower', source: 'the program of the cortical blueprint study' },
      },
    ],
    labels: {
      within: [
        {
          name: 'within',
          optional: true,
          documentation: 'Of a recording: the Δt of the coefficient.',
          type: quantity(time, { positive: true }),
          default: { text: '100 ms', source: 'Cutts & Eglen (2014)' },
        },
      ],
    },
  },
  {
    word: 'autapses',
    documentation: 'Neurons may connect to themselves; otherwise the diagonal is zero.',
    example: 'autapses',
  },
];

export const connectEntry: NounEntry<'connect'> = {
  noun: 'connect',
  documentation:
    'A weight matrix: drawn, grown, or read from a file. Row = post-synaptic, column = pre-synaptic. Order: ' +
    'place, wire, draw weights, sign, centre, diagonal, controls, unit_rows, rank, spectrum.',
  example: 'connect wild { neurons 2000;  weights uniform(-1, 1), symmetric;  spectrum max 0.999 }',
  labels: {
    from: [
      {
        name: 'from',
        type: either(
          { ...noun('develop'), nouns: ['develop', 'data', 'dynamics'], calls: ['develop', 'connect', 'data'] },
          fileEndingIn(...circuitFormats.flatMap(({ extensions }) => extensions)),
          'the name of a `develop`, of a recording or of a `dynamics` that scales its synapses, a file or folder in ' +
            'double quotes, or `trained` and a network',
        ),
        documentation:
          'A development, an edge list or graph file, a whole matrix (`.npy`, or a table with `square`), ' +
          'the folder of a field of MICrONS (positions, synapses, correlation, tiling coefficients, precision), a ' +
          'recording, what a dynamics has scaled (`scale synapses`), or what a network has learned: `trained rnn`.',
      },
    ],
  },
  words: [
    ...read,
    ...drawn,
    {
      word: 'unit_rows',
      documentation: 'Each row is divided by its sum; rows that sum to zero stay.',
      example: 'unit_rows',
    },
    {
      word: 'rank',
      documentation:
        'Only so many singular components stay, those of the largest singular values; or, `drawn`, so many drawn ' +
        'with replacement: a component that is drawn twice counts twice, and the rank is lower.',
      example: 'rank 60',
      items: [{ name: 'components', documentation: 'How many stay.', type: count('components', '60', 1) }],
      options: [{ name: 'drawn', optional: true, documentation: 'Each seed draws which ones.', type: flag }],
    },
    {
      word: 'spectrum',
      documentation:
        'Scale: `max r` divides by the largest real part of the eigenvalues, `radius r` by the largest ' +
        'modulus; times r. In linear dynamics 1 is the edge: the slowest mode lasts tau / (1 − max). Without it ' +
        'weights stay as drawn.',
      example: 'spectrum max 0.999',
      options: [
        {
          name: 'max',
          optional: true,
          documentation: 'The largest real part becomes this; needs one that is positive.',
          type: real('0.999', 0),
        },
        { name: 'radius', optional: true, documentation: 'The spectral radius becomes this.', type: real('0.95', 0) },
      ],
    },
    {
      word: 'stream',
      documentation: 'Pins the key of the random draws.',
      example: 'stream "grown"',
      items: [
        { name: 'stream', documentation: 'The key.', type: { says: 'a string', example: '"grown"', file: true } },
      ],
    },
  ],
};
