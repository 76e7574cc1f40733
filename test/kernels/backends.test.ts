import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type KernelBackend, selfTest, wasmBackend } from '../../engine/kernels/index.ts';
import { stream } from '../../engine/random/index.ts';
import { listBackends, openBackend } from '../../runs/execute/backends.ts';
import { adam, backendsHere, problem } from './problems.ts';

const wasmFile = new URL('../../engine/kernels/prebuilt/kernels.wasm', import.meta.url);

/** Images from .. to − 1. */
const inOrder = (from: number, to: number): Int32Array => Int32Array.from({ length: to - from }, (_, i) => from + i);

test('every backend agrees with WebAssembly', async () => {
  const reference = await openBackend('wasm');
  for (const backend of [...(await backendsHere('kernels')), ...(await backendsHere('tfjs'))])
    assert.equal(selfTest(backend, reference), undefined);
});

test('WebAssembly is always there, and every other backend says why it is not', async () => {
  const states = await listBackends();
  assert.ok(states.find(({ name }) => name === 'wasm')!.available);
  for (const { name, available, reason } of states) if (!available) assert.ok(reason, name);
  await assert.rejects(openBackend('cuda'), /there is no backend 'cuda'; there are auto, wasm/);
});

test('what is dark is passed over, to the same bits', async (t) => {
  for (const backend of await backendsHere('kernels')) {
    await t.test(backend.name, () => {
      for (const [inputs, hidden, batch] of [
        [784, 85, 64],
        [784, 7, 23],
        [30, 17, 5],
        [147, 0, 9],
        [3, 5, 1],
      ]) {
        const { shape, set, initial } = problem(
          {
            inputs,
            hidden,
            outputs: 10,
            batch,
            optimiser: adam,
            input: hidden ? { activation: 'relu', biased: inputs !== 30 } : undefined,
            readout: { biased: inputs !== 3 },
          },
          4 * batch - Number(batch > 1),
        );
        // Dark in runs, some pixels in all images; what is lit is a power of two, by which no product is rounded.
        const dark = set.pixels.map((pixel, at) =>
          (at >> 3) % 4 === (at % inputs) % 3 && at % inputs > 8 ? pixel & 2 : 0,
        );
        // A mean so small that it changes no pixel but the dark ones, which are 0 no more: every sum is made whole.
        const [passedOver, whole] = [0, 1e-30].map((mean) => {
          const images = backend.images({ ...set, pixels: dark }, { mean: [mean], deviation: [1 / 255] }),
            classifier = backend.classifier(shape, initial);
          const losses = classifier.learn(images, inOrder(0, set.count));
          const result = { losses, scores: classifier.evaluate(images), parameters: classifier.parameters() };
          classifier.release();
          images.release();
          return result;
        });
        assert.deepEqual(passedOver, whole, `${inputs}-${hidden}, batch ${batch}`);
      }
    });
  }
});

test('the same minibatches give the same bits, at once or one by one, whatever else the backend did', async (t) => {
  for (const backend of await backendsHere('kernels')) {
    await t.test(backend.name, () => {
      const { shape, set, normalisation, initial } = problem(
        {
          inputs: 784,
          hidden: 85,
          outputs: 10,
          batch: 64,
          optimiser: adam,
          input: { activation: 'relu', biased: true },
          recurrent: { activation: 'tanh', biased: true, trained: true, steps: 2 },
          readout: { biased: true },
        },
        200,
      );
      const outcome = (atOnce: number) => {
        const images = backend.images(set, normalisation),
          classifier = backend.classifier(shape, initial),
          losses: number[] = [];
        for (let first = 0; first < 200; first += atOnce)
          losses.push(...classifier.learn(images, inOrder(first, Math.min(200, first + atOnce))));
        const result = { losses, scores: classifier.evaluate(images), parameters: classifier.parameters() };
        classifier.release();
        images.release();
        return result;
      };
      const before = outcome(200),
        other = backend.images(set, normalisation),
        between = backend.classifier(shape, initial);
      assert.deepEqual(outcome(64), before);
      between.release();
      other.release();
      assert.deepEqual(outcome(128), before);
    });
  }
});

