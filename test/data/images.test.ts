import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { sharedMemory } from '../../engine/kernels/index.ts';
import { writeIdx } from '../../formats/index.ts';
import { gzip } from '../../formats/packing.ts';
import { dataSetNamed, dataSetState, loadImages } from '../../runs/data/index.ts';
import { noSharedData, sharedData } from '../data.ts';
import { alone, idxFolder, temporaryFolder } from './folders.ts';

test('a folder of IDX files is a pair of sets, with classes and checksums', async (t) => {
  const files = idxFolder([5, 0, 4], [2, 1], 'study/mine');
  const folder = temporaryFolder(t, files);
  const { train, test: held, files: hashes, location } = await loadImages('mine', alone(folder));
  assert.deepEqual(
    [train.count, train.inputs, train.classes, [...train.labels], [...train.pixels]],
    [3, 4, 6, [5, 0, 4], [5, 5, 5, 5, 0, 0, 0, 0, 4, 4, 4, 4]],
  );
  assert.deepEqual([held.count, held.classes, [...held.labels]], [2, 6, [2, 1]]);
  assert.equal(location, path.join(folder, 'study', 'mine'));
  assert.deepEqual(
    hashes.map((file) => file.reference),
    [
      'mine/t10k-images-idx3-ubyte',
      'mine/t10k-labels-idx1-ubyte',
      'mine/train-images-idx3-ubyte',
      'mine/train-labels-idx1-ubyte',
    ],
  );
  assert.equal(
    hashes[3].sha256,
    createHash('sha256').update(files[path.join('study/mine', 'train-labels-idx1-ubyte')]).digest('hex'),
  );
});

test('packed or plain, shared or not, the same numbers and the same checksums', async (t) => {
  const plain = idxFolder([5, 0, 4], [2, 1]);
  const folder = temporaryFolder(
    t,
    Object.fromEntries(
      Object.entries(plain).flatMap(([name, bytes]) => [
        [`study/plain/set/${name}`, bytes],
        [`study/packed/set/${name}.gz`, gzip(bytes)],
      ]),
    ),
  );
  const load = (name: string, share: boolean) =>
    loadImages('set', alone(folder, { file: path.join(folder, 'study', name, 'a.anl') }), {
      ...(share && { shared: sharedMemory }),
    });
  const reference = await load('plain', false);
  for (const [name, share] of [
    ['packed', false],
    ['plain', true],
    ['packed', true],
  ] as const) {
    const other = await load(name, share);
    assert.deepEqual(
      [other.files, [...other.train.pixels], [...other.test.labels]],
      [reference.files, [...reference.train.pixels], [...reference.test.labels]],
    );
    assert.equal(
      other.train.pixels.buffer instanceof SharedArrayBuffer && other.test.labels.buffer instanceof SharedArrayBuffer,
      share,
    );
  }
});

const good = idxFolder([5, 0, 4], [2, 1]);
const damaged: readonly (readonly [string, Record<string, Uint8Array>, RegExp])[] = [
  [
    'a truncated file',
    { ...good, 'train-images-idx3-ubyte': good['train-images-idx3-ubyte'].subarray(0, 20) },
    new RegExp(
      'train-images-idx3-ubyte: This IDX file is truncated: its header announces 3 × 2 × 2 values ' +
        String.raw`\(28 bytes in all\), but it has 20 bytes; fetch it again\.$`,
    ),
  ],
  [
    'a corrupted gzip',
    { ...good, 't10k-images-idx3-ubyte': gzip(good['t10k-images-idx3-ubyte']).fill(0xff, 12, 16) },
    /t10k-images-idx3-ubyte: This gzip file is corrupted: .*; fetch it again\.$/,
  ],
  [
    'labels of another set',
    { ...good, 't10k-labels-idx1-ubyte': good['train-labels-idx1-ubyte'] },
    new RegExp(
      't10k-labels-idx1-ubyte has 3 labels for the 2 images of t10k-images-idx3-ubyte; ' +
        String.raw`fetch both files again, from the same place\.$`,
    ),
  ],
  [
    'test images of another size',
    { ...good, 't10k-images-idx3-ubyte': writeIdx({ type: 'u1', shape: [2, 3, 3], values: new Uint8Array(18) }) },
    /the training images have 4 pixels and the test images 9/,
  ],
  [
    'pixels that are no bytes',
    { ...good, 'train-images-idx3-ubyte': writeIdx({ type: 'f4', shape: [3, 2, 2], values: new Float32Array(12) }) },
    /values are of type f4; images and labels are unsigned bytes/,
  ],
  ['no image', { ...good, ...idxFolder([], [1]) }, /the training set holds no image/],
];
for (const [name, files, message] of damaged) {
  test(`images: ${name} is one message with file and remedy`, async (t) => {
    const folder = temporaryFolder(
      t,
      Object.fromEntries(Object.entries(files).map(([file, bytes]) => [`study/mine/${file}`, bytes])),
    );
    await assert.rejects(loadImages('mine', alone(folder)), (error: Error) => {
      assert.match(error.message, message);
      assert.ok(error.message.startsWith(path.join(folder, 'study', 'mine')), error.message);
      return true;
    });
  });
}

