import { readMatrix } from '../../making/read-matrix.ts';
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { plotChoices } from '../../catalogue/plots/index.ts';
import { type Stream, stream } from '../../engine/random/index.ts';
import { encodeText, writeNpy } from '../../formats/index.ts';
import { parse } from '../../grammar/index.ts';
import { analyseScience, analyseText, loadImports, specify } from '../../language/index.ts';
import { nounEntry } from '../../language/nouns/index.ts';
import { functions, type FunctionEntry, type Word } from '../../language/vocabulary/index.ts';
import { openBackend } from '../../runs/execute/backends.ts';
import { evaluator } from '../../runs/execute/evaluate.ts';
import { type Job, jobsOf } from '../../runs/plan/jobs.ts';
import { readable } from '../../making/failure.ts';
import { trials } from '../fuzz-trials.ts';
import { readerOf } from './reader-of-texts.ts';
import { files, sources, statementsOf, valuesOf, world } from './vocabulary-texts.ts';

/** Processor time of one text, checked whole, in milliseconds. */
const mostTime = 2000;

const chosen = <T>(random: Stream, from: readonly T[]): T => from[random.below(from.length)];
const some = <T>(random: Stream, most: number, from: readonly T[]): readonly T[] =>
  Array.from({ length: random.below(most + 1) }, () => chosen(random, from));

/** Names of the examples of the vocabulary, by those of the nouns that are there. */
const there: Readonly<Record<string, string>> = {
  cortex: 'ball',
  mouse: 'stem',
  grown: 'plain',
  wild: 'plain',
  memory: 'recall',
  neuron: 'exc',
  progenitor: 'inh',
  Pax6: 'A',
  Sox2: 'B',
};
const called = (random: Stream, { name, parameters }: FunctionEntry): string => {
  const written = parameters.flatMap(({ name: argument, type, optional, status }, index) => {
    if (status === 'later' || (optional && random.below(2) === 0)) return [];
    const value = chosen(random, valuesOf(type)).replace(/\b[A-Za-z]\w*\b/g, (word) => there[word] ?? word);
    return [optional || index > 0 ? `${argument}: ${value}` : value];
  });
  return `${name}(${written.join(', ')})`;
};
const measures = functions.filter(({ result, status }) => result === 'measure' && status !== 'later');
const plots = plotChoices.filter(({ status }) => status !== 'later').map(({ word }) => word);
const settable = (words: readonly Word[]): readonly Word[] =>
  words.filter(({ status, defines, conditions }) => status !== 'later' && !defines && !conditions);
const statement = (random: Stream, words: readonly Word[]): string =>
  chosen(random, chosen(random, [...statementsOf(chosen(random, settable(words))).values()]));

/** Up to two statements. */
const said = (random: Stream, words: readonly Word[]): readonly string[] => [
  ...new Set(some(random, 2, [0]).map(() => statement(random, words))),
];

const kinds = Object.keys(sources).filter((kind) => kind !== 'task');
/** A small file that looks as if it might be meant. */
function study(random: Stream): string {
  const kind = chosen(random, kinds),
    words = nounEntry(kind)?.words ?? [];
  const controls = functions.filter(({ result, status }) => result === kind && status !== 'later');
  const control = controls.length > 0 && random.below(2) ? called(random, chosen(random, controls)) : undefined;
  const conditions = [
    'c = subject',
    ...(control ? [`d = ${control.replace(/\((\w+)/, '(subject')}`] : []),
    ...(random.below(3) ? [] : [`o = subject { ${statement(random, words)} }`]),
  ];
  const training = settable(nounEntry('experiment')?.words.find(({ word }) => word === 'train')?.block ?? []);
  const taken = Array.from({ length: 1 + random.below(2) }, () => chosen(random, measures));
  return `${world}task recall is working_memory { trials 40;  stimuli 4;  delay 120 ms }
${chosen(random, sources[kind])}
${kind} subject like base {
  ${said(random, words).join('\n  ')}
}
experiment e {
  seeds ${chosen(random, ['1', '6', '2 .. 7'])}
  ${random.below(3) ? '' : `vary v in ${chosen(random, ['2, 3', '0.5, 1', '1 .. 3'])}`}
  compare { ${conditions.join(';  ')} }
  ${kind === 'network' ? `train on digits { ${said(random, training).join(';  ')} }` : ''}
  ${taken.map((entry, index) => `measure m${index} = ${called(random, entry)}`).join('\n  ')}
  ${some(random, 2, [...plots, 'm0', 'm0 by condition'])
    .map((plot) => `plot ${plot}`)
    .join('\n  ')}
  ${random.below(2) ? '' : 'expect m0 of c >= 0'}
}
`;
}

