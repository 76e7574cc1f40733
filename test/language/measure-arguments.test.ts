// What arguments of measures exclude, by themselves and by the times and inputs of what they are taken of.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyseText } from '../../language/index.ts';

const models = {
  map: 'model rate, tanh, discrete;  dt 2 ms;  drive uniform(-0.5, 0.5)',
  fine: 'model rate, relu;  tau 20 ms;  dt 1 ms;  drive normal(0, 0.5)',
  constant: 'model rate, tanh;  tau 20 ms;  dt 1 ms;  drive 0.3',
  alone: 'model rate, tanh;  tau 20 ms;  dt 1 ms;  drive normal(0, 0.5), independent',
  spikes: 'model spiking;  tau 20 ms;  dt 0.5 ms;  drive 0.3;  bin 10 ms',
} as const;
const text = (model: keyof typeof models, measure: string, sweep: string): string => `language 1
data cells from "cells.csv" { column tau in ms }
data events from "events.npy" { rows neurons;  sampled at 100 Hz }
connect net { neurons 30;  weights uniform(0, 1);  spectrum radius 0.8 }
dynamics one of net { ${models[model]};  run 20 s, discard 1 s }
experiment e { seeds 6;  ${sweep};  compare { one = one;  events = events };  measure m = ${measure} }
`;
const cases: readonly (readonly [keyof typeof models, measure: string, said: readonly string[], sweep?: string])[] = [
  ['map', 'memory_capacity(delays: 1 .. 5 steps, hold: 3 ms)', ['C085 error']],
  ['map', 'memory_capacity(delays: 1 .. 5 steps, hold: h)', ['C085 warning'], 'vary h in 2 ms, 3 ms'],
  ['map', 'memory_capacity(delays: 1 .. 5 steps, hold: h)', [], 'vary h in 2 ms, 4 ms'],
  ['map', 'memory_capacity(delays: 3 ms .. 5 ms, hold: 6 ms)', ['C085 error']],
  ['map', 'memory_capacity(delays: 3 ms .. 15 ms, hold: 6 ms)', []],
  ['map', 'lyapunov_spectrum(count: 3, hold: 1 ms)', ['C085 error']],
  ['map', 'lyapunov_spectrum(count: 40)', ['C022 warning']],
  ['map', 'lyapunov_spectrum(count: 30)', []],
  ['map', 'transfer_entropy(from: 3, to: 50)', ['C085 warning']],
  ['map', 'derrida_slope(after: 5 ms)', ['C085 error']],
  ['fine', 'derrida_slope(after: 5 ms)', []],
  ['map', 'resilience()', ['C085 error']],
  ['map', 'resilience(flips: 5 %, lesion: 5 %)', ['C085 error']],
  ['map', 'resilience(lesion: x)', ['C085 warning'], 'vary x in 10 %, 100 %'],
  ['map', 'resilience(lesion: 100 %)', ['C085 error']],
  ['map', 'resilience(lesion: 10 %)', []],
  ['map', 'sd(cells.tau, by: line)', ['C085 error']],
  ['map', 'sd(cells.tau, by: line, of: "a")', []],
  ['map', 'count(cells.tau, by: line)', ['C085 error']],
  ['map', 'avalanche_exponent(from: 9, to: 9)', ['C085 error']],
  ['map', 'avalanche_exponent(from: 9, to: 90)', []],
  ['map', 'transfer_entropy(from: 2, to: 2)', ['C085 error']],
  ['map', 'kappa(exponent: 1)', ['C085 error']],
  ['map', 'avalanches(bin: 25 ms)', ['T041 warning']],
  ['map', 'avalanches(bin: 20 ms)', []],
  ['spikes', 'active_information(history: 15 ms)', ['T041 warning']],
  ['spikes', 'fano(bin: 3 bins)', []],
  ['spikes', 'avalanches(bin: 8 s)', ['C085 warning']],
  ['spikes', 'fano(bin: 8 s)', []],
  ['spikes', 'fano(bin: 20 s)', ['C085 warning']],
  ['spikes', 'time_asymmetry(dmd(lag: 15 ms))', ['T041 warning']],
  ['spikes', 'time_asymmetry(dmd(lag: 20 ms))', []],
  ['spikes', 'branching(lags: 0 bins .. 20 bins)', ['L010 error']],
  ['spikes', 'active_information(history: 0 s)', ['L010 error']],
  ['spikes', 'branching(lags: 1 bins .. 20 bins)', []],
  ['spikes', 'branching(estimator: slope, fit: offset)', ['C085 error']],
  ['spikes', 'branching(estimator: ratio, lags: 1 bins .. 9 bins)', ['C085 error']],
  ['spikes', 'branching(estimator: ratio, trials: separate)', ['C085 error']],
  ['spikes', 'branching(estimator: slope, trials: separate)', []],
  ['constant', 'kernel_quality()', ['C033 error']],
  ['alone', 'resilience(lesion: 10 %)', ['C033 error']],
  ['alone', 'lyapunov()', []],
  ['fine', 'information_capacity(delays: 0 .. 3 steps)', ['C033 error']],
  ['fine', 'memory_capacity(delays: 0 .. 3 steps)', []],
  ['spikes', 'derrida_slope()', ['C033 error']],
  ['spikes', 'resilience(weight_noise: 0.1)', ['C033 error']],
];
describe('arguments of measures', () => {
  for (const [model, measure, said, sweep = 'seeds 6'] of cases)
    it(`${measure} of ${model}, ${sweep}`, () =>
      assert.deepEqual(
        analyseText(text(model, measure, sweep).replace('seeds 6;  seeds 6', 'seeds 6'))
          .diagnostics.filter(({ code }) => code !== 'L006')
          .map(({ code, severity }) => `${code} ${severity}`),
        said,
      ));
});
