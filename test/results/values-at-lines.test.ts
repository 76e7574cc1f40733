import assert from 'node:assert/strict';
import test from 'node:test';
import { analyseText, specify } from '../../language/index.ts';
import type { ExpectationSummary, MeasureSummary, Verdict } from '../../results/contract.ts';
import { claimAtLine, claimsTogether, measureAtLine } from '../../results/values-at-lines.ts';
import { readerOf } from '../language/reader-of-texts.ts';

const row = (condition: string, mean: number, ci: MeasureSummary['ci'], at = {}): MeasureSummary => ({
  ...{ measure: 'd', condition, at, n: 6, mean, sd: null, ci },
});
const measured: readonly (readonly [rows: readonly MeasureSummary[], short: string | undefined, last?: string])[] = [
  [[], undefined],
  [[row('a', Number.NaN, null)], undefined],
  [[row('a', 0.5, [0.4, 0.6])], '50.0 % [40.0, 60.0]', 'a: 50.0 % [40.0, 60.0], n = 6'],
  [[row('a', 0.5, null), row('b', 0.25, null)], 'a 50 %, b 25 %', 'b: 25 %, n = 6'],
  [[0.2, 0.1, 0.4, 0.3].map((mean, at) => row('abcd'[at], mean, null)), '10 % … 40 % in 4 conditions'],
  [
    [0.2, 0.1, 0.4, 0.3].map((mean, at) => row('ab'[at % 2], mean, null, { s: at < 2 ? 0.1 : 0.2 })),
    '10 % … 40 % in 2 conditions at 2 points',
    'b at s = 0.2: 30 %, n = 6',
  ],
  [[row('a', 0.2, null, { s: 0.1 }), row('a', 0.2, null, { s: 0.2 })], '20 % at 2 points'],
];
test('the numbers of a measure, in few words and whole', async () => {
  const text = `language 1
connect net { neurons 60;  wire 0.2;  weights normal(0, 1) }
experiment e { vary s in 0.1, 0.2;  compare { a = net { wire s } };  measure d = density(net) }
`;
  const { specification } = await specify(analyseText(text), readerOf());
  const [experiment] = specification!.experiments;
  for (const [measures, short, last] of measured) {
    const shown = measureAtLine(experiment, { measures }, 'd');
    assert.equal(shown?.short, short);
    if (last) assert.equal(shown?.whole.at(-1), last);
  }
});

const claim = (verdict: Verdict, where?: string): ExpectationSummary => ({
  ...{ text: 'd of a > 1', line: 3, at: {}, verdict, observed: '0.7 [0.6, 0.8], n = 6', ...(where && { where }) },
});
const claimed: readonly (readonly [verdicts: readonly ExpectationSummary[], short?: string, together?: string])[] = [
  [[], undefined, ''],
  [[claim('supported')], '✓ 0.7 [0.6, 0.8], n = 6', '✓ 1'],
  [[claim('fails')], '✗ fails: 0.7 [0.6, 0.8], n = 6', '✗ 1'],
  [[claim('unknown')], '? unknown: 0.7 [0.6, 0.8], n = 6', '? 1'],
  [[claim('supported', 's = 1'), claim('fails', 's = 2')], '✗ at 1 of 2 points', '✓ 1, ✗ 1'],
  [[claim('holds', 's = 1'), claim('holds', 's = 2')], '≈ at 2 of 2 points', '≈ 2'],
];
test('a claim, at a point or several, and all of them together', () => {
  for (const [verdicts, short, together] of claimed) {
    assert.equal(claimAtLine(verdicts)?.short, short);
    assert.equal(claimsTogether(verdicts), together);
  }
});
