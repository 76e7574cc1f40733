import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { analyseNetwork, memberOf } from '../../engine/genes/index.ts';
import { analyseText, type GenesNoun, specify } from '../../language/index.ts';
import { nodeReader } from '../../runs/data/index.ts';
import { runExperiment } from '../../runs/index.ts';
import { temporaryFolder } from './stripes-study.ts';

test('open rules: each seed has its member, conditions share it, and the spread over seeds holds it', async (t) => {
  const folder = temporaryFolder(t);
  const file = path.join(folder, 'study.anl');
  fs.writeFileSync(path.join(folder, 'net.aeon'), 'A -| B\nB -> A\nA -> C\nB -?? C\nC -> D\nD -? D\nA -> D\n');
  const source = `language 1
genes net from "net.aeon" {
  update asynchronous
  member drawn
  fate high = D & C
}
experiment e {
  seeds 1 .. 8
  compare { wild = net;  held = over_express(net, B) }
  measure high = basin(high)
}
`;
  const { specification, diagnostics } = await specify(analyseText(source), nodeReader(file));
  assert.ok(specification, JSON.stringify(diagnostics));
  const { status, results } = await runExperiment({
    specification,
    experiment: 'e',
    source,
    file,
    out: path.join(folder, 'runs'),
    backend: 'wasm',
    jobs: 2,
    onEvent: () => {},
  });
  assert.equal(status, 'done');
  const values = (name: string) =>
    results.rows.filter(({ condition }) => condition === name).map(({ seed, value }) => [seed, value]);
  for (const { name, noun } of results.experiment.conditions) {
    const network = noun as GenesNoun;
    assert.deepEqual(
      values(name),
      [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => [
        seed,
        analyseNetwork(memberOf(network, seed, network.stream)).fates.high.basin?.value,
      ]),
    );
  }
  assert.ok(new Set(values('held').map(([, value]) => value)).size > 1, 'they differ between seeds');
  const [note] = results.summary.notes.filter(({ code }) => code === 'S107');
  assert.match(note.text, /^The rules of C, D in net are open: each seed has its own of \d+ networks/);
  assert.equal(results.summary.comparisons[0].n, 8);
});
