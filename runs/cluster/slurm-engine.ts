import fs from 'node:fs';
import path from 'node:path';
import { Failure } from '../../making/failure.ts';
import type { Engine, Poll, QueuedTask, QueueState } from './engine-face.ts';
import { type Answer, type Ask, askSlurm, isUnreached, refusal, unreachable } from './slurm-commands.ts';
import { sbatchArguments } from './slurm-script.ts';
import { type Submitted, type TaskArray, writeSubmission } from './submission.ts';

/** Slurm by its plain commands, of which only fields that have long been stable are read. */
export function slurmEngine(through?: string, ask: Ask = askSlurm(through)): Engine {
  return {
    limits: async () => ({ arraySize: largestArray(await answered(ask('scontrol', 'show', 'config'), 'scontrol')) }),
    submit: (submitted) => submit(submitted, ask),
    poll: (submitted) => poll(submitted, ask),
    async cancel(submitted) {
      const found = await withJobs(submitted, ask);
      const queue = await poll(found, ask);
      if (!queue.reached) throw unreachable(queue.why);
      const tasks = [...queue.tasks.keys()];
      const queued = found.submission.arrays.filter(({ offset, size }) =>
        tasks.some((task) => task >= offset && task < offset + size),
      );
      if (queued.length === 0) return;
      // of one that has ended since it says that it has
      const answer = await ask('scancel', ...queued.flatMap(({ job }) => job ?? []));
      if (isUnreached(answer)) throw unreachable(answer.err);
    },
  };
}

async function answered(asked: Promise<Answer>, command: string): Promise<string> {
  const answer = await asked;
  if (answer.status === 0) return answer.out;
  throw isUnreached(answer) ? unreachable(answer.err) : refusal(command, answer);
}

/** Slurm limits the largest index, not how many there are: every array begins at 0. */
const largestArray = (config: string): number => Number(/^MaxArraySize\s*=\s*(\d+)/m.exec(config)?.[1] ?? 1001);

/** Where Slurm has its commands; it need not be on the path of a job. */
export async function placeOfScontrol(through?: string): Promise<string> {
  try {
    const { status, out } = await askSlurm(through)('sh', '-c', 'command -v scontrol');
    return status === 0 && out.startsWith('/') ? out.trim() : 'scontrol';
  } catch {
    return 'scontrol';
  }
}

/** Every array that is not queued yet: tried first, then queued one by one, each written down before and after. */
async function submit(given: Submitted, ask: Ask): Promise<Submitted> {
  let submitted = given;
  const waiting = submitted.submission.arrays.filter(({ job }) => job === undefined);
  if (waiting.length > 0) await answered(ask('sbatch', '--test-only', ...sbatchArguments(given, waiting[0])), 'sbatch');
  for (const array of waiting) {
    const { arrays } = submitted.submission;
    const before = arrays.filter(({ phase, job }) => phase === array.phase - 1 && job !== undefined);
    const after = before.length > 0 ? before.map(({ job }) => job).join(':') : undefined;
    const job = await queue(sbatchArguments(submitted, array, after), array, ask).catch((error: Failure) => {
      const queued = submitted.submission.arrays.filter((each) => each.job !== undefined);
      if (queued.length === 0) throw error;
      const tasks = queued.reduce((sum, { size }) => sum + size, 0);
      throw new Failure(error.stage, `${error.message}\n${tasks} tasks were queued before that, and go on.`);
    });
    submitted = withJob(submitted, array.name, job);
  }
  return submitted;
}
function withJob({ folder, submission }: Submitted, name: string, job: string): Submitted {
  const arrays = submission.arrays.map((each) => (each.name === name ? { ...each, job } : each));
  return writeSubmission(folder, { ...submission, arrays });
}

