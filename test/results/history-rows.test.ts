import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ColumnName, historyColumns, type HistoryRow, shownRows } from '../../results/history-rows.ts';

type Known = NonNullable<HistoryRow['known']>;
const row = (
  folder: string,
  known: Omit<Partial<Known>, 'record'> & { record?: Partial<Known['record']> } = {},
): HistoryRow => ({
  folder,
  file: 'study.anl',
  starred: folder === 'b',
  note: folder === 'b' ? 'Final figure' : '',
  news: folder === 'c' ? ['train, batch 64 → 32'] : [],
  bytes: folder.charCodeAt(0),
  known: {
    begun: `2026-01-0${folder.charCodeAt(0) - 96} 00:00`,
    state: 'done',
    claims: { passed: 3, failed: 0, unknown: 0 },
    seeds: 4,
    ...known,
    record: {
      key: folder.repeat(12),
      experiment: 'ends',
      started: `2026-01-0${folder.charCodeAt(0) - 96}T00:00:00`,
      finished: '2026-02-01T00:00:00Z',
      seconds: 90,
      backend: 'wasm',
      ...known.record,
    },
  },
});
const rows: readonly HistoryRow[] = [
  row('a', { claims: { passed: 1, failed: 2, unknown: 0 }, record: { experiment: 'Start', seconds: 5 } }),
  row('b', { claims: { passed: 2, failed: 1, unknown: 0 }, seeds: 10 }),
  row('c', { record: { changes: ['seeds 1 .. 2'], backend: 'native-avx2' } }),
  row('d', { claims: { passed: 2, failed: 0, unknown: 1 } }),
  row('e', { state: 'interrupted', claims: undefined, record: { finished: null, jobs: { done: 1, total: 3 } } }),
];

for (const [filter, found] of [
  ['', 'edcba'],
  ['START', 'a'],
  ['figure final', 'b'],
  ['starred', 'b'],
  ['batch', 'c'],
  ['native', 'c'],
  ['command line', 'c'],
  ['✗', 'ba'],
  ['interrupted', 'e'],
  ['dddd', 'd'],
  ['study.anl 90', ''],
] as const)
  test(`a history filtered by “${filter}”`, () =>
    assert.equal(
      shownRows(rows, filter, { column: 'when', falls: true })
        .map(({ folder }) => folder)
        .join(''),
      found,
    ));

const orders: Readonly<Record<ColumnName, string>> = {
  when: 'abcde',
  experiment: 'edcba',
  claims: 'cdbae',
  changed: 'edbac',
  seeds: 'edcab',
  backend: 'cedba',
  took: 'eadcb',
  size: 'abcde',
};
for (const [column, order] of Object.entries(orders) as [ColumnName, string][])
  test(`a history sorted by ${column}; of equals the newest first`, () =>
    assert.equal(
      shownRows(rows, '', { column, falls: false })
        .map(({ folder }) => folder)
        .join(''),
      order,
    ));

test('a column says what is known, and that it is not', () => {
  const texts = (at: number) => Object.values(historyColumns).map(({ text }) => text(rows[at]));
  assert.deepEqual(texts(2).slice(1), [
    ...[
      'ends',
      '✓ 3 of 3 claims',
      'seeds 1 .. 2 (command line); train, batch 64 → 32',
      '4',
      'native-avx2',
      '1.5 min',
      '1 kB',
    ],
  ]);
  assert.deepEqual(texts(4).slice(2, 7), ['interrupted at 1 of 3 jobs', '', '4', 'wasm', 'not known']);
  const torn: HistoryRow = { ...rows[0], known: undefined, problem: 'run.json is damaged.' };
  assert.deepEqual(
    Object.values(historyColumns).map(({ text }) => text(torn)),
    ['', '', 'cannot be read', '', '', '', '', '1 kB'],
  );
});
