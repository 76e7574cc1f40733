import assert from 'node:assert/strict';
import test from 'node:test';
import { block } from '../../engine/random/threefry.ts';

// Known answers of the Random123 distribution (kat_vectors, threefry 2x32, 20 rounds).
const vectors = [
  { counter: [0x00000000, 0x00000000], key: [0x00000000, 0x00000000], expected: [0x6b200159, 0x99ba4efe] },
  { counter: [0xffffffff, 0xffffffff], key: [0xffffffff, 0xffffffff], expected: [0x1cb996fc, 0xbb002be7] },
  { counter: [0x243f6a88, 0x85a308d3], key: [0x13198a2e, 0x03707344], expected: [0xc4923a9c, 0x483df7a0] },
];
for (const { counter, key, expected } of vectors) {
  test(`Threefry-2x32-20 of counter ${counter.map((word) => word.toString(16))}`, () => {
    const out = new Uint32Array(2);
    block(key[0], key[1], counter[0], counter[1], out);
    assert.deepEqual([...out], expected);
  });
}
