import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawSvg, figuresOf } from '../../figures/index.ts';
import type { Results } from '../../results/contract.ts';
import type { IntervalKind } from '../../results/interval-kinds.ts';
import { demandSound } from './figure-rules.ts';
import { sampleResults } from './sample.ts';

const claim = (condition: string, from: number, to: number, at: Readonly<Record<string, number>>) =>
  ({
    text: `accuracy of ${condition} in ${from} .. ${to}`,
    line: 9,
    every: false,
    left: { call: 'of', arguments: [{ name: 'accuracy' }, { name: condition }] },
    test: { kind: 'in', from, to },
    at,
  }) as const;
const swept = (sizes: readonly number[]): Results =>
  sampleResults({
    conditions: { grown: 0.9, random: 0.8 },
    seeds: 4,
    vary: [{ name: 'size', values: sizes }],
    plots: ['plot accuracy by size', 'plot accuracy by condition'],
    expectations: [
      ...sizes.flatMap((size) => [claim('grown', 0.85, 0.95, { size }), claim('random', 0.75, 0.85, { size })]),
      claim('grown', 0.7, 0.99, {}),
    ],
  });

test('what is expected at one value of a sweep is drawn there alone, around its condition', () => {
  const results = swept([1, 2, 4, 8, 16, 32]);
  const [figure] = figuresOf(results);
  const svg = drawSvg(figure);
  const boxes = [...svg.matchAll(/<rect class="expected" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)];
  assert.equal(boxes.length, 12);
  for (const [, , width] of boxes) assert.ok(Number(width) < 20);
  assert.equal((svg.match(/class="band"/g) ?? []).length, 1);
  assert.equal((svg.match(/<text [^>]*>accuracy of/g) ?? []).length, 1, 'a label for what holds along the axis alone');
  assert.match(figure.caption.join(' '), /Dashed boxes: what the file expects at that size\./);
  demandSound(figure, results.experiment, [180, 120, 85, 60]);
});
test('by condition, what is expected at a point of a sweep is drawn in the panel of that point', () => {
  const [, figure] = figuresOf(swept([1, 2, 4]));
  for (const panel of figure.panels) {
    assert.ok(panel.kind === 'dots');
    assert.equal(panel.references.filter(({ label }) => label.startsWith('accuracy of')).length, 3);
  }
});
test('a claim of equality within a tolerance is a band', () => {
  const base = swept([1, 2]);
  const equal = {
    ...claim('grown', 0, 0, {}),
    test: { kind: 'compare', operator: '=', right: 0.9, within: 0.02 },
  } as const;
  const [figure] = figuresOf({ ...base, experiment: { ...base.experiment, expectations: [equal] } });
  const [panel] = figure.panels;
  assert.ok(panel.kind === 'curves');
  const [reference] = panel.references.filter(({ label }) => label.startsWith('accuracy of'));
  assert.ok(Math.abs(reference.value - 0.88) < 1e-12 && Math.abs(reference.to! - 0.92) < 1e-12);
});

test('a caption is true of the kind of each interval, and of what a point is', () => {
  const base = sampleResults({ conditions: { recorded: 0.9, shuffled: 0.8 }, seeds: 3 });
  const of = (kinds: readonly (IntervalKind | undefined)[]) => {
    const results = {
      ...base,
      summary: {
        ...base.summary,
        measures: base.summary.measures.map(({ interval: _, ...each }, index) => ({
          ...each,
          ...(kinds[index] && { interval: kinds[index] }),
        })),
      },
    };
    const [figure] = figuresOf(results);
    demandSound(figure, results.experiment);
    return figure.caption.join(' ');
  };
  assert.match(
    of(['seeds', 'seeds']),
    /Each point is one seed\. n = 3 seeds per condition\. .* its 95 % t interval over seeds\./,
  );
  const mixed = of(['redraws', 'seeds']);
  assert.match(mixed, /n = 3 seeds per condition\. recorded: one value, the same for every seed\./);
  assert.match(mixed, /redraws of stretches of the activity \(recorded\); 95 % t interval over seeds \(shuffled\)\./);
  const sampled = of(['samples', 'samples']);
  assert.match(sampled, /^recorded, shuffled: one value, the same for every seed\. .*Wilson interval of the sampled/);
  assert.doesNotMatch(sampled, /n = 3|t interval/);
  assert.match(of([undefined, undefined]), /Diamond and bar: mean and its 95 % interval\./);
});
