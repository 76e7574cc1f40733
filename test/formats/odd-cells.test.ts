import assert from 'node:assert/strict';
import test from 'node:test';
import { stream } from '../../engine/random/index.ts';
import {
  circuitFormatOf,
  encodeText,
  FormatError,
  numberColumn,
  numberTable,
  readConnections,
  readCsv,
  readExpression,
  readPositions,
} from '../../formats/index.ts';
import { readTextMatrix } from '../../formats/recording/text-recording.ts';
import { trials } from '../fuzz-trials.ts';

/** What stands in one cell of a table of numbers, and the values that a reader may make of it. */
const odd: readonly (readonly [cell: string, ...mayBe: number[]])[] = [
  ['inf'],
  ['-inf'],
  ['Infinity'],
  ['nan', NaN],
  ['NA', NaN],
  ['1e400'],
  ['-1e400'],
  ['1e39', 1e39],
  ['', NaN],
  [' ', NaN],
  ['"1,5"'],
  ['1.5.2'],
  ['x'],
  ['4e-320', 4e-320, 0],
  ['-0', 0],
];

interface Reader {
  readonly name: string;
  /** The values by row and column; throws FormatError. */
  readonly read: (
    text: string,
  ) => Promise<(row: number, column: number) => number> | ((row: number, column: number) => number);
  readonly text: (cells: readonly (readonly string[])[]) => string;
  readonly single?: true;
}
const plain = (cells: readonly (readonly string[])[]): string => `${cells.map((row) => row.join(',')).join('\n')}\n`;
const size = 4;
const names = Array.from({ length: size }, (_, i) => `g${i}`);
/** What is no number stays as it stands in an attribute, and a circuit refuses it as a weight. */
function weightOf(weight: unknown, edge: number): number {
  if (typeof weight === 'number') return weight;
  throw new FormatError(`"${String(weight)}" of edge ${edge + 1} is no weight`);
}
const byGraph =
  (read: (text: string) => ReturnType<NonNullable<ReturnType<typeof circuitFormatOf>>['read']>) => (text: string) => {
    const { source, target, edges, nodes } = read(text);
    assert.equal(nodes.length, size, 'the circuit has lost a neuron');
    return (row: number, column: number) => {
      const edge = Array.from(source).findIndex((from, e) => target[e] === row && from === column);
      return edge < 0 ? 0 : weightOf(edges[edge].weight, edge);
    };
  };
const square = byGraph((text) => circuitFormatOf('w.csv')!.read(encodeText(text)));
const expression = async (path: string, text: string, rows: 'cells' | 'genes') => {
  const table = await readExpression(path, () => Promise.resolve(encodeText(text)), { rows });
  assert.deepEqual([...table.genes].sort(), names, 'a gene is lost');
  return table;
};

const readers: readonly Reader[] = [
  {
    name: 'a column of numbers',
    text: (cells) => `${names.join(',')}\n${plain(cells)}`,
    read(text) {
      const table = readCsv(text);
      return (row, column) => numberColumn(table, names[column])[row];
    },
  },
  {
    name: 'a table of numbers',
    text: plain,
    read(text) {
      const { values, columns } = numberTable(readCsv(text, { header: false }));
      return (row, column) => values[row * columns + column];
    },
  },
  { name: 'a square matrix', text: plain, read: square },
  { name: 'a square matrix with names above', text: (cells) => `${names.join(',')}\n${plain(cells)}`, read: square },
  {
    name: 'a square matrix with names on both sides',
    text: (cells) => `,${names.join(',')}\n${plain(cells.map((row, i) => [names[i], ...row]))}`,
    read: square,
  },
  {
    name: 'activity',
    text: plain,
    single: true,
    read(text) {
      const { rows, columns, values, notes } = readTextMatrix(encodeText(text), Float32Array);
      if (rows === size - 1 && columns === size) {
        assert.match(notes.join(' '), /The first line was taken for names/);
        throw new FormatError('the first line was left out, and it was said');
      }
      assert.deepEqual([rows, columns], [size, size], 'a row or column is lost');
      return (row, column) => values[row * columns + column];
    },
  },
  {
    name: 'positions',
    text: (cells) => plain(cells.map((row) => row.slice(0, 3))),
    read(text) {
      const { values, dimensions } = readPositions(encodeText(text), 1);
      if (values.length < size * dimensions)
        throw new FormatError('the first line was left out, and positions of fewer neurons are refused');
      return (row, column) => values[row * dimensions + column];
    },
  },
  {
    name: 'expression, cells in rows',
    text: (cells) => `cell,${names.join(',')}\n${plain(cells.map((row, i) => [`c${i}`, ...row]))}`,
    single: true,
    async read(text) {
      const { values, genes } = await expression('x.csv', text, 'cells');
      return (row, column) => values[row * genes.length + column];
    },
  },
  {
    name: 'expression, genes in rows',
    text: (cells) =>
      `gene,${cells.map((_, i) => `c${i}`).join(',')}\n${plain(cells.map((row, i) => [names[i], ...row]))}`,
    single: true,
    async read(text) {
      const { values, genes } = await expression('x.csv', text, 'genes');
      return (row, column) => values[column * genes.length + row];
    },
  },
  {
    name: 'weights of connections',
    text: (cells) =>
      `pre,post,weight\n${cells.flatMap((row, i) => row.map((cell, j) => `n${j},n${i},${cell}\n`)).join('')}`,
    read(text) {
      const { edges, nodes } = readConnections(encodeText(text), 'w.csv', { pre: 'pre', post: 'post' });
      assert.equal(nodes.length, size);
      return (row, column) => {
        const edge = row * size + column;
        return weightOf(edges[edge].weight, edge);
      };
    },
  },
  {
    name: 'node-link JSON',
    text: (cells) =>
      JSON.stringify({
        nodes: names.map((id) => ({ id })),
        edges: cells.flatMap((_, i) => names.map((source) => ({ source, target: names[i], weight: 'W' }))),
      }).replace(/"W"/g, () => '§'),
    read: byGraph((text) => circuitFormatOf('w.json')!.read(encodeText(text))),
  },
];

const draws = stream(8, 'cells', 'odd');
for (const { name, read, text, single } of readers)
  test(`one odd cell is refused with its place, missing, or read exactly: ${name}`, async () => {
    const columns = name === 'positions' ? 3 : size;
    for (const [cell, ...mayBe] of odd)
      for (let trial = 0; trial < trials(6); trial++) {
        const cells = Array.from({ length: size }, () =>
          Array.from({ length: size }, () => String(0.25 + draws.below(99))),
        );
        const [row, column] = [draws.below(size), draws.below(columns)];
        const value = cells[row][column];
        cells[row][column] = cell;
        const flat = cells.flat();
        let place = 0;
        const written = text(cells).replace(/§/g, () => flat[place++]);
        try {
          const at = await read(written);
          const found = at(row, column);
          const known = single
            ? mayBe.map(Math.fround).filter((one) => Number.isNaN(one) || Number.isFinite(one))
            : mayBe;
          assert.ok(
            known.some((one) => Object.is(one + 0, found + 0)),
            `"${cell}" at ${row}, ${column} was read as ${found}, where ${value} stood`,
          );
          for (let i = 0; i < size; i++)
            for (let j = 0; j < columns; j++)
              if (i !== row || j !== column)
                assert.equal(at(i, j), single ? Math.fround(Number(cells[i][j])) : Number(cells[i][j]));
        } catch (error) {
          if (!(error instanceof FormatError)) throw error;
          assert.ok(error.line ?? error.offset ?? /\d|line|cell|row/i.test(error.message), error.message);
        }
      }
  });
