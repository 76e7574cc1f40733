/** The catalogue of measures, and what they are taken of. */
import { countedInGenes, geneMeasures, growthMeasures, measures as structural } from '../../engine/measures/index.ts';
import { length, number, time } from '../../catalogue/units.ts';
import { activityMeasures, lags, rangeOf } from './activity.ts';
import type { FunctionEntry, Slot, Status, Type } from '../../catalogue/entry.ts';
import { call, choice, either, named, noun, quantity, share } from '../../catalogue/entry.ts';

const parameter = (name: string, type: Type, documentation: string, extra: Partial<Slot> = {}): Slot => ({
  name,
  type,
  documentation,
  ...extra,
});
const part = choice(
  ['recurrent', 'The recurrent weights of the condition’s network.'],
  ['input', 'Its input weights.', 'later'],
  ['readout', 'Its readout weights.', 'later'],
);
const matrix = either(
  either(part, noun('connect')),
  call('matrix', 'strongest(recurrent, 10 %)'),
  'a matrix: `recurrent`, a connect noun, or a call',
);
const counted = choice(
  ['neurons', 'The neurons of the circuit.'],
  ['synapses', 'The synapses of the circuit.'],
  ...Object.entries(countedInGenes),
);
const genes = parameter('genes', noun('genes'), 'The genes; otherwise those that the condition is, or depends on.', {
  optional: true,
});
const measure = (
  name: string,
  parameters: readonly Slot[],
  documentation: string,
  example: string,
  status?: Status,
): FunctionEntry => ({ name, result: 'measure', parameters, documentation, example, ...(status && { status }) });

export const measures: readonly FunctionEntry[] = [
  {
    ...measure(
      'accuracy',
      [
        parameter(
          'set',
          choice(
            ['test', 'The test set.'],
            ['train', 'The training set.'],
            ['validation', 'The validation set.', 'later'],
          ),
          'On which samples.',
        ),
      ],
      'Share of samples classified correctly, 0 .. 1, after the last epoch.',
      'accuracy(test)',
    ),
    dimension: number,
    share: true,
  },
  {
    ...measure(
      'loss',
      [
        parameter(
          'set',
          choice(
            ['test', 'The test set.'],
            ['train', 'The training set.'],
            ['validation', 'The validation set.', 'later'],
          ),
          'On which samples.',
        ),
      ],
      'Mean loss per sample (cross-entropy in nats for classes).',
      'loss(test)',
    ),
    dimension: number,
  },
  ...structure(),
  ...ofGenes(),
  ...ofGrowth(),
  ...activityMeasures,
  {
    name: 'cells',
    result: 'cells',
    parameters: [parameter('develop', noun('develop'), 'A development.')],
    documentation: 'The cells at the end of a development.',
    example: 'cells(cortex)',
  },
  {
    name: 'synapses',
    result: 'cells',
    parameters: [parameter('develop', noun('develop'), 'A development.')],
    documentation: 'The synapses at the end of a development.',
    example: 'synapses(cortex)',
  },
  measure(
    'memory_capacity',
    [
      parameter('delays', rangeOf(lags, '1 .. 60 steps'), 'The delays.'),
      parameter('hold', quantity(time, { least: 0 }), 'How long each input is held.', { optional: true }),
    ],
    'Sum over delays of the r² with which a past input can be read.',
    'memory_capacity(delays: 1 .. 60 steps)',
    'later',
  ),
  measure('lyapunov', [], 'Largest Lyapunov exponent, per second.', 'lyapunov()', 'later'),
  measure(
    'resilience',
    [parameter('lesion', share, 'Share of neurons removed.')],
    'What is left after a lesion.',
    'resilience(lesion: 10 %)',
    'later',
  ),
  measure('active_information', [], 'Active information storage.', 'active_information()', 'later'),
  measure(
    'entropy',
    [parameter('matrix', matrix, 'A matrix.')],
    'Entropy of the weights.',
    'entropy(recurrent)',
    'later',
  ),
  measure(
    'modularity',
    [parameter('matrix', matrix, 'A matrix.')],
    'Modularity of the graph.',
    'modularity(strongest(recurrent, 10 %))',
    'later',
  ),
  measure(
    'small_world',
    [
      parameter('matrix', matrix, 'A matrix.'),
      parameter(
        'null',
        choice(['rewired', 'Degrees kept.', 'later'], ['random', 'Edges anywhere.', 'later']),
        'What it is compared with.',
        { optional: true },
      ),
    ],
    'Clustering over path length, against a null.',
    'small_world(recurrent, null: rewired)',
    'later',
  ),
  {
    name: 'strongest',
    status: 'later',
    result: 'matrix',
    documentation: 'The strongest share of connections.',
    example: 'strongest(recurrent, 10 %)',
    parameters: [parameter('matrix', matrix, 'A matrix.'), parameter('share', share, 'The share.')],
  },
  measure(
    'error',
    [
      parameter(
        'neurons',
        choice(
          ['unrecorded', 'Neurons that training did not see.', 'later'],
          ['recorded', 'Neurons that training saw.', 'later'],
        ),
        'Which neurons.',
      ),
    ],
    'Squared error divided by the teacher’s variance, per neuron, then averaged.',
    'error(unrecorded)',
    'later',
  ),
  measure(
    'mse',
    [
      parameter(
        'neurons',
        choice(
          ['unrecorded', 'Neurons that training did not see.', 'later'],
          ['recorded', 'Neurons that training saw.', 'later'],
        ),
        'Which neurons.',
      ),
    ],
    'Mean squared error in units of activity.',
    'mse(unrecorded)',
    'later',
  ),
];
/**
 * Measures of structure, as the engine's own catalogue has them; a name that is taken of cells and of synapses is one
 * entry.
 */