test('what is not there is an error that lists the places and the command', async (t) => {
  const folder = temporaryFolder(t);
  await assert.rejects(loadImages('cifar10', alone(folder)), (error: Error) => {
    assert.match(error.message, /^"cifar10" was not found\. Looked in:\n/);
    assert.ok(
      error.message.includes(`  ${path.join(folder, 'data', 'cifar10')} (data/ of the workspace)\n`),
      error.message,
    );
    assert.match(error.message, /To get it: anlage data get cifar10$/);
    return true;
  });
});
test('a folder without images says what it should hold', async (t) => {
  const folder = temporaryFolder(t, { 'study/mine/readme.md': '' });
  await assert.rejects(
    loadImages('mine', alone(folder)),
    /holds no images: put train… and t10k… \(or test…\) IDX files, or CIFAR-10 .* into it\.$/,
  );
});
test('a folder that may not be read says so', async (t) => {
  if (process.platform === 'win32') return t.skip('permissions work otherwise here');
  const folder = temporaryFolder(t, idxFolder([1], [0], 'data/fashion_mnist'));
  fs.chmodSync(folder, 0o755);
  fs.chmodSync(path.join(folder, 'data', 'fashion_mnist'), 0);
  const user = process.geteuid!();
  if (user === 0) process.seteuid!(65534); // permissions do not bind the superuser
  try {
    await assert.rejects(
      loadImages('fashion_mnist', alone(folder)),
      /fashion_mnist \(permission denied; data\/ of the workspace\)/,
    );
  } finally {
    process.seteuid!(user);
    fs.chmodSync(path.join(folder, 'data', 'fashion_mnist'), 0o755);
  }
});

test('MNIST from the installed package: the published bytes, the first a five', async (t) => {
  const folder = temporaryFolder(t);
  const { train, test: held, files } = await loadImages('mnist', alone(folder));
  assert.deepEqual([train.count, held.count, train.inputs, train.classes], [60000, 10000, 784, 10]);
  assert.deepEqual([...train.labels.subarray(0, 10)], [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
  assert.equal(
    train.pixels.reduce((sum, pixel) => sum + pixel, 0),
    1_567_298_545,
  );
  const published = dataSetNamed('mnist')!
    .files.map((file) => ({ reference: `mnist/${file.name}`, sha256: file.sha256 }))
    .sort((a, b) => (a.reference < b.reference ? -1 : 1));
  assert.deepEqual(files, published);
});
test('the shared copies: MNIST as published, a subset of CIFAR-10, and the 8 × 8 digits', async (t) => {
  const data = sharedData();
  if (!data || !sharedData('mnist') || !sharedData('cifar10')) return t.skip(noSharedData);
  const context = alone(temporaryFolder(t), { environment: { ANLAGE_DATA: data } });
  const states = await Promise.all(
    ['mnist', 'cifar10', 'digits8x8'].map((name) => dataSetState(dataSetNamed(name)!, context)),
  );
  assert.deepEqual(
    states.map((state) => state.found && [state.place, state.checksum, state.train, state.test]),
    [
      ['ANLAGE_DATA', 'verified', 60000, 10000],
      ['ANLAGE_DATA', 'different', 5000, 1000],
      ['ANLAGE_DATA', 'verified', 1437, 360],
    ],
  );
  const cifar = await loadImages('cifar10', { ...context, environment: { ANLAGE_DATA: path.join(data, 'cifar10') } });
  assert.deepEqual(
    [cifar.train.inputs, cifar.train.classes, [...cifar.train.labels.subarray(0, 4)]],
    [3072, 10, [8, 9, 0, 2]],
  );
  const digits = await loadImages('digits8x8', context);
  assert.deepEqual([...digits.train.pixels.subarray(0, 8)], [0, 0, 80, 207, 143, 16, 0, 0]);
});
