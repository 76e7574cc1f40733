// Spectra of 10,000 neurons, each workload a process of its own by processor time, time by the clock and peak: the
// exponent of a matrix that is drawn, dense or sparse, and exponent, modes and timescales of a recording of 10,000 ×
// 100,000 bins (4 GB, which is written first; RECORDING=file keeps it). OLD=path: another checkout, built, before this
// one in each round. TASK=dense: only that; NEURONS and BINS: smaller ones; LIMIT: seconds of processor time after
// which one is ended.
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stream } from '../engine/random/index.ts';

const neurons = Number(process.env.NEURONS ?? 10_000),
  bins = Number(process.env.BINS ?? 100_000),
  limit = Number(process.env.LIMIT ?? 480),
  folder = mkdtempSync(join(tmpdir(), 'spectra-')),
  recording = process.env.RECORDING ?? join(folder, 'recording.npy');
const drawn = (how: string): string => `language 1
connect wild { neurons ${neurons};  ${how}, symmetric;  spectrum max 0.999 }
experiment e {
  compare { wild = wild }
  measure alpha = exponent(covariance, ranks: 11 .. 500)
  seeds 1
}
`;
const tasks: Readonly<Record<string, string>> = {
  dense: drawn('weights normal(0, 1)'),
  sparse: drawn('wire 2^-6;  weights normal(0, 1)'),
  recording: `language 1
data seen from "${recording}" { rows neurons;  sampled at 20 Hz }
experiment e {
  compare { seen = seen }
  measure alpha = exponent(direct, ranks: 11 .. 500)
  measure turning = rotations(dmd(lag: 5 bins, ranks: 1000, ridge: 0.01))
  measure slow = timescales(pcs: 1 .. 20)
  seeds 1
}
`,
};

/** Activity of 50 signals of time constants 2 to 40 bins, each neuron with weights and noise of its own. */
function writeRecording(file: string): void {
  let state = 1;
  const noise = (): number => {
      state ^= state << 13;
      state ^= state >>> 17;
      return (state ^= state << 5) * 2 ** -30;
    },
    draws = stream(1, 'bench', 'recording'),
    signals = Array.from({ length: 50 }, (_, k) => {
      const kept = Math.exp(-1 / (40 - 38 * (k / 49)));
      let value = 0;
      return Float32Array.from(
        { length: bins },
        () => (value = kept * value + Math.sqrt(1 - kept * kept) * draws.normal()),
      );
    });
  const shape = `{'descr': '<f4', 'fortran_order': False, 'shape': (${neurons}, ${bins}), }`,
    text = shape.padEnd(117) + '\n',
    open = openSync(file, 'w');
  writeSync(
    open,
    Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), Buffer.from([118, 0]), Buffer.from(text)]),
  );
  for (let neuron = 0; neuron < neurons; neuron++) {
    const weights = signals.map((_, k) => draws.normal() / Math.sqrt(k + 1)),
      row = new Float32Array(bins);
    for (let t = 0; t < bins; t++) row[t] = noise();
    signals.forEach((signal, k) => {
      const weight = weights[k];
      for (let t = 0; t < bins; t++) row[t] += weight * signal[t];
    });
    writeSync(open, row);
  }
  closeSync(open);
}

/** What a process says of itself at its end. */
const said =
  'data:text/javascript,import {isMainThread} from "node:worker_threads";' +
  'isMainThread && process.on("exit", () => console.error("used " + JSON.stringify(process.resourceUsage())))';
const here = fileURLToPath(new URL('..', import.meta.url)),
  builds = [...(process.env.OLD ? [['old', process.env.OLD] as const] : []), ['now', here] as const],
  table: Record<string, Record<string, string>> = {};
for (const [task, text] of Object.entries(tasks).filter(([name]) => name.includes(process.env.TASK ?? ''))) {
  if (task === 'recording' && !existsSync(recording)) writeRecording(recording);
  const file = join(folder, `${task}.anl`);
  writeFileSync(file, text);
  for (const [build, path] of builds) {
    const begun = performance.now();
    const { stderr } = spawnSync(
      'bash',
      [
        '-c',
        `ulimit -t ${limit}; exec node --import tsx --import '${said}' cli/main.ts run "$0" --out "$1" --quiet`,
        file,
        join(folder, `${task}-${build}`),
      ],
      { cwd: path, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const used = /used (\{.*\})/.exec(stderr)?.[1],
      seconds = (performance.now() - begun) / 1000,
      { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(used ?? '{}') as Partial<NodeJS.ResourceUsage>;
    (table[`${task}, ${neurons}`] ??= {})[build] = used
      ? `${((userCPUTime! + systemCPUTime!) / 1e6).toFixed(1)} s (${seconds.toFixed(0)} s by the clock), ` +
        `${(maxRSS! / 2 ** 20).toFixed(2)} GiB`
      : `> ${limit} s`;
  }
}
rmSync(folder, { recursive: true });
console.table(table);
