import assert from 'node:assert/strict';
import test from 'node:test';
import { type Skippable, type Stream, stream } from '../../engine/random/index.ts';
import { mean } from '../numbers.ts';

const draws = (n: number, from: Stream, kind: Skippable): number[] => Array.from({ length: n }, () => from[kind]());
const correlation = (a: number[], b: number[]) => {
  const [ma, mb] = [mean(a), mean(b)];
  return (
    mean(a.map((x, i) => (x - ma) * (b[i] - mb))) /
    Math.sqrt(mean(a.map((x) => (x - ma) ** 2)) * mean(b.map((x) => (x - mb) ** 2)))
  );
};
/** Bands below are at least four standard errors of n draws. */
const n = 100_000;

test('the first draws of a stream never change', () => {
  assert.deepEqual(draws(4, stream(1, 'cortex', 'division'), 'next'), [454928583, 1927518874, 2840338663, 3784298135]);
});
test('the same key gives the same sequence', () => {
  assert.deepEqual(draws(100, stream(3, 'a', 'b', 7), 'normal'), draws(100, stream(3, 'a', 'b', 7), 'normal'));
});
const keys: [number, string, string, number][] = [
  [1, 'ab', 'c', 0],
  [1, 'a', 'bc', 0],
  [1, '', 'abc', 0],
  [2, 'ab', 'c', 0],
  [1, 'ab', 'c', 1],
  [-1, 'ab', 'c', 0],
  [1, 'ab\0', 'c', 0],
  [2 ** 32 + 1, 'ab', 'c', 0],
  [1, 'ab', 'c', 2 ** 32],
  [0, 'ab', 'c', 1],
];
test('keys that differ in any part give streams that share nothing', () => {
  const sequences = keys.map((key) => draws(20_000, stream(...key), 'uniform'));
  for (let i = 0; i < sequences.length; i++) {
    for (let j = 0; j < i; j++) {
      assert.notEqual(sequences[i][0], sequences[j][0], `${keys[i]} and ${keys[j]}`);
      assert.ok(
        Math.abs(correlation(sequences[i], sequences[j])) < 4.5 / Math.sqrt(20_000),
        `${keys[i]} and ${keys[j]}`,
      );
    }
  }
});
test('uniform draws have the moments of U(0,1) and no serial correlation', () => {
  const values = draws(n, stream(1, 'test', 'uniform'), 'uniform');
  assert.ok(values.every((u) => u >= 0 && u < 1));
  assert.ok(Math.abs(mean(values) - 1 / 2) < 4 / Math.sqrt(12 * n));
  assert.ok(Math.abs(mean(values.map((u) => u * u)) - 1 / 3) < 4 * Math.sqrt(4 / 45 / n));
  assert.ok(Math.abs(correlation(values.slice(1), values.slice(0, -1))) < 4 / Math.sqrt(n));
});
test('uniform draws fill 256 bins evenly, high bits and low bits alike', () => {
  for (const bin of [(u: number) => Math.floor(u * 256), (u: number) => (u * 2 ** 53) % 256]) {
    const counts = new Array<number>(256).fill(0);
    for (const u of draws(n, stream(2, 'test', 'uniform'), 'uniform')) counts[bin(u)]++;
    const chiSquared = counts.reduce((sum, count) => sum + (count - n / 256) ** 2 / (n / 256), 0);
    assert.ok(Math.abs(chiSquared - 255) < 4 * Math.sqrt(2 * 255), `${chiSquared}`);
  }
});
test('normal draws have the moments and tails of N(0,1)', () => {
  const values = draws(n, stream(1, 'test', 'normal'), 'normal');
  const band = (moment: number, expected: number, variance: number) =>
    assert.ok(Math.abs(moment - expected) < 4 * Math.sqrt(variance / n), `${moment} for ${expected}`);
  band(mean(values), 0, 1);
  band(mean(values.map((x) => x ** 2)), 1, 2);
  band(mean(values.map((x) => x ** 3)), 0, 15);
  band(mean(values.map((x) => x ** 4)), 3, 96);
  band(mean(values.map((x) => (Math.abs(x) > 1.959963984540054 ? 1 : 0))), 0.05, 0.05 * 0.95);
  assert.ok(Math.abs(correlation(values.slice(1), values.slice(0, -1))) < 4 / Math.sqrt(n));
});
for (const size of [1, 2, 3, 10, 1000]) {
  test(`below(${size}) is uniform`, () => {
    const source = stream(5, 'test', 'below', size);
    const counts = new Array<number>(size).fill(0);
    for (let i = 0; i < n; i++) counts[source.below(size)]++;
    const chiSquared = counts.reduce((sum, count) => sum + (count - n / size) ** 2 / (n / size), 0);
    assert.ok(Math.abs(chiSquared - (size - 1)) <= 4 * Math.sqrt(2 * (size - 1)), `${chiSquared}`);
  });
}
test('below works beyond 32 bits and refuses what is no count', () => {
  const source = stream(5, 'test', 'large');
  const values = Array.from({ length: n }, () => source.below(2 ** 40));
  assert.ok(values.every((value) => Number.isInteger(value) && value >= 0 && value < 2 ** 40));
  assert.ok(Math.abs(mean(values) / 2 ** 40 - 1 / 2) < 4 / Math.sqrt(12 * n));
  for (const wrong of [0, -1, 1.5, NaN, 2 ** 54]) assert.throws(() => source.below(wrong), /below\(n\) needs/);
});
test('every permutation of four is equally likely', () => {
  const source = stream(9, 'test', 'permutation');
  const counts = new Map<string, number>();
  for (let i = 0; i < 24_000; i++) {
    const key = source.permutation(4).join('');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  assert.equal(counts.size, 24);
  const chiSquared = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  assert.ok(Math.abs(chiSquared - 23) < 4 * Math.sqrt(46), `${chiSquared}`);
});
test('shuffle keeps the elements of an array in place', () => {
  const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  stream(1, 'test', 'shuffle').shuffle(letters);
  assert.notEqual(letters.join(''), 'abcdefgh');
  assert.equal([...letters].sort().join(''), 'abcdefgh');
});
test('a seed or index that is no integer is refused', () => {
  assert.throws(() => stream(1.5, 'a', 'b'), /a seed is an integer/);
  assert.throws(() => stream(1, 'a', 'b', NaN), /index/);
});

test('numbers that are passed over leave a stream where drawing them does', () => {
  const rest = (drawn: Stream): readonly number[] => [
    drawn.normal(),
    drawn.uniform(),
    drawn.next(),
    drawn.normal(),
    drawn.uniform(),
  ];
  for (const kind of ['next', 'uniform', 'normal'] as const)
    for (const before of ['', 'next', 'uniform', 'normal', 'normal normal', 'next normal'])
      for (const count of [0, 1, 2, 3, 7, 64, 129, 1000]) {
        const [drawn, skipped] = [0, 1].map(() => stream(8, 'test', 'skip'));
        for (const source of [drawn, skipped])
          for (const each of before.split(' ')) if (each) source[each as Skippable]();
        for (let each = 0; each < count; each++) drawn[kind]();
        skipped.skip(kind, count);
        assert.deepEqual(rest(skipped), rest(drawn), `${count} ${kind} after ${before}`);
      }
});
test('passing over many numbers goes beyond 32 bits, however it is divided', () => {
  const [once, often] = [0, 1].map(() => stream(8, 'test', 'far'));
  once.skip('uniform', 3 * 2 ** 32 + 5);
  for (let part = 0; part < 6; part++) often.skip('uniform', 2 ** 31);
  for (let each = 0; each < 5; each++) often.uniform();
  assert.deepEqual(draws(300, once, 'next'), draws(300, often, 'next'));
  const across = stream(8, 'test', 'far');
  across.skip('uniform', 3 * 2 ** 32 - 100);
  for (let each = 0; each < 105; each++) across.uniform();
  assert.equal(across.next(), stepped(3 * 2 ** 32 + 5));

  function stepped(count: number): number {
    const source = stream(8, 'test', 'far');
    source.skip('next', 2 * count);
    return source.next();
  }
});
test('failures before a success are those of uniform numbers', () => {
  for (const probability of [-1, 0, 1e-3, 0.02, 0.5, 0.999, 1, 2])
    for (const before of [0, 1, 2, 5]) {
      const [counted, drawn] = [0, 1].map(() => stream(8, 'test', 'failures'));
      for (const source of [counted, drawn]) draws(before, source, 'next');
      for (const most of [0, 1, 3, 100, 700, 1000]) {
        let failed = 0;
        while (failed < most && !(drawn.uniform() < probability)) failed++;
        assert.equal(counted.failures(probability, most), failed, `${probability} ${before} ${most}`);
      }
      assert.equal(counted.next(), drawn.next());
    }
  const source = stream(8, 'test', 'bound'),
    first = stream(8, 'test', 'bound').uniform();
  assert.equal(source.failures(first, 1), 1, 'as large is not below');
  assert.equal(stream(8, 'test', 'bound').failures(first + 2 ** -53, 1), 0);
});
