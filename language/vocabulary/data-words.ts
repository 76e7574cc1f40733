import { frequency, length, time } from '../../catalogue/units.ts';
import type { Choice, NounEntry } from '../../catalogue/entry.ts';
import { choice, column, either, file, quantity, unitOf } from '../../catalogue/entry.ts';

/**
 * Data sets known by name: what one sample is, how many classes there are, and how many samples to train (from the data
 * sets' own descriptions).
 */
export const builtIn: Readonly<
  Record<
    string,
    {
      readonly inputs: number;
      readonly classes: number;
      readonly training?: number;
      readonly status?: 'later';
      readonly documentation: string;
    }
  >
> = {
  mnist: {
    inputs: 784,
    classes: 10,
    training: 60_000,
    documentation: 'Handwritten digits, 28 × 28, 60,000 to train and 10,000 to test (LeCun 1998).',
  },
  fashion_mnist: {
    inputs: 784,
    classes: 10,
    training: 60_000,
    documentation: 'Articles of clothing, 28 × 28, 60,000 and 10,000 (Xiao 2017).',
  },
  cifar10: {
    inputs: 3072,
    classes: 10,
    training: 50_000,
    documentation: 'Photographs of ten things, 32 × 32 × 3, 50,000 and 10,000 (Krizhevsky 2009).',
  },
  digits8x8: { inputs: 64, classes: 10, documentation: 'Handwritten digits, 8 × 8 (Alpaydin 1998).', status: 'later' },
};
const choices: readonly Choice[] = Object.entries(builtIn).map(([word, { documentation, status }]) => ({
  word,
  documentation,
  ...(status && { status }),
}));

export const data: NounEntry = {
  noun: 'data',
  documentation:
    'Images, recordings or tables. A path is looked up relative to the file, then in the data folders. A ' +
    'recording is a table (`.csv`, `.tsv`, `.txt`, `.npy`) whose rows and rate must be said, or a file that ' +
    'says them itself (HDF5, NWB, MATLAB 7.3).',
  example: 'data v1 from "spikes.npy" { rows neurons;  sampled at 22 Hz;  positions from "xy.npy" in um }',
  labels: {
    from: [
      {
        name: 'from',
        type: either(
          {
            says: `a known data set (${choices.map(({ word }) => word).join(', ')})`,
            example: 'mnist',
            words: choices,
          },
          file,
        ),
        documentation: 'A known data set, or a file or folder in double quotes.',
      },
    ],
  },
  requires: ['from'],
  words: [
    {
      word: 'rows',
      documentation: 'What a row of the table is; a column is the other.',
      example: 'rows neurons',
      items: [
        {
          name: 'rows',
          documentation: 'The meaning of a row.',
          type: choice(
            ['neurons', 'A row is a neuron, a column a time.'],
            ['times', 'A row is a time, a column a neuron.'],
            ['cells', 'A row is a cell.', 'later'],
          ),
        },
      ],
    },
    {
      word: 'sampled',
      documentation: 'Samples per second of the recording.',
      example: 'sampled at 22 Hz',
      labels: { at: [{ name: 'rate', documentation: 'A rate.', type: quantity(frequency, { positive: true }) }] },
    },
    {
      word: 'positions',
      documentation: 'Positions of the neurons: a table or an `.npy` file with a row per neuron, and its unit.',
      example: 'positions from "xy.npy" in um',
      labels: {
        from: [{ name: 'positions', documentation: 'A file.', type: file }],
        in: [{ name: 'unit', documentation: 'Its unit.', type: unitOf(length, 'um') }],
      },
    },
    {
      word: 'bin',
      documentation:
        'Width of the bins: activity is averaged in them, spikes are counted. Without it, samples stay as they are.',
      example: 'bin 50 ms',
      items: [{ name: 'bin', documentation: 'A time.', type: quantity(time, { positive: true }) }],
    },
    {
      word: 'dataset',
      documentation:
        'Where in an HDF5, NWB or MATLAB file the activity stands; needed where a file holds more than one recording.',
      example: 'dataset "/processing/ophys/dff"',
      items: [
        {
          name: 'path',
          documentation: 'The path within the file.',
          type: { says: 'a path in double quotes', example: '"/spikes"', file: true },
        },
      ],
    },
    {
      word: 'spikes',
      documentation:
        'The file holds times of spikes, in this unit. A table has a row per spike, and columns for its ' +
        'neuron and its time. Spikes need `bin`.',
      example: 'spikes in s, neuron unit, time t',
      labels: { in: [{ name: 'unit', documentation: 'The unit of the times.', type: unitOf(time, 's') }] },
      options: [
        {
          name: 'neuron',
          optional: true,
          documentation: 'The column of a table that says whose spike it is.',
          type: column,
          default: { text: 'neuron', source: 'choice of this language' },
        },
        {
          name: 'time',
          optional: true,
          documentation: 'The column of a table that says when.',
          type: column,
          default: { text: 'time', source: 'choice of this language' },
        },
      ],
    },
    {
      word: 'missing',
      documentation: 'What becomes of values that are not there (empty, NaN).',
      example: 'missing drop',
      items: [
        {
          name: 'missing',
          documentation: 'What is done.',
          type: choice(
            ['error', 'Nothing is read, and the message says how many are missing.'],
            ['drop', 'Neurons that miss any value are left out.'],
            ['interpolate', 'Each gap is bridged in a straight line; at the ends the nearest value stands.'],
          ),
        },
      ],
      default: { text: 'error', source: 'choice of this language: a gap is not filled unasked' },
    },
    {
      word: 'column',
      status: 'later',
      repeats: true,
      documentation: 'A column of the table and its unit.',
      example: 'column tau in ms',
      items: [{ name: 'column', documentation: 'The column.', type: column }],
      labels: {
        in: [{ name: 'unit', documentation: 'Its unit.', type: { says: 'a unit', example: 'ms', unit: true } }],
      },
    },
    {
      word: 'group',
      status: 'later',
      documentation: 'A column that groups the rows.',
      example: 'group by line_name',
      labels: { by: [{ name: 'by', documentation: 'The column.', type: column }] },
    },
  ],
};
