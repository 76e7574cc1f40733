// Teachers that nothing is taught: limit cycles and chaos of what their weights begin as, and students of their gains.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runText } from './text-runs.ts';

const study = (recurrent: string) => `language 1
network teacher {
  neurons 40
  recurrent ${recurrent}, tanh, fixed
  gain normal(1, 0.9), any sign
  bias 0
  tau 500 ms;  dt 50 ms
  input 0;  readout 0
  state after 60 s
}
task alone is rank2_cycle { trials 2;  length 5 s;  starts 0 }
network student like teacher { known recurrent;  gain normal(1, 1e-5), any sign;  learn gain }
experiment follow {
  seeds 1
  teach teacher on alone { epochs 0 }
  compare { student = student }
  train to follow teacher on alone { record 40 neurons;  optimiser adam(1e-2);  clip 1;  batch 2;  epochs 250 }
  measure seen = error(recorded)
}
`;
for (const recurrent of ['rank_two(overlap: 1.5, rotation: 3)', 'chaotic(scale: 1.7)'])
  test(`students learn gains of either sign from a teacher of ${recurrent}`, async (t) => {
    const { status, results } = await runText(t, study(recurrent));
    assert.equal(status, 'done');
    const { rows, summary } = results;
    const errors = rows.filter(({ measure, step }) => measure === 'seen' && step === null).map(({ value }) => value);
    assert.equal(errors.length, 1);
    const { student: untrained } = summary.baselines.seen.untrained;
    for (const error of errors) assert.ok(error < untrained / 4, `${error} after ${untrained}`);
  });
