// A reservoir: its read-out is found in one pass, and without its circuit it remembers nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runText } from './text-runs.ts';

const reservoir = `language 1
task past is delayed_recall { bits 20;  ago 3 }
network reservoir {
  neurons 60
  input 1, fixed
  recurrent critical(radius: 0.95), tanh, fixed
  readout 2
  learn readout
}
experiment remember {
  seeds 1 .. 2
  compare { full = reservoir;  none = reservoir without recurrent }
  train on past { trials 100;  optimiser ridge(1e-6) }
  measure right = accuracy(test)
}
`;
test('a read-out in closed form learns what its circuit remembers, in one update', async (t) => {
  const { status, results } = await runText(t, reservoir);
  assert.equal(status, 'done');
  const of = (condition: string) =>
    results.rows
      .filter((row) => row.measure === 'right' && row.step === null && row.condition === condition)
      .map(({ value }) => value);
  assert.deepEqual(of('full'), [1, 1]);
  for (const value of of('none')) assert.ok(Math.abs(value - 0.5) < 4 * Math.sqrt(0.25 / 60), `${value}`);
  assert.deepEqual(
    results.rows.filter(({ measure }) => measure === 'training_loss').map(({ step }) => step),
    [1, 1, 1, 1],
  );
});
