// Inputs to and read-outs from neurons of their own: what is connected, what learns, what an override replaces.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyseScience, analyseText, specify } from '../../language/index.ts';
import type { Settled } from '../../language/canonical/instantiate.ts';
import type { NetworkNoun } from '../../language/specification.ts';
import { cachedAlgebra } from '../../making/cached-algebra.ts';
import { circuits } from '../../making/circuits.ts';
import { rateNetwork } from '../../making/rate-network.ts';
import { readerOf } from '../language/reader-of-texts.ts';
import { kernels } from '../spectra/kernels-here.ts';
import { runText } from './text-runs.ts';

const study = (compare: string) => `language 1
task sines is cycling { trials 8;  length 2 s;  pulse 0.4 s, latest 1 s }
connect grouped { neurons 6;  groups 3;  weights normal(0, 0.2) }
network rnn {
  recurrent grouped, tanh
  input 1 to neurons where group = 1
  input 1 to neurons where group = 2, fixed
  readout 1 from neurons where group = 3, unbiased
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

const followed = (record: string) => `language 1
task sines is cycling { trials 8;  length 2 s;  pulse 0.4 s, latest 1 s }
connect grouped { neurons 12;  groups 3;  weights normal(0, 0.2) }
network teacher { recurrent grouped, tanh;  input 2;  readout 1;  tau 1 s;  dt 200 ms }
network student like teacher { known recurrent, input, readout;  learn bias }
experiment follow {
  seeds 1
  teach teacher on sines { epochs 1 }
  compare { student = student }
  train to follow teacher on sines { record ${record};  epochs 2;  batch 8 }
  measure unseen = error(unrecorded)
}
`;
test('neurons are recorded among those for which a condition holds', async (t) => {
  const { specification } = await specify(analyseText(followed('3 neurons where group = 2')), readerOf());
  assert.deepEqual(specification!.experiments[0].trainings![0].follow?.among, {
    call: '=',
    arguments: [{ name: 'group' }, 2],
  });
  assert.equal((await runText(t, followed('3 neurons where group = 2'))).status, 'done');
  const { results, events } = await runText(t, followed('5 neurons where group = 2'));
  const said = JSON.stringify([results.summary.notes, events]);
  assert.match(said, /teacher has 4 neurons for which the condition holds/);
  const found = await analyseScience(analyseText(followed('1 neurons where group = 9')), readerOf());
  assert.deepEqual(
    found.map(({ code, message }) => `${code} ${message}`),
    ['L017 No neuron of `grouped` is chosen so: its groups are 1 to 3.'],
  );
});

test('neurons of a grown circuit are of one type by their fate', async () => {
  const text = `language 1
genes toggle {
  update asynchronous
  input Room
  Hes1,    Room & !Neurog2
  Neurog2, !Hes1
  fate progenitor = Hes1
  fate neuron     = Neurog2 & !Hes1
}
develop sheet from toggle {
  space 1 mm, 1 mm
  step 6 h
  start 1 cell as progenitor at centre
  signal Room = neighbours(progenitor, within: 100 um) < 20
  divide progenitor every 12 h until 60 cells, spread 50 um
  synapse neuron to neuron { probability 0.2 }
  stop at 4 day
}
connect grown from sheet
experiment e { compare { grown = grown };  measure r = spectral_radius(grown) }
`;
  const { specification } = await specify(analyseText(text), readerOf());
  const { noun } = specification!.experiments[0].conditions[0];
  assert.ok(noun.noun === 'connect' && noun.source.kind === 'develop');
  const { grow, wire } = circuits(() => new Uint8Array(0), cachedAlgebra(kernels.algebra));
  const { cells, fates } = grow(noun.source.develop, 1);
  const { groups } = wire(noun, 1);
  assert.deepEqual(fates, ['progenitor', 'neuron']);
  assert.deepEqual(
    [...groups!],
    Array.from(cells.fate, (fate) => fate + 1),
  );
  assert.equal(new Set(groups).size > 1, true);
});
