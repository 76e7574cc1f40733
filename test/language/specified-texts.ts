// A study whose parts tests put together and change, and what texts are in canonical form.
import assert from 'node:assert/strict';
import {
  analyseText,
  type ExperimentSpec,
  type NetworkNoun,
  type Noun,
  specify,
  type Specification,
} from '../../language/index.ts';
import { readerOf } from './reader-of-texts.ts';

export async function specified(source: string): Promise<Specification> {
  const { specification, diagnostics } = await specify(analyseText(source), readerOf());
  assert.ok(specification, JSON.stringify(diagnostics));
  return specification;
}
export const only = async (source: string): Promise<ExperimentSpec> => {
  const {
    experiments: [experiment],
    refused,
  } = await specified(source);
  assert.deepEqual(refused, []);
  return experiment;
};

export const genes = `genes mouse {
  update asynchronous
  input Niche
  Sox2, Sox2 & !Tbr1
  Tbr1, Tbr1 | !Niche
  fate progenitor = Sox2
  fate neuron = Tbr1
}
`;
export const develop = `develop cortex from mouse {
  space 1 mm, 1 mm
  step 6 h
  start 1 cell as progenitor at centre
  signal Niche = neighbours(progenitor, within: 60 um) < 8
  divide progenitor every 2 steps until 500 cells, spread 50 um
  migrate neuron along outward at 2 um/h
  synapse neuron to neuron {
    probability exp(-distance / 150 um)
    weight similarity * (1 - distance / 300 um)
    prune weight < 0.2
    strengthen 1.1 every 1 step until 1
  }
  stop at 10 day
}
`;
export const rest = `connect grown from cortex { cells neuron;  unit_rows }
data digits from mnist
network reader {
  input 784, relu
  recurrent grown, fixed, steps 1
  readout 10
}
`;
export const experiment = (body: string): string =>
  `experiment study {
  train on digits { }
  measure accuracy = accuracy(test)
${body}}
`;
export const file = (body: string): string => `language 1\n${genes}${develop}${rest}${experiment(body)}`;
export const network = (noun: Noun): NetworkNoun => {
  assert.equal(noun.noun, 'network');
  return noun as NetworkNoun;
};
export const conditions = async (compare: string): Promise<Record<string, NetworkNoun>> =>
  Object.fromEntries(
    (await only(file(`  compare {\n${compare}\n  }\n`))).conditions.map(({ name, noun }) => [name, network(noun)]),
  );
