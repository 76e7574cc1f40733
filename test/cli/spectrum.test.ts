import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { writeNpy } from '../../formats/index.ts';
import { temporaryFolder } from '../runs/stripes-study.ts';
import { anlage } from './bundled-command.ts';
import { peerFiles } from '../peers/peer-files.ts';

const close = (value: number, expected: number) =>
  assert.ok(Math.abs(value - expected) <= 1e-9 * Math.max(1, Math.abs(expected)), `${value} is not ${expected}`);
/** Eigenvalues 0.9, 0.8, … 0.1: the variances ½ / (1 − λ) fall as 1/rank. */
function folderWith(t: TestContext): string {
  const folder = temporaryFolder(t),
    values = new Float64Array(81);
  for (let i = 0; i < 9; i++) values[i * 10] = (i + 1) / 10;
  fs.writeFileSync(path.join(folder, 'falling.npy'), writeNpy({ type: 'f8', shape: [9, 9], values }));
  fs.writeFileSync(path.join(folder, 'turning.csv'), '0,0.5\n-0.5,0\n');
  fs.writeFileSync(path.join(folder, 'unstable.csv'), '2,0\n0,1\n');
  fs.writeFileSync(path.join(folder, 'ring.csv'), '0,0,1\n1,0,0\n0,1,0\n');
  fs.writeFileSync(path.join(folder, 'tiny.csv'), '0,1e-310\n1e-310,0\n');
  fs.writeFileSync(path.join(folder, 'tiny.anl'), 'connect little from "tiny.csv" { square }\n');
  fs.writeFileSync(path.join(folder, 'oblong.csv'), '0,1,2,3\n3,4,5,6\n');
  fs.writeFileSync(path.join(folder, 'all.h5'), peerFiles('octave').get('all.h5')!);
  fs.writeFileSync(
    path.join(folder, 'study.anl'),
    'connect wild { neurons 40;  weights uniform(-1, 1), symmetric;  spectrum max 0.99 }\nconnect free { ' +
      'neurons 30;  weights normal(0, 1);  spectrum radius 0.5 }\n',
  );
  fs.writeFileSync(path.join(folder, 'wrong.anl'), 'connect wild { neurons 40;  weights uniform(-1, 1), symetric }\n');
  return folder;
}

test('spectrum --json of a matrix: exactly the documented shape', async (t) => {
  const { status, out } = await anlage(
    folderWith(t),
    'spectrum',
    'falling.npy',
    '--ranks',
    '1..9',
    '--tau',
    '20ms',
    '--json',
  );
  assert.equal(status, 0);
  const { eigenvalues, alpha, slowest, max_real, radius, ...rest } = JSON.parse(out);
  assert.deepEqual(rest, { n: 9, kind: 'symmetric', ranks: [1, 9] });
  eigenvalues.forEach(([re, im]: [number, number], i: number) => {
    close(re, 0.9 - i / 10);
    assert.equal(im, 0);
  });
  close(alpha, 1);
  close(max_real, 0.9);
  close(radius, 0.9);
  assert.equal(slowest.unit, 's');
  close(slowest.value, 0.2);
});

test('spectrum of a matrix that turns, and of one whose activity grows', async (t) => {
  const folder = folderWith(t);
  const turning = JSON.parse((await anlage(folder, 'spectrum', 'turning.csv', '--json')).out);
  assert.deepEqual([turning.kind, turning.alpha, turning.slowest.unit], ['directed', null, 'tau']);
  close(turning.eigenvalues[0][1], 0.5);
  close(turning.radius, 0.5);
  const unstable = JSON.parse((await anlage(folder, 'spectrum', 'unstable.csv', '--json')).out);
  assert.deepEqual([unstable.max_real, unstable.alpha, unstable.slowest], [2, null, null]);
  assert.match((await anlage(folder, 'spectrum', 'unstable.csv')).out, /slowest mode +none: activity grows/);
  const ring = (await anlage(folder, 'spectrum', 'ring.csv')).out;
  assert.match(ring, /slowest mode +none: at the edge, activity neither decays nor grows/);
  assert.match(ring, /the spectrum has 3 values and ends before rank\s+500, .*such\s+as\s+1 \.\. 3/s);
});

test('spectrum of declared matrices: all of a file or one, drawn for a seed', async (t) => {
  const folder = folderWith(t);
  const all = (await anlage(folder, 'spectrum', 'study.anl', '--json')).out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    all.map(({ name, n, kind }) => [name, n, kind]),
    [
      ['wild', 40, 'symmetric'],
      ['free', 30, 'directed'],
    ],
  );
  close(all[0].max_real, 0.99);
  close(all[1].radius, 0.5);
  const other = JSON.parse((await anlage(folder, 'spectrum', 'study.anl', 'wild', '--seed', '2', '--json')).out);
  assert.notEqual(other.eigenvalues[5][0], all[0].eigenvalues[5][0]);
  const { out } = await anlage(folder, 'spectrum', 'study.anl', 'wild');
  assert.match(out, /^wild {2}40 neurons, symmetric\nlargest real part +0\.99\n/);
});

for (const { given, status, says } of [
  { given: ['falling.npy', '--ranks', '9'], status: 2, says: /--ranks takes a range such as 11\.\.500; "9" is none/ },
  { given: ['falling.npy', '--tau', '20 um'], status: 2, says: /--tau takes a time such as 20ms/ },
  { given: ['falling.npy', '--seed', 'one'], status: 2, says: /--seed takes a whole number/ },
  { given: ['study.anl', '--dataset', 'W'], status: 2, says: /in study\.anl write: dataset "W"/ },
  { given: ['all.h5'], status: 2, says: /all\.h5: .*name one with dataset "…"/ },
  { given: ['all.h5', '--dataset', 'N'], status: 2, says: /"N" of this Octave file has 3 dimensions/ },
  { given: ['missing.npy'], status: 2, says: /missing\.npy is not there/ },
  {
    given: ['tiny.csv'],
    status: 2,
    says: /tiny\.csv: the largest number of the matrix is 1e-310: below .* digits are lost/,
  },
  { given: ['tiny.anl'], status: 2, says: /little: the largest number of the matrix is 1e-310/ },
  { given: ['oblong.csv'], status: 2, says: /oblong\.csv: .*2 rows, 4 columns/ },
  { given: ['study.anl', 'wide'], status: 2, says: /study\.anl has no connect named "wide": there are wild, free/ },
  { given: ['wrong.anl'], status: 1, says: /wrong\.anl:1:\d+: error/ },
]) {
  test(`spectrum ${given.join(' ')}: ends with ${status} and says why`, async (t) => {
    const ended = await anlage(folderWith(t), 'spectrum', ...given);
    assert.equal(ended.status, status);
    assert.match(ended.err, says);
  });
}
