import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { readCifar10 } from '../../formats/index.ts';
import { gzip } from '../../formats/packing.ts';
import { noSharedData, sharedData } from '../data.ts';
import { refusal, survives } from './mutations.ts';

/** Records whose pixels count on from the label. */
const batch = (...labels: readonly number[]): Uint8Array =>
  Uint8Array.from(labels.flatMap((label) => [label, ...Array.from({ length: 3072 }, (_, p) => (label + p) % 256)]));

test('batches follow each other in the order given, plain or gzip', () => {
  const { count, labels, pixels } = readCifar10([batch(3, 1), gzip(batch(9))]);
  assert.equal(count, 3);
  assert.deepEqual([...labels], [3, 1, 9]);
  assert.deepEqual(
    [0, 1, 2].map((image) => [...pixels.subarray(image * 3072, image * 3072 + 3)]),
    [
      [3, 4, 5],
      [1, 2, 3],
      [9, 10, 11],
    ],
  );
  assert.equal(pixels.length, 3 * 3072);
});

const damaged: readonly (readonly [string, readonly Uint8Array[], RegExp, number])[] = [
  [
    'a record cut short',
    [batch(1, 2).subarray(0, 5000)],
    /has 5000 bytes, not a multiple of the 3073 of a record/,
    3073,
  ],
  ['an empty batch', [new Uint8Array(0)], /has 0 bytes, no record/, 0],
  [
    'a label above 9',
    [batch(0), batch(4, 12)],
    /batch 2 of 2 has the label 12 at record 2, where CIFAR-10 has 0 to 9/,
    3073,
  ],
];
for (const [name, files, message, offset] of damaged) {
  test(`CIFAR-10: ${name} is refused, with the place`, () => {
    const error = refusal(() => readCifar10(files));
    assert.match(error.message, message);
    assert.equal(error.offset, offset);
  });
}

test('2,000 damaged batches give a FormatError or images', () => {
  assert.ok(survives(batch(3, 1), (bytes) => readCifar10([bytes])) > 800);
});

test('the subset: 5,000 images, 500 of each class', (t) => {
  const file = sharedData('cifar10', 'cifar10_train_5k.bin.gz');
  if (!file) return t.skip(noSharedData);
  const { count, labels, pixels } = readCifar10([fs.readFileSync(file)]);
  assert.equal(count, 5000);
  assert.deepEqual([...labels.subarray(0, 8)], [8, 9, 0, 2, 5, 1, 4, 3]);
  assert.equal(
    labels.reduce((sum, label) => sum + label, 0),
    22_500,
  );
  assert.equal(
    pixels.reduce((sum, pixel) => sum + pixel, 0),
    1_849_123_137,
  );
});
