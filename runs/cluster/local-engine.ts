import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Failure } from '../../making/failure.ts';
import { beginningOf, isAlive } from '../keep/processes.ts';
import type { Engine, QueuedTask } from './engine-face.ts';
import { heartbeatsIn } from './heartbeat.ts';
import { type Submitted, taskCount, writeSubmission } from './submission.ts';
import { localLog } from './task-log.ts';
import { sweepsFolder } from '../keep/places-of-runs.ts';
import { workerCommand } from './worker-bundle.ts';

/** Tasks one after the other, in processes of this machine that outlive the one that submits. */
export const localEngine: Engine = {
  limits: async () => ({ arraySize: Number.POSITIVE_INFINITY }),
  async submit({ sweep, folder, submission }) {
    const [node, ...given] = workerCommand(path.join(sweep.runs, sweepsFolder));
    const log = fs.openSync(path.join(folder, 'logs', localLog), 'a');
    const child = spawn(node, [...given, 'work', folder, '--processes', String(submission.processes)], {
      detached: true,
      stdio: ['ignore', log, log],
    });
    fs.closeSync(log);
    child.unref();
    const { pid } = child;
    if (pid === undefined) throw new Failure('run', `${node} could not be started.`);
    return writeSubmission(folder, {
      ...submission,
      process: { pid, began: beginningOf(pid), host: os.hostname() },
    });
  },
  async poll(submitted) {
    const { process: runner } = submitted.submission;
    if (runner && runner.host !== os.hostname())
      return { reached: false, why: `it runs on ${runner.host}: ask there.` };
    const isGoing = goesOn(submitted);
    const heard = new Map(heartbeatsIn(submitted.folder).map((each) => [each.task, each]));
    const tasks = new Map<number, QueuedTask>();
    for (let task = 0; task < taskCount(submitted.submission); task++) {
      const state = heard.get(task)?.state;
      const node = heard.get(task)?.host ?? '';
      const known = { reason: '', node };
      if (state === 'ended') tasks.set(task, { ...known, state: 'ended', word: 'ENDED' });
      else if (!isGoing) tasks.set(task, { ...known, state: 'lost', word: 'its process has ended' });
      else if (state === 'running') tasks.set(task, { ...known, state: 'running', word: 'RUNNING' });
      else tasks.set(task, { ...known, state: 'waiting', word: 'WAITING' });
    }
    return { reached: true, tasks };
  },
  async cancel(submitted) {
    const { process: runner } = submitted.submission;
    if (runner && runner.host !== os.hostname())
      throw new Failure('usage', `it runs on ${runner.host}: cancel it there.`);
    if (runner && goesOn(submitted)) process.kill(runner.pid, 'SIGTERM');
    while (runner && goesOn(submitted)) await new Promise((resolve) => setTimeout(resolve, 50));
  },
};

function goesOn({ submission: { process: runner } }: Submitted): boolean {
  return runner !== undefined && isAlive(runner.pid) && beginningOf(runner.pid) === runner.began;
}
