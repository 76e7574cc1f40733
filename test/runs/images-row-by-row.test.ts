// MNIST, which comes with a package, read row by row by networks over time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Sequences } from '../../engine/recurrent/index.ts';
import { analyseText, specify } from '../../language/index.ts';
import type { Settled } from '../../language/canonical/instantiate.ts';
import type { NetworkNoun, TrialTraining } from '../../language/specification.ts';
import { lessonsOf } from '../../making/trial-lessons.ts';
import { readerOf } from '../language/reader-of-texts.ts';
import { runText } from './text-runs.ts';

const study = (order: string, settings: string) => `language 1
task rows is row_by_row { images mnist;  order ${order} }
network rnn { neurons 32;  input 28;  recurrent orthogonal, tanh;  readout 10 }
experiment learn {
  seeds 1
  compare { rnn = rnn }
  train on rows { batch 50;  optimiser adam(5e-3);  clip 1;  ${settings} }
  measure right = accuracy(test)
}
`;
for (const order of ['reading', 'permuted'])
  test(`digits are learned from their rows, ${order}`, async (t) => {
    const { status, results } = await runText(t, study(order, 'trials 1500;  epochs 2'));
    assert.equal(status, 'done');
    const right = results.rows.find(({ measure, step }) => measure === 'right' && step === null)?.value ?? 0;
    assert.ok(right > 0.4, `${right}`);
    const { right: beside } = results.summary.baselines;
    // of the 10,000 test digits 1,135 are a one
    assert.equal(beside.chance, 0.1135);
  });
test('what choices see is none of what is learned from, and together they are no more than there are', async () => {
  const text = study('reading', 'epochs 1;  early_stop 1;  validation 25 %;  trials 16');
  const { specification } = await specify(analyseText(text), readerOf());
  const { conditions, trainings } = specification!.experiments[0];
  // image i has i for its first pixel
  const images = {
    count: 20,
    inputs: 784,
    classes: 10,
    pixels: Uint8Array.from({ length: 20 * 784 }, (_, at) => (at % 784 === 0 ? at / 784 : 0)),
    labels: new Uint8Array(20),
  };
  const training = trainings![0] as Settled<TrialTraining>;
  const lessonsWith = (trials: number) =>
    lessonsOf(
      { ...training, trials },
      conditions[0].noun as Settled<NetworkNoun>,
      32,
      1,
      new Map([['mnist', { train: images, test: images }]]),
    );
  const which = ({ inputs, trials }: Sequences) =>
    Array.from(inputs.subarray(0, trials), (pixel) => Math.round(255 * pixel));
  const { train, validation, test: asked } = lessonsWith(16);
  assert.ok(validation);
  assert.deepEqual([train.trials, validation.trials, asked.trials], [16, 4, 20]);
  assert.equal(new Set([...which(train), ...which(validation)]).size, 20);
  const all = lessonsWith(20);
  assert.deepEqual([all.train.trials, all.validation?.trials], [15, 5]);
});
