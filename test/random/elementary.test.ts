import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { exp, log, sincos } from '../../engine/random/index.ts';
import { projectFile } from '../data.ts';

const grid = (from: number, to: number, n: number) =>
  Array.from({ length: n }, (_, i) => from + ((to - from) * i) / (n - 1));
const largestRelativeError = (points: number[], ours: (x: number) => number, reference: (x: number) => number) =>
  Math.max(...points.map((x) => Math.abs(ours(x) - reference(x)) / Math.abs(reference(x) || 1)));

test('exp agrees with the platform to 1e-15', () => {
  assert.ok(largestRelativeError([...grid(-700, 700, 20_001), ...grid(-1, 1, 20_001)], exp, Math.exp) < 1e-15);
});
test('log agrees with the platform to 1e-15', () => {
  const points = [...grid(1e-6, 3, 20_001), ...grid(0.9, 1.1, 20_001), ...grid(-300, 300, 2001).map((e) => 10 ** e)];
  assert.ok(largestRelativeError(points, log, Math.log) < 1e-15);
});
test('sine and cosine agree with the platform to 1e-15', () => {
  const points = [...grid(-7, 7, 40_001), ...grid(-1e5, 1e5, 20_001)];
  assert.ok(largestRelativeError(points, (x) => sincos(x)[0], Math.sin) < 1e-15);
  assert.ok(largestRelativeError(points, (x) => sincos(x)[1], Math.cos) < 1e-15);
});
for (const [name, value, expected] of [
  ['exp 0', exp(0), 1],
  ['exp 1', exp(1), Math.E],
  ['exp −∞', exp(-Infinity), 0],
  ['exp ∞', exp(Infinity), Infinity],
  ['exp of the smallest subnormal logarithm', exp(-744.5), 5e-324],
  ['exp near overflow', exp(709.782712893384), 1.797693134862273e308],
  ['exp NaN', exp(NaN), NaN],
  ['log 1', log(1), 0],
  ['log 0', log(0), -Infinity],
  ['log −1', log(-1), NaN],
  ['log ∞', log(Infinity), Infinity],
  ['log of a subnormal', log(5e-324), -744.4400719213812],
  ['log e', log(Math.E), 1],
  ['sin 0', sincos(0)[0], 0],
  ['cos 0', sincos(0)[1], 1],
  ['sin π', sincos(Math.PI)[0], 1.2246467991473532e-16],
  ['cos π/2', sincos(Math.PI / 2)[1], 6.123233995736766e-17],
  ['sin beyond the range', sincos(1e7)[0], NaN],
] as const) {
  test(`${name} is ${expected}`, () => {
    if (Number.isFinite(expected) && expected !== 0 && Math.abs(expected) > 1e-300)
      assert.ok(Math.abs(value / expected - 1) < 1e-13, `${value}`);
    else assert.equal(value, expected);
  });
}

test('what draws, grows or wires uses these, and none of the functions that differ between engines', () => {
  const files = [
    'random',
    'genes',
    'development',
    'expressions',
    'variants',
    'learning/initial-parameters.ts',
    'training/train.ts',
    'connectivity/assembled-circuit.ts',
    'connectivity/rearranged.ts',
    'connectivity/rewire.ts',
    'connectivity/matrix-structure.ts',
  ]
    .map((name) => projectFile('engine', name))
    .flatMap((place) =>
      fs.statSync(place).isDirectory() ? fs.readdirSync(place).map((name) => path.join(place, name)) : [place],
    )
    .filter((file) => file.endsWith('.ts'));
  assert.ok(files.length > 30);
  const differing = /Math\.(a?(sin|cos|tan)h?|atan2|exp(m1)?|log(10|2|1p)?|pow|cbrt|hypot|random)\b/;
  assert.deepEqual(
    files.filter((file) => differing.test(fs.readFileSync(file, 'utf8'))),
    [],
  );
});
