import assert from 'node:assert/strict';
import test from 'node:test';
import { stream } from '../../engine/random/index.ts';
import {
  type Effect,
  cellsOf,
  compare,
  effectsOf,
  largestComplete,
  missingCells,
  signFlipTest,
  wholeOf,
} from '../../engine/statistics/index.ts';
import { near } from '../numbers.ts';

/** Numbers that are written down, not drawn, so that another program can have the same. */
const written = (sizes: readonly number[], seeds: number): number[][] =>
  Array.from({ length: seeds }, (_, s) =>
    cellsOf(wholeOf(sizes)).map(
      ([w, d = 0, k = 0], c) =>
        2 +
        0.5 * w -
        0.3 * d +
        0.2 * w * d +
        0.1 * k +
        ((s * 7 + c * 5 + s * s * c * 3 + c * c * s * 2 + c * c * c) % 13) / 13 +
        0.25 * s,
    ),
  );
const nameOf = ({ factors }: Effect): string => factors.map((factor) => 'wdk'[factor]).join(':');
const fOf = ({ contrast, omnibus, n }: Effect): number | null | undefined =>
  omnibus ? omnibus.f : n * (contrast?.d_z as number) ** 2;

// statsmodels 0.14, AnovaRM(data, 'y', 'seed', within=[…]).fit() of the same numbers.
const published: readonly {
  readonly sizes: readonly number[];
  readonly seeds: number;
  readonly f: Readonly<Record<string, number>>;
}[] = [
  {
    sizes: [2, 2, 2],
    seeds: 8,
    f: {
      w: 176.27086411385892,
      d: 11.261057408667968,
      k: 6.716259316551822,
      'w:d': 8.864287788352977,
      'w:k': 4.66286025013592,
      'd:k': 0.054131782450314476,
      'w:d:k': 1.4550486734109587,
    },
  },
  { sizes: [2, 3], seeds: 7, f: { w: 73.23472602739717, d: 5.901008100810084, 'w:d': 1.9868354430379673 } },
  {
    sizes: [3, 2, 2],
    seeds: 6,
    f: {
      w: 217.95974440894568,
      d: 6.256359102244311,
      k: 13.195180722891466,
      'w:d': 5.164174709635228,
      'w:k': 0.9449541284403723,
      'd:k': 0.042075736325389496,
      'w:d:k': 0.9509721048182765,
    },
  },
];
for (const { sizes, seeds, f } of published)
  test(`the terms of a ${sizes.join(' × ')} design have the F of a repeated-measures analysis of variance`, () => {
    const found = effectsOf(sizes, written(sizes, seeds), 'golden').filter(({ share }) => share !== null);
    assert.deepEqual(found.map(nameOf), Object.keys(f));
    for (const effect of found) near(fOf(effect) ?? null, f[nameOf(effect)], 1e-9 * Math.max(1, f[nameOf(effect)]));
  });

test('effects of a 2 × 2 are the differences that one writes by hand', () => {
  const values = written([2, 2], 9);
  const [first, second, both] = effectsOf([2, 2], values, 'hand');
  const expected = [
    values.map(([a, b, c, d]) => [(c + d) / 2, (a + b) / 2]),
    values.map(([a, b, c, d]) => [(b + d) / 2, (a + c) / 2]),
    values.map(([a, b, c, d]) => [d - c, b - a]),
  ];
  for (const [i, effect] of [first, second, both].entries()) {
    const one = compare(
      expected[i].map(([raised]) => raised),
      expected[i].map(([, lowered]) => lowered),
      'hand',
    );
    near(effect.contrast?.difference ?? null, one.difference, 1e-12);
    near(effect.contrast?.ci?.[0] ?? null, one.ci?.[0] as number, 1e-12);
    near(effect.contrast?.d_z ?? null, one.d_z as number, 1e-9);
    assert.equal(effect.p, one.p);
  }
});

test('with two levels the test of the whole term is the test of its contrast', () => {
  const values = written([2, 3], 7);
  const main = effectsOf([2, 3], values, 'same')[0];
  assert.equal(
    main.p,
    signFlipTest(
      values.map(([a, b, c, d, e, f]) => (d + e + f - a - b - c) / 3),
      'same',
    ),
  );
});

