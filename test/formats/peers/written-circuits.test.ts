import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { circuitFormatOf, type Graph } from '../../../formats/index.ts';
import { asked, lacks } from '../../peers/peer-programs.ts';

type Edges = readonly (readonly [from: number, to: number, weight: number])[];
const graph = (directed: boolean, ids: readonly string[], edges: Edges): Graph => ({
  directed,
  nodes: ids.map((id, layer) => ({ id, layer, good: layer > 0 })),
  edges: edges.map(([from, to, weight]) => ({ source: ids[from], target: ids[to], weight, kind: 'x, "y"' })),
  source: Int32Array.from(edges, ([from]) => from),
  target: Int32Array.from(edges, ([, to]) => to),
});
const oneWay: Edges = [
  [0, 1, 0.5],
  [1, 1, 3],
  [2, 0, -2],
  [1, 2, 1e-3],
];
const bothWays: Edges = oneWay.slice(0, 3);
const oneWayRows = [
  [0, 0, -2],
  [0.5, 3, 0],
  [0, 1e-3, 0],
];
const bothWaysRows = [
  [0, 0.5, -2],
  [0.5, 3, 0],
  [-2, 0, 0],
];
const long = ['720575940621039145', '720575940621039146', '720575940628857210'],
  blanks = ['AVL left', 'MB (KC) a/b', 'µ, "quoted" <b>'];
/** Written by us; names rise, so that their order is that of the rows. */
const written: Readonly<Record<string, readonly [Graph, readonly string[], readonly (readonly number[])[]]>> = {
  directed: [graph(true, ['a', 'b', 'c'], oneWay), ['a', 'b', 'c'], oneWayRows],
  undirected: [graph(false, ['a', 'b', 'c'], bothWays), ['a', 'b', 'c'], bothWaysRows],
  long: [graph(true, long, oneWay), long, oneWayRows],
  blanks: [graph(true, blanks, oneWay), blanks, oneWayRows],
};
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'circuits-'));
process.once('exit', () => fs.rmSync(folder, { recursive: true }));
for (const [name, [circuit]] of Object.entries(written))
  for (const extension of ['json', 'graphml', 'csv', 'tsv', 'npy'])
    fs.writeFileSync(path.join(folder, `${name}.${extension}`), circuitFormatOf(`x.${extension}`)!.write(circuit));

/** Found by a reader: `NAME FORMAT READER`, the neurons it sees (in order), and the weights, row = target. */
type Found = readonly (readonly [
  what: string,
  names: readonly string[] | null,
  rows: readonly (readonly number[])[],
])[];
const agree = (found: Found, readers: number): void => {
  assert.equal(found.length, readers * Object.keys(written).length);
  for (const [what, names, rows] of found) {
    const [, expectedNames, expectedRows] = written[what.split(' ')[0]];
    assert.deepEqual([names ?? expectedNames, rows], [expectedNames, expectedRows], what);
  }
};
test('NetworkX, igraph, pandas and numpy read the circuit that was written', { skip: lacks('networks') }, () => {
  const found = JSON.parse(asked('networks', 'read_circuits.py', folder)) as Record<
    string,
    [string[] | null, number[][]]
  >;
  agree(
    Object.entries(found).map(([what, [names, rows]]) => [what, names, rows]),
    7,
  );
});
test('igraph of R reads the circuit that was written', { skip: lacks('igraph') }, () => {
  const found = asked('igraph', 'read_circuits.R', folder)
    .trim()
    .split(/\n\n(?=\w+ (?:csv|graphml) R\n)/)
    .map((part): Found[number] => {
      const [what, names, , ...rows] = part.split('\n');
      return [what, names.split('\t'), rows.map((row) => row.split('\t').map(Number))];
    });
  agree(found, 2);
});
test('Octave reads the weights that were written', { skip: lacks('octave') }, () => {
  const found = asked('octave', 'read_circuits_octave.m', folder)
    .trim()
    .split('\n\n')
    .map((part): Found[number] => {
      const [what, ...rows] = part.split('\n');
      return [what, null, rows.map((row) => row.trim().split(/\s+/).map(Number))];
    });
  agree(found, 1);
});
