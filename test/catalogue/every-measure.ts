/** A file in which every measure of the catalogue has something to be taken of, small enough for a test. */
import { type Measure, measures } from '../../catalogue/measures/index.ts';

/** The table that the text names. */
export const tableOfCells = 'dendrite_type,tau\nspiny,20\nspiny,26\naspiny,8\naspiny,\nspiny,24\n';
const nouns = `language 1
data cells from "cells.csv" { column tau in ms }
data lines from "stripes"
genes mouse {
  update asynchronous
  input Niche
  Sox2, Niche
  Tbr1, Tbr1 | !Niche
  fate progenitor = Sox2 & !Tbr1
  fate neuron = Tbr1
}
develop cortex from mouse {
  space 1 mm, 1 mm
  step 6 h
  start 1 cell as progenitor
  signal Niche = neighbours(progenitor, within: 100 um) < 12
  divide progenitor every 6 h until 60 cells, spread 50 um
  synapse neuron to neuron { probability 0.5 }
  stop at 5 day
}
connect grown from cortex { cells neuron }
connect wild {
  neurons 60
  place uniform in 3 mm, 3 mm
  weights uniform(-1, 1), symmetric
  spectrum max 0.9
}
dynamics rest of wild { tau 20 ms;  dt 4 ms;  run 20 s }
dynamics driven of wild { model rate, tanh;  tau 20 ms;  dt 4 ms;  drive uniform(-0.5, 0.5);  run 20 s, discard 400 ms }
dynamics tuned_rest of wild {
  model rate, tanh
  tau 20 ms
  dt 4 ms
  drive normal(0, 0.5), independent
  scale synapses to sum 1
  run 2 s
}
connect cascade { neurons 60;  weights uniform(0, 1);  spectrum radius 0.98 }
dynamics spikes of cascade { model branching;  dt 4 ms;  drive 0.0007;  run 120 s }
task memory is working_memory {
  stimuli 6
  trials 96
  delay 120 ms, 240 ms
}
task cycles is cycling { trials 4;  length 4 s;  pulse 1 s, latest 2 s }
network guide {
  neurons 6
  recurrent random_ei, tanh
  gain normal(1, 0.2), positive
  input 2
  readout 1
  tau 1 s
  dt 200 ms
}
network pupil like guide { known recurrent, input, readout;  learn gain, bias;  start gain shuffled, bias shuffled }
network reader {
  input 36, relu
  recurrent grown, fixed
  readout 3
}
`;

/** What is compared for the measures of a kind, and how it is trained. */
interface Subject {
  readonly experiment: string;
  readonly condition: string;
  readonly train?: string;
}
function subjectOf({ name, example, needs, takes }: Measure): Subject {
  if (needs.includes('dynamics') && 'task' in takes) return { experiment: 'remembers', condition: 'rest' };
  if (needs.includes('dynamics') || needs.includes('resilient'))
    return { experiment: 'is_driven', condition: 'driven' };
  const practice = '{ batch 4;  epochs 1 }';
  if (needs.includes('teacher') || needs.includes('student'))
    return {
      experiment: 'follows',
      condition: 'pupil',
      train: `teach guide on cycles ${practice};  train to follow guide on cycles { record 3;  batch 4;  epochs 1 }`,
    };
  if (name === 'explained')
    return { experiment: 'cycles_on', condition: 'guide', train: `train on cycles ${practice}` };
  if (needs.includes('scaling')) return { experiment: 'is_scaled', condition: 'tuned_rest' };
  if (needs.includes('counts') || name === 'crackling') return { experiment: 'counts', condition: 'spikes' };
  if (needs.includes('activity')) return { experiment: 'moves', condition: 'rest' };
  const isOfWeights =
    needs.includes('spectrum') || example.includes('strongest(') || (needs.includes('matrix') && !('matrix' in takes));
  if (isOfWeights) return { experiment: 'wired', condition: 'wild' };
  return { experiment: 'learns', condition: 'reader', train: 'train on lines { batch 16;  epochs 1 }' };
}
/** Examples are of the size of studies; these are of 60 neurons. */
const sized = (example: string): string =>
  example
    .replace('11 .. 500', '2 .. 30')
    .replace('nulls: 100', 'nulls: 20')
    .replace('to: 80 %', 'to: 1 %')
    .replace('1 .. 60 steps', '1 .. 12 steps')
    .replace('0 .. 10 steps', '0 .. 4 steps')
    .replace(/ranks: (1000|40)/, 'ranks: 5')
    .replace('pcs: 1 .. 100', 'pcs: 1 .. 5')
    .replace('modes: 1 .. 100', 'modes: 1 .. 20');

/** Every measure by its own name, with its example. */
export const everyMeasure = (): string => {
  const experiments = new Map<string, { subject: Subject; lines: string[] }>();
  for (const measure of measures) {
    const subject = subjectOf(measure),
      group = experiments.get(subject.experiment) ?? { subject, lines: [] };
    const { name, gives } = measure;
    group.lines.push(`measure ${name} = ${sized(measure.example)}`, `plot ${name} by condition`);
    if (gives.series) group.lines.push(`plot ${name} by step`);
    experiments.set(subject.experiment, group);
  }
  const texts = [...experiments].map(
    ([name, { subject, lines }]) => `experiment ${name} {
  seeds 1 .. 2
  compare { one = ${subject.condition} }
  ${subject.train ?? ''}
  ${lines.join('\n  ')}
}
`,
  );
  return nouns + texts.join('');
};
export const experimentsOfEveryMeasure: readonly string[] = [
  ...new Set(measures.map((measure) => subjectOf(measure).experiment)),
];
