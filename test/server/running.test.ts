import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { ExperimentSpec } from '../../language/index.ts';
import type { RunEvent, Summary } from '../../runs/index.ts';
import { projectFile } from '../data.ts';
import { temporaryFolder, writeStripes } from '../runs/stripes-study.ts';
import type { MadeDocument } from '../../server/making-documents.ts';
import { connect, defaultUri, type Editor, editorOver, hostOf } from './client.ts';

const study = `language 1
data lines from "stripes"
genes mouse {
  update asynchronous
  input Niche
  Sox2, Niche
  Tbr1, Tbr1 | !Niche
  fate progenitor = Sox2
  fate neuron     = Tbr1 & !Sox2
}
develop cortex from mouse {
  space 1 mm, 1 mm
  step 1 h
  start 1 cell as progenitor at centre
  signal Niche = neighbours(progenitor, within: 100 um) < 12
  divide progenitor every 1 h until 60 cells, spread 50 um
  synapse neuron to neuron { probability 0.3 }
  stop at 10 h
}
connect grown from cortex { cells neuron;  unit_rows }
network reader {
  input     36, relu
  recurrent grown, fixed, steps 1
  readout   3
}
experiment stripes {
  seeds 1 .. 2
  compare { grown = reader;  none = reader without recurrent }
  train on lines { optimiser adam(0.01);  batch 16;  epochs 2 }
  measure accuracy = accuracy(test)
  expect accuracy of grown > 1 %
}
`;

interface Started {
  readonly run: string;
  readonly experiment: ExperimentSpec;
}
interface Finished {
  readonly run: string;
  readonly status: string;
  readonly folder: string | null;
  readonly summary: Summary | null;
  readonly message?: string;
}

/** The server as the editor starts it: a process of its own. */
async function serverProcess(t: TestContext): Promise<Editor> {
  const child = spawn(process.execPath, ['--import', 'tsx', projectFile('server', 'node.ts'), '--stdio'], {
    cwd: projectFile(),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.after(() => child.kill());
  return editorOver(child.stdout, child.stdin);
}

test('a run, from its file to its results; the second time from the store; cancelled', async (t) => {
  const folder = temporaryFolder(t);
  writeStripes(folder);
  const file = path.join(folder, 'study.anl');
  const uri = pathToFileURL(file).href;
  fs.writeFileSync(file, study);
  const editor = await serverProcess(t);
  const events: RunEvent[] = [];
  const endings = new Map<string, (finished: Finished) => void>();
  const early = new Map<string, Finished>();
  editor.rpc.onNotification('anlage/progress', (event) => {
    events.push({ ...event, kind: 'progress' });
  });
  editor.rpc.onNotification('anlage/measure', (event) => {
    events.push({ ...event, kind: 'measure' });
  });
  const begun: string[] = [];
  editor.rpc.onNotification('anlage/begun', ({ folder: written }: { readonly folder: string }) => {
    begun.push(path.basename(written));
  });
  editor.rpc.onNotification('anlage/finished', (finished: Finished) => {
    early.set(finished.run, finished);
    endings.get(finished.run)?.(finished);
  });
  const ending = (run: string): Promise<Finished> =>
    new Promise((resolve) => {
      const known = early.get(run);
      if (known) resolve(known);
      else endings.set(run, resolve);
    });
  await editor.open(study, uri);

  const started = await editor.request<Started>('anlage/run', { uri, experiment: 'stripes', options: { jobs: 1 } });
  assert.deepEqual(
    started.experiment.conditions.map(({ name }) => name),
    ['grown', 'none'],
  );
  const finished = await ending(started.run);
  assert.equal(finished.status, 'done', finished.message);
  assert.equal(path.relative(path.join(folder, 'runs', 'stripes'), finished.folder!).length, 12);
  assert.ok(fs.existsSync(path.join(finished.folder!, 'measures.csv')));
  assert.equal(finished.summary!.measures.filter(({ measure }) => measure === 'accuracy').length, 2);
  assert.equal(
    finished.summary!.expectations[0].line,
    study.split('\n').findIndex((line) => line.includes('expect')) + 1,
  );
  assert.deepEqual(begun, [`.${path.basename(finished.folder!)}.partial`], 'before it ends it is known where it is');
  const progress = events.filter((event) => event.kind === 'progress');
  assert.equal(progress.at(-1)!.done, progress.at(-1)!.total);
  assert.ok(events.some((event) => event.kind === 'measure' && event.measure === 'loss'));

  const again = await editor.request<Started>('anlage/run', { uri, experiment: 'stripes' });
  assert.equal((await ending(again.run)).status, 'cached');

  const made = async (name: string): Promise<string> =>
    Buffer.from(
      (await editor.request<MadeDocument>('anlage/report', { folder: finished.folder, name })).base64,
      'base64',
    ).toString('latin1');
  assert.match(await made('report.pdf'), /^%PDF-1\.7\n/);
  assert.match(await made('report.html'), /<h1>stripes<\/h1>/);
  assert.match(await made('report.md'), /^# stripes\n/);
  await assert.rejects(made('report'), /no kind of report: end it in \.html/);
  const svg = '<svg viewBox="0 0 100 50"><title>t</title><desc>d</desc></svg>';
  assert.ok((await editor.request<MadeDocument>('anlage/figure', { svg })).base64.length > 500);
  await assert.rejects(editor.request('anlage/report', { folder, name: 'a.pdf' }), /run\.json/);

  editor.change(study.replace('epochs 2', 'epochs 4000'), uri);
  const long = await editor.request<Started>('anlage/run', { uri, experiment: 'stripes', options: { jobs: 1 } });
  assert.deepEqual(await editor.request('anlage/cancel', { run: long.run }), { cancelled: true });
  assert.equal((await ending(long.run)).status, 'cancelled');
  assert.deepEqual(await editor.request('anlage/cancel', { run: long.run }), { cancelled: false });
});

test('a run that cannot begin says why', async (t) => {
  const folder = temporaryFolder(t);
  const uri = pathToFileURL(path.join(folder, 'study.anl')).href;
  const editor = await serverProcess(t);
  await editor.open(study.replace('relu', 'rellu'), uri);
  await assert.rejects(editor.request('anlage/run', { uri, experiment: 'stripes' }), /Line 22: .*rellu/);
  editor.change(study, uri);
  await assert.rejects(editor.request('anlage/run', { uri, experiment: 'strips' }), /no experiment strips/);
  const finished = new Promise<Finished>((resolve) => editor.rpc.onNotification('anlage/finished', resolve));
  await editor.request('anlage/run', { uri, experiment: 'stripes' });
  const { status, message } = await finished;
  assert.equal(status, 'failed');
  assert.match(message!, /stripes/);
});

test('without a runner, and without the document, a run is refused', async () => {
  const editor = await connect(hostOf());
  await editor.open(study);
  await assert.rejects(editor.request('anlage/run', { uri: defaultUri, experiment: 'stripes' }), /cannot be run here/);
  await assert.rejects(
    editor.request('anlage/figure', { svg: '<svg/>' }),
    /Reports and PDFs are written by VS Code on a computer or a server/,
  );
  await editor.close();
});
