// Every task that networks learn: shapes, keys, times, chance, and ceilings held to an observer that knows the task.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultsOf } from '../../catalogue/parameters.ts';
import type { Form } from '../../catalogue/forms.ts';
import { decodedTrials, tasks, type TrialsTask } from '../../catalogue/tasks/index.ts';
import {
  drawTrials,
  narmaOf,
  mackeyGlassCourse,
  sequencesOfImages,
  type TaskClock,
  type Trial,
  type TrialKey,
  trialOf,
  type TrialTask,
} from '../../engine/tasks/index.ts';
import { near } from '../numbers.ts';

const records = tasks.filter(
  (record): record is TrialsTask => record.kind === 'trials' && record.imagesIn === undefined,
);
const made = (task: string, takes: Readonly<Record<string, Form>> = {}, clock: TaskClock = {}): TrialTask =>
  decodedTrials({ task, takes: { ...defaultsOf(recordNamed(task).takes), ...takes } }, clock);
const recordNamed = (task: string): TrialsTask => {
  const found = records.find(({ name }) => name === task);
  assert.ok(found !== undefined, task);
  return found;
};
const key: TrialKey = { seed: 3, stream: 'a', set: 'train' };
const drawn = (task: TrialTask, count: number, of: TrialKey = key): readonly Trial[] =>
  Array.from({ length: count }, (_, index) => trialOf(task, of, index));
const stepsOf = (value: number): Form => ({ counted: 'steps', value });
const listOfSteps = (value: number): Form => ({ list: [{ counted: 'steps', value }] });

describe('every task, as it is without settings', () => {
  for (const { name } of records)
    it(name, () => {
      const task = made(name),
        count = 40,
        neurons = 3,
        channels = task.inputs.length;
      const { sequences, facts } = drawTrials(task, count, key, neurons);
      assert.equal(sequences.steps, task.steps);
      assert.equal(sequences.inputs.length, task.steps * channels * count);
      const { wanted } = sequences;
      assert.equal(wanted.kind, task.wanted);
      if (wanted.kind === 'values') assert.equal(wanted.values.length, task.steps * task.outputs.length * count);
      if (wanted.kind === 'classes') {
        assert.equal(wanted.classes.length, task.steps * count);
        facts.forEach(({ steps }, trial) => {
          assert.equal(wanted.answers[trial], steps - 1, 'the answer is that of the last step');
          assert.equal(wanted.weights[(steps - 1) * count + trial], 1, 'the answer counts');
          for (let step = steps; step < task.steps; step++) {
            assert.equal(wanted.weights[step * count + trial], 0);
            for (let channel = 0; channel < channels; channel++)
              assert.equal(sequences.inputs[(step * channels + channel) * count + trial], 0);
          }
        });
        assert.equal(
          wanted.classes.every((each) => each < task.outputs.length),
          true,
        );
      }
      facts.forEach(({ epochs, steps }) => {
        let at = 0;
        for (const { from, to } of epochs) {
          assert.equal(from, at, 'periods follow one another');
          at = to;
        }
        assert.equal(at, steps);
      });
      assert.deepEqual(drawTrials(task, count, key, neurons), { sequences, facts }, 'the same key, the same trials');
      const few = drawn(task, 5);
      assert.deepEqual(
        few.map(({ kind, epochs, steps }) => ({ kind, epochs, steps })),
        facts.slice(0, 5).map(({ kind, epochs, steps }) => ({ kind, epochs, steps })),
        'the first trials do not depend on how many there are',
      );
      few.forEach((trial, index) => {
        const own = trial.inputs.map((_, row) => sequences.inputs[row * count + index]);
        assert.deepEqual(own, trial.inputs);
      });
      const alone = drawTrials(task, 2, key, neurons).sequences.starts;
      if (task.starts === undefined) assert.equal(alone, undefined);
      else
        for (let i = 0; i < neurons; i++)
          assert.equal(alone?.[i * 2 + 1], sequences.starts?.[i * count + 1], 'first states are nested too');
      for (const other of [
        { ...key, set: 'test' as const },
        { ...key, seed: 4 },
        { ...key, stream: 'b' },
      ]) {
        const others = drawTrials(task, count, other, neurons).sequences;
        const [own, theirs] =
          task.starts === undefined ? [sequences.inputs, others.inputs] : [sequences.starts, others.starts];
        assert.notDeepEqual(own, theirs, 'another set, seed or stream has other trials');
      }
    });
});

