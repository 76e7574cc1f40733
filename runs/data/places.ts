import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DataSet } from './datasets.ts';
import { originOf } from './origin.ts';
import { type CacheContext, userCache } from './user-cache.ts';

/** From where data is looked for. Everything may be left out. */
export interface PlaceContext extends CacheContext {
  /** The `.anl` file that names the data: a path or a `file:` URI. */
  readonly file?: string;
  /**
   * The folder open in the editor; without it, the nearest folder upwards that holds `.git`, `.vscode` or
   * `package.json`.
   */
  readonly workspace?: string;
  /** The folder this tool is installed in, where its bundled form cannot tell by itself. */
  readonly install?: string;
}
export type PlaceKind = 'file' | 'ANLAGE_DATA' | 'workspace' | 'package' | 'cache';
/** A folder in which references are resolved; `says` tells a person why it is looked at. */
export interface Place {
  readonly kind: PlaceKind;
  readonly folder: string;
  readonly says: string;
}

/**
 * The places in the order of the contract: beside the file; each folder of `$ANLAGE_DATA` (separated as in PATH);
 * `data/` of every folder from the file's own up to the workspace's (the working directory's when there is no file);
 * the per-user cache. With `dataPackage`, the folder of that npm package stands before the cache, where it is
 * installed.
 */
export function places(context: PlaceContext = {}, dataPackage?: string): readonly Place[] {
  const environment = context.environment ?? process.env;
  const beside = startFolder(context);
  const listed = (environment.ANLAGE_DATA ?? '').split(path.delimiter).filter((folder) => folder.trim() !== '');
  const installed = dataPackage === undefined ? undefined : packageFolder(dataPackage, context);
  const found: readonly Place[] = [
    { kind: 'file', folder: beside, says: context.file === undefined ? 'the working directory' : 'beside the file' },
    ...listed.map((folder): Place => ({ kind: 'ANLAGE_DATA', folder: path.resolve(folder), says: 'ANLAGE_DATA' })),
    ...upwards(beside, workspaceFolder(context)).map(
      (folder): Place => ({ kind: 'workspace', folder: path.join(folder, 'data'), says: 'data/ of the workspace' }),
    ),
    ...(installed === undefined
      ? []
      : [{ kind: 'package', folder: installed, says: `the installed package ${dataPackage}` } as const]),
    { kind: 'cache', folder: cacheFolder(context), says: 'filled by "anlage data get" and by runs' },
  ];
  return found.filter((place, i) => found.findIndex((other) => other.folder === place.folder) === i);
}

/** The folder of an installed npm package: as the workspace sees it, else as this tool's own installation does. */
function packageFolder(name: string, context: PlaceContext): string | undefined {
  const starts = [
    path.join(startFolder(context), 'noop.js'),
    context.install && path.join(context.install, 'noop.js'),
    import.meta.url,
  ];
  for (const start of starts) {
    if (!start) continue;
    try {
      const manifest = createRequire(start).resolve(`${name}/package.json`);
      // Node remembers packages that have since been removed
      if (fs.existsSync(manifest)) return path.dirname(manifest);
    } catch {
      /* not installed there */
    }
  }
  return undefined;
}

/** Where `anlage data get` keeps what it fetched: `data` in the user's cache. */
export const cacheFolder = (context: PlaceContext = {}): string => path.join(userCache(context), 'data');
/** Where a set is kept that has been fetched. */
export const folderInCache = (set: DataSet, context: PlaceContext): string =>
  path.join(cacheFolder(context), set.folders[0]);

function startFolder({ file }: PlaceContext): string {
  if (file === undefined) return process.cwd();
  return path.dirname(originOf(file.startsWith('file:') ? fileURLToPath(file) : file).file);
}
function workspaceFolder(context: PlaceContext): string {
  const start = startFolder(context);
  const isRoot = (folder: string): boolean =>
    ['.git', '.vscode', 'package.json'].some((name) => fs.existsSync(path.join(folder, name)));
  return context.workspace ?? upwards(start, path.parse(start).root).find(isRoot) ?? start;
}
/** A folder and those above it, up to and with `last`; the folder alone when `last` is not above it. */
function upwards(folder: string, last: string): readonly string[] {
  const relative = path.relative(last, folder);
  if (relative.startsWith('..') || path.isAbsolute(relative)) return [folder, last];
  const steps = relative === '' ? 0 : relative.split(path.sep).length;
  return Array.from({ length: steps + 1 }, (_, up) => path.resolve(folder, ...Array<string>(up).fill('..')));
}
