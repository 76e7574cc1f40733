import { interventions } from '../../catalogue/controls/index.ts';
import { byOfPictures, plotChoices } from '../../catalogue/plots/index.ts';
import type { NounEntry, Word } from '../../catalogue/entry.ts';
import {
  call,
  choice,
  count,
  either,
  named,
  noun,
  over,
  positiveShare,
  range,
  type Type,
} from '../../catalogue/entry.ts';
import { training } from './training-words.ts';

/** What `of` names in a screen of genes, and in one of control. */
export const genesScreened: Type = either(
  named('gene', 'Pax6'),
  choice(['genes', 'All genes that have a rule.']),
  'the name of a gene',
);
export const fateForced: Type = named('fate', 'neuron');
const screened: Type = either(genesScreened, fateForced);

const trained: Word['labels'] = {
  on: [{ name: 'on', documentation: 'Data or a task.', type: noun('data', 'task') }],
  to: [
    {
      name: 'follow',
      optional: true,
      documentation: 'The network whose activity is fitted; it is taught first.',
      type: noun('network'),
    },
  ],
};
const variable: Word['items'] = [
  { name: 'variable', documentation: 'The variable.', type: { says: 'a name', example: 'size', free: true } },
];

export const factorWord: Word = {
  word: 'factor',
  repeats: true,
  documentation:
    'One ingredient of a factorial comparison and its levels; the first level is the reference. A level ' +
    '`name = noun` makes conditions: with several factors every combination, each named by its levels, as ' +
    '`functional.grid`. A level `name of a, b` says which of the written conditions have it. Main effects and ' +
    'interactions are estimated where every combination is there.',
  example: 'factor weights { functional = cortex;  orthogonal = cortex { recurrent orthogonal, relu } }',
  items: [{ name: 'factor', documentation: 'The factor.', type: { says: 'a name', example: 'weights', free: true } }],
  conditions: true,
};

