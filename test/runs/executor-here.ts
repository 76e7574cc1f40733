import { openEvaluator } from '../../runs/execute/open-evaluator.ts';
import type { Assignment, Executor } from '../../runs/index.ts';

/** Computes as a worker on another machine would: from what JSON carries, with no data opened for it. */
export const fromPlainData: Executor = {
  async run({ tasks, setting }, events) {
    const sent = JSON.parse(JSON.stringify({ tasks, setting })) as Assignment;
    const evaluate = await openEvaluator(sent.setting);
    for (const [i, { job }] of tasks.entries())
      events.done(
        job,
        await evaluate(sent.tasks[i], {
          onPoint: () => {},
          onFraction: () => {},
          onCheckpoint: (training, state) => events.checkpoint?.(job, training, state),
        }),
      );
  },
};
