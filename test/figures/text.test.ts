import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fixedNumber } from '../../figures/number-text.ts';
import { placeAxis } from '../../figures/draw/axis.ts';
import { shortened, spread, textWidth, wrapped } from '../../figures/draw/svg-text.ts';
import { formatLength, formatNumber, formatValue, roundLength } from '../../figures/index.ts';

test('a shortened text fits its width, and a text that fits stays whole', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 10, max: 200 }), (text, width) => {
      const short = shortened(text, width, 8);
      assert.ok(textWidth(short, 8) <= width);
      if (textWidth(text, 8) <= width) assert.equal(short, text);
    }),
  );
});
test('a wrapped text fits its width and loses no word where lines are free', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z_]{1,10}$/), { minLength: 1 }), (words) => {
      const lines = wrapped(words.join(' '), 120, 8);
      assert.ok(lines.every((line) => textWidth(line, 8) <= 120));
      assert.equal(lines.join('').replaceAll(' ', ''), words.join(''));
    }),
  );
  assert.equal(wrapped('one two three four five six seven', 60, 8, false, 2).length, 2);
});
test('labels are spread apart, in order, within their place, and moved only where they must', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 10 }),
      (positions) => {
        const placed = spread(positions, 10, 0, 100);
        const order = positions.map((_, index) => index).sort((a, b) => positions[a] - positions[b] || a - b);
        for (const [place, index] of order.entries()) {
          assert.ok(placed[index] >= -1e-9 && placed[index] <= 100 + 1e-9);
          if (place > 0) assert.ok(placed[index] - placed[order[place - 1]] >= 10 - 1e-9);
        }
        if (order.every((index, place) => place === 0 || positions[index] - positions[order[place - 1]] >= 10))
          assert.deepEqual(placed, positions);
      },
    ),
  );
});
test('ticks lie in the domain, are told apart, and a logarithmic axis has minor ones', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      fc.integer({ min: 60, max: 500 }),
      (low, span, width) => {
        fc.pre(low + span > low && span / Math.abs(low || 1) > 1e-6);
        const { ticks } = placeAxis(
          { label: '', unit: '', factor: 1, scale: 'linear', domain: [low, low + span] },
          [0, width],
          8,
        );
        assert.ok(ticks.every((tick) => tick.value >= low - span * 1e-9 && tick.value <= low + span * (1 + 1e-9)));
        assert.equal(new Set(ticks.map((tick) => tick.label)).size, ticks.length);
      },
    ),
  );
  const { ticks, minor } = placeAxis(
    { label: '', unit: '', factor: 1, scale: 'log', domain: [0.01, 100] },
    [0, 300],
    6,
  );
  assert.deepEqual(
    ticks.map((tick) => tick.label),
    ['0.01', '0.1', '1', '10', '100'],
  );
  assert.equal(minor.length, 4 * 8);
});

test('a low plot has two ticks at least: one alone tells no scale', () => {
  const accuracy = { label: '', unit: '%', factor: 100, scale: 'linear', domain: [0.08, 0.95] } as const;
  assert.ok(placeAxis(accuracy, [60, 0], 2, undefined, true).ticks.length > 1);
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (low, span) => {
        const axis = { label: '', unit: '', factor: 1, scale: 'linear', domain: [low, low + span] } as const;
        assert.ok(placeAxis(axis, [60, 0], 2, undefined, true).ticks.length > 1);
      },
    ),
  );
});

for (const [value, unit, factor, span, text] of [
  [0.9407, '%', 100, 0.03, '94.1\u00a0%'],
  [0.94071, '%', 100, 0.004, '94.07\u00a0%'],
  [85, '', 1, 100, '85'],
  [-0.5, '', 1, 1, '−0.50'],
  [0.0000001, '', 1, 1, '1.00 × 10^−7'],
] as const)
  test(`${value} over a span of ${span} reads ${text}`, () =>
    assert.equal(formatValue(value, { unit, factor }, span), text));
test('nothing is negative zero', () => assert.equal(formatNumber(-0.0001, 1), '0.0'));
test('a number beside others is written as they are, however small', () =>
  assert.deepEqual(
    [-8.4e-6, -0.993].map((value) => fixedNumber(value, 3)),
    ['0.000', '−0.993'],
  ));
for (const [metres, rounded, text] of [
  [2.5e-4, 2e-4, '200 µm'],
  [1e-3, 1e-3, '1000 µm'],
  [0.06, 0.05, '50 mm'],
  [7e-6, 5e-6, '5 µm'],
] as const) {
  test(`a bar of at most ${metres} m is ${text} long`, () => {
    assert.ok(Math.abs(roundLength(metres) - rounded) < 1e-12);
    assert.equal(formatLength(rounded), text);
  });
}
