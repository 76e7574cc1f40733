import { accessSync, constants } from 'node:fs';
import os from 'node:os';
import type { Command } from 'commander';
import { type BackendState, listBackends } from '../runs/execute/backends.ts';
import { cacheFolder, dataSets, locate, remedyFor } from '../runs/data/index.ts';
import { engineVersion } from '../engine/version.ts';
import { version } from '../results/product-version.ts';
import { versionText } from '../results/run-facts.ts';
import { everywhere } from './options.ts';

/**
 * `anlage doctor`: what this machine offers, and what is in the way. Exit status 1 when nothing could be trained here.
 */
export function doctorCommand(program: Command): void {
  everywhere(
    program.command('doctor').description('compute backends found, threads, memory, data sets, versions'),
  ).action(async (_: unknown, command: Command) => {
    const found = await examine();
    const { json } = command.opts() as { readonly json?: boolean };
    process.stdout.write(`${json ? JSON.stringify(found) : report(found)}\n`);
    if (!found.backends.some((backend) => backend.available)) process.exitCode = 1;
  });
}

interface Findings {
  readonly version: string;
  readonly engine: string;
  readonly node: string;
  readonly platform: string;
  readonly processor: string;
  /** Threads that may run at once, and bytes of memory. */
  readonly threads: number;
  readonly memory: number;
  readonly memory_free: number;
  readonly backends: readonly BackendState[];
  readonly data_sets: readonly { readonly name: string; readonly location: string | null }[];
  readonly folder: string;
  readonly folder_writable: boolean;
  readonly cache: string;
  /** What to do about what is in the way; empty when nothing is. */
  readonly advice: readonly string[];
}

async function examine(): Promise<Findings> {
  const backends = await listBackends();
  const located = await Promise.all(dataSets.map((set) => locate(set.name)));
  const folder = process.cwd();
  const folderWritable = isWritable(folder);
  return {
    version,
    engine: engineVersion,
    node: process.version,
    platform: `${process.platform} ${process.arch}, ${os.type()} ${os.release()}`,
    processor: os.cpus()[0]?.model.trim() ?? 'unknown',
    threads: os.availableParallelism(),
    memory: os.totalmem(),
    memory_free: os.freemem(),
    backends,
    data_sets: dataSets.map(({ name }, i) => {
      const where = located[i];
      return { name, location: where.found ? where.location : null };
    }),
    folder,
    folder_writable: folderWritable,
    cache: cacheFolder(),
    advice: [
      ...(backends.some(({ name, available }) => available && name.startsWith('native'))
        ? []
        : ['No native kernels run here; training uses WebAssembly, which computes the same and is slower.']),
      ...(located[0].found ? [] : [`MNIST was not found; to get it: ${remedyFor(dataSets[0])}`]),
      ...(folderWritable ? [] : [`${folder} cannot be written; run elsewhere, or name a folder with --out.`]),
    ],
  };
}

function report(found: Findings): string {
  const gigabytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GB`;
  const width = Math.max(...[...found.backends, ...found.data_sets].map(({ name }) => name.length));
  return [
    `${versionText(found)}, Node ${found.node}`,
    `${found.platform}; ${found.processor}`,
    `${found.threads} threads; ${gigabytes(found.memory)} of memory, ${gigabytes(found.memory_free)} free`,
    '',
    'Backends',
    ...found.backends.map(
      ({ name, available, reason }) => `  ${name.padEnd(width)}  ${available ? (reason ?? 'works') : `no: ${reason}`}`,
    ),
    '',
    'Data sets',
    ...found.data_sets.map(
      ({ name, location }) => `  ${name.padEnd(width)}  ${location ?? `not found; anlage data get ${name}`}`,
    ),
    '',
    'Folders',
    `  ${found.folder} ${found.folder_writable ? 'can be written' : 'cannot be written'}`,
    `  ${found.cache} keeps what "anlage data get" fetches`,
    ...(found.advice.length > 0 ? ['', ...found.advice] : []),
  ].join('\n');
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
