// The start of `anlage check`: processor time of the whole process (user and system) on a text of some 60 lines, from
// the second run on, when V8's code is kept. OLD: the folder of another checkout with its dist/, which gets the same
// text in turn; FILE: another text; ROUNDS: how often (21). Goal against commit f151e98: 1.5 times as fast.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from './bench-data.ts';

const goal = 1.5,
  rounds = Number(process.env.ROUNDS ?? 21),
  here = fileURLToPath(new URL('..', import.meta.url)),
  old = process.env.OLD,
  file = process.env.FILE ?? join(old ?? here, 'examples', 'rapid-learning.anl'),
  cache = mkdtempSync(join(tmpdir(), 'bench-'));
// a machine may be set up so that every Node reads certificates as it starts
const env = { ...process.env, NODE_EXTRA_CA_CERTS: '', XDG_CACHE_HOME: cache, TIMEFORMAT: 'used %U %S' };

/** Milliseconds of processor time, by the shell that begins the process. */
function used(argv: readonly string[]): number {
  const { stderr } = spawnSync('bash', ['-c', 'time "$@" > /dev/null', 'bash', process.execPath, ...argv], {
    env,
    encoding: 'utf8',
  });
  const [, user, system] = /used ([\d.]+) ([\d.]+)/.exec(stderr) ?? [];
  if (system === undefined) throw new Error(`nothing was measured of ${argv.join(' ')}: ${stderr}`);
  return 1000 * (Number(user) + Number(system));
}

const check = (folder: string): readonly string[] => [join(folder, 'dist', 'anlage.mjs'), 'check', file];
const programs: readonly (readonly [string, readonly string[]])[] = [
  ['Node alone', ['-e', '0']],
  ...(old === undefined ? [] : [['old', check(old)] as const]),
  ['now', check(here)],
];
const times = new Map(programs.map(([name]) => [name, [] as number[]]));
for (let round = -2; round < rounds; round++)
  for (const [name, argv] of programs) {
    const milliseconds = used(argv);
    if (round >= 0) times.get(name)!.push(milliseconds);
  }
rmSync(cache, { recursive: true });

const now = times.get('now')!;
console.log(
  `anlage check of ${readFileSync(file, 'utf8').split('\n').length - 1} lines, processor time in ms: ` +
    `median of ${rounds} rounds in turn (least to most)`,
);
console.table(
  Object.fromEntries(
    [...times].map(([name, all]) => [
      name,
      { ms: `${median(all).toFixed(0)} (${Math.min(...all).toFixed(0)} to ${Math.max(...all).toFixed(0)})` },
    ]),
  ),
);
if (old !== undefined) {
  const ratio = median(times.get('old')!) / median(now);
  console.log(`${ratio.toFixed(2)} times as fast as the old one (goal ${goal})`);
  if (ratio < goal) process.exitCode = 1;
}
