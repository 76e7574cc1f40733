import type { Sweep } from '../runs/cluster/sweep-plan.ts';
import { statusOf } from '../runs/cluster/sweep-status.ts';
import { statusText } from './sweep-table.ts';
import { print, type Speech } from './terminal.ts';

/** Seconds between questions: a scheduler serves many, so they grow rarer. */
const [first, last] = [15, 120];

/** Says how a sweep stands, again and again, until nothing of it waits or runs: 0 where all its jobs are there. */
export async function watchSweep(sweep: Sweep, { json, colour }: Speech): Promise<number> {
  for (let pause = first; ; pause = Math.min(last, 1.5 * pause)) {
    const status = await statusOf(sweep);
    print(json ? JSON.stringify(status) : `${statusText(status, colour)}\n`);
    const { waiting, running } = status.tasks;
    if (waiting + running === 0 && status.unreached === undefined) return status.done === status.jobs ? 0 : 3;
    await new Promise((resolve) => setTimeout(resolve, pause * 1000));
  }
}
