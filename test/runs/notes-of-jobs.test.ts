// Notes of jobs: reasons that differ by numbers are one for a condition, and those of two conditions stay apart.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noValueBegins } from '../../results/note-codes.ts';
import { jobsOf } from '../../runs/plan/jobs.ts';
import { notesOfJobs } from '../../runs/say/job-notes.ts';
import { stripes } from './stripes-study.ts';

const study = { ...stripes, seeds: [1, 2], train: undefined };
const textsOf = (reason: (condition: string, seed: number) => string): readonly string[] =>
  notesOfJobs(
    study,
    jobsOf(study, { files: {}, backend: 'wasm' })
      .filter(({ kind }) => kind === 'condition')
      .map((job) => {
        const note = { code: 'S066', text: `${noValueBegins('m')}${reason(job.condition, job.seed)}.` } as const;
        return { job, outcome: { points: [], notes: [note], facts: {}, seconds: 1, files: {} } };
      }),
  ).map(({ text }) => text);

test('the numbers in a reason are those of the seeds of its own condition', () => {
  const slopes = (condition: string, seed: number): string =>
    condition === 'grown' ? `slopes −0.00${seed}, 0.00${seed} …` : 'slopes 0.9, 0.8 …';
  assert.deepEqual(textsOf(slopes), [
    'grown: m has no value here: slopes −0.002 to −0.001, 0.001 to 0.002 ….',
    'random, no_circuit: m has no value here: slopes 0.9, 0.8 ….',
  ]);
  assert.deepEqual(
    textsOf((_, seed) => `${seed} neurons`),
    ['Every condition: m has no value here: 1 to 2 neurons.'],
  );
});
