// How often estimates of activity say "nothing", hold the truth, or say "symmetric" and "directed", on processes whose
// law is known: the tables of docs/estimates.md. About five minutes of processor time for 20 seeds. SEEDS=5 for fewer,
// FROM=1001 for others (no threshold was chosen by those from 1001 on), PART=exponential, offset, complex or modes.
import { branching, type DecayForm, dmd, leastP, NothingToFit, rotations } from '../engine/activity/index.ts';
import { drawMatrix, scaleSpectrum } from '../engine/connectivity/index.ts';
import { type Activity, simulate } from '../engine/dynamics/index.ts';
import { stream } from '../engine/random/index.ts';
import { branchingProcess } from '../test/activity/branching-process.ts';
import { kernels } from '../test/activity/planted.ts';
import { median } from './bench-data.ts';

const { SEEDS = '20', FROM = '1001', PART } = process.env;
const seeds = Array.from({ length: Number(SEEDS) }, (_, i) => i + Number(FROM));
const bins = 20_000;
type Counts = (seed: number) => readonly ArrayLike<number>[];

/** Poisson numbers: the first step of a branching process that begins anew at each mean. */
const poisson =
  (mean: (t: number) => number): Counts =>
  (seed) => {
    const draws = stream(seed, 'estimates', 'poisson');
    return [
      Float64Array.from({ length: bins }, (_, t) => {
        const end = Math.exp(-mean(t));
        let count = 0;
        for (let product = draws.uniform(); product > end; product *= draws.uniform()) count++;
        return count;
      }),
    ];
  };
const events =
  (m: number, drive: number, seen: number, steps = bins, trials = 1, stream = 'estimates'): Counts =>
  (seed) =>
    branchingProcess({ m, drive, steps, trials, seen }, { seed, stream });
const wave = (period: number) => (t: number) => 10 + 5 * Math.sin((2 * Math.PI * t) / period);

interface Process {
  readonly what: string;
  /** Undefined where events cause none. */
  readonly m?: number;
  readonly counts: Counts;
}
const processes: readonly Process[] = [
  { what: 'independent: Poisson, mean 10', counts: poisson(() => 10) },
  { what: 'independent: Poisson, mean 0.5', counts: poisson(() => 0.5) },
  { what: 'alternating: 2, 20', counts: poisson((t) => (t % 2 ? 20 : 2)) },
  { what: 'alternating: 9, 11', counts: poisson((t) => (t % 2 ? 11 : 9)) },
  { what: 'drifting: a wave of 20 bins', counts: poisson(wave(20)) },
  { what: 'drifting: a wave of 200 bins', counts: poisson(wave(200)) },
  { what: 'drifting: a wave of 5,000 bins', counts: poisson(wave(5000)) },
  { what: 'drifting: a trend from 5 to 15', counts: poisson((t) => 5 + t / 2000) },
  { what: 'drifting: a step from 5 to 10', counts: poisson((t) => (t < 8000 ? 5 : 10)) },
  { what: 'm = 0.5, all seen', m: 0.5, counts: events(0.5, 10, 1) },
  { what: 'm = 0.5, 10 % seen', m: 0.5, counts: events(0.5, 50, 0.1) },
  { what: 'm = 0.5, 2 % seen', m: 0.5, counts: events(0.5, 100, 0.02) },
  { what: 'm = 0.9, all seen', m: 0.9, counts: events(0.9, 10, 1) },
  { what: 'm = 0.9, 10 % seen', m: 0.9, counts: events(0.9, 10, 0.1) },
  { what: 'm = 0.9, 2 % seen', m: 0.9, counts: events(0.9, 10, 0.02) },
  { what: 'm = 0.9, 20 trials of 500 bins', m: 0.9, counts: events(0.9, 10, 1, 500, 20) },
  { what: 'm = 0.98, all seen', m: 0.98, counts: events(0.98, 2, 1) },
  { what: 'm = 0.98, 10 % seen', m: 0.98, counts: events(0.98, 2, 0.1) },
  { what: 'm = 0.98, 2 % seen', m: 0.98, counts: events(0.98, 2, 0.02) },
  { what: 'critical: m = 0.995, 10 % seen', m: 0.995, counts: events(0.995, 1, 0.1) },
  { what: 'critical: m = 0.999, all seen, 50,000 bins', m: 0.999, counts: events(0.999, 0.2, 1, 50_000) },
];
/** What an offset is for: events that cause others, beside some that a slow rate causes. */
const beside = (m: number, drive: number, mean: (t: number) => number, what: string): Counts => {
  const [own, other] = [events(m, drive, 1, bins, 1, what), poisson(mean)];
  return (seed) => {
    const [[counts], [more]] = [own(seed), other(seed)];
    return [Float64Array.from(counts, (count, t) => count + more[t])];
  };
};
const overlaid: readonly Process[] = [
  { what: 'm = 0.9 and a wave of 5,000 bins', m: 0.9, counts: beside(0.9, 10, (t) => 3 * wave(5000)(t), 'wave') },
  { what: 'm = 0.9 and a trend from 15 to 45', m: 0.9, counts: beside(0.9, 10, (t) => 15 + (3 * t) / 2000, 'trend') },
  { what: 'm = 0.98 and a wave of 5,000 bins', m: 0.98, counts: beside(0.98, 2, (t) => 3 * wave(5000)(t), 'wave') },
];

