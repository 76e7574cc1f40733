// Small-worldness of the strongest 10 % of 312 × 312 normal weights, each of its three nulls, against the same computed
// in networkx: clustering and efficiency of the graph and of its nulls. Processor time, one thread each; ours of all
// nulls, theirs of a few and scaled up; rounds in turn, the ratio of the medians. The graph's numbers are compared.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NullKind, nullKinds, smallWorld, strongest } from '../engine/graph/index.ts';
import { stream } from '../engine/random/index.ts';
import { median } from './bench-data.ts';
import { startNetworkX } from './peer.ts';

const rounds = Number(process.env.ROUNDS ?? 3),
  nulls = Number(process.env.NULLS ?? 1000),
  theirNulls = 2,
  size = 312,
  goal = 20;
const drawn = stream(1, 'bench', 'small world');
const matrix = strongest({ size, values: Float64Array.from({ length: size ** 2 }, () => drawn.normal()) }, 0.1);
const kinds = Object.keys(nullKinds) as NullKind[];
const ours = (kind: NullKind) =>
  smallWorld(matrix, { null: kind, nulls, by: 'efficiency', draws: (index) => stream(1, 'bench', kind, index) });

const peer = startNetworkX();
if (!peer) console.log('networkx is not installed (Debian: python3-networkx): nothing to compare with.');
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
writeFileSync(join(folder, 'matrix'), matrix.values);
const opened = await peer?.ask<{ version: string; clustering: number; efficiency: number }>({
  open: { file: join(folder, 'matrix'), n: size },
});
const table: Record<string, Record<string, string>> = {};
let met = true;
for (const kind of kinds) {
  const seconds: number[] = [],
    theirs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage(),
      { graph } = ours(kind);
    const { user, system } = process.cpuUsage(start);
    seconds.push((user + system) / 1e6);
    if (!peer || !opened) continue;
    if (Math.abs(graph.clustering - opened.clustering) + Math.abs(graph.closeness - opened.efficiency) > 1e-10)
      throw new Error('networkx finds another graph');
    theirs.push(nulls * (await peer.ask<{ seconds: number }>({ run: kind, nulls: theirNulls })).seconds);
  }
  const own = median(seconds);
  const ratio = median(theirs) / own;
  met &&= !peer || ratio >= goal;
  table[`${kind}, ${nulls.toLocaleString('en')} nulls`] = {
    Anlage: `${own.toFixed(1)} s`,
    ...(opened && { [opened.version]: `${median(theirs).toFixed(0)} s`, 'times as fast': ratio.toFixed(1) }),
  };
}
peer?.close();
rmSync(folder, { recursive: true });
console.table(table);
if (peer) console.log(`Goal ${goal}: ${met ? 'met' : 'missed'}.`);
