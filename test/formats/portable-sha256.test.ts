import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { portableSha256 } from '../../formats/portable-sha256.ts';

test('SHA-256 is that of Node, at every length around a block and of signs of several bytes', () => {
  const contents = [
    ...Array.from({ length: 200 }, (_, length) => Uint8Array.from({ length }, (_, at) => (at * at + length) % 256)),
    new Uint8Array(100_000).fill(255),
    'Größe ≥ 1 𝛼',
  ];
  for (const content of contents)
    assert.equal(portableSha256(content), createHash('sha256').update(content).digest('hex'));
});