function branchingTable(form: DecayForm, of: readonly Process[]): void {
  let held = 0,
    answered = 0,
    falsely = 0,
    without = 0;
  console.log(`Branching, \`fit: ${form}\`, ${seeds.length} seeds each, ${bins.toLocaleString('en')} bins\n`);
  console.log('| process | says nothing | gives m | m in its 95 % interval | median m |\n|---|---|---|---|---|');
  for (const { what, m, counts } of of) {
    const found = seeds.flatMap((seed) => {
      try {
        return [branching(counts(seed), 1, { form })];
      } catch (error) {
        if (!(error instanceof NothingToFit)) throw error;
        return [];
      }
    });
    const inside = found.filter(({ interval }) => m !== undefined && interval[0] <= m && m <= interval[1]).length;
    if (m === undefined) {
      falsely += found.length;
      without += seeds.length;
    } else {
      held += inside;
      answered += found.length;
    }
    console.log(
      `| ${what} | ${seeds.length - found.length} | ${found.length} | ${m === undefined ? '–' : inside} | ` +
        `${found.length === 0 ? '–' : median(found.map((each) => each.m)).toFixed(4)} |`,
    );
  }
  console.log(`\nIntervals that hold m: ${held} of ${answered}. An m where there is none: ${falsely} of ${without}.\n`);
}

function independent(memory: number, seed: number): Activity {
  const [neurons, frames] = [200, 5000],
    draws = stream(seed, 'estimates', 'independent'),
    values = new Float32Array(neurons * frames);
  for (let i = 0; i < neurons; i++) {
    let x = draws.normal();
    for (let t = 0; t < frames; t++) {
      x = memory * x + Math.sqrt(1 - memory ** 2) * draws.normal();
      values[i * frames + t] = x;
    }
  }
  return { neurons, frames, values, bin: 0.05, runs: [frames] };
}
function network(isSymmetric: boolean, largest: number, seed: number): Activity {
  const key = { seed, stream: 'estimates' };
  const { matrix } = drawMatrix(
    {
      neurons: 150,
      weights: { distribution: 'uniform', takes: { low: -1, high: 1 } },
      symmetric: isSymmetric,
      centred: false,
      positive: false,
      autapses: false,
    },
    key,
  );
  return simulate(
    scaleSpectrum(matrix, { kind: 'max', value: largest }, kernels.algebra).matrix,
    {
      motion: { law: 'leaky', activation: 'identity', tau: 0.02, dt: 0.002, noise: 1, noiseScale: 'step' },
      duration: 34,
      discard: 2,
      starts: 4,
      bin: 0.04,
    },
    key,
    kernels,
  );
}
const moving: readonly (readonly [what: string, is: 'symmetric' | 'directed', activity: (seed: number) => Activity])[] =
  [
    ['200 independent neurons, memory 0.5', 'symmetric', (seed) => independent(0.5, seed)],
    ['200 independent neurons, memory 0.9', 'symmetric', (seed) => independent(0.9, seed)],
    ['200 independent neurons, memory 0.97', 'symmetric', (seed) => independent(0.97, seed)],
    ['symmetric network, largest 0.9', 'symmetric', (seed) => network(true, 0.9, seed)],
    ['symmetric network, critical: 0.99', 'symmetric', (seed) => network(true, 0.99, seed)],
    ['directed network, largest 0.9', 'directed', (seed) => network(false, 0.9, seed)],
    ['directed network, critical: 0.99', 'directed', (seed) => network(false, 0.99, seed)],
  ];
function modesTable(): void {
  let wrong = 0,
    judged = 0;
  console.log(`Modes, ${seeds.length} seeds each, lag 5 bins\n`);
  console.log(
    '| activity | symmetric (p ≥ 0.01) | directed | no mode, or < 0.1 rotations | > 0.2 |\n|---|---|---|---|---|',
  );
  for (const [what, is, activity] of moving) {
    const found = seeds.map((seed) => dmd(activity(seed), { lag: 5, ranks: 1000, ridge: 0.01 }, kernels)),
      directed = found.filter(
        ({ irreversibility }) => irreversibility !== undefined && irreversibility.p < leastP,
      ).length,
      turns = found.map((modes) => rotations(modes).median);
    if (is === 'symmetric') {
      wrong += turns.filter((turn) => turn > 0.2).length;
      judged += seeds.length;
    }
    console.log(
      `| ${what} | ${seeds.length - directed} | ${directed} | ${turns.filter((turn) => !(turn >= 0.1)).length} | ` +
        `${turns.filter((turn) => turn > 0.2).length} |`,
    );
  }
  console.log(`\nSymmetric activity whose modes are said to rotate (> 0.2): ${wrong} of ${judged}.`);
}

const tables: Readonly<Record<string, () => void>> = {
  exponential: () => branchingTable('exponential', processes),
  offset: () => branchingTable('offset', [...processes, ...overlaid]),
  complex: () => branchingTable('complex', [...processes, ...overlaid]),
  modes: modesTable,
};
for (const [part, table] of Object.entries(tables)) if (PART === undefined || PART === part) table();
console.log(`${(process.cpuUsage().user / 1e6).toFixed(0)} s of processor time.`);
