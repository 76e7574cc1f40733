import zlib from 'node:zlib';
import {
  encodeText,
  FormatError,
  gunzip,
  mostUnpacked,
  openRecording,
  readCsv,
  readExpression,
  readerOf,
  readGraph,
  readGraphml,
  readNpz,
  readZip,
  writeGraphml,
} from '../../formats/index.ts';
import { gzip, writeZip } from '../../formats/packing.ts';

interface Bomb {
  readonly read: () => unknown;
  /** What is refused is told by its message, what is read by `read`. */
  readonly answer: RegExp;
}
const million = 1_000_000;
const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));
const columns = times(300_000, (column) => `c${column}`).join(',');

/** Packed bytes, whose end announces another length. */
function announcing(bytes: Uint8Array, announced: number, level = 6): Uint8Array {
  const packed = new Uint8Array(zlib.gzipSync(bytes, { level }));
  new DataView(packed.buffer).setUint32(packed.length - 4, announced, true);
  return packed;
}
/** A zip archive of small files, each of which says in the directory that it is large. */
function archiveAnnouncing(files: number, length: number): Uint8Array {
  const archive = writeZip(times(files, (file) => ({ name: `${file}.npy`, bytes: new Uint8Array(1000) })));
  const view = new DataView(archive.buffer, archive.byteOffset);
  for (let at = 0; at + 28 < archive.length; at++)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, length, true);
  return archive;
}
const oneByte = gzip(encodeText('a'));
const graphOf = (nodes: number): string =>
  `<graph edgedefault="directed">${times(nodes, (node) => `<node id="n${node}"/>`).join('')}</graph>`;
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

export const bombs: Readonly<Record<string, Bomb>> = {
  'a table of 300,000 columns': { read: () => readCsv(`${columns}\n`), answer: /^read/ },
  'a table of 300,000 columns, the last named as the first': {
    read: () => readCsv(`${columns},c0\n`),
    answer: /Two columns of this table are named "c0"/,
  },
  'expression of 100,000 genes, a row of which ends too early': {
    read: () =>
      readExpression('x.csv', async () => encodeText(`cell,${columns.slice(0, 600_000)}\nx,${'1,'.repeat(20)}1\n`), {}),
    answer: /cells where/,
  },
  'a quote of 8 million characters that is never closed': {
    read: () => readCsv(`"${'a'.repeat(8 * million)}`),
    answer: /never closed/,
  },
  'a quote of 8 million characters before the separator': {
    read: () => readCsv(`"${'a""b'.repeat(2 * million)}";b\n1;2\n`),
    answer: /^read/,
  },
  'a recording whose first line is one quote': {
    read: () => openRecording(readerOf(encodeText(`"${'a'.repeat(8 * million)}`)), { rows: 'times' }),
    answer: /never closed/,
  },
  'gzip that announces 1.2 GB': {
    read: () => gunzip(announcing(new Uint8Array(1.2 * million), 1.2e9, 0)),
    answer: new RegExp(`more than the ${mostUnpacked} bytes`),
  },
  'gzip that announces less than it holds': {
    read: () => gunzip(announcing(new Uint8Array(50 * million), 1000), 10 * million),
    answer: /more than the 10000000 bytes/,
  },
  'gzip of many members that are too much together': {
    read: () => {
      const member = new Uint8Array(zlib.gzipSync(new Uint8Array(4 * million)));
      return gunzip(new Uint8Array(Buffer.concat(times(100, () => member))), 10 * million);
    },
    answer: /more than the 10000000 bytes/,
  },
  'gzip of 50,000 members': {
    read: () => gunzip(new Uint8Array(Buffer.concat(times(50_000, () => oneByte)))),
    answer: /^read/,
  },
  'gzip of 50,000 blocks, each with its codes': {
    read: () => {
      const packed = zlib.gzipSync(encodeText(times(200_000, (line) => String(line ** 2)).join()), { memLevel: 1 });
      return gunzip(new Uint8Array(packed));
    },
    answer: /^read/,
  },
  'zip whose files are too much together': {
    read: () => readNpz(archiveAnnouncing(20, 2 ** 26)),
    answer: /more than the \d+ bytes/,
  },
  'zip with a file of more than it can hold': {
    read: () => readZip(archiveAnnouncing(1, 2 ** 28)),
    answer: /more bytes than it can hold/,
  },
  'JSON nested a million deep': { read: () => readGraph(encodeText(nested(million))), answer: /./ },
  'a node that is a list nested a hundred thousand deep': {
    read: () => readGraph(encodeText(`{"nodes":[${nested(100_000)}],"edges":[]}`)),
    answer: /Item 1 of "nodes" is a list/,
  },
  'an end that is an object nested a hundred thousand deep': {
    read: () => readGraph(encodeText(`{"nodes":[],"edges":[{"source":${nested(100_000)}}]}`)),
    answer: /Edge 1 has the source a list/,
  },
  'a string of JSON of 8 million characters that does not end': {
    read: () => readGraph(encodeText(`{"nodes":"${'a'.repeat(8 * million)}`)),
    answer: /broken/,
  },
  'GraphML with a default of each of 20,000 keys for each of 20,000 nodes': {
    read: () =>
      readGraphml(
        encodeText(
          `<graphml>${times(20_000, (key) => `<key id="k${key}" for="node"><default>1</default></key>`).join('')}` +
            `${graphOf(20_000)}</graphml>`,
        ),
      ),
    answer: /20000 keys have a default for every node/,
  },
  'GraphML of 20,000 keys and 20,000 nodes': {
    read: () =>
      readGraphml(
        encodeText(
          `<graphml>${times(20_000, (key) => `<key id="k${key}" for="node"/>`).join('')}` +
            `${graphOf(20_000)}</graphml>`,
        ),
      ),
    answer: /^read/,
  },
  'a graph whose 30,000 nodes have each an attribute of their own, written as GraphML': {
    read: () =>
      writeGraphml({
        directed: true,
        nodes: times(30_000, (node) => ({ id: node, [`a${node}`]: 1 })),
        edges: [],
        source: new Int32Array(0),
        target: new Int32Array(0),
      }),
    answer: /^read/,
  },
};

/** `read`, or the message of the refusal. */
export async function answerOf(name: string): Promise<string> {
  try {
    await bombs[name].read();
    return 'read';
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return error.message;
  }
}