test('evaluation counts each image once, ties going to the lower class', async (t) => {
  for (const backend of [...(await backendsHere('kernels')), ...(await backendsHere('tfjs'))]) {
    await t.test(backend.name, () => {
      const count = 301,
        labels = Uint8Array.from({ length: count }, (_, i) => i % 4);
      const images = backend.images(
        { count, inputs: 6, pixels: new Uint8Array(count * 6), labels, classes: 4 },
        { mean: [0], deviation: [1] },
      );
      const shape = { inputs: 6, hidden: 0, outputs: 4, batch: 2, readout: { biased: true }, optimiser: adam } as const;
      const classifier = backend.classifier(shape, { R: new Float32Array(24), r: Float32Array.of(0, 1, 1, 0) });
      const { loss, accuracy } = classifier.evaluate(images);
      assert.equal(accuracy, 75 / count);
      const normaliser = Math.log(2 + 2 * Math.E),
        expected = labels.reduce((sum, label) => sum + normaliser - (label === 1 || label === 2 ? 1 : 0), 0) / count;
      assert.ok(Math.abs(loss - expected) < 1e-6);
      classifier.release();
      images.release();
    });
  }
});

test('images in memory that threads share', async () => {
  for (const backend of await backendsHere('kernels')) {
    const { shape, set, normalisation, initial } = problem(
      { inputs: 12, hidden: 0, outputs: 3, batch: 4, readout: { biased: true }, optimiser: adam },
      50,
    );
    const share = (bytes: Uint8Array) => {
      const shared = (backend as KernelBackend).shared(2 ** 23);
      assert.ok(shared.buffer instanceof SharedArrayBuffer && shared.every((byte) => byte === 0));
      shared.set(bytes);
      return shared.subarray(0, bytes.length);
    };
    const [own, shared] = [set, { ...set, pixels: share(set.pixels), labels: share(set.labels) }].map((one) => {
      const images = backend.images(one, normalisation),
        classifier = backend.classifier(shape, initial),
        scores = classifier.evaluate(images);
      classifier.release();
      images.release();
      return scores;
    });
    assert.deepEqual(shared, own, backend.name);
  }
});

test('extreme scores give finite losses', async () => {
  for (const backend of await backendsHere('kernels')) {
    const images = backend.images(
      { count: 2, inputs: 3, pixels: Uint8Array.of(255, 0, 0, 0, 255, 0), labels: Uint8Array.of(1, 1), classes: 2 },
      { mean: [0], deviation: [1] },
    );
    const classifier = backend.classifier(
      { inputs: 3, hidden: 0, outputs: 2, batch: 2, readout: { biased: false }, optimiser: adam },
      { R: Float32Array.of(1e4, -1e4, 0, 0, 0, 0) },
    );
    const { loss, accuracy } = classifier.evaluate(images);
    assert.ok(Math.abs(loss - 5000) < 0.01, `${backend.name}: ${loss}`);
    assert.equal(accuracy, 0.5);
    classifier.release();
    images.release();
  }
});

test('the matrix product', async () => {
  const draws = stream(5, 'test', 'product');
  for (const backend of (await backendsHere('kernels')) as KernelBackend[]) {
    for (const [rows, depth, columns] of [
      [1, 1, 1],
      [5, 3, 2],
      [17, 700, 33],
      [64, 85, 100],
      [9, 260, 1],
      [3, 2100, 250],
    ]) {
      const a = Float32Array.from({ length: rows * depth }, () => draws.normal()),
        b = Float32Array.from({ length: depth * columns }, () => draws.normal());
      const c = backend.product(a, b, rows, depth, columns);
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < columns; j++) {
          let sum = 0;
          for (let k = 0; k < depth; k++) sum += a[i * depth + k] * b[k * columns + j];
          assert.ok(Math.abs(c[i * columns + j] - sum) < 1e-5 * depth, `${backend.name} ${rows}×${depth}×${columns}`);
        }
    }
  }
});

test('sums of products of rows, and of those of a matrix with its own', async () => {
  const draws = stream(5, 'test', 'summed');
  const rowsOf = (rows: number, columns: number) => Float32Array.from({ length: rows * columns }, () => draws.normal());
  for (const backend of (await backendsHere('kernels')) as KernelBackend[])
    for (const [rows, others, ...lengths] of [
      [1, 1, 1],
      [7, 300, 40, 3],
      [201, 50, 1500, 700],
      [33, 5, 2100],
    ]) {
      const sums = backend.summed(rows, others),
        own = backend.summed(rows, rows),
        expected = new Float64Array(rows * others),
        expectedOwn = new Float64Array(rows * rows),
        tolerance = 1e-4 + 2e-6 * lengths.reduce((sum, length) => sum + length, 0);
      for (const length of lengths) {
        const [a, b] = [rowsOf(rows, length), rowsOf(others, length)];
        sums.add(a, b, length);
        own.addOwn(a, length);
        for (const [right, sum] of [
          [b, expected],
          [a, expectedOwn],
        ] as const)
          for (let i = 0; i < rows; i++)
            for (let j = 0, wide = sum.length / rows; j < wide; j++)
              for (let t = 0; t < length; t++) sum[i * wide + j] += a[i * length + t] * right[j * length + t];
      }
      const found = own.ended();
      sums.ended().forEach((value, at) => {
        assert.ok(Math.abs(value - expected[at]) < tolerance, `${backend.name} ${rows}, ${others}: ${value}`);
      });
      for (let i = 0; i < rows; i++)
        for (let j = i; j < rows; j++)
          assert.ok(
            Math.abs(found[i * rows + j] - expectedOwn[i * rows + j]) < tolerance,
            `${backend.name} ${i}, ${j}`,
          );
      assert.throws(() => own.addOwn(new Float32Array(rows), 1), /after its release/);
    }
});

