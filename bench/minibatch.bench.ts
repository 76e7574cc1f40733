// One minibatch (64 images: gather, normalise, forward, backward, Adam) against PyTorch: the same mathematics, images,
// order and first weights, one thread each, rounds in turn, the ratio of the medians. Both keep the images as bytes.
// The losses are compared, so that both did the same.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stream } from '../engine/random/index.ts';
import { type ClassifierShape, type ImageSet, initialParameters } from '../engine/learning/index.ts';
import { listBackends, openBackend } from '../runs/execute/backends.ts';
import { colourNoise, median, mnist, plain } from './bench-data.ts';
import { startPyTorch } from './peer.ts';

const rounds = Number(process.env.ROUNDS ?? 15),
  stepsPerRound = 40,
  batch = 64;
const goals: Record<string, number> = { wasm: 1, 'native-avx2': 1.8, 'native-avx512': 3.5 };

function shapeOf(inputs: number, recurrent: 'fixed' | 'trained' | null): ClassifierShape {
  return {
    inputs,
    hidden: 85,
    outputs: 10,
    batch,
    input: { activation: 'relu', biased: true },
    readout: { biased: true },
    recurrent: recurrent
      ? { activation: 'identity', biased: false, trained: recurrent === 'trained', steps: 1 }
      : undefined,
    optimiser: { name: 'adam', rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0 },
  };
}

const names = (await listBackends())
  .filter(({ name, available, reason }) => available && !reason && !name.startsWith('tfjs'))
  .map(({ name }) => name);
const peer = startPyTorch();
if (!peer)
  console.log(
    'minibatch: PyTorch is not installed (Debian: python3-torch), so there is nothing to compare with; times only',
  );
const sets: Record<number, ImageSet> = { 784: mnist('train'), 3072: colourNoise(10_000) };
const table: Record<string, Record<string, string>> = {};
let met = true,
  against = 'PyTorch';
for (const inputs of [784, 3072]) {
  for (const recurrent of [null, 'fixed', 'trained'] as const) {
    const shape = shapeOf(inputs, recurrent),
      set = sets[inputs],
      initial = initialParameters(shape, 1, 'bench');
    const order = stream(1, 'bench', 'order').permutation(set.count);
    const folder = mkdtempSync(join(tmpdir(), 'bench-'));
    for (const [name, values] of Object.entries({ images: set.pixels, labels: set.labels, order, ...initial }))
      if (values) writeFileSync(join(folder, name), values);
    const opened = await peer?.ask<{ version: string; blas: string }>({
      open: { inputs, hidden: 85, outputs: 10, batch, recurrent, folder },
    });
    if (opened) against = `PyTorch ${opened.version} with ${opened.blas}`;
    const ours = await Promise.all(
      names.map(async (name) => {
        const backend = await openBackend(name),
          images = backend.images(set, plain);
        return {
          name,
          images,
          classifier: backend.classifier(shape, initial),
          seconds: [] as number[],
          losses: [] as number[],
          step: 0,
        };
      }),
    );
    const theirs = { seconds: [] as number[], losses: [] as number[] };
    const batches = Math.floor(set.count / batch);
    for (let round = 0; round <= rounds; round++) {
      for (const one of ours) {
        const start = performance.now();
        for (let i = 0; i < stepsPerRound; i++, one.step++) {
          const at = (one.step % batches) * batch;
          one.losses.push(...one.classifier.learn(one.images, order.subarray(at, at + batch)));
        }
        if (round > 0) one.seconds.push((performance.now() - start) / 1000 / stepsPerRound);
      }
      const answer = await peer?.ask<{ seconds: number; losses: number[] }>({ steps: stepsPerRound });
      if (answer && round > 0) theirs.seconds.push(answer.seconds / stepsPerRound);
      if (answer) theirs.losses.push(...answer.losses);
    }
    const row: Record<string, string> = {};
    const reference = peer && median(theirs.seconds);
    if (reference) row.pytorch = `${(reference * 1e6).toFixed(0)} us`;
    for (const { name, seconds, losses, classifier, images } of ours) {
      const own = median(seconds),
        ratio = reference && reference / own,
        goal = goals[name];
      if (
        peer &&
        !losses.slice(0, 100).every((loss, i) => Math.abs(loss - theirs.losses[i]) < 2e-3 * Math.max(1, loss))
      ) {
        console.log(`minibatch: the losses of ${name} are not those of PyTorch`);
        met = false;
      }
      if (ratio && goal && ratio < goal) met = false;
      row[name] = ratio
        ? `${ratio.toFixed(2)}x${goal ? (ratio >= goal ? ' ok' : ` < ${goal}`) : ''} (${(own * 1e6).toFixed(0)} us)`
        : `${(own * 1e6).toFixed(0)} us`;
      classifier.release();
      images.release();
    }
    table[`${inputs}-85-10 ${recurrent ?? 'no'} recurrent`] = row;
    rmSync(folder, { recursive: true });
  }
}
peer?.close();
console.log(`One minibatch of 64: how many times as fast as ${against} on one thread, and microseconds`);
if (against.includes('another'))
  console.log('  PyTorch runs without OpenBLAS, so this flatters us; Debian: apt-get install libopenblas0-pthread');
console.table(table);
if (!met) {
  console.log('minibatch: a goal is not met');
  process.exitCode = 1;
}
