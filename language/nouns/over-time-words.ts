/** What is said of a network that runs over trials. */
import { activationChoice } from '../../catalogue/activation-words.ts';
import { bareDistributions } from '../../catalogue/distributions.ts';
import {
  call,
  choice,
  columnOf,
  either,
  fileEndingIn,
  flag,
  over,
  quantity,
  real,
  type Slot,
  type Word,
} from '../../catalogue/entry.ts';
import { type Dimension, number, time } from '../../catalogue/units.ts';
import { penaltyWord } from './penalty-word.ts';
import { fromTable } from './table-words.ts';

/** The parts of a network, as the language names them. */
export const networkParts = {
  recurrent: 'The recurrent weights.',
  input: 'The input weights.',
  readout: 'The readout weights, with its bias.',
  gain: 'The gains.',
  bias: 'The biases.',
  smoothness: 'The β of softplus.',
  tau: 'The time constants.',
  state: 'The first state.',
} as const;
export type PartName = keyof typeof networkParts;
export const partNames = Object.keys(networkParts) as readonly PartName[];
export const partChoice = choice(...Object.entries(networkParts));
/** Parts with one number for each neuron: what can be permuted over neurons, and shared by them. */
export const neuronParts = ['gain', 'bias', 'smoothness', 'tau'] as const satisfies readonly PartName[];

const constantOr = (dimension: typeof number, example: string) => ({
  ...over(dimension, example),
  says: 'a number or a distribution',
  calls: ['distribution'] as const,
  words: bareDistributions,
});
const ofTable = (dimension: Dimension, example: string) =>
  fromTable(
    'A column of a table: each neuron begins with the value of a cell that is drawn from it, with replacement, once ' +
      'for a seed. All that the neurons of one seed draw from one table is of the same cells.',
    columnOf(dimension, example),
  );
const positive: Slot = { name: 'positive', optional: true, type: flag, documentation: 'Drawn again until positive.' };

const shared = choice(
  ['per neuron', 'Each neuron has its own.'],
  [
    'per type',
    'One for all neurons of one group of a drawn matrix or one fate of a grown circuit; else of one sign of outgoing ' +
      'weights, where signs are kept; else one for all.',
  ],
  ['shared', 'One for all neurons.'],
);
/** How a part is shared where nothing is said. */
export const usuallyShared = (part: PartName): 'neuron' | 'all' => (part === 'smoothness' ? 'all' : 'neuron');

