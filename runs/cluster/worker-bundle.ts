import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../making/failure.ts';
import { kernelsFolder } from '../execute/backends.ts';
import { namesIn, readPlainFile } from '../data/plain-file.ts';
import { copyTo, makeFolder, remove } from '../keep/written-files.ts';
import { sha256 } from '../data/sha256.ts';

/** The command line that begins a worker, on any machine that sees these files, for as long as they are there. */
export type WorkerCommand = readonly [node: string, ...given: string[]];

// A CommonJS bundle has no import.meta.
const here = typeof __dirname === 'string' ? __dirname : path.dirname(fileURLToPath(import.meta.url));

/**
 * Copies what a worker is made of below a folder of sweeps, where it is not there yet, or no longer what was copied:
 * an update of what is installed must not change, or take away, what waits in a queue. From sources nothing is copied.
 */
export function workerCommand(sweeps: string, node?: string): WorkerCommand {
  if (here.endsWith(path.join('runs', 'cluster')))
    return [node ?? process.execPath, '--import', 'tsx', path.join(here, '..', '..', 'cli', 'main.ts')];
  const kernels = kernelsFolder();
  const files = [
    ...bundles.map((name) => [path.join(here, name), path.join('dist', name)] as const),
    ...fs
      .readdirSync(kernels)
      .filter((name) => /^linux-.*\.node$|\.wasm$/.test(name) || name === `${process.platform}-${process.arch}.node`)
      .map((name) => [path.join(kernels, name), path.join('engine', 'kernels', 'prebuilt', name)] as const),
  ].map(([from, to]) => ({ to, bytes: fs.readFileSync(from) }));
  const id = idOf(files);
  const folder = path.join(sweeps, `worker-${id}`);
  if (idOfCopy(folder) !== id) {
    const [written, aside] = [`${folder}.${process.pid}.tmp`, `${folder}.${process.pid}.stale`];
    for (const { to, bytes } of files) {
      makeFolder(path.dirname(path.join(written, to)));
      fs.writeFileSync(path.join(written, to), bytes, { flush: true });
    }
    try {
      if (fs.existsSync(folder)) fs.renameSync(folder, aside);
      fs.renameSync(written, folder);
    } catch (error) {
      remove(written);
      if (idOfCopy(folder) !== id) throw error;
    } finally {
      remove(aside);
    }
  }
  return [node ?? lastingNode(sweeps), path.join(folder, 'dist', 'anlage.mjs')];
}
/** By the content of its files, whatever they are. */
const idOf = (files: readonly { readonly to: string; readonly bytes: Uint8Array }[]): string =>
  sha256(
    files
      .map(({ to, bytes }) => `${to}  ${sha256(bytes)}\n`)
      .sort()
      .join(''),
  ).slice(0, 12);
/** Copies of workers that are no longer what was copied. */
export const damagedWorkers = (sweeps: string): readonly string[] =>
  namesIn(sweeps)
    .map((name) => path.join(sweeps, name))
    .filter(isDamagedCopy);
function isDamagedCopy(folder: string): boolean {
  const [, id] = /^worker-([0-9a-f]{12})$/.exec(path.basename(folder)) ?? [];
  return id !== undefined && idOfCopy(folder) !== id;
}
/** @throws Failure where this process runs from a copy that is no longer what was copied */
export function mustBeAsCopied(): void {
  const folder = path.dirname(here);
  if (isDamagedCopy(folder))
    throw new Failure('usage', `${folder} is not the worker that was copied: \`anlage sweep resume\` copies it anew.`);
}
/** Undefined where there is none, or it cannot be read. */
function idOfCopy(folder: string): string | undefined {
  try {
    const files = fs
      .readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => path.join(parentPath, name));
    return idOf(files.map((file) => ({ to: path.relative(folder, file), bytes: readPlainFile(file) })));
  } catch {
    return undefined;
  }
}
const bundles = ['anlage.mjs', 'anlage.cjs', 'worker.mjs', 'reading-thread.mjs', 'hdf5.mjs', 'hdf5.wasm.br'];

/** An editor is no Node that a task could run by itself. @throws Failure where there is none */
function nodeOnPath(): string {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const found = (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => fs.existsSync(file));
  if (found) return found;
  throw new Failure(
    'usage',
    'tasks are run by Node, and none is on the PATH: install Node 20.19 or later, or name it (`--node`; in ' +
      'the editor, `node` of the setting `anlage.sweep`).',
  );
}

/** The Node of this process; a copy of one that an editor keeps on a server, which goes at its next update. */
function lastingNode(sweeps: string): string {
  const node = process.versions.electron === undefined ? process.execPath : nodeOnPath();
  if (!/[/\\]\.[\w-]+-(server|remote)[/\\]/.test(node)) return node;
  const copy = path.join(sweeps, `node-${process.version}`);
  if (!fs.existsSync(copy)) copyTo(node, copy);
  return copy;
}
