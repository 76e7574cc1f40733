import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isChance } from '../../engine/inference/index.ts';
import { noSharedData } from '../data.ts';
import { benchmarks, evaluated, randomAsGood } from './benchmarks.ts';
import { earlyPrecision, type RankedEdge } from './early-precision.ts';

const edge = (text: string, weight = 0): RankedEdge => ({ source: text[0], target: text[1], weight });
describe('early precision', () => {
  const reference = ['AB', 'BC', 'CA', 'AA'].map((text) => edge(text));
  it('the share of right edges among as many as the reference has, self-loops apart', () => {
    assert.deepEqual(
      earlyPrecision(
        [edge('AB', 6), edge('AC', 5), edge('BC', 4), edge('CA', 3), edge('BA', 2), edge('CB', 1)],
        reference,
      ),
      { edges: 3, precision: 2 / 3, chance: 0.5, ratio: 4 / 3 },
    );
  });
  it('edges of equal weight at the cut count by their share, so that a ranking without order is chance', () => {
    assert.deepEqual(
      earlyPrecision(
        ['AB', 'AC', 'BC', 'CA', 'BA', 'CB'].map((text) => edge(text)),
        reference,
      ),
      { edges: 3, precision: 0.5, chance: 0.5, ratio: 1 },
    );
  });
});

describe('published expression with a reference network', () => {
  const [gonads, neurons] = ['BEELINE GSD', 'fibroblast to neuron'].map((name) =>
    benchmarks.find((one) => one.name === name),
  );
  it('BEELINE GSD: as measured; above chance, though a random ranking is as good now and then', {
    skip: !gonads && noSharedData,
  }, async () => {
    assert.ok(gonads);
    const { precision, inference } = await evaluated(gonads, { draws: 19 });
    assert.deepEqual([precision.edges, inference.pairs.count, inference.pairs.left], [76, 2568, 0]);
    assert.equal(precision.precision.toFixed(3), '0.305');
    assert.equal(precision.chance.toFixed(3), '0.235');
    const asGood = randomAsGood(inference, gonads, precision.precision);
    assert.ok(asGood > 0.02 && asGood < 0.2, `${asGood} of random rankings are as good`);
  });
  it('fibroblast to neuron: no better than chance, and it says so', { skip: !neurons && noSharedData }, async () => {
    assert.ok(neurons);
    const { precision, inference } = await evaluated(neurons, { draws: 24, regulators: 2 });
    assert.equal(precision.edges, 651);
    assert.ok(precision.ratio > 0.9 && precision.ratio < 1.1, `ratio ${precision.ratio}`);
    const chance = inference.rules.filter(isChance).length;
    assert.ok(chance >= 90, `${chance} of 100 rules are marked as no better than chance`);
  });
});