describe('times go by the network’s steps', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, Form>>, TaskClock, number | RegExp])[] = [
    ['cycling', {}, { dt: 0.1, alpha: 0.1 }, 200],
    ['cycling', {}, {}, 400],
    ['cycling', {}, { dt: 0.3 }, /`length` of 20 s is not a whole number of steps of 300 ms; 19.8 s and 20.1 s are/],
    ['cycling', { length: 4 }, { dt: 0.1 }, /between steps 20 and 50, and a trial has 40/],
    ['one_choice', {}, { dt: 0.02 }, 50],
    ['one_choice', { goal: 0.4 }, { dt: 0.02 }, 50],
    ['one_choice', { goal: 0.4 }, {}, /`goal` is a time, and the network runs in steps/],
    ['one_choice', { goal: stepsOf(2.5) }, {}, /`goal` of 2.5 steps is not a whole number of steps/],
    ['delay_match', {}, { dt: 0.02 }, 160],
    ['delay_match', {}, { dt: 0.03 }, /`fixation`|`sample`/],
    ['multisensory', { decision: 0 }, {}, /needs a `decision` of a step or more/],
    ['delayed_xor', { bits: 3 }, {}, /rests on one 3 bits before, and a trial has 3: at least 4/],
    ['narma', { length: stepsOf(20) }, {}, /first 20 steps of a trial do not count, and it has 20/],
    ['mackey_glass', { delayed: 17.03 }, {}, /tenths/],
    ['working_memory', {}, {}, /asked of a `dynamics` without learning/],
  ];
  for (const [task, takes, clock, expected] of cases)
    it(`${task} ${JSON.stringify(takes)} ${JSON.stringify(clock)}`, () => {
      const make = (): TrialTask => decodedTrials({ task, takes }, clock);
      if (typeof expected === 'number') assert.equal(make().steps, expected);
      else assert.throws(make, { name: 'RangeError', message: expected });
    });
  it('there is a trial at least', () =>
    assert.throws(() => drawTrials(made('chaos'), 0, key), { name: 'RangeError', message: /one trial or more/ }));
});

/** The answer of who knows the task, from a trial's inputs; −1 where there is nothing to go by. */
type Observer = (trial: Trial, task: TrialTask) => number;
const summed = ({ inputs }: Trial, { inputs: names }: TrialTask, channel: number): number => {
  let sum = 0;
  for (let at = channel; at < inputs.length; at += names.length) sum += inputs[at];
  return sum;
};
const within = (trial: Trial, task: TrialTask, period: string, channel: number): number => {
  const epoch = trial.epochs.find(({ name }) => name === period);
  assert.ok(epoch !== undefined, period);
  const { from, to } = epoch;
  return summed(
    { ...trial, inputs: trial.inputs.subarray(from * task.inputs.length, to * task.inputs.length) },
    task,
    channel,
  );
};
const higher = (trial: Trial, task: TrialTask, period: string, [one, other]: readonly [number, number]): number =>
  within(trial, task, period, one) > within(trial, task, period, other) ? 0 : 1;
/** The class of a choice: after `wait`, where there is such an output. */
const choice = (which: number, task: TrialTask): number => which + (task.outputs[0] === 'wait' ? 1 : 0);
const problems = ['left', 'up', 'right', 'down'];
const answered = new Map([
  ['goal 9 left up', 'up'],
  ['goal 9 right down', 'right'],
  ['goal 19 left down', 'down'],
  ['goal 17 right down', 'down'],
  ['goal 17 left up', 'left'],
  ['goal 7 up right', 'up'],
  ['goal 19 left right', 'right'],
  ['goal 7 left right', 'left'],
]);
const bits = ({ inputs }: Trial, from: number, to: number): readonly number[] =>
  Array.from(inputs.slice(from, to), (value) => (value > 0 ? 1 : 0));
