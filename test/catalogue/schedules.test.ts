import assert from 'node:assert/strict';
import { it } from 'node:test';
import { rateScheduleOf, scheduleChoices, scheduleEntries, scheduleType } from '../../catalogue/schedules.ts';
import { functionEntry } from '../../language/vocabulary/index.ts';

it('a canonical call becomes a schedule of the engine, defaults filled in', () => {
  assert.deepEqual(rateScheduleOf('cosine'), { name: 'cosine', floor: 0 });
  assert.deepEqual(rateScheduleOf({ call: 'step', takes: { every: 50, factor: 0.5 } }), {
    name: 'step',
    every: 50,
    factor: 0.5,
  });
  assert.deepEqual(rateScheduleOf({ call: 'plateau', takes: {} }), { name: 'plateau', factor: 0.1, patience: 10 });
  assert.deepEqual(rateScheduleOf({ call: 'warmup', takes: { steps: 100, next: 'cosine' } }), {
    name: 'warmup',
    steps: 100,
    next: { name: 'cosine', floor: 0 },
  });
  assert.deepEqual(
    rateScheduleOf({ call: 'warmup', takes: { steps: 9, next: { call: 'decay', takes: { factor: 0.9 } } } }),
    { name: 'warmup', steps: 9, next: { name: 'decay', factor: 0.9 } },
  );
  assert.throws(() => rateScheduleOf('linear'), /no schedule is called linear; there are cosine, step, decay/);
  assert.throws(() => rateScheduleOf({ call: 'step', takes: {} }), /stands where a number is taken/);
});
it('a word alone names those that need no argument', () => {
  assert.deepEqual(
    scheduleChoices.map(({ word }) => word),
    ['cosine', 'plateau'],
  );
  assert.deepEqual(
    scheduleType.words?.map(({ word }) => word),
    ['cosine', 'plateau'],
  );
  assert.deepEqual(scheduleType.calls, ['schedule']);
  for (const { word } of scheduleChoices) assert.equal(rateScheduleOf(word).name, word);
});
it('every schedule is a function of the vocabulary', () => {
  for (const entry of scheduleEntries) assert.equal(functionEntry(entry.name), entry);
});
