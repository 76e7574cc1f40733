// Networks that grow without bound at some points of a sweep: there nothing is known, once, and the others keep theirs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figuresOf } from '../../figures/index.ts';
import { runText } from './text-runs.ts';

const models = [
  {
    model: 'model branching;  dt 1 ms;  drive 0.1',
    weights: 'uniform(0, 1)',
    says: /^a at g = 1\.3, 1\.6: its events/,
  },
  {
    model: 'model rate, softplus, discrete;  dt 1 ms;  drive uniform(-0.5, 0.5)',
    weights: 'uniform(0, 1)',
    says: /^a at g = 1\.3, 1\.6: the activity grew beyond all bounds: nothing bounds its rates/,
  },
];
for (const { model, weights, says } of models)
  test(`of ${model} nothing is known where it grows, and once it is said why`, async (t) => {
    const { status, results } = await runText(
      t,
      `language 1
connect net { neurons 20;  weights ${weights};  spectrum radius 0.5 }
dynamics one of net { ${model};  run 150 ms }
experiment e {
  seeds 2
  vary g in 0.5, 1.3, 1.6
  compare { a = one { matrix net { spectrum radius g } } }
  measure s = susceptibility()
  measure x = exponent(direct, ranks: 1 .. 5)
  plot raster
}
`,
    );
    assert.equal(status, 'done');
    assert.deepEqual([...new Set(results.rows.map(({ at }) => at.g))], [0.5]);
    assert.equal(results.rows.filter(({ measure }) => measure === 's').length, 2);
    const reasons = results.summary.notes.filter(({ code }) => ['C079', 'S066'].includes(code));
    assert.equal(reasons.length, 1);
    assert.match(reasons[0].text, says);
  });

test('avalanches of independent events have no exponent, and are drawn all the same', async (t) => {
  const { results } = await runText(
    t,
    `language 1
connect alone { neurons 20;  weights 0 }
connect near { neurons 40;  weights uniform(0, 1);  spectrum radius 0.99 }
dynamics apart of alone { model branching;  dt 1 ms;  drive 0.05;  run 4 s }
dynamics chains of near { model branching;  dt 1 ms;  drive 0.0002;  run 20 s }
experiment e {
  seeds 1
  compare { apart = apart;  chains = chains }
  measure tau = avalanche_exponent(redraws: 0)
  plot avalanches
}
`,
  );
  assert.deepEqual(
    results.avalanches?.map(({ condition, seen, law }) => [condition, seen.x.length > 3, law !== undefined]),
    [
      ['apart', true, false],
      ['chains', true, true],
    ],
  );
  assert.deepEqual(
    results.rows.map(({ condition }) => condition),
    ['chains'],
  );
  const [panel] = figuresOf(results).find(({ name }) => name === 'avalanches')?.panels ?? [];
  assert.deepEqual(
    panel?.kind === 'curves' && panel.series.map(({ note, theory }) => [note === 'no power law', !theory]),
    [
      [true, true],
      [false, false],
    ],
  );
});
