// Two jobs in two worker threads against one: how many times the work of one gets done in the same time. Each job is an
// epoch of 784-85-10 on MNIST.
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { type ClassifierShape, initialParameters } from '../engine/learning/index.ts';
import { train } from '../engine/training/index.ts';
import { openBackend } from '../runs/execute/backends.ts';
import { median, mnist, plain } from './bench-data.ts';

const shape: ClassifierShape = {
  inputs: 784,
  hidden: 85,
  outputs: 10,
  batch: 64,
  input: { activation: 'relu', biased: true },
  readout: { biased: true },
  recurrent: { activation: 'identity', biased: true, trained: true, steps: 1 },
  optimiser: { name: 'adam', rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0 },
};
if (isMainThread) await compare();
else await work();

async function work(): Promise<void> {
  const sets = [mnist('train'), mnist('t10k')];
  for await (const name of messages()) {
    const backend = await openBackend(name),
      [images, test] = sets.map((set) => backend.images(set, plain)),
      learner = backend.classifier(shape, initialParameters(shape, 1, 'bench'));
    train({ learner, train: images, test, seed: 1, epochs: 3 });
    for (const used of [learner, images, test]) used.release();
    parentPort!.postMessage('done');
  }
}
async function* messages(): AsyncGenerator<string> {
  for (;;) yield await new Promise<string>((resolve) => parentPort!.once('message', resolve));
}

async function compare(): Promise<void> {
  if (availableParallelism() < 2) {
    console.log('jobs: this machine has one core');
    return;
  }
  const workers = [0, 1].map(() => new Worker(new URL('worker.mjs', import.meta.url), { workerData: import.meta.url }));
  const ask = (worker: Worker, name: string) =>
    new Promise<void>((resolve) => {
      worker.once('message', () => resolve());
      worker.postMessage(name);
    });
  const timed = async (name: string, count: number) => {
    const start = performance.now();
    await Promise.all(workers.slice(0, count).map((worker) => ask(worker, name)));
    return performance.now() - start;
  };
  const table: Record<string, Record<string, string>> = {};
  for (const name of ['wasm', 'auto']) {
    await timed(name, 2);
    const one: number[] = [],
      two: number[] = [];
    for (let round = 0; round < 7; round++) {
      one.push(await timed(name, 1));
      two.push(await timed(name, 2));
    }
    const ratio = (2 * median(one)) / median(two);
    table[name] = {
      'one job': `${median(one).toFixed(0)} ms`,
      'two jobs': `${median(two).toFixed(0)} ms`,
      'times one': `${ratio.toFixed(2)}${ratio >= 1.8 ? ' ok' : ' < 1.8'}`,
    };
    if (ratio < 1.8) process.exitCode = 1;
  }
  console.log('Two jobs on two cores');
  console.table(table);
  for (const worker of workers) await worker.terminate();
}
