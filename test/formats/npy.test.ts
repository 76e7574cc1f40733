import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type NpyArray, numbers, readNpy, readNpz, writeNpy } from '../../formats/index.ts';
import { writeNpz, writeZip } from '../../formats/packing.ts';
import { refusal, survives } from './mutations.ts';

const size = { minLength: 24, maxLength: 24 };
const types = {
  b1: fc.uint8Array({ ...size, max: 1 }),
  u1: fc.uint8Array(size),
  i1: fc.int8Array(size),
  u2: fc.uint16Array(size),
  i2: fc.int16Array(size),
  u4: fc.uint32Array(size),
  i4: fc.int32Array(size),
  u8: fc.bigUint64Array(size),
  i8: fc.bigInt64Array(size),
  f4: fc.float32Array(size),
  f8: fc.float64Array(size),
};
for (const [type, values] of Object.entries(types)) {
  test(`an npy array of ${type} reads back as written, in every layout`, () => {
    const layouts = fc.record({
      order: fc.constantFrom('C' as const, 'Fortran' as const),
      endian: fc.constantFrom('little' as const, 'big' as const),
      version: fc.constantFrom(1 as const, 2 as const, 3 as const),
    });
    fc.assert(
      fc.property(
        values,
        fc.constantFrom([24], [4, 6], [2, 3, 4], [24, 1], [1, 2, 2, 6]),
        layouts,
        (content, shape, layout) => {
          const array = { type, shape, values: content } as NpyArray;
          const bytes = writeNpy(array, layout);
          assert.deepEqual(readNpy(bytes), array);
          assert.equal(
            (bytes.length - 24 * (type === 'b1' ? 1 : Number(type[1]))) % 64,
            0,
            'the data begin at a multiple of 64 bytes',
          );
        },
      ),
      { numRuns: 40 },
    );
  });
}

test('a file that NumPy wrote, column by column and big-endian, is read in row-major order', () => {
  // numpy.save of numpy.asfortranarray([[1, 2, 3], [4, 5, 6]], dtype='>i2')
  const header = "{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3), }".padEnd(117) + '\n';
  const bytes = Uint8Array.of(
    0x93,
    ...ascii('NUMPY'),
    1,
    0,
    118,
    0,
    ...ascii(header),
    0,
    1,
    0,
    4,
    0,
    2,
    0,
    5,
    0,
    3,
    0,
    6,
  );
  assert.deepEqual(readNpy(bytes), { type: 'i2', shape: [2, 3], values: Int16Array.of(1, 2, 3, 4, 5, 6) });
});

test("Node's own buffers, which may begin anywhere in their memory, are read alike", () => {
  const array = { type: 'f8', shape: [2], values: Float64Array.of(1.5, -2) } as const;
  const memory = Buffer.alloc(400);
  memory.set(writeNpy(array), 13);
  assert.deepEqual(readNpy(memory.subarray(13, 13 + writeNpy(array).length)), array);
});

test('a scalar and an empty array are arrays', () => {
  for (const array of [
    { type: 'f8', shape: [], values: Float64Array.of(2.5) },
    { type: 'f4', shape: [0, 3], values: new Float32Array(0) },
  ] as const)
    assert.deepEqual(readNpy(writeNpy(array)), array);
});

test('an npz archive keeps its arrays by name', () => {
  const arrays = new Map<string, NpyArray>([
    ['weights', { type: 'f4', shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) }],
    ['ids', { type: 'i8', shape: [2], values: BigInt64Array.of(1n, -5n) }],
  ]);
  assert.deepEqual(readNpz(writeNpz(arrays)), arrays);
  const error = refusal(() => readNpz(writeZip([{ name: 'net.npy', bytes: ascii('no array here') }])));
  assert.match(error.message, /^Array "net" of this npz archive: This is not an npy file/);
});

test('integers become doubles, and those that cannot are refused', () => {
  assert.deepEqual(
    numbers({ type: 'i8', shape: [2], values: BigInt64Array.of(-3n, 9007199254740992n) }),
    Float64Array.of(-3, 2 ** 53),
  );
  assert.match(
    refusal(() => numbers({ type: 'u8', shape: [1], values: BigUint64Array.of(9007199254740993n) })).message,
    /Value 1 of this npy file, 9007199254740993, is an integer beyond 2\^53; save the array as float64/,
  );
});

const whole = writeNpy({ type: 'f8', shape: [3, 2], values: Float64Array.of(1, 2, 3, 4, 5, 6) });
const withDescription = (description: string): Uint8Array =>
  Uint8Array.of(0x93, ...ascii('NUMPY'), 1, 0, description.length, 0, ...ascii(description));
const damaged: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['truncated', whole.subarray(0, 150), /truncated: 3 × 2 of f8 make 176 bytes in all, but it has 150/],
  ['too long', Uint8Array.of(...whole, 0), /longer than its header says: .* make 176 bytes in all, but it has 177/],
  ['another format', ascii('a,b\n1,2\n'), /not an npy file/],
  ['a header cut short', whole.subarray(0, 40), /truncated inside its header/],
  [
    'pickled objects',
    withDescription("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }"),
    /pickled Python objects, which can run any code and are never read here; save it as an array of numbers/,
  ],
  ['a bare pickle', Uint8Array.of(0x80, 4, 0x95, 0, 0, 0, 0), /pickled Python objects/],
  [
    'records',
    withDescription("{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (1,), }"),
    /records of several fields/,
  ],
  [
    'texts',
    withDescription("{'descr': '<U5', 'fortran_order': False, 'shape': (1,), }"),
    /values of type "<U5"; save it as float64/,
  ],
  ['a nameless header', withDescription('{}'), /should name descr, fortran_order and shape/],
  ['a later version', Uint8Array.of(...whole.subarray(0, 6), 9, ...whole.subarray(7)), /format version 9/],
];
for (const [name, bytes, message] of damaged) {
  test(`npy: ${name} is refused, with the remedy`, () => {
    assert.match(refusal(() => readNpy(bytes)).message, message);
  });
}

test('2,000 damaged npy files, and 2,000 damaged npz archives, give a FormatError or arrays', () => {
  assert.ok(survives(whole, readNpy) > 800);
  assert.ok(
    survives(
      writeNpz(new Map([['a', { type: 'f8', shape: [6], values: Float64Array.of(1, 2, 3, 4, 5, 6) }]])),
      readNpz,
    ) > 500,
  );
});

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
