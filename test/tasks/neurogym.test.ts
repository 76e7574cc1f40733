// Against trials that NeuroGym itself drew: shapes, periods, channels without noise, the noise, how often each answer
// is right. Its times are floored to steps of 100 ms, ours are written as whole steps.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import type { Form } from '../../catalogue/forms.ts';
import { decodedTrials } from '../../catalogue/tasks/index.ts';
import { type Trial, trialOf, type TrialTask } from '../../engine/tasks/index.ts';
import { near } from '../numbers.ts';

const folder = process.env.ANLAGE_DATA;
const file = folder === undefined ? undefined : path.join(folder, 'tasks', 'neurogym_reference_give.json');
const isThere = file !== undefined && fs.existsSync(file);

interface Published {
  readonly obs_shape: readonly [number];
  readonly n_actions: number;
  readonly stats: {
    readonly trials: number;
    readonly mean_len: number;
    readonly min_len: number;
    readonly max_len: number;
    readonly final_gt_counts: Readonly<Record<string, number>>;
  };
  readonly example_trials: readonly {
    readonly ob: readonly (readonly number[])[];
    readonly gt: readonly number[];
    readonly start_t: Readonly<Record<string, number>>;
    readonly end_t: Readonly<Record<string, number>>;
  }[];
}
const delay = (...list: readonly number[]): Form => ({ list });
const cases: readonly (readonly [environment: string, task: string, takes: Readonly<Record<string, Form>>])[] = [
  [
    'PerceptualDecisionMaking',
    'perceptual_decision',
    { fixation: 0.1, shown: 'at_first', stimulus: 2, delay: delay(0), decision: 0.1, scored: 'throughout' },
  ],
  ['ContextDecisionMaking', 'context_decision', {}],
  ['MultiSensoryIntegration', 'multisensory', {}],
  ['DelayMatchSample', 'delay_match', {}],
  ['DelayComparison', 'delay_comparison', {}],
  [
    'GoNogo',
    'go_nogo',
    { fixation: 0, shown: 'to_decision', stimulus: 0.5, delay: delay(0.5), decision: 0.5, scored: 'throughout' },
  ],
  ['DelayPairedAssociation', 'paired_association', {}],
];
/** Periods of ours by theirs, where they are called otherwise. */
const called: Readonly<Record<string, string>> = {
  stimulus1: 'first',
  stimulus2: 'second',
  stim1: 'first',
  stim2: 'second',
  delay_btw_stim: 'between',
  delay_aft_stim: 'delay',
};

describe('NeuroGym', { skip: !isThere && 'its trials are not here' }, () => {
  const published = isThere ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, Published>) : {};
  for (const [environment, name, takes] of cases)
    it(environment, () => {
      const theirs = published[environment],
        task = decodedTrials({ task: name, takes }, {});
      assert.deepEqual([task.inputs.length, task.outputs.length], [theirs.obs_shape[0], theirs.n_actions]);
      const count = 3000,
        trials = Array.from({ length: count }, (_, index) =>
          trialOf(task, { seed: 5, stream: environment, set: 'train' }, index),
        );
      lengths(trials, theirs);
      frequencies(trials, theirs);
      periods(trials[0], theirs);
      channels(trials, task, theirs);
      targets(trials, theirs);
    });
});

function lengths(trials: readonly Trial[], { stats }: Published): void {
  const steps = trials.map((trial) => trial.steps);
  assert.equal(Math.min(...steps), stats.min_len);
  assert.equal(Math.max(...steps) >= stats.max_len, true);
  const mean = steps.reduce((sum, each) => sum + each, 0) / steps.length,
    spread = Math.sqrt(steps.reduce((sum, each) => sum + (each - mean) ** 2, 0) / steps.length);
  near(mean, stats.mean_len, 4 * spread * Math.sqrt(1 / stats.trials + 1 / steps.length) + 1e-9);
}
function frequencies(trials: readonly Trial[], { stats }: Published): void {
  for (const [answer, many] of Object.entries(stats.final_gt_counts)) {
    const own = trials.filter((trial) => answerOf(trial) === Number(answer)).length / trials.length;
    near(own, many / stats.trials, 4 * Math.sqrt(0.25 / stats.trials + 0.25 / trials.length));
  }
}
const answerOf = ({ wanted }: Trial): number => (wanted.kind === 'classes' ? wanted.classes[wanted.answer] : -1);
/** Of the periods before a drawn delay, begin and end; of the others, how long they are. */
function periods({ epochs }: Trial, { example_trials: [{ start_t, end_t }] }: Published): void {
  for (const [name, start] of Object.entries(start_t)) {
    const length = Math.round((end_t[name] - start) / 100),
      own = epochs.find((epoch) => epoch.name === (called[name] ?? name));
    if (length === 0) assert.equal(own, undefined, name);
    else if (name !== 'delay') assert.equal(own && own.to - own.from, length, name);
  }
}

interface Level {
  readonly noisy: boolean;
  readonly values: readonly number[];
}
/** A channel in a period of their trial: a constant, or noise around one. */
function channels(trials: readonly Trial[], task: TrialTask, { example_trials }: Published): void {
  for (const { ob, start_t, end_t } of example_trials)
    for (const [name, start] of Object.entries(start_t)) {
      const [from, to] = [Math.round(start / 100), Math.round(end_t[name] / 100)];
      if (from === to) continue;
      for (let channel = 0; channel < task.inputs.length; channel++) {
        const theirs = levelOf(ob.slice(from, to).map((row) => row[channel])),
          own = trials.map((trial) => levelOf(valuesIn(trial, task, called[name] ?? name, channel)));
        if (to - from > 1) assert.equal(own[0].noisy, theirs.noisy, `${name}: ${task.inputs[channel]}`);
        if (!theirs.noisy)
          assert.equal(
            own.some(({ values }) => values[0] === theirs.values[0]),
            true,
            `${name}`,
          );
        if (theirs.noisy) near(deviationOf(own), 0.1, 0.005);
      }
    }
}
function valuesIn({ epochs, inputs }: Trial, task: TrialTask, period: string, channel: number): readonly number[] {
  const { from, to } = epochs.find(({ name }) => name === period) ?? { from: 0, to: 0 };
  return Array.from({ length: to - from }, (_, step) => inputs[(from + step) * task.inputs.length + channel]);
}
const levelOf = (values: readonly number[]): Level => ({ noisy: new Set(values).size > 1, values });
/** Pooled within trials. */
function deviationOf(levels: readonly Level[]): number {
  let squares = 0,
    free = 0;
  for (const { values } of levels) {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    squares += values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    free += values.length - 1;
  }
  return Math.sqrt(squares / free);
}
/** The class at every step: 0, then the answer in the decision. */
function targets(trials: readonly Trial[], { example_trials }: Published): void {
  for (const { gt } of example_trials) {
    const same = trials.find(({ steps, wanted }) => {
      return (
        steps === gt.length && wanted.kind === 'classes' && wanted.classes.every((each, step) => each === gt[step])
      );
    });
    assert.notEqual(same, undefined, `a trial whose classes are ${gt.join(' ')}`);
  }
}
