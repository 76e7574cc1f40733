/** Texts made from the vocabulary: every word with values that its slots take, and nouns to put them into. */
import { functions, isNoun, type Slot, type Type, type Word } from '../../language/vocabulary/index.ts';
import { smallFiles } from './reader-of-texts.ts';

/** Files that the nouns below name; what they hold is looked at only where it is cheap. */
export const files: Readonly<Record<string, string>> = {
  ...smallFiles,
  'w.npy': '',
  'v.npy': '',
  'xy.npy': '',
  'square.csv': '1,0\n0,1\n',
  'edges.csv': 'Source,Target,Weight,Other\na,b,1,2\nb,a,1,2\n',
  'activity.npy': '',
  'spikes.csv': 'neuron,time\n1,0.1\n',
  'a.csv': 'x\n1\n',
  'b.csv': 'x\n1\n',
  'genes.txt': 'A\nB\n',
  'others.txt': 'A\nB\n',
};

export const world = `language 1
genes stem {
  input Niche, Light
  A, A & !B
  B, B | Niche & !Light
  fate exc = A & !B
  fate inh = B & !A
}
develop ball from stem {
  space 100 um, 100 um
  step 6 h
  start 20 cells as exc at uniform
  synapse exc to exc { probability 0.1 }
  stop at 1 day
}
connect plain { neurons 20;  weights normal(0, 1);  wire 0.3;  spectrum radius 0.5 }
dynamics rest of other { model linear;  matrix plain;  run 2 s }
connect other { neurons 20;  weights uniform(-1, 1) }
data digits from mnist
data clothes from mnist
network reader { input 784;  neurons 20;  readout 10 }
task choose is one_choice
task cycles is cycling { trials 60 }
network rates { input 2;  recurrent plain, tanh;  readout 1;  gain 1;  tau 100 ms;  dt 10 ms }
network other_rates like rates { gain 2 }
`;

/** Networks that learn from trials, in steps and in time, taught and following another. */
const rateNetworks: readonly string[] = [
  'network base { input 2;  neurons 20;  recurrent normal(0, 0.1), tanh;  readout 1 }',
  'network base { input 2;  recurrent plain;  readout 1;  activation softplus;  gain 1;  bias 0;  tau 1 s;  dt 50 ms }',
  'network base like rates { known recurrent, input;  learn bias;  start bias shuffled }',
];
/** What a network of these learns. */
const learnedBy = (network: string): string => {
  if (network.includes('known')) return 'teach rates on cycles\n  train to follow rates on cycles { epochs 1 }';
  return rateNetworks.includes(network) ? 'train on cycles { epochs 1 }' : 'train on digits { epochs 1 }';
};

/** A noun of each kind for every way in which it can come about: what is said of it may mean something in one only. */
export const sources: Readonly<Record<string, readonly string[]>> = {
  genes: [
    'genes base like stem',
    'genes base from "rules.bnet"',
    'genes base from "cells.csv" { rows cells;  order by time;  known A }',
  ],
  develop: ['develop base like ball'],
  connect: [
    'connect base like plain',
    'connect base { neurons 20;  groups 4;  place uniform in 1 mm, 1 mm;  weights normal(0, 1), symmetric }',
    'connect base { neurons 20;  weights goe }',
    'connect base from ball',
    'connect base from ball { cells exc }',
    'connect base from "ring.json"',
    'connect base from "edges.csv" { columns pre Source, post Target, weight Weight }',
    'connect base from "w.npy"',
    'connect base from "square.csv" { square }',
  ],
  data: [
    'data base from mnist',
    'data base from "activity.npy" { rows neurons;  sampled at 10 Hz }',
    'data base from "spikes.csv" { spikes in s;  bin 10 ms }',
  ],
  task: ['task base is working_memory { trials 40 }'],
  dynamics: [
    'dynamics base of plain { model linear;  run 2 s }',
    'dynamics base of plain { model linear, discrete;  run 2 s }',
    'dynamics base of plain { model linear, relu;  run 2 s, discard 1 s, starts 2 }',
  ],
  network: [
    'network base { input 784, relu;  recurrent plain, fixed;  readout 10 }',
    'network base { input 784;  recurrent plain, steps 2;  readout 10 }',
    'network base { input 784, relu;  neurons 20;  readout 10 }',
    ...rateNetworks,
  ],
};
/** A file in which a noun that is `said` of is the one condition. */
export const studyOf = (kind: string, source: string, said = ''): string => {
  const subject = kind === 'task' ? 'rest' : 'subject';
  const measure = kind === 'task' ? '  measure m = delayed_choice(subject)\n' : '';
  const train = kind === 'network' ? `  ${learnedBy(source)}\n` : '';
  return `${world}${source}
${kind} subject like base {
  ${said}
}
experiment e {
  seeds 6
  vary v in 3, 4
  compare { c = ${subject} }
${train}${measure}}
`;
};
/** The same of an experiment. */
export const experiments: readonly string[] = [
  'seeds 6\n  compare { a = plain;  b = other }\n  measure m = rank(recurrent)\n',
  `seeds 6
  compare { a = reader;  b = reader { neurons 30 } }
  train on digits { epochs 1 }
  measure m = accuracy(test)
`,
  'compare { a = stem }\n  screen knock_out of A\n  measure m = count(steady_states)\n',
  `seeds 6
  compare { a = rates;  b = rates { gain 2 } }
  teach rates on cycles { epochs 1 }
  train on cycles { epochs 1 }
  measure m = loss(test)
`,
];
/** How the words of an experiment that have a block begin, in an experiment that learns from images or from trials. */
export const openings = (says: string, word: string): readonly string[] => {
  if (!says.includes('on cycles')) return word === 'train' ? ['train on digits'] : [];
  return (
    { train: ['train on cycles', 'train to follow rates on cycles'], teach: ['teach rates on cycles'] }[word] ?? [
      `${word} on cycles`,
    ]
  );
};
export const experimentOf = (says: string, said = ''): string => `${world}experiment base {
  ${says}}
experiment subject like base {
  ${said}
}
`;