const observers: Readonly<Record<string, Observer>> = {
  one_choice: (trial, task) => {
    const on = task.inputs.filter((_, channel) => summed(trial, task, channel) > 0);
    const open = on.filter((name) => name.endsWith(' open')).map((name) => name.slice(0, -5));
    return problems.indexOf(answered.get([on[0], ...open].join(' ')) ?? '');
  },
  perceptual_decision: (trial, task) => choice(higher(trial, task, 'stimulus', [1, 2]), task),
  context_decision: (trial, task) => choice(higher(trial, task, 'stimulus', [1, 2]), task),
  multisensory: (trial, task) =>
    choice(
      within(trial, task, 'stimulus', 1) + within(trial, task, 'stimulus', 3) >
        within(trial, task, 'stimulus', 2) + within(trial, task, 'stimulus', 4)
        ? 0
        : 1,
      task,
    ),
  go_nogo: (trial, task) => higher(trial, task, 'stimulus', [1, 2]),
  delay_match: (trial, task) =>
    choice(higher(trial, task, 'sample', [1, 2]) === higher(trial, task, 'test', [1, 2]) ? 0 : 1, task),
  delay_comparison: (trial, task) =>
    choice(within(trial, task, 'first', 1) > within(trial, task, 'second', 1) ? 0 : 1, task),
  paired_association: (trial, task) =>
    higher(trial, task, 'first', [1, 2]) === higher(trial, task, 'second', [3, 4]) ? 1 : 0,
  delayed_xor: (trial, { steps }) => {
    const [early, late] = bits(trial, steps - 4, steps - 2);
    return early ^ late;
  },
  delayed_recall: (trial, { steps }) => bits(trial, steps - 3, steps - 2)[0],
};
const accuracy = (trials: readonly Trial[], answer: (trial: Trial) => number): number =>
  trials.filter(
    (trial) => trial.wanted.kind === 'classes' && trial.wanted.classes[trial.wanted.answer] === answer(trial),
  ).length / trials.length;

describe('chance is that of the commonest answer, the ceiling that of who knows the task', () => {
  const count = 6000,
    /** Four standard deviations of a share. */
    band = (share: number): number => 4 * Math.sqrt(Math.max(share * (1 - share), 1e-6) / count);
  for (const { name } of records.filter(({ name: each }) => made(each).wanted === 'classes'))
    it(name, () => {
      const task = made(name),
        trials = drawn(task, count),
        observer = observers[name];
      assert.ok(observer !== undefined, 'each task of classes has its observer');
      const shares = task.outputs.map((_, output) => accuracy(trials, () => output));
      assert.ok(task.chance !== undefined && task.ceiling !== undefined, name);
      near(Math.max(...shares), task.chance, band(task.chance));
      near(
        accuracy(trials, (trial) => observer(trial, task)),
        task.ceiling.value,
        band(task.ceiling.value),
      );
    });
  it('noisier stimuli have the ceiling of the formula', () => {
    for (const [name, takes] of [
      ['delay_match', { noise: 12 }],
      ['delay_comparison', { noise: 5 }],
      ['perceptual_decision', { coherence: { list: [0.1] }, stimulus: stepsOf(3) }],
    ] as const) {
      const task = made(name, takes);
      const found = accuracy(drawn(task, count), (trial) => observers[name](trial, task));
      assert.ok(task.ceiling !== undefined && task.ceiling.value < 0.9, name);
      near(found, task.ceiling.value, band(task.ceiling.value));
    }
  });
  it('who has forgotten the goal is right in 5 of 8 problems', () => {
    const task = made('one_choice'),
      trials = drawn(task, count);
    const guesses = new Map<string, Map<number, number>>();
    const openOf = (trial: Trial): string =>
      [4, 5, 6, 7].filter((channel) => summed(trial, task, channel) > 0).join(' ');
    for (const trial of trials) {
      const tally = guesses.get(openOf(trial)) ?? new Map<number, number>();
      guesses.set(openOf(trial), tally);
      const answer = trial.wanted.kind === 'classes' ? trial.wanted.classes[trial.wanted.answer] : -1;
      tally.set(answer, (tally.get(answer) ?? 0) + 1);
    }
    const right = [...guesses.values()].reduce((sum, tally) => sum + Math.max(...tally.values()), 0) / count;
    near(right, task.plateaus?.[0].value ?? 0, 0.02);
    assert.equal(task.plateaus?.[0].value, 5 / 8);
  });
  it('the published ceiling of the perceptual decision', () =>
    near(made('perceptual_decision').ceiling?.value ?? 0, 0.899, 5e-4));
});

