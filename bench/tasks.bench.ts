// What the tasks of a sweep cost besides computing: the same jobs in one task and in several, each a process of its own
// with another that computes: processor time, and what one more task costs as a share of what its jobs take. The goal
// of 10 % is for 10,000 runs in 40 tasks: 250 runs a task, so that fewer of both tell the same. JOBS=2000; TASKS=8.
// Needs Linux, and dist/ (`node scripts/build.mjs anlage`).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const jobs = Number(process.env.JOBS ?? 2000),
  tasks = Number(process.env.TASKS ?? 8),
  command = fileURLToPath(new URL('../dist/anlage.mjs', import.meta.url));
const text = (neurons: number): string => `language 1
connect net { neurons ${neurons};  weights normal(0, 1);  spectrum max 0.9 }
experiment runs {
  seeds 1 .. ${jobs}
  compare { net = net }
  measure alpha = exponent(covariance, ranks: 2 .. 30)
}
`;

/** Seconds of processor time of all children that have ended: fields 16 and 17, in hundredths (proc_pid_stat(5)). */
function childSeconds(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[16 - 3]) + Number(fields[17 - 3])) / 100;
}
function anlage(folder: string, ...given: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, [command, ...given], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`anlage ${given.join(' ')}: ${status}\n${stderr}`);
  return stdout;
}
/** Processor time of a sweep in tasks of so many jobs. */
function worked(neurons: number, chunk: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'tasks-'));
  try {
    writeFileSync(join(folder, 'study.anl'), text(neurons));
    const begun = anlage(folder, 'sweep', 'study.anl', '--on', 'other', '--chunk', String(chunk), '--json');
    const before = childSeconds();
    anlage(folder, 'work', (JSON.parse(begun) as { submission: string }).submission);
    return childSeconds() - before;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const table: Record<string, Record<string, string>> = {};
for (const neurons of [64, 128]) {
  worked(neurons, jobs); // V8's code of the worker is kept then
  const one = worked(neurons, jobs),
    several = worked(neurons, jobs / tasks),
    task = (several - one) / (tasks - 1),
    computing = one - task,
    share = (tasks * task) / computing;
  table[`${neurons} neurons, ${((1000 * computing) / jobs).toFixed(1)} ms a run`] = {
    'one task': `${one.toFixed(1)} s`,
    [`${tasks} tasks`]: `${several.toFixed(1)} s`,
    'a task': `${task.toFixed(2)} s`,
    'beside computing': `${(100 * share).toFixed(1)} %${share <= 0.1 ? ' ok' : ' > 10 %'}`,
  };
}
console.table(table);
