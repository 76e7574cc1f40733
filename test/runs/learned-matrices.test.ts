// What a run keeps of the matrices that its networks have learned, and what is read of it for their plots.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { modularityOf, strongest } from '../../engine/graph/index.ts';
import { numbers, readNpy } from '../../formats/index.ts';
import { figuresOf } from '../../figures/index.ts';
import { loadRun } from '../../runs/index.ts';
import { temporaryFolder } from './stripes-study.ts';
import { runText } from './text-runs.ts';

const plain = `language 1
connect tissue { neurons 24;  place uniform in 1 mm, 1 mm, 1 mm;  weights normal(0, 0.2) }
task choose is one_choice { goal 2 steps;  delay 1 steps;  choice 2 steps }
network rnn { neurons from tissue;  input 8;  recurrent tissue, tanh;  readout 4 }
experiment learn {
  seeds 1 .. 2
  compare {
    placed = rnn
    orthogonal = rnn { recurrent orthogonal, tanh }
    nowhere = rnn { neurons 24;  recurrent orthogonal, tanh }
  }
  train on choose { trials 64;  batch 16;  epochs 4 }
  measure modularity = modularity(strongest(recurrent, 10 %))
}
`;
const plots = ['matrix', 'matrix by module', 'matrix by place', 'weight by distance', 'network'];
const drawing = plain.replace(/}\n$/, `${plots.map((plot) => `  plot ${plot}\n`).join('')}}\n`);
const arrays = (folder: string): string[] => fs.readdirSync(path.join(folder, 'arrays'));
const sums = (folder: string): string =>
  fs
    .readFileSync(path.join(folder, 'SHA256SUMS'), 'utf8')
    .split('\n')
    .filter((line) => /arrays|tables/.test(line))
    .join('\n');

test('of the first seed the learned matrix is kept; of every seed its weights by distance', async (t) => {
  const { folder, results } = await runText(t, drawing);
  const array = (name: string) => readNpy(fs.readFileSync(path.join(folder, 'arrays', name)));
  for (const condition of ['placed', 'orthogonal', 'nowhere']) {
    const matrix = numbers(array(`${condition}-1-matrix.npy`)),
      parameters = numbers(array(`${condition}-1-recurrent.npy`));
    assert.equal(
      matrix.every((weight, at) => Math.abs(weight - parameters[at]) < 1e-7),
      true,
      'it is what the network has learned',
    );
    const partition = Int32Array.from(numbers(array(`${condition}-1-modules.npy`)));
    const found = results.matrices?.find((each) => each.condition === condition && each.order === 'module');
    const tenth = strongest({ size: 24, values: Float64Array.from(matrix) }, 0.1);
    assert.equal(Math.abs(modularityOf(tenth, partition) - (found?.modularity ?? 0)) < 1e-12, true);
    assert.equal(
      found?.groups?.reduce((sum, size) => sum + size, 0),
      24,
    );
    assert.equal(arrays(folder).includes(`${condition}-2-matrix.npy`), false);
    const isPlaced = condition !== 'nowhere';
    assert.equal(arrays(folder).includes(`${condition}-1-places.npy`), isPlaced);
    for (const seed of [1, 2])
      assert.equal(
        fs.existsSync(path.join(folder, 'tables', `${condition}-${seed}-weight-by-distance.csv`)),
        isPlaced,
        `${condition} ${seed}`,
      );
  }
  assert.deepEqual(
    array('placed-1-places.npy').values,
    array('orthogonal-1-places.npy').values,
    'neurons of one field stand where they stand in it, whatever wires them',
  );
  assert.deepEqual(
    results.tissues?.map(({ condition, seed, connections }) => [condition, seed, connections]),
    [
      ['placed', 1, 24 * 23],
      ['orthogonal', 1, 24 * 23],
    ],
  );
  const byDistance = results.weightsByDistance ?? [];
  assert.deepEqual([...new Set(byDistance.map(({ when }) => when))], ['before', 'after']);
  const started = byDistance.find(({ condition, when }) => condition === 'placed' && when === 'before');
  assert.equal(
    started?.pairs.reduce((sum, pairs) => sum + pairs, 0),
    24 * 23,
  );
  assert.equal(started?.ownShare, 0, 'a drawn matrix has no diagonal');
  for (const figure of figuresOf(results)) assert.notEqual(figure.panels.length, 0, figure.name);
  assert.deepEqual((await loadRun(folder)).matrices, results.matrices, 'a folder is read as it was written');
});

test('the same run keeps the same bytes; what is only drawn of it is computed from what is kept', async (t) => {
  const out = temporaryFolder(t);
  const first = await runText(t, plain, { out }),
    again = await runText(t, plain, { jobs: 1 });
  assert.equal(sums(again.folder), sums(first.folder));
  assert.equal(first.results.tissues, undefined, 'nothing asks for it');
  const drawn = await runText(t, drawing, { out });
  assert.equal(drawn.status, 'cached', 'plots compute nothing');
  assert.equal(sums(drawn.folder), sums(first.folder));
  assert.equal(drawn.results.tissues?.length, 2);
});
