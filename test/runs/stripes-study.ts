import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { stream } from '../../engine/random/index.ts';
import { writeIdx } from '../../formats/index.ts';
import type {
  ConnectNoun,
  DevelopNoun,
  ExperimentSpec,
  GenesNoun,
  NetworkNoun,
  Specification,
} from '../../language/specification.ts';

/** A folder of its own for a test, removed afterwards. */
export function temporaryFolder(t: { after(remove: () => void): void }): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'anlage-test-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** `stripes/`: images of 6 × 6 pixels in three classes that can be told apart, as IDX files. */
export function writeStripes(folder: string, { train = 240, test = 60 } = {}): void {
  const place = path.join(folder, 'stripes');
  fs.mkdirSync(place, { recursive: true });
  for (const [name, count] of [
    ['train', train],
    ['t10k', test],
  ] as const) {
    const draws = stream(7, name, 'stripes');
    const labels = Uint8Array.from({ length: count }, (_, image) => image % 3);
    const pixels = Uint8Array.from({ length: count * 36 }, (_, place) => {
      const [image, row, column] = [Math.floor(place / 36), Math.floor((place % 36) / 6), place % 6];
      const bright =
        labels[image] === 0 ? row % 2 === 0 : labels[image] === 1 ? column % 2 === 0 : (row + column) % 2 === 0;
      return draws.below(180) + (bright ? 75 : 0);
    });
    fs.writeFileSync(
      path.join(place, `${name}-images-idx3-ubyte`),
      writeIdx({ type: 'u1', shape: [count, 6, 6], values: pixels }),
    );
    fs.writeFileSync(
      path.join(place, `${name}-labels-idx1-ubyte`),
      writeIdx({ type: 'u1', shape: [count], values: labels }),
    );
  }
}

const genes: GenesNoun = {
  noun: 'genes',
  name: 'mouse',
  stream: 'mouse',
  update: 'asynchronous',
  inputs: ['Niche'],
  signs: [],
  fixed: {},
  genes: [
    { name: 'Sox2', rule: { gene: 'Niche' } },
    { name: 'Tbr1', rule: { or: [{ gene: 'Tbr1' }, { not: { gene: 'Niche' } }] } },
  ],
  fates: [
    { name: 'progenitor', rule: { gene: 'Sox2' } },
    { name: 'neuron', rule: { gene: 'Tbr1' } },
  ],
};
const cortex: DevelopNoun = {
  noun: 'develop',
  name: 'cortex',
  stream: 'cortex',
  genes,
  space: [1e-3, 1e-3],
  step: 3600,
  stop: 10 * 3600,
  start: { count: 1, fate: 'progenitor', place: 'centre' },
  signals: [
    {
      name: 'Niche',
      expression: {
        call: '<',
        arguments: [{ call: 'neighbours', arguments: [{ name: 'progenitor' }], named: { within: 1e-4 } }, 12],
      },
    },
  ],
  divide: [{ fate: 'progenitor', every: 3600, until: 60, spread: 5e-5 }],
  migrate: [{ fate: 'neuron', along: 'outward', speed: 1e-9 }],
  synapses: [{ pre: 'neuron', post: 'neuron', probability: 0.3, perSecond: false, weight: { name: 'similarity' } }],
  controls: [],
};
const grown: ConnectNoun = {
  noun: 'connect',
  name: 'grown',
  stream: 'grown',
  source: { kind: 'develop', develop: cortex, cells: 'neuron' },
  controls: [],
  unitRows: true,
};
const reader: NetworkNoun = {
  noun: 'network',
  name: 'reader',
  stream: 'reader',
  input: { size: 36, activation: 'relu', biased: true },
  recurrent: { matrix: grown, removed: false, fixed: true, steps: 1, activation: 'identity', biased: false },
  readout: { size: 3, biased: true },
};

/** A grown circuit, a control and no circuit, trained on `stripes` in a moment. */
export const stripes: ExperimentSpec = {
  name: 'stripes',
  seeds: [1, 2],
  vary: [],
  conditions: [
    { name: 'grown', noun: reader },
    {
      name: 'random',
      noun: {
        ...reader,
        recurrent: {
          ...reader.recurrent!,
          matrix: { ...grown, controls: [{ call: 'random', takes: {}, stream: 'random(grown)' }] },
        },
      },
    },
    { name: 'no_circuit', noun: { ...reader, recurrent: { ...reader.recurrent!, removed: true } } },
  ],
  train: {
    data: { noun: 'data', name: 'lines', reference: 'stripes' },
    optimiser: { call: 'adam', takes: { rate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0 } },
    batch: 16,
    epochs: 2,
  },
  measures: [
    { name: 'accuracy', text: 'accuracy(test)', call: { call: 'accuracy', takes: { set: 'test' } }, nouns: {} },
    { name: 'rank', text: 'rank(recurrent)', call: { call: 'rank', takes: { matrix: 'recurrent' } }, nouns: {} },
    {
      name: 'neurons',
      text: 'count(cells(cortex), fate: neuron)',
      call: {
        call: 'count',
        takes: { what: { call: 'cells', takes: { develop: { named: 'cortex' } } }, fate: 'neuron' },
      },
      nouns: { cortex },
    },
  ],
  expectations: [
    {
      text: 'accuracy of grown > 50 %',
      line: 1,
      every: false,
      at: {},
      left: { call: 'of', arguments: [{ name: 'accuracy' }, { name: 'grown' }] },
      test: { kind: 'compare', operator: '>', right: 0.5 },
    },
  ],
  plots: [{ what: 'accuracy', by: 'condition', text: 'plot accuracy by condition' }],
};

export const specificationOf = (...experiments: ExperimentSpec[]): Specification => ({
  language: 1,
  experiments,
  refused: [],
});
