import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Failure, loadRun, runExperiment } from '../../runs/index.ts';
import { specificationOf, stripes, temporaryFolder, writeStripes } from './stripes-study.ts';

test('of a damaged folder it is said which file, and a run makes it whole without computing anything', async (t) => {
  const place = temporaryFolder(t);
  writeStripes(place);
  let done = 0;
  const run = () =>
    runExperiment({
      specification: specificationOf({ ...stripes, seeds: [1] }),
      experiment: stripes.name,
      source: '',
      file: path.join(place, 'study.anl'),
      backend: 'wasm',
      jobs: 1,
      onEvent: (event) => {
        if (event.kind === 'measure') done++;
      },
    });
  const { folder, status } = await run();
  assert.deepEqual([status, done > 0], ['done', true]);
  const refuses = (reason: RegExp) =>
    assert.rejects(loadRun(folder), (error) => error instanceof Failure && reason.test(error.message));
  for (const name of ['run.json', 'spec.json', 'summary.json']) {
    const file = path.join(folder, name);
    const whole = fs.readFileSync(file, 'utf8');
    fs.writeFileSync(file, whole.slice(0, whole.length / 2));
    await refuses(new RegExp(`${name} is (damaged|not the record of a run)`));
    assert.equal((await run()).status, 'cached');
    assert.equal(fs.readFileSync(path.join(folder, 'measures.csv'), 'utf8').split('\n')[0].slice(0, 9), 'condition');
    assert.equal((await loadRun(folder)).run.status, 'cached');
  }
  const file = path.join(folder, 'run.json');
  const record = JSON.parse(fs.readFileSync(file, 'utf8'));
  fs.writeFileSync(file, JSON.stringify({ ...record, contract: record.contract + 1 }));
  await refuses(/run\.json was written by a newer version of Anlage: update this one to read it\.$/);
  fs.rmSync(file);
  await refuses(/is not the folder of a run: it has no run\.json\./);
});

test('what a store has that is not whole is computed again', async (t) => {
  const place = temporaryFolder(t);
  writeStripes(place);
  const run = () =>
    runExperiment({
      specification: specificationOf({ ...stripes, seeds: [1], train: undefined, measures: stripes.measures.slice(2) }),
      experiment: stripes.name,
      source: '',
      file: path.join(place, 'study.anl'),
      backend: 'wasm',
      jobs: 1,
    });
  const { folder } = await run();
  const measures = fs.readFileSync(path.join(folder, 'measures.csv'), 'utf8');
  const store = path.join(place, 'runs', '.jobs');
  for (const name of fs.readdirSync(store).filter((each) => each.endsWith('.json'))) {
    const job = JSON.parse(fs.readFileSync(path.join(store, name), 'utf8'));
    fs.writeFileSync(path.join(store, name), JSON.stringify({ ...job, seconds: undefined }));
  }
  fs.rmSync(folder, { recursive: true });
  const again = await run();
  assert.equal(again.status, 'done');
  assert.equal(fs.readFileSync(path.join(again.folder, 'measures.csv'), 'utf8'), measures);
});
