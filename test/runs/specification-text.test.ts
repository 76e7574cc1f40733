import assert from 'node:assert/strict';
import { it } from 'node:test';
import { specificationText } from '../../runs/say/specification-text.ts';
import type { DynamicsNoun, TaskNoun } from '../../language/specification.ts';
import { alpha, rest, twin } from './laboratory.ts';
import { stripes } from './stripes-study.ts';

it('settings go by their names, controls by their calls, lists and numbers of steps as they are written', () => {
  const memory: TaskNoun = {
    noun: 'task',
    name: 'memory',
    stream: 'memory',
    task: 'working_memory',
    takes: { interval: { counted: 'steps', value: 1500 }, delay: { list: [0.12, 0.24] } },
  };
  const noun: DynamicsNoun = { ...rest, matrix: twin };
  const text = specificationText({
    ...stripes,
    conditions: [{ name: 'a', noun }],
    measures: [{ ...alpha, nouns: { memory } }],
  });
  const of = (where: string) => text.get(where);
  assert.deepEqual(
    [of('dynamics rest, motion'), of('dynamics rest, tau'), of('connect wild, controls')],
    ['leaky', '20 ms', 'similar(0.3)'],
  );
  assert.deepEqual(
    [of('task memory, task'), of('task memory, interval'), of('task memory, delay')],
    ['working_memory', '1500 steps', '120 ms, 240 ms'],
  );
});
