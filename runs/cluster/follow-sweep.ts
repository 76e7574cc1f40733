import type { RunEvent } from '../../results/contract.ts';
import type { RunOutcome, RunRequest } from '../run.ts';
import { collectSweep } from './collect.ts';
import { submissionsIn } from './submission.ts';
import { beginSweep, submitMissing, type Submitting } from './submit.ts';
import type { Sweep } from './sweep-plan.ts';
import { cancelSweep, statusOf, type SweepStatus } from './sweep-status.ts';

/** Seconds between questions, from the first to the last: of a scheduler, which serves many, and of this machine. */
const pauses = { slurm: [15, 120], local: [1, 10] } as const;

/** Questions in a row to which nobody has word of the tasks that are left, after which they are given up. */
const patience = 5;

/**
 * An experiment as a sweep, from its submission to its run. One whose tasks wait or run already is joined. The signal
 * cancels the sweep; whoever goes away without it leaves the sweep as it is, to be joined again.
 * @throws Failure as `beginSweep`, `submitMissing` and `collectSweep`
 */
export async function followSweep(
  request: Omit<RunRequest, 'executor' | 'jobs' | 'fresh' | 'onBegin'>,
  submitting: Omit<Submitting, 'engine' | 'say'> & { readonly engine: keyof typeof pauses },
): Promise<RunOutcome> {
  const { signal, draw, onEvent } = request,
    began = performance.now();
  const tell = (done: number, total: number, latest: string, first = done): void => {
    const seconds = (performance.now() - began) / 1000,
      left = done > first ? (seconds / (done - first)) * (total - done) : null;
    onEvent?.({ kind: 'progress', t: seconds, done, total, seconds_left: left, latest } satisfies RunEvent);
  };
  const sweep = await beginSweep(request);
  if (!(await isUnderway(sweep)))
    await submitMissing(sweep, { ...submitting, say: (text) => tell(0, sweep.plan.jobs, text) });
  let why: string | undefined;
  if (submissionsIn(sweep).length > 0) {
    const [shortest, longest] = pauses[submitting.engine];
    let first: number | undefined,
      unheard = 0;
    for (let pause: number = shortest; ; pause = Math.min(longest, 1.5 * pause)) {
      if (signal?.aborted) {
        await cancelSweep(sweep);
        break;
      }
      const status = await statusOf(sweep);
      first ??= status.done;
      why = whyEnded(status);
      tell(status.done, status.jobs, tasksText(status), first);
      const { waiting, running, unknown } = status.tasks;
      unheard = waiting + running === 0 && !status.unreached ? unheard + 1 : 0;
      if (unheard > 0 && (unknown === 0 || unheard > patience)) break;
      await secondsOrStop(pause, signal);
    }
  }
  const outcome = await collectSweep(sweep, {
    draw,
    onEvent: (event) => event.kind === 'repair' && onEvent?.(event),
    unfinished: why,
  });
  return signal?.aborted && outcome.status === 'failed' ? { ...outcome, status: 'cancelled' } : outcome;
}

/** `its process has ended: runs/.sweeps/…/local.out says last: …`; undefined where nobody says why. */
function whyEnded({ reasons }: SweepStatus): string | undefined {
  const ended = reasons.find(({ log }) => log !== undefined);
  return ended?.log && `${ended.reason}; ${ended.log.file} says last: ${ended.log.lines.join(' ')}`;
}

async function isUnderway(sweep: Sweep): Promise<boolean> {
  if (submissionsIn(sweep).length === 0) return false;
  const { tasks } = await statusOf(sweep);
  return tasks.waiting + tasks.running > 0;
}

/** `3 tasks run on n1, 5 wait: Priority (others are before it)` */
function tasksText({ tasks, reasons, hosts, unreached }: SweepStatus): string {
  if (unreached) return `nobody answers: ${unreached}`;
  const where = hosts.length > 0 ? ` on ${hosts.slice(0, 3).join(', ')}${hosts.length > 3 ? ' …' : ''}` : '';
  const [why] = reasons;
  const said = why && tasks.waiting > 0 ? `: ${why.reason}${why.remedy ? ` (${why.remedy})` : ''}` : '';
  return [
    ...(tasks.running > 0 ? [`${tasks.running} ${tasks.running === 1 ? 'task runs' : 'tasks run'}${where}`] : []),
    ...(tasks.waiting > 0 ? [`${tasks.waiting} ${tasks.waiting === 1 ? 'waits' : 'wait'}${said}`] : []),
  ].join(', ');
}

/** Resolves at the signal too. */
function secondsOrStop(seconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, 1000 * seconds);
    signal?.addEventListener('abort', end, { once: true });
  });
}
