import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesSentence } from '../../figures/caption.ts';
import { drawSvg, figuresOf } from '../../figures/index.ts';
import type { Noun } from '../../language/specification.ts';
import type { Results, Verdict } from '../../results/contract.ts';
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
  assert.match(figure.caption.join(' '), /Dashed boxes: what the file expects at that value of size\./);
  demandSound(figure, results.experiment, [180, 120, 85, 60]);
});
test('by condition, what is expected at a point of a sweep is drawn in the panel of that point', () => {
  const [, figure] = figuresOf(swept([1, 2, 4]));
  for (const panel of figure.panels) {
    assert.ok(panel.kind === 'dots');
    assert.equal(panel.references.filter(({ label }) => label.startsWith('accuracy of')).length, 3);
  }
});
test('by condition, a value stands at the same place in each panel, however long the numbers beside it', () => {
  const results = sampleResults({ conditions: { grown: 0.9, random: 0.8 }, vary: [{ name: 'size', values: [1, 2] }] });
  const measures = results.summary.measures.map((each) =>
    each.at.size === 1 ? each : { ...each, ci: [0.8999999, 0.9000001] as const },
  );
  const [figure] = figuresOf({ ...results, summary: { ...results.summary, measures } });
  const panels = drawSvg(figure).split('class="panel"').slice(1);
  const grids = panels.map((panel) =>
    [...panel.matchAll(/<line x1="([\d.]+)" y1="[\d.]+" x2="\1"[^>]* class="grid"/g)].map(([, x]) => x),
  );
  assert.equal(grids.length, 2);
  assert.notEqual(grids[0].length, 0);
  assert.deepEqual(grids[0], grids[1]);
  const widths = panels.map((panel) =>
    Math.max(...[...panel.matchAll(/>(\[[^<]*\])</g)].map(([, text]) => text.length)),
  );
  assert.notEqual(widths[0], widths[1], 'the numbers beside the panels are not as long');
});
test('by condition, what is expected at another point of a sweep is not drawn', () => {
  const base = swept([1, 2, 4]);
  const expectations = [claim('grown', 0.85, 0.95, { size: 1 }), claim('random', 0.75, 0.86, { size: 4 })];
  const [, figure] = figuresOf({ ...base, experiment: { ...base.experiment, expectations } });
  assert.deepEqual(
    figure.panels.map((panel) =>
      panel.kind === 'dots' ? panel.references.flatMap(({ to }) => (to === undefined ? [] : [to])) : undefined,
    ),
    [[0.95], [], [0.86]],
  );
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
test('surrogates are counted as such, and a recording is one for all of them', () => {
  const base = sampleResults({ conditions: { recorded: 0.9, shuffled: 0.8 }, seeds: 19 });
  const recording = (controls: readonly string[]) =>
    ({ noun: 'data', name: 'culture', reference: 'culture.npy', recording: { controls } }) as unknown as Noun;
  const [recorded, shuffled] = base.experiment.conditions;
  const experiment = {
    ...base.experiment,
    conditions: [
      { ...recorded, noun: recording([]) },
      { ...shuffled, noun: recording(['shifted']) },
    ],
  };
  const rows = base.rows.filter(({ condition, seed }) => condition === 'shuffled' || seed === 1);
  const [figure] = figuresOf({ ...base, experiment, rows });
  assert.match(
    figure.caption.join(' '),
    /^Each point is one surrogate\. n = 19 surrogates per condition\. recorded: one value, the same for every seed\./,
  );
  const counted = (of: number, drawn: number) =>
    linesSentence(experiment, [
      { condition: 'recorded', count: of },
      { condition: 'shuffled', count: drawn },
    ]);
  assert.equal(counted(1, 19), 'n = 19 surrogates per condition. recorded: one recording, the same for every seed.');
  assert.equal(linesSentence(base.experiment, [{ condition: 'recorded', count: 1 }]), 'n = 1 seed per condition.');
});

test('what is expected by a claim that could not be judged is dash-dotted, empty and named so', () => {
  const base = swept([1, 2, 4]);
  const judgedAs = (verdict: Verdict): Results => ({
    ...base,
    summary: {
      ...base.summary,
      expectations: base.experiment.expectations.map(({ text, line, at }) => ({
        text,
        line,
        at,
        observed: '',
        verdict,
      })),
    },
  });
  for (const verdict of ['supported', 'holds', 'fails', 'unknown'] as const)
    for (const figure of figuresOf(judgedAs(verdict))) {
      const svg = drawSvg(figure);
      const isUnknown = verdict === 'unknown';
      assert.equal(svg.includes('stroke-dasharray="5 2 1 2"'), isUnknown, `${figure.name}, ${verdict}`);
      assert.equal(/ \(unknown\)</.test(svg), isUnknown, `${figure.name}, ${verdict}`);
      assert.equal(/fill-opacity="0\.(1|05)"/.test(svg), !isUnknown, `${figure.name}, ${verdict}`);
      assert.equal(
        /whose verdict is unknown\./.test(figure.caption.join(' ')),
        isUnknown,
        `${figure.name}, ${verdict}`,
      );
      demandSound(figure, base.experiment, [180, 85]);
    }
});
