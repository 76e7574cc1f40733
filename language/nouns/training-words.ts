/** What stands inside `train`, `then train` and `teach`. */
import { scheduleType } from '../../catalogue/schedules.ts';
import { usualOptimiser } from '../../catalogue/optimisers.ts';
import { number } from '../../catalogue/units.ts';
import type { Slot, Type, Word } from '../../catalogue/entry.ts';
import { call, choice, count, flag, real, share } from '../../catalogue/entry.ts';
import { where } from './network-words.ts';
import { partChoice } from './over-time-words.ts';
import { penaltyWord } from './penalty-word.ts';

const chosenBy = (name: string, documentation: string): Slot => ({
  name,
  optional: true,
  documentation,
  type: flag,
  oneOf: 'choice of neurons',
});

const batchType: Type = {
  says: 'a number of samples or trials',
  example: '64',
  number: { dimension: number, counts: ['samples', 'trials'], integer: true, least: 1, most: Number.MAX_SAFE_INTEGER },
};

/** Of images and of trials alike. */
const common: readonly Word[] = [
  {
    word: 'optimiser',
    documentation: 'How weights are changed.',
    example: `optimiser ${usualOptimiser.text}`,
    items: [{ name: 'optimiser', documentation: 'An optimiser.', type: call('optimiser', usualOptimiser.text) }],
    default: usualOptimiser,
  },
  {
    word: 'batch',
    documentation: 'Samples or trials per step of the optimiser; the last short batch is kept.',
    example: 'batch 64',
    items: [
      {
        name: 'batch',
        documentation: 'The number.',
        type: batchType,
      },
    ],
    default: { text: '64', source: 'the published training script (train_mnist.py, developmental circuit, 2026)' },
  },
  {
    word: 'epochs',
    documentation: 'How often the training set is gone through.',
    example: 'epochs 1',
    items: [{ name: 'epochs', documentation: 'The number.', type: count('epochs', '1', 0) }],
    default: { text: '1', source: 'choice of this language: learning is judged after one epoch' },
  },
];
/** Of images. */
const ofImages: readonly Word[] = [
  {
    word: 'samples',
    documentation: 'A random number of training samples per seed, instead of all.',
    example: 'samples 10000',
    items: [{ name: 'samples', documentation: 'The number.', type: count('samples', '10000', 1) }],
    default: { text: 'all', source: 'choice of this language' },
  },
  {
    word: 'normalise',
    documentation: 'Pixels become (p / 255 − mean) / deviation; with two values per channel, all means first.',
    example: 'normalise 0.1307, 0.3081',
    items: [
      { name: 'values', many: true, counts: [2, 4, 6, 8], documentation: 'Mean and deviation.', type: real('0.1307') },
    ],
    default: { text: 'none: pixels / 255', source: 'choice of this language: pixels from 0 to 1' },
  },
];
/** Of trials. */
const ofTrials: readonly Word[] = [
  {
    word: 'schedule',
    documentation: 'How the learning rate changes.',
    example: 'schedule cosine',
    items: [{ name: 'schedule', documentation: 'A schedule.', type: scheduleType }],
    default: { text: 'none: the rate stays', source: 'choice of this language' },
  },
  {
    word: 'trials',
    documentation: 'Number of trials to learn from.',
    example: 'trials 5120',
    items: [{ name: 'trials', documentation: 'The number.', type: count('trials', '5120', 1) }],
    default: { text: 'as many as the task says', source: 'choice of this language' },
  },
  {
    word: 'clip',
    documentation:
      'Largest norm of the gradient: a longer one is shortened to it, before the optimiser. One that is not finite ' +
      'skips its step, and is counted.',
    example: 'clip 5',
    items: [
      {
        name: 'clip',
        documentation: 'The norm.',
        type: { ...real('5'), number: { dimension: number, positive: true } },
      },
    ],
    default: { text: 'none', source: 'choice of this language' },
  },
  penaltyWord(
    'Added to the loss: an expression over the recurrent weights that comes to one number. A network with a ' +
      '`penalty` of its own is learned with that one instead.',
    'none',
  ),
  {
    word: 'early_stop',
    documentation: 'Stops when the loss of the validation trials has not improved for so many epochs.',
    example: 'early_stop 5',
    items: [{ name: 'patience', documentation: 'Epochs to wait.', type: count('epochs', '5', 1) }],
    default: { text: 'none', source: 'choice of this language' },
  },
  {
    word: 'validation',
    documentation: 'Share of the trials that choices may see; they are not trained on where something chooses.',
    example: 'validation 10 %',
    items: [{ name: 'validation', documentation: 'A share.', type: share }],
    default: { text: '10 %', source: 'choice of this language' },
  },
  {
    word: 'truncate',
    documentation: 'An error travels back through so many steps, and no further.',
    example: 'truncate 50 steps',
    items: [{ name: 'window', documentation: 'The number.', type: count('steps', '50 steps', 1) }],
    default: { text: 'through all of a trial', source: 'choice of this language' },
  },
  {
    word: 'fixed',
    documentation: 'Parts that do not learn here, though they learn elsewhere: in a transfer to another task.',
    example: 'fixed input, recurrent',
    items: [{ name: 'parts', many: true, documentation: 'Parts.', type: partChoice }],
    default: { text: 'none', source: 'choice of this language' },
  },
];
/** Of a network that follows another. */
const ofFollowing: readonly Word[] = [
  {
    word: 'record',
    documentation:
      'How many neurons of the network that is followed are recorded; nested within a seed. `best` and `worst`: ' +
      'chosen one by one by how much activity each tells or leaves untold, by the linear theory. `record 10 neurons ' +
      'where group = 2`: of those alone; without a number all of them. `record m`, where `vary m in 10, 60` stands ' +
      'in the experiment: each number of them in turn.',
    example: 'record 60 neurons',
    items: [{ name: 'record', optional: true, documentation: 'The number.', type: count('neurons', '60 neurons', 0) }],
    labels: { where: [where('class = "motor"')] },
    options: [
      chosenBy('random', 'By chance.'),
      chosenBy('best', 'Those that tell most of the others.'),
      chosenBy('worst', 'Those that tell least of the others.'),
    ],
    default: { text: 'all', source: 'choice of this language' },
  },
  {
    word: 'loss',
    documentation: 'How the errors of recorded neurons count.',
    example: 'loss squared',
    items: [
      {
        name: 'loss',
        documentation: 'Which.',
        type: choice(
          ['weighted', 'By 1 / (variance + 0.1 × mean variance) of each neuron, so that quiet ones count too.'],
          ['squared', 'All alike, as published.'],
        ),
      },
    ],
    default: { text: 'weighted', source: 'choice of this language' },
  },
  {
    word: 'connectome',
    documentation:
      'The connectome that a student knows is not quite that of its teacher: each weight times 1 + s N(0, 1), and ' +
      'with probability s a connection where there is none, as strong as another of its column.',
    example: 'connectome noise 5 %',
    options: [{ name: 'noise', documentation: 'The share s.', type: share }],
    default: { text: 'none', source: 'choice of this language' },
  },
];

/** The settings inside `train`, `then train` and `teach`. */
export const training: readonly Word[] = [...common, ...ofImages, ...ofTrials, ...ofFollowing];
const names = (words: readonly Word[]): readonly string[] => words.map(({ word }) => word);
export const imageWords = names(ofImages),
  trialWords = names([...ofTrials, ...ofFollowing]),
  followingWords = names(ofFollowing);
/** What says how a training goes on from step to step. */
export const steppedWords: readonly string[] = [
  'epochs',
  ...names(ofTrials).filter((name) => name !== 'trials' && name !== 'fixed'),
];