export const overTimeWords: readonly Word[] = [
  penaltyWord(
    'What is added to the loss while this network learns, instead of the `penalty` of its training: an expression ' +
      'over the recurrent weights that comes to one number. So conditions can differ in it.',
    'that of the training',
  ),
  {
    word: 'noise',
    documentation:
      'Normal noise while training; tests are without. In continuous time it is scaled by √(dt/tau), so that what it ' +
      'does hardly depends on dt; `per step` adds it as it stands to every step, as published programs do.',
    example: 'noise 0.05 on state',
    items: [{ name: 'noise', documentation: 'Its standard deviation.', type: real('0.05', 0) }],
    labels: {
      on: [
        {
          name: 'on',
          documentation: 'Where it enters.',
          type: choice(['input', 'On each input.'], ['state', 'On the state of each neuron.']),
          default: { text: 'input', source: 'choice of this language' },
        },
      ],
      per: [
        {
          name: 'per',
          documentation: '`per step`: as it stands, at every step.',
          type: choice(['step', 'Without the root of dt/tau.']),
          default: { text: 'scaled by √(dt/tau)', source: 'the Euler–Maruyama scheme' },
        },
      ],
    },
    default: { text: 'none', source: 'choice of this language' },
  },
  {
    word: 'activation',
    documentation: 'What every neuron makes of its state; instead of the word behind `recurrent`.',
    example: 'activation softplus',
    items: [
      {
        name: 'activation',
        documentation: 'A function.',
        type: either(activationChoice, call('activation', 'softplus(beta: 0.5)')),
      },
    ],
    default: { text: 'the word behind `recurrent`; else the identity', source: 'choice of this language' },
  },
  {
    word: 'gain',
    documentation:
      'What the activation of each neuron is multiplied by: r = max(gain, 0) · f(x + bias). Below 0 it is silent; ' +
      'where gains may be of `any sign`, r = gain · f(x + bias).',
    example: 'gain normal(1, 0.4), positive',
    items: [
      {
        name: 'gain',
        optional: true,
        documentation: 'A constant or a distribution.',
        type: constantOr(number, 'normal(1, 0.4)'),
      },
    ],
    labels: ofTable(number, 'cells.gain').labels,
    options: [
      ...ofTable(number, 'cells.gain').options,
      { ...positive, oneOf: 'sign of gains' },
      {
        name: 'any',
        optional: true,
        documentation: '`any sign`: gains below 0 act as they are, in place of silence.',
        type: choice(['sign', 'Gains are not rectified.']),
        oneOf: 'sign of gains',
      },
    ],
    default: { text: '1', source: 'choice of this language' },
  },
  {
    word: 'bias',
    documentation: 'What is added to the state of each neuron before its activation.',
    example: 'bias uniform(-0.1, 0.1)',
    items: [
      {
        name: 'bias',
        optional: true,
        documentation: 'A constant or a distribution.',
        type: constantOr(number, 'uniform(-0.1, 0.1)'),
      },
    ],
    ...ofTable(number, 'cells.bias'),
    default: {
      text: 'U(±1/√N) in steps, 0 with tau and dt; learned',
      source: 'torch.nn.RNN; Beiran & Litwin-Kumar (2025)',
    },
  },
  {
    word: 'tau',
    documentation:
      'Time constant, one or one for each neuron; with `dt` the network runs in continuous time: ' +
      'tau x′ = −x + W r + B u. The μ and σ of a lognormal one are of its time in seconds.',
    example: 'tau 100 ms',
    items: [
      {
        name: 'tau',
        optional: true,
        documentation: 'A time, or a distribution of times.',
        type: { ...constantOr(time, '100 ms'), says: 'a time or a distribution of times' },
      },
    ],
    options: [...ofTable(time, 'cells.tau').options, positive],
    labels: ofTable(time, 'cells.tau').labels,
    default: { text: 'none: the network runs in steps', source: 'choice of this language' },
  },
  {
    word: 'dt',
    documentation: 'Time step; a tenth of the shortest time constant is a good one.',
    example: 'dt 10 ms',
    items: [{ name: 'dt', documentation: 'A time.', type: quantity(time, { positive: true }) }],
    default: { text: 'none: the network runs in steps', source: 'choice of this language' },
  },
  {
    word: 'state',
    documentation: 'The state that a trial begins with.',
    example: 'state settled',
    items: [
      {
        name: 'state',
        optional: true,
        documentation: 'Which.',
        type: choice(
          ['zero', 'Nothing.'],
          ['settled', 'Where the untrained network comes to rest without input.'],
          ['learned', 'Learned, from where the network comes to rest.'],
        ),
      },
    ],
    labels: {
      after: [
        {
          name: 'after',
          documentation:
            'Where the untrained network is after so much time without input, from a state drawn of N(0, 1) for each ' +
            'neuron: on its cycle, where it has one.',
          type: { ...quantity(time, { least: 0 }), example: '60 s' },
        },
      ],
    },
    default: {
      text: 'learned with tau and dt, zero in steps',
      source: 'Beiran & Litwin-Kumar (2025); torch.nn.RNN',
    },
  },
  {
    word: 'hold',
    status: 'later',
    documentation: 'An input that does not change is given at every step of a trial, instead of once.',
    example: 'hold',
  },
  {
    word: 'known',
    documentation: 'What a student copies from the network that it follows. It does not learn.',
    example: 'known recurrent, input',
    items: [{ name: 'parts', many: true, documentation: 'Parts.', type: partChoice }],
  },
  {
    word: 'learn',
    documentation:
      'What learns, and nothing else. A part behind which nothing is said learns a number for each neuron or weight, ' +
      '`smoothness` one for all: `learn gain, bias per type, smoothness per neuron`. `log gain`: what is learned is ' +
      'the logarithm, so that it stays positive (that of the smoothness always is).',
    example: 'learn gain, bias',
    items: [{ name: 'parts', many: true, optional: true, documentation: 'Parts.', type: partChoice }],
    options: [
      ...neuronParts.map(
        (part): Slot => ({
          name: part,
          optional: true,
          documentation: `${networkParts[part].replace(/\.$/, '')}: how many numbers there are of them to learn.`,
          type: shared,
        }),
      ),
      {
        name: 'log',
        optional: true,
        many: true,
        documentation: 'Parts that learn by their logarithm.',
        type: choice(['gain', networkParts.gain], ['tau', networkParts.tau]),
      },
    ],
    default: {
      text: 'weights and biases that are not `fixed`, gains where they are said, the first state where it is `learned`',
      source: 'the program of Beiran & Litwin-Kumar (2025)',
    },
  },
  {
    word: 'start',
    documentation:
      'Where the parts of a student begin: an expression over the values of the network that it follows. `shuffled` ' +
      'are these permuted over the neurons, within each sign of outgoing weights where the network has signs. ' +
      '`start from` a file: every part begins as a network that was saved has it, whatever else the text says.',
    example: 'start gain shuffled * 0.5, bias shuffled',
    options: neuronParts.map((name) => ({
      name,
      optional: true,
      documentation: networkParts[name],
      type: over('any', 'shuffled * 0.5', [
        {
          name: 'shuffled',
          dimension: name === 'tau' ? time : number,
          documentation: 'The values of the network that is followed, permuted over neurons.',
        },
        {
          name: 'taught',
          dimension: name === 'tau' ? time : number,
          documentation: 'The values of the network that is followed, each neuron’s own.',
        },
      ]),
    })),
    labels: {
      from: [
        {
          name: 'from',
          optional: true,
          documentation:
            'The `model.json` of a network of as many neurons, inputs and outputs, and of the same activation: one ' +
            'that a run has kept under `networks/`, or that TensorFlow.js or Keras saved (a SimpleRNN with a Dense).',
          type: { ...fileEndingIn('.json'), example: '"networks/teacher-1/model.json"' },
        },
      ],
    },
    default: { text: 'as the network itself says it, drawn by its own name', source: 'choice of this language' },
  },
];
