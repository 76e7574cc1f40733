// The normative examples of critical initialisation, as they stand but for fewer seeds.
import assert from 'node:assert/strict';
import test from 'node:test';
import { noSharedData, sharedData, sharedExample } from '../data.ts';
import { between, mean, study } from './example-study.ts';

const verdicts = (summary: { readonly expectations: readonly { readonly text: string; readonly verdict: string }[] }) =>
  summary.expectations.map(({ verdict }) => verdict);

test(
  'critical.anl: symmetric, critically normalised matrices of 2,000 neurons have the published exponents, ' +
    'however they are wired',
  async (t) => {
    const file = sharedExample('critical.anl');
    if (!file) return t.skip(noSharedData);
    const { summary, spectra } = await study(t, file, { experiment: 'exponents', seeds: [1] });
    assert.ok(
      verdicts(summary).every((verdict) => verdict !== 'fails'),
      JSON.stringify(summary.expectations),
    );
    // published: 0.710 ± 0.017 for N = 2,000; three deviations, one seed
    for (const condition of ['symmetric', 'sparse', 'clustered', 'local'])
      between(mean(summary, 'alpha', condition), 0.65, 0.76);
    assert.equal(spectra!.length, 5);
    assert.ok(
      summary.notes.some(({ code, text }) => code === 'S071' && text.includes('N = 2,000, ranks 11 .. 500 of 2,000')),
    );
  },
);

test('recording.anl: a recording has more shared variance in its first ranks than its surrogates', async (t) => {
  const file = sharedExample('recording.anl');
  if (!file || !sharedData('recordings', 'zebrafish_triplett')) return t.skip(noSharedData);
  const { summary, timescales, components } = await study(t, file, {
    seeds: Array.from({ length: 19 }, (_, i) => i + 1),
  });
  const alpha = summary.comparisons.find(({ measure }) => measure === 'alpha');
  assert.deepEqual([alpha?.p, alpha?.percentile, alpha?.ci], [1 / 20, 1, null]);
  assert.ok(
    summary.notes.some(
      ({ code, text }) => code === 'S068' && text.startsWith('alpha of recorded among 19 of shuffled'),
    ),
  );
  assert.equal(timescales!.length, 20);
  assert.equal(components!.length, 2);
});
