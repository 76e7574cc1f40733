import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { circuitFormatOf, type Graph } from '../../../formats/index.ts';
import { projectFile } from '../../data.ts';

const python = '/usr/bin/python3';
const hasPeers = spawnSync(python, ['-c', 'import igraph, networkx, numpy, pandas'], { stdio: 'ignore' }).status === 0;
const graph = (directed: boolean, edges: readonly (readonly [number, number, number])[]): Graph => ({
  directed,
  nodes: ['a', 'b', 'c'].map((id, layer) => ({ id, layer, good: layer > 0 })),
  edges: edges.map(([from, to, weight]) => ({ source: 'abc'[from], target: 'abc'[to], weight, kind: 'x, "y"' })),
  source: Int32Array.from(edges, ([from]) => from),
  target: Int32Array.from(edges, ([, to]) => to),
});
const written = {
  directed: {
    graph: graph(true, [
      [0, 1, 0.5],
      [1, 1, 3],
      [2, 0, -2],
      [1, 2, 1e-3],
    ]),
    rows: [
      [0, 0, -2],
      [0.5, 3, 0],
      [0, 1e-3, 0],
    ],
  },
  undirected: {
    graph: graph(false, [
      [0, 1, 0.5],
      [1, 1, 3],
      [2, 0, -2],
    ]),
    rows: [
      [0, 0.5, -2],
      [0.5, 3, 0],
      [-2, 0, 0],
    ],
  },
};
const skip = !hasPeers && 'needs NetworkX, igraph, pandas and numpy of Debian';
test('NetworkX, igraph, pandas and numpy read the circuit that was written', { skip }, (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'circuits-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  for (const [name, { graph: circuit }] of Object.entries(written))
    for (const extension of ['json', 'graphml', 'csv', 'npy'])
      fs.writeFileSync(path.join(folder, `${name}.${extension}`), circuitFormatOf(`x.${extension}`)!.write(circuit));
  const { stdout, stderr, status } = spawnSync(python, [projectFile('test', 'peers', 'read_circuits.py'), folder], {
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  const found = Object.entries(JSON.parse(stdout) as Record<string, readonly (readonly number[])[]>);
  assert.equal(found.length, 10);
  for (const [what, rows] of found)
    assert.deepEqual(rows, what.startsWith('directed') ? written.directed.rows : written.undirected.rows, what);
});
