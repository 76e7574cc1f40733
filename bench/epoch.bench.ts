// One epoch of 784-300-10 with a fixed dense 300 x 300 layer on all of MNIST: reading the files, loading, 938
// minibatches, the test set five times.
import { stream } from '../engine/random/index.ts';
import { type ClassifierShape, initialParameters } from '../engine/learning/index.ts';
import { train } from '../engine/training/index.ts';
import { listBackends, openBackend } from '../runs/execute/backends.ts';
import { median, mnist, plain } from './bench-data.ts';

const goals: Record<string, number> = { wasm: 3, 'native-avx512': 1.3 };
const shape: ClassifierShape = {
  inputs: 784,
  hidden: 300,
  outputs: 10,
  batch: 64,
  input: { activation: 'relu', biased: true },
  readout: { biased: true },
  recurrent: { activation: 'identity', biased: true, trained: false, steps: 1 },
  optimiser: { name: 'adam', rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0 },
};
const table: Record<string, Record<string, string>> = {};
let met = true;
for (const { name, available, reason } of await listBackends()) {
  if (!available || reason || name.startsWith('tfjs')) continue;
  const seconds: number[] = [],
    accuracies: number[] = [];
  for (let round = 0; round < 3; round++) {
    const start = performance.now();
    const backend = await openBackend(name),
      images = backend.images(mnist('train'), plain),
      test = backend.images(mnist('t10k'), plain);
    const draws = stream(1, 'bench', 'circuit'),
      W = Float32Array.from({ length: 300 * 300 }, () => draws.normal() / Math.sqrt(300));
    const learner = backend.classifier(shape, initialParameters(shape, 1, 'bench', W));
    const trained = train({ learner, train: images, test, seed: 1, epochs: 1 })!;
    for (const used of [learner, images, test]) used.release();
    seconds.push((performance.now() - start) / 1000);
    accuracies.push(trained.final!.accuracy);
  }
  const goal = goals[name],
    own = median(seconds);
  if (goal && own > goal) met = false;
  table[name] = {
    seconds: own.toFixed(2),
    goal: goal ? `${own <= goal ? 'ok' : 'MISSED'} < ${goal}` : '',
    accuracy: accuracies[0].toFixed(4),
  };
}
console.log('One epoch of 784-300-10, fixed 300 x 300 layer, MNIST, data loading included');
console.table(table);
if (!met) {
  console.log('epoch: a goal is not met');
  process.exitCode = 1;
}
