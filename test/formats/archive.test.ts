import assert from 'node:assert/strict';
import { test } from 'node:test';
import zlib from 'node:zlib';
import fc from 'fast-check';
import { encodeText, gunzip, readTar, readZip, zipNames } from '../../formats/index.ts';
import { gzip, writeZip } from '../../formats/packing.ts';
import { trials } from '../fuzz-trials.ts';
import { refusal, survives } from './mutations.ts';
import { tarFile } from './tar-file.ts';

const text = encodeText('a circuit begins '.repeat(40));

test('gzip agrees with zlib in both directions', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      assert.deepEqual(gunzip(gzip(bytes)), bytes);
      assert.deepEqual(gunzip(new Uint8Array(zlib.gzipSync(bytes))), bytes);
      assert.deepEqual(new Uint8Array(zlib.gunzipSync(gzip(bytes))), bytes);
    }),
    { numRuns: 100 },
  );
});
test('what zlib packs by any of its ways is unpacked, one stream after another', () => {
  const { Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE } = zlib.constants;
  const part = fc.oneof(
    fc.uint8Array({ maxLength: 3000 }),
    fc.array(fc.constantFrom(0, 1, 65, 66, 255), { maxLength: 3000 }).map((bytes) => Uint8Array.from(bytes)),
    fc.integer({ min: 0, max: 100_000 }).map((length) => new Uint8Array(length)),
  );
  const way = fc.record({
    level: fc.integer({ min: 0, max: 9 }),
    strategy: fc.constantFrom(Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE),
    memLevel: fc.integer({ min: 1, max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(part, way), { minLength: 1, maxLength: 5 }), (parts) => {
      const packed = Buffer.concat(parts.map(([bytes, options]) => zlib.gzipSync(bytes, options)));
      assert.deepEqual(Buffer.from(gunzip(new Uint8Array(packed))), Buffer.concat(parts.map(([bytes]) => bytes)));
    }),
    { numRuns: trials(150) },
  );
});
test('a gzip file of several members is read whole, padding after the last passed over; other bytes are not', () => {
  const [one, two] = [text, encodeText('and goes on')].map((bytes) => gzip(bytes));
  const both = Uint8Array.of(...text, ...encodeText('and goes on'));
  assert.deepEqual(gunzip(Uint8Array.of(...one, ...two)), both);
  assert.deepEqual(gunzip(Uint8Array.of(...one, ...two, ...new Uint8Array(512))), both);
  const damaged: readonly (readonly [readonly number[], RegExp])[] = [
    [[...one, ...two.subarray(0, two.length - 3)], /corrupted/],
    [[...one, ...two.subarray(0, 12)], /corrupted/],
    [[...changed(one, -8, one[one.length - 8] ^ 1), ...two], /its checksum does not match/],
    [[...one, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 0, 0], /what follows a part of it is not gzip/],
  ];
  for (const [bytes, message] of damaged) assert.match(refusal(() => gunzip(Uint8Array.from(bytes))).message, message);
});
test('a gzip header with a name, a comment and extra fields is passed over', () => {
  const plain = gzip(text);
  const long = Uint8Array.of(
    ...plain.subarray(0, 3),
    4 + 8 + 16 + 2,
    ...plain.subarray(4, 10),
    2,
    0,
    65,
    66,
    ...encodeText('net.json\0'),
    ...encodeText('grown\0'),
    1,
    2,
    ...plain.subarray(10),
  );
  assert.deepEqual(gunzip(long), text);
});

const packed = gzip(text);
const changed = (bytes: Uint8Array, at: number, to: number): Uint8Array => {
  const copy = bytes.slice();
  copy[at < 0 ? copy.length + at : at] = to;
  return copy;
};
const damagedGzip: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['cut in half', packed.subarray(0, packed.length >> 1), /^This gzip file is corrupted: .*; fetch it again\.$/],
  [
    'of a wrong checksum',
    changed(packed, -8, packed[packed.length - 8] ^ 1),
    /its checksum does not match its content/,
  ],
  ['of a wrong length', changed(packed, -4, packed[packed.length - 4] ^ 1), /corrupted/],
  [
    'of an absurd length',
    changed(packed, -1, 255),
    /announces 4278190\d+ unpacked bytes, more than \d+ packed ones can hold/,
  ],
  ['no gzip at all', encodeText('plain text of a certain length'), /does not start with the bytes 1f 8b/],
  ['a header alone', packed.subarray(0, 12), /shorter than any gzip file/],
];
for (const [name, bytes, message] of damagedGzip)
  test(`gzip: a file ${name} is refused`, () => {
    assert.match(refusal(() => gunzip(bytes)).message, message);
  });

test('a zip archive keeps its files', () => {
  const files = [
    { name: 'a/b.txt', bytes: text },
    { name: 'c.bin', bytes: new Uint8Array(0) },
  ];
  assert.deepEqual(readZip(writeZip(files)), files);
  assert.deepEqual(zipNames(writeZip(files)), ['a/b.txt', 'c.bin']);
  assert.deepEqual(
    readZip(writeZip(files), (name) => name === 'c.bin'),
    [files[1]],
  );
});
const archive = writeZip([{ name: 'a.txt', bytes: text }]);
const damagedZip: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['cut short', archive.subarray(0, archive.length - 30), /its directory at the end is missing/],
  ['with changed content', changed(archive, 40, archive[40] ^ 255), /corrupted/],
  ['no zip at all', text, /not a zip archive/],
];
for (const [name, bytes, message] of damagedZip)
  test(`zip: a file ${name} is refused`, () => {
    assert.match(refusal(() => readZip(bytes)).message, message);
  });

test('2,000 damaged gzip files and zip archives give a FormatError or their content', () => {
  assert.ok(survives(packed, (bytes) => gunzip(bytes)) > 1500);
  assert.ok(survives(Uint8Array.of(...packed, ...packed), (bytes) => gunzip(bytes)) > 1500);
  assert.ok(survives(archive, (bytes) => readZip(bytes)) > 1000);
});

const tar = Uint8Array.of(
  ...tarFile('batches/one.bin', text),
  ...tarFile('two.bin', encodeText('2')),
  ...new Uint8Array(1024),
);
test('a tar archive gives its files', () => {
  assert.deepEqual(
    readTar(tar).map(({ name, bytes }) => ({ name, bytes: bytes.slice() })),
    [
      { name: 'batches/one.bin', bytes: text },
      { name: 'two.bin', bytes: encodeText('2') },
    ],
  );
  assert.match(refusal(() => readTar(tar.subarray(0, 800))).message, /truncated inside "batches\/one\.bin"/);
  assert.match(refusal(() => readTar(text)).message, /not a tar archive, or it is corrupted/);
  assert.ok(survives(tar, readTar) > 200);
});
