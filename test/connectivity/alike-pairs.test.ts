import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawMatrix, type MatrixProgram } from '../../engine/connectivity/index.ts';
import { lawOf } from '../../engine/connectivity/laws.ts';
import { stream } from '../../engine/random/index.ts';

const n = 37,
  key = { seed: 4, stream: 'alike' };
const laws: Readonly<Record<string, Extract<MatrixProgram['weights'], { distribution: unknown }>>> = {
  uniform: { distribution: 'uniform', takes: { low: -1, high: 2 } },
  normal: { distribution: 'normal', takes: { mean: 0.3, deviation: 1 } },
  lognormal: { distribution: 'lognormal', takes: { mu: -0.5, sigma: 0.5 } },
  exponential: { distribution: 'exponential', takes: { mean: 1 } },
  binary: { distribution: 'binary', takes: {} },
  gamma: { distribution: 'gamma', takes: { shape: 0.5, scale: 1 } },
};
for (const [name, weights] of Object.entries(laws))
  test(`pairs that are not connected are passed over as if their weights had been drawn: ${name}`, () => {
    for (const symmetric of [false, true])
      for (const autapses of [false, true])
        for (const positive of [false, true])
          for (const wire of [0, 0.03, 0.5, 1]) {
            const program = { neurons: n, wire, weights, symmetric, autapses, positive, centred: false };
            assert.deepEqual(drawMatrix(program, key).matrix.values, onePairAfterAnother(program));
          }

    function onePairAfterAnother({ wire, symmetric, autapses, positive }: MatrixProgram): Float64Array {
      const [wiring, weighing] = ['wire', 'weights'].map((purpose) => stream(key.seed, key.stream, purpose)),
        { draw } = lawOf(weights, positive),
        values = new Float64Array(n * n);
      for (let row = 0; row < n; row++)
        for (let column = 0; column < (symmetric ? row + 1 : n); column++) {
          if (row === column && !autapses) continue;
          const connected = wiring.uniform() < (wire as number),
            weight = draw(weighing);
          if (!connected) continue;
          values[row * n + column] = weight;
          if (symmetric) values[column * n + row] = weight;
        }
      return values;
    }
  });
