import assert from 'node:assert/strict';
import { test } from 'node:test';
import { momentText } from '../../results/moments.ts';

test('moments are told to the minute, and to the second where that tells them apart', () => {
  const moments = ['2026-03-01T10:00:05', '2026-03-01T10:00:59.5', '2026-03-01T10:01:00', '2026-03-02T10:00:07'];
  assert.deepEqual(moments.map(momentText(moments)), [
    '2026-03-01 10:00:05',
    '2026-03-01 10:00:59',
    '2026-03-01 10:01',
    '2026-03-02 10:00',
  ]);
});
