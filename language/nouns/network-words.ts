import { activationChoice, activationFlags } from '../../catalogue/activation-words.ts';
import { initialisations } from '../../catalogue/initialisations.ts';
import { number, time } from '../../catalogue/units.ts';
import type { NounEntry, Slot } from '../../catalogue/entry.ts';
import { call, choice, column, count, either, flag, noun, over, quantity, real } from '../../catalogue/entry.ts';

const unbiased: Slot = {
  name: 'unbiased',
  optional: true,
  type: flag,
  documentation: 'Without a bias; a bias is learned otherwise.',
  default: { text: 'biased', source: 'torch.nn.Linear' },
};
const parts = choice(
  ['recurrent', 'The recurrent weights.', 'later'],
  ['input', 'The input weights.', 'later'],
  ['readout', 'The readout weights.', 'later'],
  ['gain', 'The gains.', 'later'],
  ['bias', 'The biases.', 'later'],
  ['smoothness', 'The smoothness of softplus.', 'later'],
);
const perNeuron = { ...over(number, 'normal(1, 0.4)'), calls: ['distribution'] as const };

export const networkEntry: NounEntry<'network'> = {
  noun: 'network',
  documentation: 'Something that learns. In steps: h0 = f(A u + a); h(t+1) = g(W h + b), `steps` times; y = R h + r.',
  example: 'network reader {\n  input 784, relu\n  recurrent grown, fixed, steps 1\n  readout 10\n}',
  labels: {},
  words: [
    {
      word: 'input',
      required: true,
      documentation: 'Size of the input and what follows its weights.',
      example: 'input 784, relu',
      items: [{ name: 'size', documentation: 'Values per sample.', type: count('inputs', '784', 1) }],
      labels: {
        to: [
          {
            name: 'to',
            status: 'later',
            optional: true,
            documentation: 'Which neurons receive it.',
            type: choice(['neurons', 'Neurons of the matrix.', 'later']),
          },
        ],
        where: [
          {
            name: 'where',
            status: 'later',
            documentation: 'A condition over the neurons.',
            type: { ...over('boolean', 'class = "sensory"'), free: true },
          },
        ],
      },
      options: [...activationFlags, unbiased],
    },
    {
      word: 'recurrent',
      documentation:
        'The circuit. An activation here stands after each step; none means identity. A circuit that is not ' +
        '`fixed` learns, with a bias unless `unbiased`.',
      example: 'recurrent grown, fixed, steps 1',
      items: [
        {
          name: 'matrix',
          documentation:
            'A matrix, or a control of one; or what the weights begin as: an initialisation, or a distribution that ' +
            'each is drawn from.',
          type: either(
            noun('connect'),
            {
              says: 'an initialisation',
              example: 'orthogonal',
              calls: ['initialisation', 'distribution'],
              words: initialisations,
            },
            'the name of a `connect`, an initialisation or a distribution',
          ),
        },
      ],
      options: [
        { name: 'fixed', optional: true, type: flag, documentation: 'Nothing in it learns, so it has no bias.' },
        {
          name: 'steps',
          optional: true,
          type: count('steps', '1', 1),
          documentation: 'How often activity passes the circuit.',
          default: {
            text: '1',
            source: 'one pass: the published classifier (train_mnist.py, developmental circuit, 2026)',
          },
        },
        { name: 'positive', optional: true, status: 'later', type: flag, documentation: 'Weights stay positive.' },
        ...activationFlags,
        unbiased,
      ],
    },
    {
      word: 'neurons',
      documentation: 'Width when there is no circuit.',
      example: 'neurons 85',
      items: [{ name: 'neurons', optional: true, documentation: 'The number.', type: count('neurons', '85', 1) }],
      labels: {
        from: [
          {
            name: 'from',
            status: 'later',
            documentation: 'As many, and where they stand, as in a matrix.',
            type: noun('connect'),
          },
        ],
      },
    },
    {
      word: 'readout',
      required: true,
      documentation: 'Size of the output.',
      example: 'readout 10',
      items: [{ name: 'size', documentation: 'Values per sample.', type: count('outputs', '10', 1) }],
      labels: {
        from: [
          {
            name: 'from',
            status: 'later',
            optional: true,
            documentation: 'Which neurons are read.',
            type: choice(['neurons', 'Neurons of the matrix.', 'later']),
          },
        ],
        where: [
          {
            name: 'where',
            status: 'later',
            documentation: 'A condition over the neurons.',
            type: { ...over('boolean', 'class = "motor"'), free: true },
          },
        ],
      },
      options: [unbiased],
    },
    {
      word: 'stream',
      documentation: 'Pins the key of the random draws.',
      example: 'stream "reader"',
      items: [
        { name: 'stream', documentation: 'The key.', type: { says: 'a string', example: '"reader"', file: true } },
      ],
    },
    {
      word: 'noise',
      status: 'later',
      documentation: 'Noise while training.',
      example: 'noise 0.05',
      items: [{ name: 'noise', documentation: 'Its size.', type: real('0.05', 0) }],
      labels: {
        on: [
          {
            name: 'on',
            documentation: 'Where it enters.',
            type: choice(['input', 'On the input.', 'later'], ['state', 'On the state.', 'later']),
          },
        ],
      },
    },
    {
      word: 'activation',
      status: 'later',
      documentation: 'The activation of every neuron.',
      example: 'activation softplus',
      items: [
        {
          name: 'activation',
          documentation: 'A function.',
          type: either(activationChoice, call('activation', 'softplus(beta: 0.5)')),
        },
      ],
    },
    {
      word: 'gain',
      status: 'later',
      documentation: 'Gain of each neuron.',
      example: 'gain normal(1, 0.4), positive',
      items: [{ name: 'gain', documentation: 'A constant or a distribution.', type: perNeuron }],
      options: [{ name: 'positive', optional: true, type: flag, documentation: 'Redrawn until positive.' }],
    },
    {
      word: 'bias',
      status: 'later',
      documentation: 'Bias of each neuron.',
      example: 'bias uniform(-0.1, 0.1)',
      items: [{ name: 'bias', documentation: 'A constant or a distribution.', type: perNeuron }],
    },
    {
      word: 'tau',
      status: 'later',
      documentation: 'Time constant; with `dt` the network runs in continuous time.',
      example: 'tau 1 s',
      items: [{ name: 'tau', optional: true, documentation: 'A time.', type: quantity(time, { least: 0 }) }],
      labels: { from: [{ name: 'from', documentation: 'A column of a data noun.', type: column }] },
    },
    {
      word: 'dt',
      status: 'later',
      documentation: 'Time step.',
      example: 'dt 50 ms',
      items: [{ name: 'dt', documentation: 'A time.', type: quantity(time, { least: 0 }) }],
    },
    { word: 'hold', status: 'later', documentation: 'A static input is given at every step.', example: 'hold' },
    {
      word: 'known',
      status: 'later',
      documentation: 'What a student copies from its teacher.',
      example: 'known recurrent, input',
      items: [{ name: 'parts', many: true, documentation: 'Parts.', type: parts }],
    },
    {
      word: 'learn',
      status: 'later',
      documentation: 'What a student learns.',
      example: 'learn gain, bias',
      items: [{ name: 'parts', many: true, documentation: 'Parts.', type: parts }],
    },
    {
      word: 'start',
      status: 'later',
      documentation: 'Where learning starts.',
      example: 'start gain shuffled * 0.5',
      options: ['gain', 'bias', 'recurrent', 'smoothness'].map((name) => ({
        name,
        optional: true,
        documentation: 'An expression over the teacher’s values.',
        type: over('any', 'shuffled * 0.5', [
          { name: 'shuffled', dimension: number, documentation: 'The teacher’s values, permuted over neurons.' },
        ]),
      })),
    },
  ],
};
