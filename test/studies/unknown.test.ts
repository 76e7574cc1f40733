import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import type { ExpectationSummary } from '../../results/contract.ts';
import { passes, shownVerdict } from '../../results/shown-verdict.ts';
import { temporaryFolder, writeStripes } from '../runs/stripes-study.ts';
import { study } from './example-study.ts';

async function judged(t: TestContext, text: string): Promise<readonly ExpectationSummary[]> {
  const folder = temporaryFolder(t);
  writeStripes(folder, { train: 60, test: 30 });
  const file = path.join(folder, 'study.anl');
  fs.writeFileSync(file, `language 1\n${text}`);
  const { summary, experiment } = await study(t, file, {});
  assert.equal(summary.expectations.length, experiment.expectations.length, 'every claim has an entry');
  const unknown = summary.expectations.filter(({ verdict }) => verdict === 'unknown');
  assert.equal(summary.notes.filter(({ code }) => code === 'S067').length, Math.min(1, unknown.length));
  for (const each of unknown) assert.ok(!passes(each) && each.observed !== '');
  return summary.expectations;
}
const said = (each: ExpectationSummary): string => `${shownVerdict(each).word}: ${each.observed}`;

test('a measure without a value, and arithmetic without one: unknown, with the reason', async (t) => {
  const [alpha, pair, known, logarithm, smallest, inverse, power, every] = await judged(
    t,
    `connect few { neurons 5;  weights normal(0, 1);  spectrum max 0.9 }
connect many { neurons 60;  weights normal(0, 1);  spectrum max 0.9 }
experiment e {
  seeds 2
  compare { few = few;  many = many }
  measure alpha = exponent(covariance, ranks: 11 .. 30)
  measure radius = spectral_radius(few)
  expect alpha of few > 100
  expect alpha of many > alpha of few
  expect radius of few > 0
  expect log(radius of few - 100) > 1
  expect min(1, radius of few / 0) = 1
  expect 1 / (radius of few / 0) = 0
  expect log(radius of few - 100) ^ 0 = 1
  expect alpha > -100
}
`,
  );
  assert.match(said(alpha), /^unknown: alpha of few has no value: the spectrum has 5 values and ends before rank 30,/);
  assert.match(said(pair), /^unknown: alpha of few has no value: /);
  assert.match(said(known), /^holds: /);
  for (const hidden of [logarithm, smallest, inverse, power])
    assert.match(said(hidden), /^unknown: what it computes is not a finite number/);
  assert.match(said(every), /^unknown: few alpha of few has no value: .*; many /);
});

test('a training that diverges has no accuracy, and a claim about it is unknown', async (t) => {
  const wild = await judged(
    t,
    `data lines from "stripes"
network tame { input 36, relu;  neurons 20;  readout 3 }
connect huge { neurons 20;  weights normal(0, 1e30) }
network wild { input 36, relu;  recurrent huge, fixed, steps 3;  readout 3 }
experiment e {
  seeds 2
  compare { tame = tame;  wild = wild }
  train on lines { optimiser adam(1e-2);  batch 16;  epochs 1 }
  measure right = accuracy(test)
  expect right of tame > right of wild
  expect right of wild < 0.9
  expect right of tame > 0
}
`,
  );
  assert.deepEqual(
    wild.map(({ verdict }) => verdict === 'unknown'),
    [true, true, false],
  );
  for (const each of wild.slice(0, 2))
    assert.match(each.observed, /right of wild has no value: the loss became infinite/);
});

test('numbers that nothing draws are exact, and more seeds would change nothing', async (t) => {
  const [count, more, share] = await judged(
    t,
    `genes toggle {
  A, !B
  B, !A
  fate left = A
  fate right = B
}
experiment ends {
  seeds 2
  compare { wild = toggle;  held = knock_out(toggle, A) }
  measure states = count(steady_states)
  measure left = basin(left)
  expect states of wild = 2
  expect states of wild > states of held
  expect left of wild > 0.9
}
`,
  );
  assert.equal(said(count), 'exact: 2');
  assert.equal(said(more), 'exact: difference 1');
  assert.match(said(share), /^fails: .* %, exact$/);
});
