// Inputs to and read-outs from neurons of their own: what is connected, what learns, what an override replaces.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyseText, specify } from '../../language/index.ts';
import type { Settled } from '../../language/canonical/instantiate.ts';
import type { NetworkNoun } from '../../language/specification.ts';
import { rateNetwork } from '../../making/rate-network.ts';
import { readerOf } from '../language/reader-of-texts.ts';
import { runText } from './text-runs.ts';

const study = (compare: string) => `language 1
task sines is cycling { trials 8;  length 2 s;  pulse 0.4 s, latest 1 s }
connect grouped { neurons 6;  groups 3;  weights normal(0, 0.2) }
network rnn {
  recurrent grouped, tanh
  input 1 to neurons where group = 0
  input 1 to neurons where group = 1, fixed
  readout 1 from neurons where group = 2, unbiased
}
network one like rnn { input 2 }
experiment learn {
  seeds 1
  compare { ${compare} }
  train on sines { epochs 3;  batch 8;  optimiser sgd(0.1) }
  measure loss = loss(test)
}
`;
async function networks(compare: string): Promise<readonly Settled<NetworkNoun>[]> {
  const { specification, diagnostics } = await specify(analyseText(study(compare)), readerOf());
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    [],
  );
  return specification!.experiments[0].conditions.map(({ noun }) => noun as Settled<NetworkNoun>);
}
const group = (which: number) =>
  Uint8Array.from({ length: 6 }, (_, neuron) => Number(Math.floor(neuron / 2) === which));

test('each input goes to its own neurons, each read-out comes from its own, in order', async () => {
  const [noun] = await networks('a = rnn');
  const matrix = { size: 6, values: new Float64Array(36).fill(0.1) };
  const { shape, initial, learned } = rateNetwork(
    noun,
    { matrix },
    { inputs: 2, outputs: 1 },
    { seed: 1, stream: 'rnn' },
    { hear: [group(0), group(1)], areRead: [group(2)] },
  );
  assert.deepEqual([shape.inputs, shape.outputs], [2, 1]);
  const isThere = (values: Float64Array) => [...values].map((weight) => Number(weight !== 0));
  assert.deepEqual(isThere(initial.input), [1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0]);
  assert.deepEqual(isThere(initial.readout), [0, 0, 0, 0, 1, 1]);
  assert.deepEqual([...initial.readoutBias].map(Math.abs), [0]);
  // only the first input learns: the second is fixed
  assert.deepEqual([...(learned.input?.fixed ?? [])], [0, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  assert.deepEqual([...(learned.readout?.fixed ?? [])], [1, 1, 1, 1, 0, 0]);
  assert.equal(learned.readoutBias, undefined);
});

test('what an override says of inputs replaces all of them', async () => {
  const nouns = await networks(
    'a = rnn;  b = one;  c = rnn { input 2, fixed };  d = rnn { readout 1;  input 1;  input 1 }',
  );
  assert.deepEqual(
    nouns.map(({ input, readout }) => [input.size, input.fixed, input.more?.map(({ size }) => size), readout.biased]),
    [
      [1, undefined, [1], false],
      [2, undefined, undefined, false],
      [2, true, undefined, false],
      [1, undefined, [1], true],
    ],
  );
});

test('they are run and learn, and channels that are too many are said', async (t) => {
  const { status, results } = await runText(t, study('a = rnn;  b = one'));
  assert.equal(status, 'done');
  const losses = results.rows.filter(({ measure, step }) => measure === 'loss' && step === null);
  assert.equal(losses.length, 2);
  assert.notEqual(losses[0].value, losses[1].value);
  const { diagnostics } = analyseText(study('a = rnn { input 1;  input 3 }'));
  assert.deepEqual(
    diagnostics.filter(({ code }) => code === 'N050').map(({ message }) => message),
    ['`rnn` has `input 4` in all, and `sines` has 2: `pulse 1`, `pulse 2`. Write `input 2`.'],
  );
});