describe('what is given and wanted', () => {
  it('cycling: a pulse of tau / dt on the channel, the sine from it on for its periods, silence else', () => {
    const task = made('cycling', {}, { dt: 0.1, alpha: 0.05 });
    for (const trial of drawn(task, 100)) {
      assert.ok(trial.wanted.kind === 'values');
      const { values } = trial.wanted,
        pulses = [...trial.inputs.keys()].filter((at) => trial.inputs[at] !== 0);
      if (trial.kind === 'blank') {
        assert.deepEqual([pulses.length, values.every((value) => value === 0)], [0, true]);
        continue;
      }
      assert.equal(pulses.length, 1);
      const [at] = pulses,
        step = Math.floor(at / 2),
        length = ([2, 5][at % 2] * 2 * Math.PI) / 3;
      near(trial.inputs[at], 20, 1e-6);
      assert.equal(step >= 20 && step < 50, true);
      values.forEach((value, each) => {
        const since = (each - step) * 0.1;
        near(value, since >= 0 && since <= length ? Math.sin(3 * since) : 0, 1e-6);
      });
    }
    const blank = drawn(task, 2000).filter(({ kind }) => kind === 'blank').length / 2000;
    near(blank, 0.2, 0.04);
  });
  it('a go cue: the fixation ends with the decision where it is asked for', () => {
    const lit = (shown: string): readonly number[] => {
      const task = made('context_decision', { shown });
      const trial = trialOf(task, key, 0);
      return [...Array(trial.steps).keys()].filter((step) => trial.inputs[step * task.inputs.length] === 1);
    };
    assert.deepEqual(lit('at_first'), [0, 1, 2]);
    const { steps } = trialOf(made('context_decision'), key, 0);
    assert.deepEqual(lit('to_decision'), [...Array(steps - 1).keys()]);
    assert.equal(lit('always').length, steps);
  });
  it('an explicit context says which modality counts', () => {
    const task = made('context_decision', { context: 'explicit', noise: 0 });
    const trials = drawn(task, 400);
    assert.equal(task.inputs.length, 7);
    const right = accuracy(trials, (trial) => {
      const relevant = within(trial, task, 'stimulus', 5) > 0 ? 0 : 1;
      return choice(higher(trial, task, 'stimulus', [1 + 2 * relevant, 2 + 2 * relevant]), task);
    });
    assert.equal(right, 1);
  });
  it('delays have the odds of a truncated exponential', () => {
    const task = made('context_decision'),
      count = 8000;
    const delays = drawn(task, count).map(({ steps }) => steps - 3 - 7 - 1);
    const odds = Array.from({ length: 27 }, (_, place) => Math.exp(-place / 6)),
      all = odds.reduce((sum, each) => sum + each, 0);
    const mean = odds.reduce((sum, each, place) => sum + ((place + 3) * each) / all, 0);
    near(delays.reduce((sum, each) => sum + each, 0) / count, mean, 0.25);
    near(delays.filter((each) => each === 3).length / count, odds[0] / all, 0.02);
    assert.deepEqual([Math.min(...delays) >= 3, Math.max(...delays) <= 29], [true, true]);
  });
  it('noise of a step is sigma / √(dt / 1 ms), whatever the step', () => {
    for (const dt of [0.1, 0.02]) {
      const task = made('perceptual_decision', { coherence: { list: [0] } }, { dt });
      const values = drawn(task, 200).flatMap((trial) => {
        const { from, to } = trial.epochs.find(({ name }) => name === 'stimulus') ?? { from: 0, to: 0 };
        return Array.from({ length: to - from }, (_, step) => trial.inputs[(from + step) * 3 + 1]);
      });
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      near(mean, 0.5, 0.01);
      near(Math.sqrt(variance) / Math.sqrt(1e-3 / dt), 1, 0.04);
    }
  });
  it('the steps that count: the last, or all with waiting before the decision', () => {
    const last = trialOf(made('perceptual_decision'), key, 0),
      all = trialOf(
        made('perceptual_decision', { scored: 'throughout', decision: stepsOf(2), delay: listOfSteps(1) }),
        key,
        0,
      );
    assert.equal(
      last.weights.reduce((sum, weight) => sum + weight, 0),
      1,
    );
    assert.equal(
      all.weights.every((weight) => weight === 1),
      true,
    );
    assert.ok(all.wanted.kind === 'classes');
    assert.deepEqual(
      [...all.wanted.classes].map((each) => each > 0),
      [...Array(32).fill(false), true, true],
    );
  });
});

