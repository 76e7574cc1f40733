import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Idx, idxHeader, readIdx, writeIdx } from '../../formats/index.ts';
import { gzip } from '../../formats/packing.ts';
import { noSharedData, sharedData } from '../data.ts';
import { refusal, survives } from './mutations.ts';

const arrays = {
  u1: fc.uint8Array({ minLength: 24, maxLength: 24 }),
  i1: fc.int8Array({ minLength: 24, maxLength: 24 }),
  i2: fc.int16Array({ minLength: 24, maxLength: 24 }),
  i4: fc.int32Array({ minLength: 24, maxLength: 24 }),
  f4: fc.float32Array({ minLength: 24, maxLength: 24 }),
  f8: fc.float64Array({ minLength: 24, maxLength: 24 }),
};
for (const [type, values] of Object.entries(arrays)) {
  test(`an IDX array of ${type} reads back as written, plain and gzip`, () => {
    fc.assert(
      fc.property(
        values,
        fc.constantFrom([24], [4, 6], [2, 3, 4], [2, 2, 2, 3]),
        fc.boolean(),
        (content, shape, packed) => {
          const array = { type, shape, values: content } as Idx;
          const bytes = writeIdx(array);
          assert.deepEqual(readIdx(packed ? gzip(bytes) : Buffer.from(bytes)), array);
        },
      ),
      { numRuns: 40 },
    );
  });
}

test('the layout is the published one: big-endian, type and dimensions in the magic number', () => {
  const bytes = writeIdx({ type: 'i2', shape: [2, 1], values: Int16Array.of(258, -2) });
  assert.deepEqual([...bytes], [0, 0, 0x0b, 2, 0, 0, 0, 2, 0, 0, 0, 1, 1, 2, 0xff, 0xfe]);
  assert.deepEqual(idxHeader(bytes.subarray(0, 12)), { type: 'i2', shape: [2, 1] });
});

const whole = writeIdx({ type: 'u1', shape: [3, 4, 5], values: new Uint8Array(60).fill(7) });
const damaged: readonly (readonly [string, Uint8Array, RegExp, number])[] = [
  [
    'truncated',
    whole.subarray(0, 50),
    /truncated: its header announces 3 × 4 × 5 values \(76 bytes in all\), but it has 50 bytes; fetch it again/,
    50,
  ],
  [
    'a longer file',
    Uint8Array.of(...whole, 1),
    /longer than its header says: 3 × 4 × 5 values make 76 bytes, but it has 77/,
    76,
  ],
  ['another format', new TextEncoder().encode('GIF89a……'), /not an IDX file: it starts with "47 49 46 38"/, 0],
  ['an unknown type', Uint8Array.of(0, 0, 10, 1, 0, 0, 0, 0), /not an IDX file/, 0],
  ['an empty file', new Uint8Array(0), /not an IDX file/, 0],
  ['a header cut short', whole.subarray(0, 9), /header of 3 dimensions needs 16 bytes, but it has 9/, 9],
  ['dimensions beyond any file', Uint8Array.of(0, 0, 8, 4, ...Array<number>(16).fill(255)), /truncated/, 20],
];
for (const [name, bytes, message, offset] of damaged) {
  test(`IDX: ${name} is refused, with what was expected and where`, () => {
    const error = refusal(() => readIdx(bytes));
    assert.match(error.message, message);
    assert.equal(error.offset, offset);
  });
}

test('2,000 damaged IDX files, and 2,000 damaged gzip ones, give a FormatError or an array', () => {
  assert.ok(survives(whole, readIdx) > 500);
  assert.ok(
    survives(
      gzip(writeIdx({ type: 'f4', shape: [40, 50], values: new Float32Array(2000).map((_, i) => i * i) })),
      readIdx,
    ) > 1800,
  );
});

test('MNIST: 10,000 test images of 28 × 28, the first a seven', (t) => {
  const [images, labels] = ['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'].map((name) =>
    sharedData('mnist', name),
  );
  if (!images || !labels) return t.skip(noSharedData);
  const pixels = readIdx(fs.readFileSync(images));
  assert.deepEqual(pixels.shape, [10000, 28, 28]);
  assert.equal(
    (pixels.values as Uint8Array).reduce((sum, pixel) => sum + pixel, 0),
    264_923_200,
  );
  assert.deepEqual(
    [...(readIdx(fs.readFileSync(labels)).values as Uint8Array).subarray(0, 10)],
    [7, 2, 1, 0, 4, 1, 4, 9, 5, 9],
  );
});
