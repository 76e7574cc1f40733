// Recordings near criticality or not: each claim beside its surrogates, in small.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { checkFile } from '../../cli/read-source.ts';
import { noSharedData, projectFile, sharedData } from '../data.ts';
import { mean, study } from './example-study.ts';

const name = 'critical-recordings.anl';

test(`${name} has nothing to object to`, async (t) => {
  if (!sharedData('recordings')) return t.skip(noSharedData);
  const { diagnostics } = await checkFile(projectFile('examples', name));
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity !== 'hint'),
    [],
  );
});

test('neurons of the tectum of a fish are active together, which surrogates take away', async (t) => {
  if (!sharedData('recordings', 'zebrafish_triplett')) return t.skip(noSharedData);
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'anlage-fish-')), name);
  t.after(() => fs.rmSync(path.dirname(file), { recursive: true, force: true }));
  fs.writeFileSync(file, fs.readFileSync(projectFile('examples', name), 'utf8').replace('pairs: 60', 'pairs: 6'));
  const { summary, avalanches } = await study(t, file, { experiment: 'fish', seeds: [1] });
  const [recorded, alone, random] = ['recorded', 'alone', 'random'].map((condition) => mean(summary, 'chi', condition));
  assert.equal(recorded > 3 * alone && recorded > 3 * random, true, `${recorded} ${alone} ${random}`);
  assert.deepEqual(
    summary.expectations.map(({ verdict }) => verdict),
    ['holds'],
  );
  const found = avalanches!.find(({ condition }) => condition === 'recorded');
  assert.deepEqual([found?.seen.y[0], found?.law], [1, undefined], 'drawn, without a law');
  const why = summary.notes.find(({ code, text: said }) => code === 'S066' && said.startsWith('recorded'));
  assert.match(why?.text ?? '', /its sizes follow no power law: .* has the exponent 0\.\d+/);
});
