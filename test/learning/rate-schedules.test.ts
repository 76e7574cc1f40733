// The factors of the learning rate against those of torch.optim.lr_scheduler (from_torch.json, by from_torch.py).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checkRateSchedule, type Progress, rateFactor, type RateSchedule } from '../../engine/learning/index.ts';

interface Known {
  readonly factors: readonly number[];
}
const torch = JSON.parse(readFileSync(new URL('from_torch.json', import.meta.url), 'utf8')) as {
  readonly cosine: Known & { readonly updates: number; readonly floor: number };
  readonly step: Known & { readonly every: number; readonly factor: number };
  readonly decay: Known & { readonly factor: number };
  readonly plateau: Known & { readonly factor: number; readonly patience: number; readonly losses: readonly number[] };
  readonly warmup: Known & { readonly steps: number };
};
const { cosine, step, decay, plateau, warmup } = torch;
/** One update an epoch. */
const progressAt = (update: number, updates: number, validation: readonly number[] = []): Progress => ({
  update,
  updates,
  epoch: update,
  epochs: updates,
  validation,
});
const cases: readonly {
  readonly schedule: RateSchedule;
  readonly known: Known;
  readonly losses?: readonly number[];
}[] = [
  { schedule: { name: 'cosine', floor: cosine.floor }, known: cosine },
  { schedule: { name: 'step', every: step.every, factor: step.factor }, known: step },
  { schedule: { name: 'decay', factor: decay.factor }, known: decay },
  {
    schedule: { name: 'plateau', factor: plateau.factor, patience: plateau.patience },
    known: plateau,
    losses: plateau.losses,
  },
  { schedule: { name: 'warmup', steps: warmup.steps }, known: warmup },
];
for (const { schedule, known, losses } of cases)
  test(`the factors of ${schedule.name} are those of PyTorch`, () => {
    const updates = known.factors.length;
    known.factors.forEach((expected, update) => {
      const found = rateFactor(schedule, progressAt(update, updates, losses?.slice(0, update)));
      assert.equal(Math.abs(found - expected) < 1e-14, true, `update ${update}: ${found} instead of ${expected}`);
    });
  });

test('what follows a warm-up begins where it ends, and ends with the training', () => {
  const schedule: RateSchedule = { name: 'warmup', steps: 10, next: { name: 'cosine', floor: 0 } };
  const found = Array.from({ length: 40 }, (_, update) => rateFactor(schedule, progressAt(update, 40)));
  assert.deepEqual([found[0], found[9], found[10]], [0.1, 1, 1]);
  for (let update = 10; update < 40; update++)
    assert.equal(found[update], rateFactor({ name: 'cosine', floor: 0 }, progressAt(update - 10, 30)));
});
test('a loss that is no number is no better one', () => {
  const schedule: RateSchedule = { name: 'plateau', factor: 0.5, patience: 1 };
  assert.equal(rateFactor(schedule, progressAt(3, 9, [1, Number.NaN, Number.NaN])), 0.5);
});

const planned = { updates: 100, validates: true };
const refused: readonly (readonly [RateSchedule, Partial<typeof planned>, RegExp])[] = [
  [{ name: 'cosine', floor: 0 }, { updates: 0 }, /cosine has no end: .* there are no epochs/],
  [{ name: 'cosine', floor: 0 }, { updates: Infinity }, /cosine has no end/],
  [{ name: 'cosine', floor: 2 }, {}, /from 0 to 1, not 2/],
  [{ name: 'step', every: 0, factor: 0.5 }, {}, /whole number of epochs from 1, not 0/],
  [{ name: 'step', every: 2, factor: 0 }, {}, /factor above 0, not 0/],
  [{ name: 'decay', factor: -1 }, {}, /factor above 0, not -1/],
  [{ name: 'plateau', factor: 0.5, patience: 3 }, { validates: false }, /there are no validation data/],
  [{ name: 'plateau', factor: 0.5, patience: 0.5 }, {}, /whole number of epochs/],
  [{ name: 'warmup', steps: 100 }, {}, /takes 100 updates, and the training has 100/],
  [
    { name: 'warmup', steps: 10, next: { name: 'plateau', factor: 0.5, patience: 3 } },
    { validates: false },
    /plateau follows the validation loss/,
  ],
];
for (const [schedule, otherwise, message] of refused)
  test(`refused: ${JSON.stringify({ ...schedule, ...otherwise })}`, () => {
    assert.throws(() => checkRateSchedule(schedule, { ...planned, ...otherwise }), { name: 'RangeError', message });
  });
test('each schedule is accepted where it can be followed', () => {
  for (const { schedule } of cases) checkRateSchedule(schedule, planned);
});