describe('series', () => {
  it('NARMA follows its equation', () => {
    const given = Array.from({ length: 60 }, (_, t) => 0.25 + 0.2 * Math.sin(t)),
      order = 10;
    const y = [0];
    for (let t = 0; t < given.length; t++) {
      let sum = 0;
      for (let i = 0; i < order; i++) sum += y[t - i] ?? 0;
      y.push(0.3 * y[t] + 0.05 * y[t] * sum + 1.5 * (given[t - order + 1] ?? 0) * given[t] + 0.1);
    }
    for (const [t, value] of narmaOf(given, order).entries()) near(value, y[t + 1], 1e-6);
    const task = made('narma');
    for (const { wanted } of drawn(task, 50)) assert.ok(wanted.kind === 'values' && wanted.values.every((v) => v <= 1));
  });
  it('Mackey–Glass: exact while the past is constant, small steps of Euler’s method agree, the target is ahead', () => {
    const past = 0.8,
      pull = (0.2 * past) / (1 + past ** 10);
    const course = mackeyGlassCourse(17, past, 60);
    for (let t = 1; t <= 17; t++) near(course[t - 1], pull / 0.1 + (past - pull / 0.1) * Math.exp(-0.1 * t), 1e-8);
    const fine = 4000,
      euler: number[] = [past];
    for (let n = 0; n < 60 * fine; n++) {
      const then = n < 17 * fine ? past : euler[n - 17 * fine];
      euler.push(euler[n] + ((0.2 * then) / (1 + then ** 10) - 0.1 * euler[n]) / fine);
    }
    for (let t = 1; t <= 60; t++) near(course[t - 1], euler[t * fine], 2e-4);
    const trial = trialOf(made('mackey_glass'), key, 0);
    assert.ok(trial.wanted.kind === 'values');
    assert.deepEqual(trial.inputs.subarray(6), trial.wanted.values.subarray(0, trial.steps - 6));
  });
});

describe('images row by row', () => {
  const images = {
    count: 3,
    inputs: 6,
    classes: 3,
    pixels: Uint8Array.from({ length: 18 }, (_, place) => place * 10),
    labels: Uint8Array.from([2, 0, 1]),
  };
  it('rows follow one another, and the class is wanted at the last', () => {
    const { inputs, steps, trials, wanted } = sequencesOfImages(images, { width: 3 }, [2, 0]);
    assert.deepEqual([steps, trials], [2, 2]);
    for (let place = 0; place < 6; place++) near(inputs[place * 2 + 1], images.pixels[place] / 255, 1e-7);
    near(inputs[0], 120 / 255, 1e-7);
    assert.ok(wanted.kind === 'classes');
    assert.deepEqual(
      [[...wanted.classes], [...wanted.weights], [...wanted.answers]],
      [
        [1, 2, 1, 2],
        [0, 0, 1, 1],
        [1, 1],
      ],
    );
  });
  it('permuted: one order for all images, by its key', () => {
    const order = (seed: number): ArrayLike<number> =>
      sequencesOfImages(images, { width: 1, permuted: { seed, stream: 'rows' } }).inputs;
    const first = order(1);
    assert.deepEqual(first, order(1));
    assert.notDeepEqual(first, order(2));
    for (let place = 0; place < 6; place++) near(first[place * 3 + 1] - first[place * 3], 60 / 255, 1e-6);
    assert.deepEqual(
      Array.from({ length: 6 }, (_, place) => Math.round((first[place * 3] * 255) / 10)).sort(),
      [0, 1, 2, 3, 4, 5],
    );
  });
  it('the task says what a network of it takes and gives', () => {
    const of = (takes: Readonly<Record<string, Form>>) => {
      const { inputs, outputs, steps, trials, images: shown } = decodedTrials({ task: 'row_by_row', takes }, {});
      return [inputs.length, outputs.length, steps, trials, shown];
    };
    const plain = { set: 'mnist', width: 28, permuted: false };
    assert.deepEqual(of({}), [28, 10, 28, 60_000, plain]);
    assert.deepEqual(of({ width: 1, order: 'permuted' }), [1, 10, 784, 60_000, { ...plain, width: 1, permuted: true }]);
    assert.deepEqual(of({ images: 'cifar10' }), [32, 10, 96, 50_000, { set: 'cifar10', width: 32, permuted: false }]);
    assert.throws(() => of({ width: 27 }), /784 pixels do not divide into rows of 27/);
  });
  it('pixels that make no whole rows are refused, and images that are not there', () => {
    assert.throws(() => sequencesOfImages(images, { width: 4 }), /6 pixels do not divide into rows of 4/);
    assert.throws(() => sequencesOfImages(images, { width: 3 }, [3]), /no image 3 among 3/);
  });
});
