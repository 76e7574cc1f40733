// The example of a factorial: nothing to object to, and its claims are those of its table.
import assert from 'node:assert/strict';
import test from 'node:test';
import { checkFile } from '../../cli/read-source.ts';
import { effectTables, figuresOf } from '../../figures/index.ts';
import { projectFile } from '../data.ts';
import { study } from './example-study.ts';

test('ingredients: signs and local wiring depart from normality together, strength alone does not', async (t) => {
  assert.deepEqual((await checkFile(projectFile('examples', 'ingredients.anl'))).diagnostics, []);
  const results = await study(t, 'ingredients.anl', { seeds: [1, 2, 3, 4, 5, 6] });
  const { expectations, effects = [] } = results.summary;
  assert.deepEqual(
    expectations.filter(({ verdict }) => verdict === 'fails' || verdict === 'unknown'),
    [],
  );
  const on = (measure: string, ...factors: readonly string[]) =>
    effects.find((one) => one.measure === measure && one.factors.join() === factors.join());
  assert.equal(on('departs', 'strength')?.effect, 0);
  assert.equal(on('departs', 'strength')?.p, null);
  for (const factors of [['signs'], ['signs', 'wiring']]) {
    const { ci } = on('departs', ...factors) ?? {};
    assert.equal(ci !== null && ci !== undefined && ci[0] > 0, true, factors.join());
  }
  for (const { measure } of effectTables(results)) {
    const shares = effects.flatMap((one) => (one.measure === measure && one.share !== null ? [one.share] : []));
    assert.equal(shares.length, 7);
    assert.equal(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-9, true, measure);
  }
  assert.deepEqual(
    figuresOf(results).map(({ name, panels }) => [name, panels.length]),
    [
      ['gain-by-strength', 2],
      ['departs-by-wiring', 2],
    ],
  );
});
