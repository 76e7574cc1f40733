// What a job costs besides its computing: sweeps of small jobs, each a process of its own, by time and processor time
// for each job more than in a sweep of one; then the same run again with everything in the store, and `show` of it.
// OLD=path: another checkout before this one in each round; both are built (`node scripts/build.mjs`). JOBS=1000;
// ROUNDS=3.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from './bench-data.ts';

const jobs = Number(process.env.JOBS ?? 1000),
  rounds = Number(process.env.ROUNDS ?? 3),
  folder = mkdtempSync(join(tmpdir(), 'sweep-'));
const text = (seeds: number): string => `language 1
connect wild { neurons 8;  weights normal(0, 1) }
experiment e {
  compare { wild = wild }
  measure radius = spectral_radius(recurrent)
  seeds 1 .. ${seeds}
}
`;
const said =
  'data:text/javascript,import {isMainThread} from "node:worker_threads";' +
  'isMainThread && process.on("exit", () => console.error("used " + JSON.stringify(process.resourceUsage())))';

interface Used {
  readonly seconds: number;
  readonly processor: number;
  readonly peak: number;
}
function anlage(checkout: string, ...given: readonly string[]): Used {
  const began = performance.now();
  const { stderr, status } = spawnSync(process.execPath, ['--import', said, 'dist/anlage.mjs', ...given, '--quiet'], {
    cwd: checkout,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const seconds = (performance.now() - began) / 1000;
  const used = /used (\{.*\})/.exec(stderr)?.[1];
  if (status !== 0 || !used) throw new Error(`anlage ${given.join(' ')}: ${status}\n${stderr}`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(used) as NodeJS.ResourceUsage;
  return { seconds, processor: (userCPUTime + systemCPUTime) / 1e6, peak: maxRSS / 1024 };
}

const here = fileURLToPath(new URL('..', import.meta.url)),
  builds = [...(process.env.OLD ? [['old', process.env.OLD] as const] : []), ['now', here] as const],
  found = new Map(
    builds.map(([build]) => [build, { one: [], all: [], again: [], show: [] } as Record<string, Used[]>]),
  );
for (const seeds of [1, jobs]) writeFileSync(join(folder, `sweep-${seeds}.anl`), text(seeds));
for (let round = 0; round < rounds; round++)
  for (const [build, checkout] of builds) {
    const out = join(folder, `${build}-${round}`),
      sweep = join(folder, `sweep-${jobs}.anl`),
      { one, all, again, show } = found.get(build)!;
    one.push(anlage(checkout, 'run', join(folder, 'sweep-1.anl'), '--out', join(out, 'one')));
    all.push(anlage(checkout, 'run', sweep, '--out', out));
    const [key] = readdirSync(join(out, 'e'));
    show.push(anlage(checkout, 'show', join(out, 'e', key)));
    rmSync(join(out, 'e'), { recursive: true });
    again.push(anlage(checkout, 'run', sweep, '--out', out));
  }
rmSync(folder, { recursive: true });

const of = (runs: readonly Used[], what: keyof Used): number => median(runs.map((each) => each[what]));
const table: Record<string, Record<string, string>> = {};
for (const [build, { one, all, again, show }] of found) {
  const each = (runs: readonly Used[], what: 'seconds' | 'processor'): string =>
    `${((1000 * (of(runs, what) - of(one, what))) / (jobs - 1)).toFixed(2)} ms`;
  table[build] = {
    'a job': each(all, 'seconds'),
    'its processor time': each(all, 'processor'),
    'all from the store': `${of(again, 'seconds').toFixed(2)} s`,
    show: `${of(show, 'seconds').toFixed(2)} s`,
    peak: `${of(all, 'peak').toFixed(0)} MiB`,
  };
}
console.log(`A sweep of ${jobs} small jobs`);
console.table(table);
