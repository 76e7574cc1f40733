import { frequency } from '../units.ts';
import type { Choice, NounEntry } from './entry.ts';
import { choice, column, either, file, quantity } from './entry.ts';

/** Data sets known by name: what one sample is, how many classes there are, and how many samples to train (from the data sets' own descriptions). */
export const builtIn: Readonly<Record<string, { readonly inputs: number; readonly classes: number; readonly training?: number; readonly status?: 'later'; readonly documentation: string }>> = {
  mnist: { inputs: 784, classes: 10, training: 60_000, documentation: 'Handwritten digits, 28 × 28, 60,000 to train and 10,000 to test (LeCun 1998).' },
  fashion_mnist: { inputs: 784, classes: 10, training: 60_000, documentation: 'Articles of clothing, 28 × 28, 60,000 and 10,000 (Xiao 2017).' },
  cifar10: { inputs: 3072, classes: 10, training: 50_000, documentation: 'Photographs of ten things, 32 × 32 × 3, 50,000 and 10,000 (Krizhevsky 2009).' },
  digits8x8: { inputs: 64, classes: 10, documentation: 'Handwritten digits, 8 × 8 (Alpaydin 1998).', status: 'later' },
};
const choices: readonly Choice[] = Object.entries(builtIn).map(([word, { documentation, status }]) => ({ word, documentation, ...(status && { status }) }));

export const data: NounEntry = {
  noun: 'data',
  documentation: 'Images, recordings or tables. A path is looked up relative to the file, then in the data folders.',
  example: 'data digits from mnist',
  labels: { from: [{ name: 'from', type: either({ says: `a known data set (${choices.map(({ word }) => word).join(', ')})`, example: 'mnist', words: choices }, file), documentation: 'A known data set, or a file or folder in double quotes.' }] },
  requires: ['from'],
  words: [
    { word: 'rows', status: 'later', documentation: 'What the rows of the table are.', example: 'rows neurons',
      items: [{ name: 'rows', documentation: 'The meaning of a row.', type: choice(['neurons', 'A row is a neuron.', 'later'], ['times', 'A row is a time point.', 'later'], ['cells', 'A row is a cell.', 'later']) }] },
    { word: 'sampled', status: 'later', documentation: 'Sampling rate of the recording.', example: 'sampled at 22 Hz', labels: { at: [{ name: 'rate', documentation: 'A rate.', type: quantity(frequency, { least: 0 }) }] } },
    { word: 'positions', status: 'later', documentation: 'Positions of the neurons.', example: 'positions from "xy.npy" in um',
      labels: { from: [{ name: 'positions', documentation: 'A file.', type: file }], in: [{ name: 'unit', documentation: 'Its unit.', type: { says: 'a unit', example: 'um', unit: true } }] } },
    { word: 'column', status: 'later', repeats: true, documentation: 'A column of the table and its unit.', example: 'column tau in ms',
      items: [{ name: 'column', documentation: 'The column.', type: column }], labels: { in: [{ name: 'unit', documentation: 'Its unit.', type: { says: 'a unit', example: 'ms', unit: true } }] } },
    { word: 'group', status: 'later', documentation: 'A column that groups the rows.', example: 'group by line_name', labels: { by: [{ name: 'by', documentation: 'The column.', type: column }] } },
  ],
};
