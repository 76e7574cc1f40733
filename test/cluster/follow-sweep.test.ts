// What the editor runs in the background of its machine: a run like any other, that can be cancelled, left and joined.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import { analyseText, specify } from '../../language/index.ts';
import type { RunEvent } from '../../results/contract.ts';
import { followSweep } from '../../runs/cluster/follow-sweep.ts';
import { type RunRequest, runExperiment } from '../../runs/index.ts';
import { temporaryFolder } from '../data/folders.ts';
import { readerOf } from '../language/reader-of-texts.ts';

const study = (seeds: number, neurons = 60): string => `language 1
connect net { neurons ${neurons};  weights normal(0, 1), symmetric;  spectrum max 0.9 }
experiment many {
  seeds ${seeds}
  compare { net = net }
  measure alpha = exponent(covariance, ranks: 2 .. 20)
}
`;
async function requestIn(folder: string, source: string): Promise<RunRequest> {
  const { specification } = await specify(analyseText(source), readerOf());
  assert.ok(specification);
  return { specification, experiment: 'many', source, file: path.join(folder, 'study.anl'), backend: 'wasm' };
}
const measuresOf = (folder: string): string => fs.readFileSync(path.join(folder, 'measures.csv'), 'utf8');
const background = { engine: 'local', chunk: 3, processes: 1, options: {} } as const;

it('computes what a run here computes, and says how far it is', async (t) => {
  const [here, apart] = [temporaryFolder(t), temporaryFolder(t)];
  const expected = await runExperiment(await requestIn(here, study(4)));
  const events: RunEvent[] = [];
  const outcome = await followSweep(
    { ...(await requestIn(apart, study(4))), onEvent: (event) => events.push(event) },
    background,
  );
  assert.equal(measuresOf(outcome.folder), measuresOf(expected.folder));
  const said = events.filter((event) => event.kind === 'progress');
  assert.deepEqual([said.at(-1)?.done, said.at(-1)?.total], [4, 4]);
});
it('is cancelled by its signal: what is finished is kept, and done again it computes the rest', async (t) => {
  const folder = temporaryFolder(t),
    source = study(12, 700),
    stop = new AbortController();
  const request = await requestIn(folder, source);
  const cancelled = await followSweep(
    {
      ...request,
      signal: stop.signal,
      onEvent: (event) => event.kind === 'progress' && event.done > 0 && stop.abort(),
    },
    background,
  );
  assert.equal(cancelled.status, 'cancelled');
  const { done, total } = cancelled.results.run.jobs ?? { done: 0, total: 0 };
  assert.ok(done > 0 && done < total, `${done} of ${total}`);
  const [first, second] = await Promise.all([
    followSweep(request, background),
    // a window that was closed and opened again asks while it goes on
    new Promise((resolve) => setTimeout(resolve, 2000)).then(() => followSweep(request, background)),
  ]);
  assert.equal(measuresOf(first.folder), measuresOf(second.folder));
  assert.equal(first.results.rows.length, 12);
});