function structure(): readonly FunctionEntry[] {
  const counts = geneMeasures.filter(({ name }) => name === 'count');
  return [...new Set(structural.map(({ name }) => name))].map((name) => {
    const entries = structural.filter((entry) => entry.name === name);
    const ofMatrix = entries.some(({ needs }) => needs === 'matrix');
    const ofCells = call('cells', 'cells(cortex)');
    const what = ofMatrix ? matrix : name === 'count' ? either(ofCells, counted) : ofCells;
    const fate = entries.some(({ byFate }) => byFate)
      ? [parameter('fate', named('fate', 'neuron'), 'Only cells of this fate.', { optional: true })]
      : [];
    const dimension = entries[0].unit === 'm' ? length : entries[0].unit === 's' ? time : number;
    const documentation = [...entries, ...(name === 'count' ? counts : [])].map(({ doc }) => doc).join(' ');
    return {
      ...measure(
        name,
        [
          parameter(ofMatrix ? 'matrix' : 'what', what, ofMatrix ? 'A matrix.' : 'What is measured.'),
          ...fate,
          ...(name === 'count' ? [genes] : []),
        ],
        documentation,
        entries[0].example,
      ),
      dimension,
    };
  });
}
/** Measures of gene networks: they need no seed. */
function ofGenes(): readonly FunctionEntry[] {
  const fate = parameter('fate', named('fate', 'neuron'), 'Where it ends.');
  const from = parameter(
    'from',
    named('fate', 'progenitor'),
    'The fate it starts from: the state with the fewest genes on that has it.',
  );
  const special: Readonly<Record<string, readonly Slot[]>> = { basin: [fate], absorption: [fate, from] };
  return geneMeasures
    .filter(({ name }) => name !== 'count')
    .map(({ name, doc, example, proportion }) => ({
      ...measure(name, [...(special[name] ?? []), genes], doc, example),
      dimension: number,
      ...(proportion && { share: true }),
    }));
}
/** Measures of a growth as it went: series over its steps. */
function ofGrowth(): readonly FunctionEntry[] {
  const develop = parameter('develop', noun('develop'), 'A development.');
  const fate = parameter('fate', named('fate', 'neuron'), 'Only cells of this fate.', { optional: true });
  return growthMeasures.map(({ name, doc, example, byFate }) => ({
    ...measure(name, [develop, ...(byFate ? [fate] : [])], doc, example),
    dimension: number,
  }));
}
/** What turns a series into a number inside `expect`. */
export const reductions: readonly FunctionEntry[] = [
  ['final', 'the last value'],
  ['max', 'the largest'],
  ['mean', 'the mean'],
].map(([name, says]) => ({
  name,
  result: 'number',
  documentation: `Of a series, ${says}.`,
  example: `${name}(accuracy of grown)`,
  parameters: [{ name: 'series', documentation: 'A measure.', type: named('measure', 'accuracy') }],
}));