/** Two values or more that a type takes, each meaning another thing; one where there is but one. */
export function valuesOf(type: Type, free: readonly string[] = ['Source', 'Other']): readonly string[] {
  const words = (type.words ?? []).filter(({ status }) => status !== 'later').map(({ word }) => word);
  const values = [...words];
  if (type.number) values.push(...numbersOf(type));
  if (type.names?.includes('fate')) values.push('exc', 'inh');
  if (type.names?.includes('gene')) values.push('A', 'B');
  if (type.names?.includes('input')) values.push('Niche', 'Light');
  if (type.names?.includes('variable')) values.push('v');
  if (type.names?.includes('measure')) values.push('m');
  if (type.names?.includes('condition')) values.push('a', 'b');
  for (const noun of type.nouns ?? []) values.push(...(declared[noun] ?? []));
  for (const { example, status } of functions.filter(({ result }) => type.calls?.includes(result) && !isNoun(result)))
    if (status !== 'later') values.push(example, ...doubled(example));
  if (type.file) values.push('"a.csv"', '"b.csv"');
  if (type.unit) values.push(...(type.unit === true ? ['ms', 'um'] : [type.example]));
  if (type.range) values.push('1 .. 3', '2 .. 5');
  if (type.expression && values.length === 0) values.push(type.example, ...doubled(type.example));
  if (type.free && values.length === 0) values.push(...free);
  if (values.length === 0 && type.example) values.push(type.example);
  return [...new Set(values)];
}
const declared: Readonly<Record<string, readonly string[]>> = {
  genes: ['stem'],
  develop: ['ball'],
  connect: ['plain', 'other', 'rewired(plain)'],
  data: ['digits', 'clothes'],
  network: ['rates', 'other_rates'],
  task: ['cycles'],
};
const doubled = (example: string): readonly string[] =>
  /\d/.test(example) ? [example.replace(/\d+(\.\d+)?/, (digits) => String(2 * Number(digits)))] : [];
function numbersOf({ example, number }: Type): readonly string[] {
  const within = doubled(example).filter((text) => {
    const value = Number.parseFloat(text) / (text.includes('%') ? 100 : 1);
    return number?.most === undefined || value <= number.most;
  });
  const less = example.replace(/\d+(\.\d+)?/, (digits) =>
    String(number?.integer ? Number(digits) - 1 : Number(digits) / 2),
  );
  const isLess = less !== example && Number.parseFloat(less) >= (number?.least ?? 0);
  return [example, ...within, ...(isLess ? [less] : [])].filter((text) => /\d/.test(text));
}

/** A statement for every value of every slot of a word, by the slot; flags alone and not at all. */
export function statementsOf(word: Word): ReadonlyMap<string, readonly string[]> {
  const { items = [], labels = {}, options = [], block } = word;
  const isNeeded = ({ optional, status, default: usual }: Slot): boolean => !optional && status !== 'later' && !usual;
  const one = ({ type }: Slot): string => valuesOf(type)[0] ?? '';
  const write = (slot?: Slot, value = ''): string => {
    const given = (other: Slot): string | undefined =>
      other === slot ? value : isNeeded(other) && !other.type.flag ? repeated(other, one(other)) : undefined;
    const first = items.flatMap((item) => given(item) ?? []).join(', ');
    const phrases = Object.entries(labels).flatMap(([label, slots]) => {
      const written = slots.flatMap((each) => given(each) ?? []);
      const wanted =
        slots.some((each) => each === slot) ||
        (!slots.includes(slot as Slot) && neededLabels.has(`${word.word} ${label}`));
      return wanted && written.length > 0 ? [`${label} ${written.join(', ')}`] : [];
    });
    const behind = options.flatMap((option) => {
      if (option !== slot && !isNeeded(option)) return [];
      return [option.type.flag ? option.name : `${option.name} ${option === slot ? value : one(option)}`];
    });
    const body = block?.some(({ required }) => required)
      ? ` { ${block.flatMap((inner) => (inner.required ? [inner.example] : [])).join(';  ')} }`
      : '';
    const front = [word.word, first, ...phrases].filter(Boolean).join(' ');
    const comma = first || phrases.length > 0 ? ', ' : ' ';
    return `${front}${behind.length > 0 ? `${comma}${behind.join(', ')}` : ''}${body}`;
  };
  const slots = [...items, ...Object.values(labels).flat(), ...options].filter(({ status }) => status !== 'later');
  if (slots.length === 0) return new Map([['', [write()]]]);
  return new Map(
    slots.map((slot) => [
      slot.name,
      slot.type.flag ? [write(), write(slot)] : valuesOf(slot.type).map((value) => write(slot, repeated(slot, value))),
    ]),
  );
}
const repeated = ({ counts }: Slot, value: string): string =>
  counts ? Array.from({ length: counts[0] }, () => value).join(', ') : value;
/** Labels that a word cannot do without, though its record does not say so. */
const neededLabels: ReadonlySet<string> = new Set([
  'divide every',
  'migrate along',
  'migrate at',
  'synapse to',
  'strengthen every',
  'strengthen until',
  'stop at',
  'train on',
  'vary in',
  'sampled at',
  'positions from',
  'positions in',
  'place in',
  'spikes in',
  'edges where',
  'screen of',
]);
