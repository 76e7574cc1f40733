import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  binarise,
  bimodality,
  diffusionPseudotime,
  type Expression,
  finished,
  inferenceDefaults,
  InferenceError,
  inferenceText,
  lagged,
  thresholdOf,
  underway,
} from '../../engine/inference/index.ts';
import { compileRule } from '../../engine/genes/index.ts';
import { completed, shortestRule, type TruthTable } from '../../engine/inference/shortest-rule.ts';
import { findAttractors } from '../../engine/genes/index.ts';
import { stream } from '../../engine/random/index.ts';
import { writtenName } from '../../cli/genes-text.ts';
import { nouns, reservedWords } from '../../grammar/index.ts';
import { nounEntry } from '../../language/nouns/index.ts';
import { analyseText, specify } from '../../language/index.ts';
import { readerOf } from '../language/reader-of-texts.ts';
import { randomNetwork, simulated } from './simulated-cells.ts';

const draws = stream(3, 'parts', 'values');
const table = (columns: Readonly<Record<string, readonly number[]>>): Expression => {
  const genes = Object.keys(columns),
    count = columns[genes[0]].length;
  return {
    genes,
    cells: Array.from({ length: count }, (_, cell) => `c${cell}`),
    columns: {},
    values: Float32Array.from(
      { length: count * genes.length },
      (_, i) => columns[genes[i % genes.length]][Math.floor(i / genes.length)],
    ),
  };
};

describe('on and off', () => {
  it('two means: the best of all splits', () => {
    for (let round = 0; round < 50; round++) {
      const values = Float64Array.from({ length: 3 + draws.below(20) }, () => Math.round(draws.normal() * 10) / 4);
      const within = (threshold: number): number =>
        [values.filter((v) => v > threshold), values.filter((v) => v <= threshold)].reduce((sum, group) => {
          const mean = group.reduce((a, b) => a + b, 0) / group.length;
          return sum + group.reduce((a, b) => a + (b - mean) ** 2, 0);
        }, 0);
      const best = Math.min(...[...values].filter((v) => v < Math.max(...values)).map(within));
      const found = thresholdOf(values, { method: 'kmeans' });
      if (new Set(values).size > 1) assert.ok(Math.abs(within(found) - best) < 1e-9, `${within(found)} for ${best}`);
    }
  });
  const values = Float64Array.of(1, 2, 3, 10, 11, 30);
  for (const [method, expected] of [
    [{ method: 'kmeans' }, 20.5],
    [{ method: 'edge_detector' }, 20.5],
    [{ method: 'fixed', threshold: 2.5 }, 2.5],
    [{ method: 'quantile', share: 0.5 }, 3],
  ] as const) {
    it(method.method, () => assert.equal(thresholdOf(values, method), expected));
  }
  it('edge detector and two means differ where the clusters are uneven', () => {
    const uneven = Float64Array.of(0, 1, 2, 3, 4, 9, 10, 11, 12, 13, 19);
    assert.equal(thresholdOf(uneven, { method: 'edge_detector' }), 14 + 2);
    assert.equal(thresholdOf(uneven, { method: 'kmeans' }), 6.5);
  });
  it('a gene that never changes is off, and said to be constant', () => {
    const [report] = binarise(table({ A: [2, 2, 2, 2, 2] }), ['A'], { method: 'kmeans' }).reports;
    assert.deepEqual([report.constant, report.on, report.bimodality], [true, 0, null]);
  });
  it('bimodality: 5/9 for the uniform, 1/3 for the normal, near 1 for two points', () => {
    const many = 20000;
    assert.ok(
      Math.abs((bimodality(Float64Array.from({ length: many }, () => draws.uniform())) as number) - 5 / 9) < 0.01,
    );
    assert.ok(
      Math.abs((bimodality(Float64Array.from({ length: many }, () => draws.normal())) as number) - 1 / 3) < 0.01,
    );
    assert.ok((bimodality(Float64Array.from({ length: many }, (_, i) => i % 2)) as number) > 0.99);
  });
  it('a missing value is refused by name and cell', () =>
    assert.throws(
      () => binarise(table({ A: [1, NaN] }), ['A'], { method: 'kmeans' }),
      /`A` has no value in cell "c1"/,
    ));
});

