import { activationFlags } from '../../catalogue/activation-words.ts';
import { initialisations } from '../../catalogue/initialisations.ts';
import type { NounEntry, Slot } from '../../catalogue/entry.ts';
import { choice, count, either, flag, noun, over } from '../../catalogue/entry.ts';
import { overTimeWords } from './over-time-words.ts';

const unbiased: Slot = {
  name: 'unbiased',
  optional: true,
  type: flag,
  documentation: 'Without a bias; a bias is learned otherwise.',
  default: { text: 'biased', source: 'torch.nn.Linear' },
};
/** A condition over neurons. */
export const where = (example: string): Slot => ({
  name: 'where',
  optional: true,
  documentation:
    'A condition over what is known of a neuron: the fields of its node in a file, the `fate` of a grown cell, the ' +
    '`group` of a drawn matrix.',
  type: { ...over('boolean', example), free: true },
});
const neurons = choice(['neurons', 'Those for which the condition behind `where` holds.']);
const fixedWeights: Slot = {
  name: 'fixed',
  optional: true,
  type: flag,
  documentation: 'Its weights do not learn, over trials.',
};

export const networkEntry: NounEntry<'network'> = {
  noun: 'network',
  documentation:
    'Something that learns. From images, in steps: h0 = f(A u + a); h(t+1) = g(W h + b), `steps` times; y = R h + r. ' +
    'Over the trials of a task: in steps h(t+1) = f(W h + A u(t+1) + b), or with `tau` and `dt` in continuous time, ' +
    'tau x′ = −x + W r + A u with r = gain · f(x + bias).',
  example: 'network reader {\n  input 784, relu\n  recurrent grown, fixed, steps 1\n  readout 10\n}',
  labels: {},
  words: [
    {
      word: 'input',
      required: true,
      joins: true,
      documentation:
        'Size of the input and what follows its weights. Over trials there may be several, each to neurons of its ' +
        'own: the channels of a task go to them in order.',
      example: 'input 784, relu',
      items: [{ name: 'size', documentation: 'Values per sample.', type: count('inputs', '784', 0) }],
      labels: {
        to: [
          {
            name: 'to',
            optional: true,
            documentation: 'Which neurons receive it.',
            type: neurons,
            default: { text: 'all', source: 'choice of this language' },
          },
        ],
        where: [where('class = "sensory"')],
      },
      options: [...activationFlags, unbiased, fixedWeights],
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
        {
          name: 'positive',
          optional: true,
          type: flag,
          documentation: 'Over trials: weights below 0 become 0 after each update.',
        },
        {
          name: 'dale',
          optional: true,
          type: flag,
          documentation:
            'Over trials: the outgoing weights of each neuron keep the sign that they begin with (Dale’s law).',
        },
        {
          name: 'masked',
          optional: true,
          type: flag,
          documentation: 'Over trials: where the matrix has no connection none can grow.',
        },
        ...activationFlags,
        unbiased,
      ],
    },
    {
      word: 'neurons',
      documentation:
        'Width where no circuit gives it; `neurons from field`: as many as a matrix has, where they stand in it.',
      example: 'neurons 85',
      items: [{ name: 'neurons', optional: true, documentation: 'The number.', type: count('neurons', '85', 1) }],
      labels: {
        from: [
          {
            name: 'from',
            documentation: 'As many, and where they stand, as in a matrix.',
            type: noun('connect'),
          },
        ],
      },
    },
    {
      word: 'readout',
      required: true,
      joins: true,
      documentation:
        'Size of the output. Over trials there may be several, each from neurons of its own: together they give the ' +
        'outputs of a task, in order.',
      example: 'readout 10',
      items: [{ name: 'size', documentation: 'Values per sample.', type: count('outputs', '10', 0) }],
      labels: {
        from: [
          {
            name: 'from',
            optional: true,
            documentation: 'Which neurons are read.',
            type: neurons,
            default: { text: 'all', source: 'choice of this language' },
          },
        ],
        where: [where('class = "motor"')],
      },
      options: [unbiased, fixedWeights],
    },
    {
      word: 'stream',
      documentation: 'Pins the key of the random draws.',
      example: 'stream "reader"',
      items: [
        { name: 'stream', documentation: 'The key.', type: { says: 'a string', example: '"reader"', file: true } },
      ],
    },
    ...overTimeWords,
  ],
};
