// The examples of critical initialisation: nothing to object to but what they declare, and every claim holds. In small:
// fewer seeds than the files have.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import { checkFile } from '../../cli/read-source.ts';
import type { Results } from '../../results/contract.ts';
import { noSharedData, projectFile, sharedData, sharedExample } from '../data.ts';
import { between, mean, study } from './example-study.ts';

for (const name of [
  'critical-tables',
  'critical-structure',
  'counter-example',
  'recordings',
  'recording',
  'working-memory',
]) {
  test(`${name}.anl has nothing to object to`, async (t) => {
    if (name.startsWith('recording') && !sharedData('recordings')) return t.skip(noSharedData);
    const { diagnostics } = await checkFile(projectFile('examples', `${name}.anl`));
    assert.deepEqual(
      diagnostics.filter(({ severity }) => severity !== 'hint'),
      [],
    );
  });
}
for (const name of ['critical.anl', 'recording.anl']) {
  test(`${name} stands as given`, (t) => {
    const given = sharedExample(name);
    if (!given) return t.skip(noSharedData);
    assert.equal(fs.readFileSync(projectFile('examples', name), 'utf8'), fs.readFileSync(given, 'utf8'));
  });
}

const claims: readonly {
  readonly file: string;
  readonly experiment: string;
  readonly seeds: number[];
  readonly count: number;
}[] = [
  { file: 'critical-tables.anl', experiment: 'full_size', seeds: [1, 2, 3], count: 1 },
  { file: 'critical-tables.anl', experiment: 'laws', seeds: [1], count: 5 },
  { file: 'critical-structure.anl', experiment: 'sparse', seeds: [1, 2, 3], count: 6 },
  { file: 'counter-example.anl', experiment: 'matrices', seeds: [1, 2, 3], count: 4 },
];
for (const { file, experiment, seeds, count } of claims) {
  test(`${file}, ${experiment}: every claim holds`, async (t) => {
    allHold(await study(t, file, { experiment, seeds }), count);
  });
}
test(
  'the counter-example: no rotation, the exponent of the symmetric network, and the report says what that ' +
    'does not prove',
  async (t) => {
    const results = await study(t, 'counter-example.anl', { experiment: 'modes', seeds: [1, 2] });
    allHold(results, 4);
    const { notes } = results.summary;
    assert.ok(
      notes.some(
        ({ code, text }) =>
          code === 'S072' &&
          /^twin: .*neither an exponent nor real eigenvalues .* prove that connections are symmetric/.test(text),
      ),
    );
  },
);
test(
  'a retina before eyes open: what its neurons share lasts longer than what chance leaves, and is more alike ' +
    'than chance',
  async (t) => {
    if (!sharedData('recordings', 'retina_waves', 'Maccione2014_P9_m1_r1_bursts_filtered.h5'))
      return t.skip(noSharedData);
    const { summary } = await study(t, 'recordings.anl', { experiment: 'waves', seeds: [1] });
    assert.ok(mean(summary, 'alpha', 'recorded') > mean(summary, 'alpha', 'alone'));
    assert.ok(mean(summary, 'timescale', 'recorded') > 0.5);
    const timed = summary.measures.filter(({ measure }) => measure === 'timescale').map(({ condition }) => condition);
    assert.deepEqual(timed, ['recorded'], 'neurons that share nothing have no timescale in common');
    between(mean(summary, 'm', 'recorded'), 0.88, 0.94);
  },
);

function allHold({ summary }: Results, count: number): void {
  assert.deepEqual(
    summary.expectations.filter(({ verdict }) => verdict === 'fails').map(({ text }) => text),
    [],
  );
  assert.equal(summary.expectations.length, count);
}
