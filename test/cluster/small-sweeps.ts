import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { analyseText, specify } from '../../language/index.ts';
import { nodeReader } from '../../runs/data/node-reader.ts';
import type { RunRequest } from '../../runs/index.ts';
import { growingCortex } from '../growing-cortex.ts';

const request =
  (text: string) =>
  async (folder: string): Promise<RunRequest> => {
    const file = path.join(folder, 'study.anl');
    fs.writeFileSync(file, text);
    const { specification, diagnostics } = await specify(analyseText(text), nodeReader(file));
    assert.deepEqual(
      diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message),
      [],
    );
    assert.ok(specification);
    return { specification, experiment: specification.experiments[0].name, source: text, file, backend: 'wasm' };
  };

/** Jobs that belong to no cell, and some that cells share: a growth, its genes, the same for every seed and point. */
export const planned = request(`language 1
${growingCortex({ progenitor: 'Sox2 & !Tbr1' })}connect grown from cortex { cells neuron;  unit_rows }
experiment circuits {
  seeds 1 .. 3
  vary top in 0.5, 0.9
  compare {
    grown = grown { spectrum max top }
    random = random(grown)
  }
  measure alpha = exponent(covariance, ranks: 1 .. 4)
  measure neurons = count(cells(cortex), fate: neuron)
}
`);

/** A teacher that every point of the sweep shares. */
export const taught = request(`language 1
network teacher {
  neurons 8
  recurrent random_ei(density: 0.6, scale: 1.5, excitatory: 70 %)
  activation softplus
  tau 1 s;  dt 200 ms
  input 2;  readout 1
}
task cycles is cycling { trials 4;  length 4 s;  pulse 1 s, latest 2 s }
network student like teacher {
  known recurrent, input, readout
  learn gain, bias
  start gain shuffled * 0.5, bias shuffled
}
experiment follow {
  seeds 1 .. 2
  vary recorded in 2, 4, 8
  teach teacher on cycles { batch 4;  epochs 2 }
  compare { student = student }
  train to follow teacher on cycles { record recorded;  optimiser adam(1e-2);  batch 4;  epochs 3 }
  measure seen = mse(recorded)
}
`);

/** Five jobs. */
export const five = request(`language 1
connect net { neurons 10;  weights normal(0, 1);  spectrum max 0.9 }
experiment five {
  seeds 1 .. 5
  compare { net = net }
  measure alpha = exponent(covariance, ranks: 1 .. 4)
}
`);

/** One job, of many seconds. */
export const long = request(`language 1
connect net { neurons 2500;  weights normal(0, 1);  spectrum max 0.9 }
experiment long {
  seeds 1
  compare { net = net }
  measure alpha = exponent(covariance, ranks: 2 .. 100)
}
`);