/** Where nobody answered, the array may be queued all the same: its name, which no other has, tells. */
async function queue(given: readonly string[], array: TaskArray, ask: Ask): Promise<string> {
  const answer = await ask('sbatch', ...given);
  if (answer.status === 0) return /^\d+/.exec(answer.out)?.[0] ?? mustHaveNumber(answer);
  if (!isUnreached(answer)) throw refusal('sbatch', answer);
  const found = await jobNamed(array.name, ask);
  if (found === undefined) throw unreachable(answer.err);
  return found;
}
function mustHaveNumber({ out }: Answer): never {
  throw new Failure('run', `sbatch said "${out.trim()}", which is no number of a job.`);
}
/** The number of the array of a name; undefined where there is none. @throws Failure where nobody answers */
async function jobNamed(name: string, ask: Ask): Promise<string | undefined> {
  const out = await answered(ask('squeue', '-h', '-r', '-t', 'all', '-n', name, '-o', '%F'), 'squeue');
  return /^\d+/.exec(out)?.[0];
}
/** With the numbers of arrays of which none was known, looked up by their names. */
async function withJobs(submitted: Submitted, ask: Ask): Promise<Submitted> {
  let found = submitted;
  for (const { name, job } of submitted.submission.arrays) {
    if (job !== undefined) continue;
    const number = await jobNamed(name, ask);
    if (number !== undefined) found = withJob(found, name, number);
  }
  return found;
}

async function poll(given: Submitted, ask: Ask): Promise<Poll> {
  try {
    const { arrays } = (await withJobs(given, ask)).submission;
    const jobs = arrays.flatMap(({ job }) => job ?? []);
    if (jobs.length === 0) return { reached: true, tasks: new Map() };
    const answer = await ask('squeue', '-h', '-r', '-t', 'all', '-j', jobs.join(','), '-o', '%i|%j|%T|%r|%N');
    // all have been forgotten
    if (answer.status !== 0 && /invalid job id/i.test(answer.err)) return { reached: true, tasks: new Map() };
    if (answer.status !== 0) return { reached: false, why: answer.err };
    return { reached: true, tasks: tasksIn(answer.out, arrays) };
  } catch (error) {
    if (error instanceof Failure) return { reached: false, why: error.message };
    throw error;
  }
}

/**
 * Lines of `12_3|anlage-1f-1|RUNNING|None|n1`, by the number of the task. A number with another name is somebody
 * else's: a controller that lost its state, or has counted to the end, gives numbers again.
 */
export function tasksIn(text: string, arrays: readonly TaskArray[]): ReadonlyMap<number, QueuedTask> {
  const byJob = new Map(arrays.map((array) => [array.job, array]));
  const tasks = new Map<number, QueuedTask>();
  for (const line of text.split('\n')) {
    const [, job, index, name, word, reason, node] = /^(\d+)_(\d+)\|([^|]*)\|(\w+)\|([^|]*)\|(.*)$/.exec(line) ?? [];
    const array = byJob.get(job);
    if (!array || array.name !== name) continue;
    tasks.set(array.offset + Number(index), { state: stateOf(word), word, reason, node });
  }
  return tasks;
}
/** Exit codes say nothing of how a task ended; the state does. */
const stateOf = (word: string): QueueState => states[word] ?? 'lost';
const states: Readonly<Record<string, QueueState>> = {
  PENDING: 'waiting',
  REQUEUED: 'waiting',
  REQUEUE_HOLD: 'waiting',
  REQUEUE_FED: 'waiting',
  SPECIAL_EXIT: 'waiting',
  RESV_DEL_HOLD: 'waiting',
  CONFIGURING: 'running',
  RUNNING: 'running',
  COMPLETING: 'running',
  SIGNALING: 'running',
  STAGE_OUT: 'running',
  STOPPED: 'running',
  SUSPENDED: 'running',
  RESIZING: 'running',
  COMPLETED: 'ended',
};

/** Makes the script of a submission. */
export function keepScript(folder: string, script: string): void {
  fs.writeFileSync(path.join(folder, 'job.sh'), script, { mode: 0o755, flush: true });
}
