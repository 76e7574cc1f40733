import { modelChoices, modelFlags, motionSettings, usualModel } from '../../catalogue/laws-of-motion.ts';
import { frequency, number, time } from '../../catalogue/units.ts';
import type { Choice, NounEntry, Type, Word } from '../../catalogue/entry.ts';
import { choice, column, count, flag, noun, over, quantity, real } from '../../catalogue/entry.ts';

const duration = { ...quantity(time, { positive: true }), example: '20 ms' };
const study = 'the critical-initialisation study (Pachitariu et al. 2026)';
const laterModels: readonly Choice[] = [
  { word: 'rate', documentation: 'A rate model with a transfer function.', status: 'later' },
  { word: 'threshold_linear', documentation: 'Rectified.', status: 'later' },
  { word: 'spiking', documentation: 'Leaky integrate-and-fire.', status: 'later' },
];
const oneOf = (words: readonly Choice[]): Type => ({
  says: `one of ${words.map(({ word }) => `\`${word}\``).join(', ')}`,
  example: words[0].word,
  words,
});
/** What can stand behind the settings of a motion. */
const besides: Readonly<Record<string, (word: Word) => Partial<Word>>> = {
  tau: ({ items }) => ({
    items: items?.map((item) => ({ ...item, optional: true })),
    labels: {
      from: [{ name: 'from', status: 'later', documentation: 'A column of a data noun.', type: column }],
      by: [{ name: 'by', status: 'later', documentation: 'A grouping column.', type: column }],
    },
  }),
  noise: () => ({
    labels: {
      per: [
        {
          name: 'per',
          documentation: '`per step`: inside the bracket, as published.',
          type: choice(['step', 'Inside the bracket, without the root.']),
        },
      ],
      on: [
        {
          name: 'on',
          status: 'later',
          documentation: 'Where it enters.',
          type: choice(['input', 'On the input.', 'later'], ['state', 'On the state.', 'later']),
        },
      ],
    },
  }),
};

export const dynamics: NounEntry = {
  noun: 'dynamics',
  documentation:
    'Activity of a matrix without learning: k runs side by side from x ~ N(0, 1), by Euler’s method. Runs ' +
    'are pooled, no lag crosses from one into the next, and they are no replicates: the resampling unit is the seed.',
  example:
    'dynamics rest of wild { model linear;  tau 20 ms;  dt 2 ms;  noise 1;  run 120 s, discard 8 s, starts ' +
    '80;  bin 46 ms }',
  labels: { of: [{ name: 'of', type: noun('connect'), documentation: 'The matrix that runs.' }] },
  requires: ['of'],
  words: [
    {
      word: 'model',
      documentation: 'The equation of a neuron.',
      example: 'model linear',
      items: [
        {
          name: 'model',
          documentation: 'The model.',
          type: oneOf([...modelChoices, ...laterModels]),
        },
      ],
      options: [
        ...modelFlags,
        { name: 'tanh', optional: true, status: 'later', type: flag, documentation: 'Transfer function tanh.' },
      ],
      default: { text: usualModel, source: `equation 1 of ${study}` },
    },
    {
      word: 'matrix',
      documentation: 'In an override: the matrix it runs on.',
      example: 'matrix wild { spectrum max gain }',
      items: [{ name: 'matrix', documentation: 'A matrix.', type: noun('connect') }],
    },
    ...motionSettings.map((word) => ({ ...word, ...besides[word.word]?.(word) })),
    {
      word: 'drive',
      status: 'later',
      documentation: 'External input.',
      example: 'drive uniform(-0.5, 0.5)',
      items: [
        {
          name: 'drive',
          documentation: 'A constant or a distribution.',
          type: { ...over(number, 'uniform(-0.5, 0.5)'), calls: ['distribution'] },
        },
      ],
    },
    {
      word: 'run',
      required: true,
      documentation: 'Duration of each run. `discard` lies inside it; `starts k`: k runs of one matrix, pooled.',
      example: 'run 60 s, discard 8 s, starts 8',
      items: [{ name: 'duration', documentation: 'A time.', type: duration }],
      options: [
        {
          name: 'discard',
          optional: true,
          documentation: 'Left out at the beginning of each run.',
          type: quantity(time, { least: 0 }),
          default: {
            text: '0 s',
            source: 'choice of this language: nothing is left out unasked (the study leaves out 8 s)',
          },
        },
        {
          name: 'starts',
          optional: true,
          documentation: 'Number of runs.',
          type: count('starts', '8', 1),
          default: { text: '1', source: 'choice of this language (the study runs 80)' },
        },
      ],
    },
    {
      word: 'bin',
      documentation: 'Width of the bins in which activity is averaged; without it every step is kept.',
      example: 'bin 46 ms',
      items: [{ name: 'bin', documentation: 'A time.', type: duration }],
    },
    {
      word: 'scale',
      status: 'later',
      documentation: 'Turns on synaptic scaling.',
      example: 'scale synapses to 5 Hz',
      items: [
        {
          name: 'what',
          documentation: 'What is scaled.',
          type: choice(['synapses', 'The incoming weights.', 'later']),
        },
      ],
      labels: {
        to: [
          { name: 'to', optional: true, documentation: 'The target rate.', type: quantity(frequency) },
          { name: 'flow', optional: true, documentation: 'The target sum.', type: real('1') },
        ],
      },
    },
    {
      word: 'stream',
      documentation: 'Pins the key of the random draws.',
      example: 'stream "rest"',
      items: [{ name: 'stream', documentation: 'The key.', type: { says: 'a string', example: '"rest"', file: true } }],
    },
  ],
};
