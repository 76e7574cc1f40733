import type { Sweep } from '../runs/cluster/sweep-plan.ts';
import { statusOf } from '../runs/cluster/sweep-status.ts';
import { statusText } from './sweep-table.ts';
import { print, type Speech } from './terminal.ts';

/** Seconds between questions, which grow rarer: a scheduler serves many; this machine may be asked sooner. */
const pauses = { slurm: [15, 120], local: [1, 15], other: [15, 120] } as const;

/** Says how a sweep stands, again and again, until nothing of it waits or runs: 0 where all its jobs are there. */
export async function watchSweep(sweep: Sweep, { json, colour }: Speech): Promise<number> {
  for (let pause = 0; ; ) {
    const status = await statusOf(sweep);
    print(json ? JSON.stringify(status) : `${statusText(status, colour)}\n`);
    const { waiting, running } = status.tasks;
    if (waiting + running === 0 && status.unreached === undefined) return status.done === status.jobs ? 0 : 3;
    const [first, last] = pauses[status.engine];
    pause = Math.min(last, Math.max(first, 1.5 * pause));
    await new Promise((resolve) => setTimeout(resolve, pause * 1000));
  }
}
