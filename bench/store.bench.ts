// A finished sweep of many jobs, whose numbers are made up: it is saved by one run, then each step is a process of its
// own, from a bundle as the command is, by time and processor time without its start: to open the store and count what
// it holds (with the file of its index, and without), to run again with everything in the store, to read its numbers
// back, to say how a sweep of it in 40 tasks stands, and to collect that (no figures). JOBS=100000 (a multiple of
// 2,000, at most that). RECORDS=1000000: also a store alone of so many records. Needs dist/ (`node scripts/build.mjs`).
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import esbuild from 'esbuild';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyseText, specify } from '../language/index.ts';
import { nodeReader } from '../runs/data/node-reader.ts';
import { type Executor, loadNumbers, runExperiment } from '../runs/index.ts';
import { collectSweep } from '../runs/cluster/collect.ts';
import { findSweep } from '../runs/cluster/find-sweep.ts';
import { writeHeartbeat } from '../runs/cluster/heartbeat.ts';
import { beginSweep, submitMissing } from '../runs/cluster/submit.ts';
import { statusOf } from '../runs/cluster/sweep-status.ts';
import { jobStore } from '../runs/keep/store.ts';
import type { Outcome } from '../runs/plan/outcome.ts';
import { sha256 } from '../runs/data/sha256.ts';

const jobs = Number(process.env.JOBS ?? 100_000),
  records = Number(process.env.RECORDS ?? 0);
const values = (count: number): string =>
  Array.from({ length: count }, (_, i) => ((i + 1) / count).toFixed(2)).join(', ');
const text = `language 1
connect wild { neurons 8;  weights normal(0, 1) }
experiment e {
  compare {
    wild = wild { wire share;  spectrum max edge }
    wide = wild { wire share;  spectrum max edge;  weights normal(0, 2) }
  }
  vary edge in ${values(jobs / (jobs >= 20_000 ? 2000 : 200))}
  vary share in ${values(jobs >= 20_000 ? 100 : 10)}
  measure radius = spectral_radius(recurrent)
  expect radius of wide < radius of wild
  seeds 1 .. 10
}
`;
const madeUp = (name: string, seed: number): Outcome => ({
  points: [{ measure: 'radius', step: null, value: Number.parseInt(name.slice(0, 8), 16) / 2 ** 32 }],
  notes: [],
  facts: { 'radius.neurons': 8, seed },
  seconds: 0.01,
  files: {},
});
const atOnce: Executor = {
  run: async ({ tasks }, events) => {
    for (const { job } of tasks) events.done(job, madeUp(job.key, job.seed));
  },
};
const [step, runs] = process.argv.slice(2);
const requested = async () => {
  const file = join(runs, 'study.anl');
  const { specification } = await specify(analyseText(text), nodeReader(file));
  return { specification: specification!, experiment: 'e', source: text, file, backend: 'wasm', out: runs };
};
const tasks = 40;
const steps: Readonly<Record<string, () => unknown>> = {
  plan: async () => {
    const sweep = await beginSweep(await requested());
    const submitted = await submitMissing(sweep, {
      engine: 'other',
      chunk: jobs / tasks,
      options: {},
      say: () => {},
    });
    const beat = { host: 'n1', of: jobs / tasks, done: jobs / tasks, failed: 0, state: 'ended', at: '' } as const;
    for (let task = 0; task < tasks; task++)
      writeHeartbeat(submitted!.folder, { ...beat, task, time: new Date().toISOString() });
    return sweep.plan.jobs;
  },
  run: async () => {
    const { status, folder } = await runExperiment({ ...(await requested()), executor: atOnce });
    process.stdout.write(`${folder}\n`);
    return status;
  },
  status: async () => (await statusOf(findSweep(runs, 'e', runs))).done,
  collect: async () => (await collectSweep(findSweep(runs, 'e', runs))).status,
  open: () => {
    const store = jobStore(runs);
    const size = store.size();
    store.close();
    return size;
  },
  show: async () => (await loadNumbers(runs)).rows.length,
  fill: () => {
    const store = jobStore(runs);
    for (let job = 0; job < records; job++) store.save(sha256(`job ${job}`), madeUp(sha256(`value ${job}`), job));
    store.close();
  },
};
if (step) {
  const began = performance.now();
  const before = process.cpuUsage();
  const said = await steps[step]();
  const used = {
    what: String(said),
    seconds: ((performance.now() - began) / 1000).toFixed(2),
    processor: (Object.values(process.cpuUsage(before)).reduce((sum, each) => sum + each) / 1e6).toFixed(2),
    peak: `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`,
  };
  console.error(`used ${JSON.stringify(used)}`);
} else {
  const folder = mkdtempSync(join(tmpdir(), 'store-')),
    table: Record<string, object> = {};
  const bundle = fileURLToPath(new URL('../dist/store-bench.mjs', import.meta.url));
  await esbuild.build({
    entryPoints: [fileURLToPath(import.meta.url)],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  const take = (name: string, what: string, place: string): string => {
    const { stdout, stderr } = spawnSync(process.execPath, [bundle, what, place], { encoding: 'utf8' });
    const used = /used (\{.*\})/.exec(stderr)?.[1];
    table[name] = used ? (JSON.parse(used) as object) : { what: stderr.slice(-2000) };
    return stdout.trim();
  };
  take('plan a sweep', 'plan', folder);
  const kept = take(`run of ${jobs} jobs`, 'run', folder);
  take('open, with the index', 'open', folder);
  rmSync(join(folder, '.jobs', 'index'), { force: true });
  take('open, without', 'open', folder);
  if (kept) rmSync(kept, { recursive: true });
  take('run from the store', 'run', folder);
  take('numbers of the run', 'show', kept);
  if (kept) rmSync(kept, { recursive: true });
  take('status of the sweep', 'status', folder);
  take('collect it', 'collect', folder);
  if (records > 0) {
    const other = join(folder, 'other');
    mkdirSync(other);
    take(`save ${records} records`, 'fill', other);
    take(`open ${records}, with the index`, 'open', other);
    rmSync(join(other, '.jobs', 'index'), { force: true });
    take(`open ${records}, without`, 'open', other);
  }
  rmSync(folder, { recursive: true });
  rmSync(bundle);
  console.table(table);
}