test('a whole term is tested by all sign assignments of the vectors of its contrasts', () => {
  const values = written([3], 6);
  const [whole] = effectsOf([3], values, 'vectors');
  const parts = values.map((own) => own.map((value) => value - (own[0] + own[1] + own[2]) / 3));
  const length = (signs: number): number =>
    [0, 1, 2].reduce(
      (sum, place) =>
        sum + parts.reduce((all, part, s) => all + ((signs >> s) & 1 ? part[place] : -part[place]), 0) ** 2,
      0,
    );
  const lengths = Array.from({ length: 64 }, (_, signs) => length(signs));
  assert.equal(whole.p, lengths.filter((one) => one >= lengths[63] - 1e-9).length / 64);
});

const drawn = (sizes: readonly number[], seeds: number, key: string): number[][] => {
  const draws = stream(1, key, 'values');
  return Array.from({ length: seeds }, () => cellsOf(wholeOf(sizes)).map(() => draws.uniform()));
};
const contrastsOf = (effects: readonly Effect[]): Map<string, Effect> =>
  new Map(effects.flatMap((one) => (one.contrast ? [[`${one.factors} ${one.contrast.levels}`, one] as const] : [])));

for (const sizes of [
  [2, 2],
  [2, 3],
  [3, 2, 2],
  [2, 2, 2, 2],
]) {
  const of = sizes.join(' × ');
  const factor = sizes.indexOf(2);
  test(`${of}: two levels in the other order turn the sign of every effect that they are part of`, () => {
    const cells = cellsOf(wholeOf(sizes));
    const places = cells.map((cell) =>
      cells.findIndex((other) => other.every((level, i) => (i === factor ? level === 1 - cell[i] : level === cell[i]))),
    );
    const values = drawn(sizes, 7, of);
    const [before, after] = [values, values.map((own) => places.map((place) => own[place]))].map((each) =>
      contrastsOf(effectsOf(sizes, each, of)),
    );
    for (const [name, { factors, contrast, p }] of before) {
      const sign = factors.includes(factor) ? -1 : 1;
      near(after.get(name)?.contrast?.difference ?? null, sign * (contrast?.difference as number), 1e-12);
      assert.equal(after.get(name)?.p, p);
    }
  });
}
for (const sizes of [
  [2, 2],
  [2, 3],
  [3, 2, 2],
  [2, 2, 2, 2],
  [4, 1, 3],
]) {
  const of = sizes.join(' × ');
  test(`${of}: what is added to all cells of a seed changes no effect`, () => {
    const values = drawn(sizes, 8, of);
    const shifted = values.map((own, seed) => own.map((value) => value + seed * 3));
    const [before, after] = [values, shifted].map((each) => effectsOf(sizes, each, of));
    before.forEach((one, i) => {
      assert.equal(after[i].p, one.p);
      near(after[i].share ?? 0, one.share ?? 0, 1e-9);
      near(after[i].contrast?.difference ?? 0, one.contrast?.difference ?? 0, 1e-9);
    });
  });
  test(`${of}: what only adds up has no interaction`, () => {
    const cells = cellsOf(wholeOf(sizes));
    const values = drawn(sizes, 6, of).map((own) =>
      cells.map((cell) => cell.reduce((sum, level, i) => sum + own[i] * level, 0)),
    );
    for (const { factors, contrast, omnibus, share, p } of effectsOf(sizes, values, of)) {
      if (factors.length === 1) continue;
      near(share ?? 0, 0, 1e-12);
      assert.equal(p, null);
      assert.equal(omnibus?.f ?? null, null);
      if (contrast) near(contrast.difference, 0, 1e-12);
    }
  });
}
for (const sizes of [
  [2, 2],
  [2, 3],
  [3, 2, 2],
  [4, 1, 3],
]) {
  const of = sizes.join(' × ');
  test(`${of}: the shares of all terms up to three factors make up the whole`, () => {
    const shares = effectsOf(sizes, drawn(sizes, 5, of), of).map(({ share }) => share ?? 0);
    near(
      shares.reduce((sum, share) => sum + share, 0),
      1,
      1e-12,
    );
  });
}

