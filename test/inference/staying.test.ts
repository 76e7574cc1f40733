import assert from 'node:assert/strict';
import test from 'node:test';
import {
  associations,
  type Expression,
  finished,
  type Inference,
  inferenceDefaults,
  inferenceText,
  isChance,
  underway,
} from '../../engine/inference/index.ts';
import { stream } from '../../engine/random/index.ts';
import { near } from '../numbers.ts';

/** Independent random walks; the last `followers` genes are on where the first was above 0 a cell ago. */
function walks(cells: number, genes: number, seed: number, followers = 0): Expression {
  const draws = stream(seed, 'walks', 'steps');
  const all = genes + followers;
  const values = new Float32Array(cells * all);
  const at = new Float64Array(genes);
  for (let cell = 0; cell < cells; cell++) {
    for (let gene = 0; gene < genes; gene++) {
      at[gene] += 0.3 * draws.normal();
      values[cell * all + gene] = at[gene];
    }
    for (let gene = genes; gene < all; gene++)
      values[cell * all + gene] = cell > 0 && values[(cell - 1) * all] > 0 ? 1 + draws.uniform() : -1 - draws.uniform();
  }
  return {
    cells: Array.from({ length: cells }, (_, cell) => `c${cell}`),
    genes: Array.from({ length: all }, (_, gene) => `g${gene}`),
    values,
    columns: {},
  };
}
const inferred = async (table: Expression, draws: number) =>
  (await finished(
    underway(table, {
      ...inferenceDefaults,
      order: { by: 'rows' },
      binarise: { method: 'fixed', threshold: 0 },
      regulators: 2,
      draws,
    }),
  )) as Inference;

test('independent genes that change slowly are no better than staying as they were, whatever rule fits', async () => {
  let better = 0;
  for (let seed = 0; seed < 6; seed++) {
    const { rules } = await inferred(walks(300, 6, seed), 99);
    better += rules.filter((rule) => rule.regulators.length > 0 && !isChance(rule)).length;
  }
  assert.ok(better <= 1, `${better} of 36 rules are called better`);
});
test('a gene that follows another is better than that, and says so beside those that are not', async () => {
  const found = await inferred(walks(300, 4, 3, 1), 99);
  assert.deepEqual(
    found.rules
      .filter((rule) => rule.regulators.length > 0 && !isChance(rule))
      .map(({ gene, regulators }) => [gene, regulators]),
    [['g4', ['g0']]],
  );
  const text = inferenceText(found, 'walks', 'walks.csv', (name) => name);
  const weak = found.rules.filter(isChance).length;
  assert.equal(text.match(/# NO BETTER THAN STAYING AS IT WAS/g)?.length, weak);
  assert.match(text, /3 of 5 genes are no better \(q > 0\.05, or held out no better than staying\)/);
  assert.match(text, /by correlation or mutual information .* name more true edges than these rules/);
  assert.match(text, /# goes together with: g0 0\.\d+, .*\(r\); g0 [01]\.?\d*, .*\(bits\)\n/);
});
test('a gene that turns nearly each time depends on itself, and that is no chance', async () => {
  const cells = 200;
  const table = walks(cells, 3, 1);
  const draws = stream(1, 'turning', 'slips');
  for (let cell = 0, state = 1; cell < cells; cell++) {
    table.values[cell * 3 + 2] = state;
    state *= draws.uniform() < 0.85 ? -1 : 1;
  }
  const { rules } = await inferred(table, 99);
  assert.deepEqual([rules[2].regulators, isChance(rules[2])], [['g2'], false]);
  assert.ok(rules[2].score > 0.75 && rules[2].persistence < 0.25);
});
test('correlation and mutual information, by their definitions', () => {
  const draws = stream(4, 'association', 'values');
  const genes = Array.from({ length: 3 }, () => Float64Array.from({ length: 400 }, () => draws.normal()));
  genes[1].forEach((value, cell) => {
    genes[1][cell] = 0.7 * genes[0][cell] + 0.3 * value;
  });
  const of = associations([...genes, genes[0].map((value) => -value), new Float64Array(400)]);
  near(of(0, 3).correlation, -1, 1e-12);
  near(of(0, 0).information, 2, 1e-12, 'four classes of a hundred cells');
  near(of(0, 1).correlation, of(1, 0).correlation, 1e-12);
  assert.deepEqual(of(0, 4), { correlation: 0, information: 0 });
  const moments = (i: number, j: number) => {
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / 400;
    const [a, b] = [genes[i], genes[j]];
    const covariance = mean(a.map((value, cell) => value * b[cell])) - mean(a) * mean(b);
    const deviation = (values: Float64Array) =>
      Math.sqrt(mean(values.map((value) => value * value)) - mean(values) ** 2);
    return covariance / deviation(a) / deviation(b);
  };
  near(of(0, 1).correlation, moments(0, 1), 1e-9);
  near(of(0, 2).correlation, moments(0, 2), 1e-9);
  assert.ok(of(0, 1).information > 0.5 && of(0, 2).information < 0.05);
  const gaps = genes.map((values) => values.map((value, cell) => (cell < 10 ? NaN : value)));
  near(
    associations(gaps)(0, 1).correlation,
    associations(genes.map((values) => values.slice(10)))(0, 1).correlation,
    1e-12,
  );
});