const backend = await openBackend('wasm');
const images = (count: number) => ({
  count,
  inputs: 784,
  classes: 10,
  pixels: Uint8Array.from({ length: count * 784 }, (_, place) => (place * 37) % 251),
  labels: Uint8Array.from({ length: count }, (_, image) => image % 10),
});
const activity = stream(1, 'fuzz', 'activity');
const numbers = Float64Array.from({ length: 20 * 400 }, () => activity.normal());
const bytes: Readonly<Record<string, Uint8Array>> = {
  'w.npy': writeNpy({ type: 'f8', shape: [20, 20], values: numbers.slice(0, 400) }),
  'xy.npy': writeNpy({ type: 'f8', shape: [20, 2], values: numbers.slice(0, 40) }),
};
const reader = {
  ...readerOf(files),
  bytes: async (location: string) => bytes[location] ?? encodeText(files[location] ?? ''),
};
const evaluate = evaluator({
  backend,
  list: () => [],
  read: (reference) => bytes[reference] ?? encodeText(files[reference]),
  dataSet: () => Promise.resolve({ train: images(20), test: images(10) }),
  recording: () => {
    throw new Error('recordings are not tried here');
  },
  matrix: ({ path, rows }) => readMatrix(bytes[path] ?? encodeText(files[path]), path, { rows }),
  kept: () => undefined,
  file: (file) => encodeText(file),
});
/** What only the drawn numbers themselves tell, and the size of a file. */
const byChance = /C024|singular components|needs free pairs|finds no|no place|converge|positive real part/;

const checksums = Object.fromEntries([...Object.keys(files), 'mnist'].map((name) => [name, name]));
/** Eigenvalues of thousands of neurons take minutes. */
const isLarge = (job: Job): boolean => /"(?:neurons|size)":[1-9]\d{3}/.test(JSON.stringify(job));
const isTried = (job: Job): boolean =>
  !isLarge(job) &&
  !('noun' in job && job.noun.noun === 'data') &&
  !('train' in job && job.train && (job.train.samples ?? 0) > 20);

it('what is checked without an objection begins to run, and is answered in time', {
  timeout: trials(390_000),
}, async (t) => {
  const random = stream(Number(process.env.ANLAGE_FUZZ_SEED ?? 1), 'fuzz', 'vocabulary');
  let clean = 0,
    computed = 0;
  for (let trial = 0; trial < trials(400); trial++) {
    const source = study(random);
    const before = process.cpuUsage();
    const parsed = parse(source);
    const analysis = analyseText(source, await loadImports(parsed, reader), parsed);
    const found = [...analysis.diagnostics, ...(await analyseScience(analysis, reader))];
    const { specification } = await specify(analysis, reader);
    const { user, system } = process.cpuUsage(before);
    assert.ok((user + system) / 1000 < mostTime, `${(user + system) / 1000} ms\n${source}`);
    assert.deepEqual(
      found.filter(({ code }) => code === 'L016'),
      [],
      source,
    );
    if (found.some(({ severity, code }) => severity === 'error' || code === 'L014')) continue;
    clean++;
    assert.deepEqual(specification?.refused, [], source);
    const [experiment] = specification?.experiments ?? [];
    const jobs = jobsOf({ ...experiment, seeds: experiment.seeds.slice(0, 1) }, { files: checksums, backend: 'wasm' });
    assert.ok(jobs.length > 0, source);
    for (const job of jobs.filter(isTried).slice(0, 4)) {
      computed++;
      try {
        await evaluate({ job, keep: false }, { onPoint: () => {}, onFraction: () => {} });
      } catch (error) {
        if (!byChance.test(readable(error)))
          assert.fail(`${readable(error)}\n${error instanceof Error ? error.stack : ''}\n${source}`);
      }
    }
  }
  t.diagnostic(`${clean} texts without an objection, ${computed} jobs computed`);
  assert.ok(clean > trials(10), `${clean} clean`);
});