describe('pairs', () => {
  const times = (...given: readonly number[]): Float64Array => Float64Array.from(given);
  it('cells with times of their own: each with the next', () => {
    const pairs = lagged([Float64Array.from({ length: 12 }, (_, i) => 12 - i)], 1, 1);
    assert.deepEqual([...pairs.sequence], [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    assert.deepEqual(
      [[...pairs.before], [...pairs.after]],
      [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
      ],
    );
  });
  it('cells that share a time: each with each of the next time', () => {
    const { before, after, shared, times: count } = lagged([times(0, 0, 0, 1, 1, 2, 2, 2)], 1, 1);
    assert.equal(before.length, 3 * 2 + 2 * 3);
    assert.deepEqual([shared, count], [3, 3]);
    assert.equal(new Set([...before].map((from, i) => `${from} ${after[i]}`)).size, 12);
  });
  it('very many: every earlier cell with as many later ones, each of which is used about as often', () => {
    const { before, after } = lagged([Float64Array.from({ length: 400 }, (_, i) => (i < 100 ? 0 : 1))], 1, 1);
    assert.equal(before.length, 4000);
    const uses = new Map<number, number>();
    for (const to of after) uses.set(to, (uses.get(to) ?? 0) + 1);
    assert.deepEqual([uses.size, Math.min(...uses.values()), Math.max(...uses.values())], [300, 13, 14]);
  });
  it('several series; cells without a time are left out', () => {
    const gap = (from: number, to: number): Float64Array =>
      Float64Array.from({ length: 20 }, (_, i) => (i >= from && i < to ? i : NaN));
    const { before, series, left } = lagged([gap(0, 8), gap(8, 18)], 1, 1);
    assert.deepEqual([before.length, series, left], [7 + 9, 2, 2]);
  });
  it('too few are refused', () =>
    assert.throws(
      () => lagged([times(1, 2, 3)], 1, 1),
      (error) => error instanceof InferenceError && error.about === 'cells',
    ));
});

describe('rules as text', () => {
  it('the shortest rule has the values given, whatever is left open', () => {
    for (let round = 0; round < 200; round++) {
      const size = draws.below(5);
      const values: TruthTable = Array.from(
        { length: 2 ** size },
        () => [0, 1, undefined][draws.below(3)] as 0 | 1 | undefined,
      );
      const names = Array.from({ length: size }, (_, i) => `g${i}`);
      const holds = compileRule(shortestRule(values, names), new Map(names.map((name, i) => [name, i])));
      const whole = completed(values);
      values.forEach((value, pattern) => {
        assert.equal(holds(pattern), whole[pattern] === 1);
        if (value !== undefined) assert.equal(whole[pattern], value);
      });
    }
  });
  for (const [values, text] of [
    [[0, 1, 1, 1], 'or'],
    [[0, 0, 0, 1], 'and'],
    [[1, 0], 'not'],
    [[0, 1, 1, 0], 'or'],
  ] as const) {
    it(`${values}`, () => assert.ok(text in shortestRule(values, ['a', 'b'])));
  }
  it('genes named as words of the language stand in quotes', async () => {
    const found = await finished(
      underway(simulated(randomNetwork(7, 21), { starts: 1, steps: 30, noise: 0.05 }), {
        ...inferenceDefaults,
        order: { by: 'rows' },
        draws: 0,
      }),
    );
    assert.ok(found);
    const words = nounEntry('genes')?.words ?? [];
    const hard = [...words.map(({ word }) => word), ...reservedWords, ...nouns, 'true', 'false'];
    for (let first = 0; first < hard.length; first += 7) {
      const named = hard
        .slice(first, first + 7)
        .reduce((text, word, gene) => text.replaceAll(`"G${gene}"`, JSON.stringify(word)), JSON.stringify(found));
      const block = inferenceText(JSON.parse(named), 'learnt', 'table.csv', writtenName);
      const { diagnostics } = await specify(analyseText(`language 1\n${block}`), readerOf({}));
      const errors = diagnostics.filter(({ severity }) => severity === 'error');
      assert.deepEqual(errors, [], block);
    }
  });
  it('the block is pasted, checks without an error, and its attractors are those of the network', async () => {
    const data = simulated(randomNetwork(7, 21), { starts: 1, steps: 90, noise: 0.05 });
    const renamed = { ...data, genes: data.genes.map((name, i) => (i === 0 ? 'NKX2-1' : i === 1 ? 'order' : name)) };
    for (const unexplained of ['keep', 'input'] as const) {
      const found = await finished(
        underway(renamed, { ...inferenceDefaults, order: { by: 'rows' }, draws: 19, unexplained }),
      );
      assert.ok(found);
      const source = `language 1
${inferenceText(found, 'learnt', 'table.csv', writtenName)}experiment ends {
  compare { learnt = learnt }
  measure n = count(attractors)
}
`;
      const { specification, diagnostics } = await specify(analyseText(source), readerOf({}));
      assert.deepEqual(diagnostics, [], source);
      const noun = specification?.experiments[0]?.conditions[0]?.noun;
      assert.ok(noun?.noun === 'genes', JSON.stringify(specification?.refused));
      assert.deepEqual(
        findAttractors(noun).attractors.map(({ size, states }) => [size, states]),
        findAttractors(found.network).attractors.map(({ size, states }) => [size, states]),
      );
      assert.match(
        source,
        new RegExp(
          [
            String.raw`score # \(constant #, staying #\)`,
            'held out #',
            'chance #, p #, q #',
            String.raw`on in \d+ % of cells`,
          ]
            .join('; ')
            .replaceAll('#', String.raw`[\d.]+`),
        ),
      );
    }
  });
});

describe('diffusion pseudotime', () => {
  function along(expression: Expression, root: string, neighbours?: number): Float64Array {
    const steps = diffusionPseudotime(expression, root, neighbours);
    for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
  }
  /** Cells on a bent line through 6 genes, with noise. */
  const count = 200;
  const truth = Float64Array.from({ length: count }, () => draws.uniform());
  const curve: Expression = {
    genes: Array.from({ length: 6 }, (_, i) => `g${i}`),
    cells: Array.from({ length: count }, (_, i) => `c${i}`),
    columns: {},
    values: Float32Array.from(
      { length: count * 6 },
      (_, i) => Math.cos(Math.PI * truth[Math.floor(i / 6)] * (1 + (i % 6) / 6) + (i % 6)) + 0.02 * draws.normal(),
    ),
  };
  it('follows the line from either end', () => {
    const order = [...truth.keys()].sort((a, b) => truth[a] - truth[b]);
    for (const end of [order[0], order[count - 1]]) {
      const found = along(curve, `c${end}`);
      assert.equal(found[end], 0);
      const rank = (values: ArrayLike<number>): Float64Array => {
        const at = new Float64Array(count);
        Array.from(values)
          .map((value, i) => [value, i])
          .sort((a, b) => a[0] - b[0])
          .forEach(([, i], r) => {
            at[i] = r;
          });
        return at;
      };
      const [a, b] = [rank(found), rank(truth)];
      const correlation =
        a.reduce((sum, value, i) => sum + (value - (count - 1) / 2) * (b[i] - (count - 1) / 2), 0) /
        ((count * (count * count - 1)) / 12);
      assert.ok(Math.abs(correlation) > 0.99, `rank correlation ${correlation}`);
      assert.ok(end === order[0] ? correlation > 0 : correlation < 0);
    }
  });
  it('is the distance of accumulated transitions, computed without eigenvectors', () => {
    const small: Expression = { ...curve, cells: curve.cells.slice(0, 14), values: curve.values.slice(0, 14 * 6) };
    const found = along(small, 'c0', 13),
      expected = byInverse(small);
    const longest = Math.max(...expected);
    found.forEach((value, cell) => {
      assert.ok(Math.abs(value - expected[cell] / longest) < 1e-6, `${cell}: ${value} and ${expected[cell] / longest}`);
    });
  });
  it('does not depend on the order of the cells', () => {
    const turned: Expression = {
      ...curve,
      cells: [...curve.cells].reverse(),
      values: Float32Array.from(curve.values, (_, i) => curve.values[(count - 1 - Math.floor(i / 6)) * 6 + (i % 6)]),
    };
    const a = along(curve, 'c5'),
      b = along(turned, 'c5');
    a.forEach((value, cell) => {
      assert.ok(Math.abs(value - b[count - 1 - cell]) < 1e-6);
    });
  });
  it('cells that nothing joins are refused', () => {
    const apart: Expression = { ...curve, values: curve.values.map((value, i) => value + (i < 600 ? 0 : 1000)) };
    assert.throws(() => along(apart, 'c0', 20), /fall into 2 groups/);
    assert.throws(() => along(curve, 'c999'), /No cell is named `c999`/);
  });
});

/**
 * M = Σ T̃ᵗ = (I − T̃)⁻¹ − I with T̃ = T − ψ₀ψ₀ᵀ, and the distance between rows of M (Haghverdi 2016, eqs. 4 to 6), by
 * Gauss–Jordan elimination; every cell a neighbour of every other.
 */
function byInverse({ cells, genes, values }: Expression): readonly number[] {
  const n = cells.length,
    width = genes.length;
  const all = cells.map((_, i) =>
    cells.map((__, j) => genes.reduce((sum, ___, g) => sum + (values[i * width + g] - values[j * width + g]) ** 2, 0)),
  );
  const sigma = all.map((row) => Math.sqrt(Math.max(...row)) / 2);
  const kernel = all.map((row, i) =>
    row.map((square, j) =>
      i === j
        ? 0
        : Math.sqrt((2 * sigma[i] * sigma[j]) / (sigma[i] ** 2 + sigma[j] ** 2)) *
          Math.exp(-square / (sigma[i] ** 2 + sigma[j] ** 2)),
    ),
  );
  const total = (rows: readonly (readonly number[])[]): number[] => rows.map((row) => row.reduce((a, b) => a + b, 0));
  const q = total(kernel),
    scaled = kernel.map((row, i) => row.map((value, j) => value / (q[i] * q[j]))),
    z = total(scaled),
    whole = z.reduce((a, b) => a + b, 0);
  const system = scaled.map((row, i) => [
    ...row.map((value, j) => (i === j ? 1 : 0) - (value / Math.sqrt(z[i] * z[j]) - Math.sqrt(z[i] * z[j]) / whole)),
    ...row.map((_, j) => (i === j ? 1 : 0)),
  ]);
  for (let i = 0; i < n; i++) {
    const pivot = system[i][i];
    system[i] = system[i].map((value) => value / pivot);
    for (let j = 0; j < n; j++)
      if (j !== i) {
        const factor = system[j][i];
        system[j] = system[j].map((value, k) => value - factor * system[i][k]);
      }
  }
  const m = system.map((row, i) => row.slice(n).map((value, j) => value - (i === j ? 1 : 0)));
  return m.map((row) => Math.sqrt(row.reduce((sum, value, k) => sum + (value - m[0][k]) ** 2, 0)));
}