test('what is equal in every cell and seed has no p, no interval and no share', () => {
  for (const { contrast, p, share, omnibus } of effectsOf([2, 3], Array(10).fill([1, 1, 1, 1, 1, 1]), 'ceiling')) {
    assert.equal(p, null);
    assert.equal(share, null);
    assert.equal(omnibus?.f ?? null, null);
    if (contrast) assert.deepEqual([contrast.difference, contrast.ci, contrast.d_z], [0, null, null]);
  }
});
test('rounding is no effect', () => {
  const values = Array.from({ length: 8 }, () => [0.1, 0.2, 0.2, 0.3]);
  const [, , both] = effectsOf([2, 2], values, 'rounding');
  assert.deepEqual([both.contrast?.difference, both.p], [0, null]);
});
test('with five seeds there is no p', () => {
  for (const { p } of effectsOf([2, 3], written([2, 3], 5), 'few')) assert.equal(p, null);
});
test('beyond fifteen seeds signs are sampled, close to what all would give', () => {
  const sixteen = [...written([3], 15), [2, 2, 2]];
  const exact = effectsOf([3], sixteen.slice(0, 15), 'sampled')[0].p as number;
  const p = effectsOf([3], sixteen, 'sampled')[0].p as number;
  near(p, exact, 4 * Math.sqrt((exact * (1 - exact)) / 99_999) + 1e-5);
});
test('values that do not fit the design are refused', () => {
  assert.throws(() => effectsOf([2, 2], [[1, 2, 3]], 'short'), RangeError);
  assert.throws(() => effectsOf([2, 2], [[1, 2, 3, Number.NaN]], 'none'), RangeError);
  assert.throws(() => effectsOf([2, 2], [], 'empty'), RangeError);
});

// Wiring (functional, permuted, orthogonal) × distance (drawn, grid, none) × communication (direct, matched, none).
const eleven = ['0 0 0', '2 0 0', '2 1 0', '2 0 2', '2 1 2', '2 2 2', '0 0 1', '2 0 1', '0 1 1', '1 0 0', '1 0 1'].map(
  (cell) => cell.split(' ').map(Number),
);
test('of eleven of twenty-seven combinations sixteen are missing, and the largest complete part is 3 × 2', () => {
  assert.equal(missingCells([3, 3, 3], eleven).count, 16);
  assert.deepEqual(missingCells([3, 3, 3], eleven, 2).first, [
    [0, 0, 2],
    [0, 1, 0],
  ]);
  assert.deepEqual(largestComplete([3, 3, 3], eleven), [[0, 1, 2], [0], [0, 1]]);
});
test('a complete design is its own largest part, and a line has none', () => {
  assert.deepEqual(largestComplete([2, 3], cellsOf(wholeOf([2, 3]))), wholeOf([2, 3]));
  assert.equal(
    largestComplete(
      [2, 2],
      [
        [0, 0],
        [0, 1],
        [1, 0],
      ],
    ),
    undefined,
  );
  assert.equal(largestComplete([4], [[0], [1], [2]]), undefined);
});
test('the largest part is that of a search through all', () => {
  const draws = stream(3, 'designs', 'cells');
  const sizes = [3, 3, 2];
  const subsets = (size: number): number[][] =>
    Array.from({ length: 2 ** size - 1 }, (_, mask) =>
      Array.from({ length: size }, (_, level) => level).filter((level) => ((mask + 1) >> level) & 1),
    );
  for (let round = 0; round < 60; round++) {
    const cells = cellsOf(wholeOf(sizes)).filter(() => draws.uniform() < 0.65);
    const present = new Set(cells.map(String));
    const parts = sizes
      .map(subsets)
      .reduce<number[][][]>((before, own) => before.flatMap((part) => own.map((levels) => [...part, levels])), [[]])
      .filter((part) => part.filter(({ length }) => length > 1).length > 1)
      .filter((part) => cellsOf(part).every((cell) => present.has(String(cell))));
    const most = Math.max(0, ...parts.map((part) => cellsOf(part).length));
    const found = largestComplete(sizes, cells);
    assert.equal(found ? cellsOf(found).length : 0, most);
  }
});