export const experimentEntry: NounEntry<'experiment'> = {
  noun: 'experiment',
  documentation: 'What is done with the nouns: compared, trained, measured, claimed, drawn.',
  example:
    'experiment rapid {\n  seeds 1 .. 10\n  compare { a = reader;  b = reader without recurrent }\n  train ' +
    'on digits { optimiser adam(1e-3);  batch 64;  epochs 1 }\n  measure accuracy = accuracy(test)\n}',
  labels: {},
  words: [
    {
      word: 'seeds',
      documentation: 'Seeds; a seed redraws everything that is drawn. `seeds 6` means 1 .. 6.',
      example: 'seeds 1 .. 10',
      items: [
        {
          name: 'seeds',
          many: true,
          documentation: 'A number, a list or a range.',
          type: { ...either(count('seeds', '1 .. 10', 0), range), says: 'a range or a number of seeds' },
        },
      ],
      default: { text: '1', source: 'choice of this language: the first seed alone' },
    },
    {
      word: 'compare',
      documentation:
        'The conditions, paired by seed; the first is the reference. Written one by one, or made of factors.',
      example: 'compare { grown = reader;  none = reader without recurrent }',
      conditions: true,
      block: [factorWord],
    },
    {
      word: 'vary',
      repeats: true,
      documentation: 'A sweep: every combination of the values, read in the unit that they are written in.',
      example: 'vary size in 16, 64',
      items: variable,
      labels: {
        in: [
          {
            name: 'values',
            many: true,
            documentation: 'Values, or a range `by` a step; `0.01 .. 1 by *10` by a factor.',
            type: {
              ...either({ says: 'a value', example: '16', expression: { quantities: [], dimension: 'any' } }, range),
              says: 'values or a range',
            },
          },
        ],
      },
    },
    {
      word: 'train',
      documentation:
        'Every condition learns this: images, or the trials of a task; `train to follow teacher on cycles`: the ' +
        'activity of another network in these trials.',
      example: 'train on digits { optimiser adam(1e-3);  batch 64;  epochs 1 }',
      labels: trained,
      block: training,
    },
    {
      word: 'then train',
      repeats: true,
      documentation: 'What every condition learns next, beginning as what came before left it.',
      example: 'then train on second { fixed input, recurrent;  epochs 10 }',
      labels: trained,
      block: training,
    },
    {
      word: 'teach',
      repeats: true,
      documentation: 'Trains a network on the trials of a task, once per seed, before the comparison uses it.',
      example: 'teach teacher on cycles { epochs 1400 }',
      items: [{ name: 'network', documentation: 'The network.', type: noun('network') }],
      labels: { on: [{ name: 'on', documentation: 'A task.', type: noun('task') }] },
      block: training,
    },
    {
      word: 'screen',
      repeats: true,
      documentation:
        'Adds a condition for each gene: the first condition with that gene changed, wherever it depends on ' +
        'the genes. Named `knock_out_Pax6`, or `knock_out_Pax6_Emx2` for a pair. Each is compared with the first ' +
        'condition only; p-values are corrected over the screen (Benjamini–Hochberg), and are exploratory.',
      example: 'screen knock_out of every gene',
      items: [
        {
          name: 'intervention',
          documentation: 'What is done.',
          type: choice(
            ...interventions.map(({ name, holdsAt }) => [name, `Each gene by itself is held at ${holdsAt}.`] as const),
            ['pairs', 'Each pair of genes is held at 0: `screen pairs of genes`.'],
            [
              'control',
              'The smallest sets of knock-outs and over-expressions after which every start ends in a fate: ' +
                '`screen control of neuron`.',
            ],
          ),
        },
      ],
      labels: {
        of: [
          {
            name: 'genes',
            many: true,
            optional: true,
            documentation:
              'Genes by name, or `genes` for the pairs of all. Inputs can be named too. Of `control`, a fate.',
            type: screened,
          },
        ],
        every: [
          {
            name: 'every',
            documentation: 'All genes that have a rule and are not held already.',
            type: choice(['gene', 'Each gene.']),
          },
        ],
      },
      options: [
        {
          name: 'changes',
          optional: true,
          documentation: 'Of `control`: the most genes of a set, 1 to 3.',
          type: count('changes', '2', 1, 3),
          default: { text: '2', source: 'choice of this language: what can be done in one animal' },
        },
        {
          name: 'sets',
          optional: true,
          documentation: 'Of `control`: the most conditions; the first sets are taken.',
          type: count('sets', '20', 1, 5000),
          default: { text: '20', source: 'choice of this language' },
        },
        {
          name: 'share',
          optional: true,
          documentation:
            'Of `control`: sets after which a start drawn at random ends in the fate with at least this ' +
            'probability, where not every start need do so.',
          type: positiveShare,
        },
      ],
    },
    {
      word: 'choose',
      status: 'later',
      documentation: 'Chooses a setting on validation data.',
      example: 'choose rate in 1e-4, 1e-3',
      items: variable,
      labels: { in: [{ name: 'values', many: true, documentation: 'Values.', type: over('any', '1e-3') }] },
    },
    {
      word: 'measure',
      repeats: true,
      defines: 'measure',
      documentation:
        'A number per condition, seed and sweep point, or a series. Also what is computed of measures above it, seed ' +
        'by seed: `measure ratio = n_exc / n_inh` in each condition, `measure gain = accuracy of grown - accuracy of ' +
        'rewired` once for both.',
      example: 'measure accuracy = accuracy(test)',
      items: [{ name: 'call', documentation: 'A measure of the catalogue.', type: call('measure', 'accuracy(test)') }],
    },
    {
      word: 'plot',
      repeats: true,
      documentation:
        'A figure. `by condition`: one point per seed, mean and interval per condition; by a variable: that ' +
        'variable on x; by a factor: its levels on x, one line per level of the next; `by step`: what a series ' +
        'runs over; `by epoch`: as networks train, also measures of `recurrent`.',
      example: 'plot accuracy by condition',
      items: [
        {
          name: 'what',
          documentation: 'A measure or a picture.',
          type: either(named('measure', 'accuracy'), { says: 'a picture', example: 'learning', words: plotChoices }),
        },
      ],
      labels: {
        by: [
          {
            name: 'by',
            documentation: 'What stands on x.',
            type: either(
              choice(
                ['condition', 'The conditions.'],
                ['epoch', 'Epochs of training.'],
                ['step', 'What a series runs over: delays, ranks, distances, steps of a growth.'],
                ...Object.entries(byOfPictures),
                ['seed', 'Seeds.', 'later'],
              ),
              { says: 'a variable of `vary` or a factor', example: 'size', names: ['variable', 'factor'] },
            ),
          },
        ],
      },
    },
  ],
};