test('the self-test notices a kernel that computes something else', async () => {
  const reference = await openBackend('wasm'),
    bytes = readFileSync(wasmFile);
  for (const constant of [0.166665062, 0.49999997, 2 / 3]) {
    const pattern = Buffer.from(Float32Array.of(constant).buffer),
      damaged = Buffer.from(bytes);
    let places = 0;
    for (let at = damaged.indexOf(pattern); at >= 0; at = damaged.indexOf(pattern, at + 4)) {
      damaged.writeFloatLE(constant * 1.5, at);
      places++;
    }
    assert.ok(places > 0, `the constant ${constant} is in the module`);
    assert.match(
      selfTest(wasmBackend(damaged, 'damaged'), reference) ?? 'nothing',
      /damaged differs from wasm in the/,
      `constant ${constant}`,
    );
  }
});

test('memory that was released is used again', () => {
  const backend = wasmBackend(readFileSync(wasmFile), 'wasm'),
    count = 30_000;
  const set = { count, inputs: 3072, pixels: new Uint8Array(count * 3072), labels: new Uint8Array(count), classes: 10 };
  for (let round = 0; round < 60; round++)
    backend.images(set, { mean: [0.5, 0.5, 0.5], deviation: [1, 1, 1] }).release(); // 5.5 GB in all
});

test('what cannot be is said', async (t) => {
  const good = problem({
    inputs: 12,
    hidden: 4,
    outputs: 3,
    batch: 4,
    input: { activation: 'relu', biased: true },
    readout: { biased: true },
    optimiser: adam,
  });
  const backends = [...(await backendsHere('kernels')), ...(await backendsHere('tfjs'))];
  for (const backend of backends) {
    await t.test(backend.name, () => {
      const images = backend.images(good.set, good.normalisation),
        classifier = backend.classifier(good.shape, good.initial);
      assert.throws(
        () => classifier.gradients(images, Int32Array.of(0, 1, 2, 3, 4)),
        /a minibatch has 1 to 4 images, not 5/,
      );
      assert.throws(() => classifier.learn(images, Int32Array.of()), /not 0/);
      assert.throws(() => classifier.learn(images, Int32Array.of(99)), /there is no image 99; the set has 7/);
      assert.throws(
        () => backend.images({ ...good.set, count: 8 }, good.normalisation),
        /8 images of 12 pixels need 96 bytes/,
      );
      assert.throws(() => backend.images({ ...good.set, classes: 1 }, good.normalisation), /but there are 1 classes/);
      assert.throws(() => backend.images(good.set, { mean: [0], deviation: [0] }), /deviation/);
      assert.throws(
        () => backend.classifier({ ...good.shape, hidden: 5 }, good.initial),
        /parameter A must have 60 numbers, not 48/,
      );
      assert.throws(
        () => backend.classifier({ ...good.shape, batch: 0 }, good.initial),
        /batch must be a whole number from 1, not 0/,
      );
      const wide = problem({ ...good.shape, inputs: 15 }),
        others = backend.images(wide.set, wide.normalisation);
      assert.throws(
        () => classifier.learn(others, Int32Array.of(0)),
        /the images have 15 pixels and 3 classes, the network 12 inputs and 3 outputs/,
      );
      for (const thing of [classifier, images, others]) thing.release();
    });
  }
  await t.test('a network larger than WebAssembly can hold', () => {
    const backend = wasmBackend(readFileSync(wasmFile), 'wasm');
    assert.throws(
      () =>
        backend.images(
          { count: 1, inputs: 3, pixels: new Uint8Array(3), labels: new Uint8Array(1), classes: 1 },
          { mean: [0], deviation: [1] },
        ) && backend.product(new Float32Array(1), new Float32Array(1), 40_000, 1, 40_000),
      /the wasm backend cannot get \d+ MB more memory \(it holds \d+ MB and may hold 4096 MB\); make the circuit/,
    );
  });
});
