// Entropy of weights: how fast, what decides it, and the bias of a histogram.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { densityEntropy, histogramEntropy } from '../../engine/graph/index.ts';
import { stream } from '../../engine/random/index.ts';
import { found } from '../catalogue/sample-study.ts';
import { near } from '../numbers.ts';

describe('entropy of weights', () => {
  const draws = stream(1, 'test', 'weights', 0);
  const normal = Float64Array.from({ length: 312 * 312 }, () => draws.normal());
  it('97,344 weights take less than half a second of a processor', () => {
    const before = process.cpuUsage();
    near(densityEntropy(normal), 5.65, 0.25);
    const { user } = process.cpuUsage(before);
    assert.equal(user < 500_000, true, `${user} µs`);
  });
  it('is decided by a few large ones, and says so', () => {
    const few = normal.map((weight, i) => (i < 5 ? 200 : weight)),
      { value: low, facts } = found('entropy', { matrix: 'recurrent' }, { matrix: { size: 312, values: few } });
    assert.equal(low < 3, true, `${low}`);
    near(facts?.outer_share, 0.975, 0.01);
    assert.equal((facts?.inner ?? 0) > 6, true, `${facts?.inner}`);
    const { facts: plain } = found('entropy', { matrix: 'recurrent' }, { matrix: { size: 312, values: normal } });
    assert.equal((plain?.outer_share ?? 1) < 0.5, true);
  });
  it('of uniform weights is log2 of the bins, less the bias', () => {
    const bins = 64,
      errors = Array.from({ length: 40 }, (_, i) => {
        const each = stream(i, 'test', 'uniform', 0),
          {
            value: plain,
            bias,
            occupied,
          } = histogramEntropy(
            Float64Array.from({ length: 400 }, () => each.uniform()),
            bins,
          );
        near(bias, (occupied - 1) / (800 * Math.LN2), 1e-12);
        return plain + bias - Math.log2(bins);
      });
    near(errors.reduce((sum, each) => sum + each, 0) / 40, 0, 0.02);
  });
});
