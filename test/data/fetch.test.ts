import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { gzip } from '../../formats/packing.ts';
import { type DataSet, dataSets, fetchDataSet, nodeReader } from '../../runs/data/index.ts';
import { tarFile } from '../formats/tar-file.ts';
import { temporaryFolder } from './folders.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const content = new Uint8Array(50_000).map((_, i) => (i * i) % 251);
const second = content.slice(0, 700);

/** A server of the given bodies; `asked` collects the paths. */
async function serve(
  t: TestContext,
  bodies: Readonly<Record<string, Uint8Array>>,
): Promise<{ readonly address: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    asked.push(request.url!);
    const body = bodies[request.url!];
    if (body) response.writeHead(200, { 'content-length': body.length }).end(body);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
const setOf = (change: Partial<DataSet>): DataSet => ({
  name: 'toy',
  what: 'a toy',
  licence: 'none',
  inputs: 4,
  classes: 2,
  train: 1,
  test: 1,
  folders: ['toy'],
  files: [
    { name: 'one', bytes: content.length, sha256: sha256(content) },
    { name: 'two', bytes: second.length, sha256: sha256(second) },
  ],
  downloads: [],
  ...change,
});

test('files are fetched, unpacked, checked and stored; the second time nothing is fetched', async (t) => {
  const { address, asked } = await serve(t, { '/one.gz': gzip(content), '/two.gz': gzip(second) });
  const set = setOf({
    downloads: ['one', 'two'].map((name) => ({
      addresses: [`${address}/${name}.gz`],
      bytes: 1000,
      unpack: 'gzip',
      stores: [name],
    })),
  });
  const cache = temporaryFolder(t);
  const seen: number[] = [];
  assert.deepEqual(
    await fetchDataSet(set, {
      cache,
      onProgress: ({ received, total }) => {
        seen.push(received / total);
      },
    }),
    { folder: path.join(cache, 'toy'), fetched: 2 },
  );
  assert.deepEqual(fs.readdirSync(path.join(cache, 'toy')), ['one', 'two']);
  assert.deepEqual(new Uint8Array(fs.readFileSync(path.join(cache, 'toy', 'one'))), content);
  assert.equal(seen.at(-1), 1);
  assert.equal((await fetchDataSet(set, { cache })).fetched, 0);
  fs.truncateSync(path.join(cache, 'toy', 'two'), 10);
  assert.equal((await fetchDataSet(set, { cache })).fetched, 1);
  assert.deepEqual(asked, ['/one.gz', '/two.gz', '/two.gz']);
});

test('the files of an archive, and one kept as sent', async (t) => {
  const archive = gzip(
    Uint8Array.of(
      ...tarFile('toy/readme.txt', second),
      ...tarFile('toy/one', content),
      ...tarFile('toy/two', second),
      ...new Uint8Array(1024),
    ),
  );
  const { address } = await serve(t, { '/toy.tar.gz': archive, '/one.gz': gzip(content) });
  const cache = temporaryFolder(t);
  await fetchDataSet(
    setOf({
      downloads: [
        {
          addresses: [`${address}/toy.tar.gz`],
          bytes: archive.length,
          sha256: sha256(archive),
          unpack: 'tar.gz',
          stores: ['one', 'two'],
        },
      ],
    }),
    { cache },
  );
  assert.deepEqual(fs.readdirSync(path.join(cache, 'toy')), ['one', 'two']);
  const kept = temporaryFolder(t);
  await fetchDataSet(
    setOf({
      downloads: [
        {
          addresses: [`${address}/one.gz`],
          bytes: 1000,
          sha256: sha256(gzip(content)),
          unpack: 'keep',
          stores: ['one.gz'],
        },
      ],
    }),
    { cache: kept },
  );
  assert.deepEqual(new Uint8Array(fs.readFileSync(path.join(kept, 'toy', 'one.gz'))), gzip(content));
});

test('an address that fails or sends something else gives way to the next; nothing wrong is stored', async (t) => {
  const { address, asked } = await serve(t, {
    '/other.gz': gzip(second),
    '/broken.gz': gzip(content).subarray(0, 300),
    '/one.gz': gzip(content),
  });
  const cache = temporaryFolder(t);
  const from = (...names: readonly string[]): DataSet =>
    setOf({
      package: { name: 'toy-data', folder: '.' },
      downloads: [
        { addresses: names.map((name) => `${address}/${name}`), bytes: 1000, unpack: 'gzip', stores: ['one'] },
      ],
    });
  await assert.rejects(fetchDataSet(from('absent.gz', 'other.gz', 'broken.gz'), { cache }), (error: Error) => {
    assert.match(error.message, /^toy could not be fetched:\n/);
    assert.match(error.message, /absent\.gz: the server answers 404/);
    assert.match(error.message, /other\.gz: one has 700 bytes where 50000 were published/);
    assert.match(error.message, /broken\.gz: This gzip file is corrupted/);
    assert.match(error.message, /Without a network: npm install toy-data, or put its files \(one …\) into .*toy\.$/);
    return true;
  });
  assert.deepEqual(fs.readdirSync(cache), []);
  assert.equal((await fetchDataSet(from('absent.gz', 'one.gz'), { cache })).fetched, 1);
  assert.equal(asked.length, 5);
});

test('without a network the message names the way around it', async (t) => {
  const { address } = await serve(t, {});
  const unused = address.replace(/:\d+$/, ':9'); // the discard port: nothing answers
  await assert.rejects(
    fetchDataSet(
      setOf({ downloads: [{ addresses: [`${unused}/one.gz`], bytes: 1, unpack: 'gzip', stores: ['one'] }] }),
      { cache: temporaryFolder(t) },
    ),
    /one\.gz: .*\nWithout a network: put its files/,
  );
});

test('a cancelled fetch ends at once and leaves nothing', async (t) => {
  const { address } = await serve(t, { '/one.gz': gzip(content) });
  const cache = temporaryFolder(t);
  const cancel = new AbortController();
  const set = setOf({
    downloads: [{ addresses: [`${address}/one.gz`], bytes: 1000, unpack: 'gzip', stores: ['one'] }],
  });
  await assert.rejects(
    fetchDataSet(set, {
      cache,
      signal: cancel.signal,
      onProgress: () => {
        cancel.abort();
      },
    }),
    { name: 'AbortError' },
  );
  assert.deepEqual(fs.readdirSync(cache), []);
});

test('a cache that cannot be made is one message with the remedy', async (t) => {
  const cache = path.join(temporaryFolder(t, { file: '' }), 'file');
  await assert.rejects(
    fetchDataSet(setOf({}), { cache }),
    /cannot be written \(.*\); change its permissions, make room, or set XDG_CACHE_HOME/,
  );
});

for (const set of dataSets) {
  test(`${set.name}: every published file is checked, and some download stores it`, () => {
    const stored = set.downloads.flatMap((download) => download.stores.map((name) => name.replace(/\.gz$/, '')));
    assert.deepEqual([...stored].sort(), set.files.map((file) => file.name).sort());
    for (const file of set.files) assert.match(file.sha256 ?? file.packedSha256 ?? '', /^[0-9a-f]{64}$/);
  });
}

test('a package of the registry, or the same files from elsewhere; a part of an archive is nothing', async (t) => {
  const archive = gzip(Uint8Array.of(...tarFile('package/one', content), ...tarFile('package/two', second)));
  const bodies: Record<string, Uint8Array> = {
    '/toy-data/-/toy-data-1.0.0.tgz': archive,
    '/one.gz': gzip(content),
    '/two.gz': gzip(second),
  };
  const { address, asked } = await serve(t, bodies);
  process.env.npm_config_registry = `${address}/`;
  t.after(() => {
    delete process.env.npm_config_registry;
  });
  const part = (name: string) =>
    ({ addresses: [`${address}/${name}.gz`], bytes: 1000, unpack: 'gzip', stores: [name] }) as const;
  const set = setOf({
    downloads: [
      {
        addresses: ['npm:toy-data@1.0.0'],
        bytes: archive.length,
        sha256: sha256(archive),
        unpack: 'tar.gz',
        stores: ['one', 'two'],
        otherwise: [part('one'), part('two')],
      },
    ],
  });
  const fetched = async (): Promise<string> => {
    const cache = temporaryFolder(t);
    await fetchDataSet(set, { cache });
    assert.deepEqual(new Uint8Array(fs.readFileSync(path.join(cache, 'toy', 'one'))), content);
    return asked.splice(0).join(' ');
  };
  assert.equal(await fetched(), '/toy-data/-/toy-data-1.0.0.tgz');
  bodies['/toy-data/-/toy-data-1.0.0.tgz'] = archive.subarray(0, archive.length - 20);
  assert.equal(await fetched(), '/toy-data/-/toy-data-1.0.0.tgz /one.gz /two.gz');
  delete bodies['/two.gz'];
  const cache = temporaryFolder(t);
  await assert.rejects(fetchDataSet(set, { cache }), /published checksum\n.*two\.gz: the server answers 404/s);
  assert.deepEqual(fs.readdirSync(cache), []);
});

test('MNIST is fetched by the runs that need it, as published, and is no error where it is nowhere', async (t) => {
  const nowhere = { environment: { XDG_CACHE_HOME: temporaryFolder(t) }, workspace: temporaryFolder(t) };
  const set = dataSets.find(({ name }) => name === 'mnist');
  assert.deepEqual(
    dataSets
      .filter(({ isFetchedByRuns }) => isFetchedByRuns)
      .map(({ name, files }) => [name, files.every((file) => file.sha256)]),
    [['mnist', true]],
  );
  const { found } = await nodeReader(path.join(nowhere.workspace, 'study.anl'), nowhere).locate(set!.name);
  assert.equal(found, true);
});
