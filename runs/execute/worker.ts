import fs from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { openBackend } from './backends.ts';
import { recordings } from '../data/index.ts';
import { evaluator } from './evaluate.ts';
import { readable } from '../../making/failure.ts';
import type { FromWorker, Setting, Task } from '../plan/tasks.ts';
import type { Point } from '../../catalogue/finding.ts';

// A thread that computes the jobs it is sent, one at a time.
const { backend, images, locations } = workerData as Setting;
const port = parentPort;
if (!port) throw new Error('this file is run as a worker thread');
const ready = openBackend(backend).then((opened) =>
  evaluator({
    backend: opened,
    dataSets: images,
    read: (reference) => fs.readFileSync(locations[reference]),
    recording: recordings(locations),
  }),
);

port.on('message', async (task: Task) => {
  const reports = reporter(port.postMessage.bind(port));
  try {
    const outcome = await (await ready)(task, reports);
    reports.flush();
    port.postMessage({ kind: 'done', outcome } satisfies FromWorker);
  } catch (error) {
    port.postMessage({
      kind: 'failed',
      message: readable(error),
      detail: error instanceof Error ? error.stack : undefined,
    } satisfies FromWorker);
  }
});

/** Reports at most ten times a second, and loses no point. */
function reporter(post: (message: FromWorker) => void) {
  let fraction = 0;
  let points: Point[] = [];
  let last = 0;
  const flush = () => {
    last = performance.now();
    post({ kind: 'progress', fraction, points });
    points = [];
  };
  const sometimes = () => {
    if (performance.now() - last > 100) flush();
  };
  return {
    onFraction: (reached: number) => {
      fraction = reached;
      sometimes();
    },
    onPoint: (point: Point) => {
      points.push(point);
      sometimes();
    },
    flush: () => {
      if (points.length > 0) flush();
    },
  };
}
