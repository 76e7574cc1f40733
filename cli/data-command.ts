import { meant } from './meant-name.ts';
import path from 'node:path';
import type { Command } from 'commander';
import {
  cacheFolder,
  type DataSet,
  type DataSetState,
  dataSetNamed,
  dataSets,
  dataSetState,
  fetchDataSet,
  remedyFor,
} from '../runs/data/index.ts';
import { Failure } from '../making/failure.ts';
import { everywhere } from './options.ts';
import { print, table, tableWidth } from './terminal.ts';

interface Options {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/**
 * `anlage data list | get NAME… | check [NAME…]`: the known data sets, where each is found, and whether it is the
 * published one.
 */
export function dataCommand(program: Command): void {
  const data = program.command('data').description('known data sets: where each is looked for, and its checksum');
  everywhere(data.command('list').description('every known data set and where it was found')).action(
    (_: unknown, command: Command) => list(command.opts()),
  );
  everywhere(
    data
      .command('get')
      .description('fetch data sets into the per-user cache, and check them')
      .argument('<names...>', `of ${dataSets.map((set) => set.name).join(', ')}`),
  ).action((names: string[], _: unknown, command: Command) => get(names, command.opts()));
  everywhere(
    data
      .command('check')
      .description('read data sets whole and compare them with what was published')
      .argument('[names...]', 'without a name: all that are found'),
  ).action((names: string[], _: unknown, command: Command) => check(names, command.opts()));
}

async function list({ json }: Options): Promise<void> {
  const states = await Promise.all(dataSets.map((set) => dataSetState(set)));
  if (json) return print(jsonOf(dataSets, states));
  const rows = dataSets.map((set, i) => [set.name, ...summary(states[i]), set.what]);
  const head = ['NAME', 'FOUND', 'SIZE', 'IMAGES', 'CHECKSUM', 'WHAT'];
  const listed = table([head, ...rows], new Set(), tableWidth());
  print([listed.head, ...listed.body].join('\n'));
  const absent = dataSets.find((_, i) => !states[i].found);
  print(
    `\nLooked for beside the file, in ANLAGE_DATA, in data/ of the workspace, in data packages and in ` +
      `${cacheFolder()}.${absent ? `\nTo get one: ${remedyFor(absent)}` : ''}`,
  );
}

async function get(names: readonly string[], { json, quiet }: Options): Promise<void> {
  const sets = named(names);
  const cancel = new AbortController();
  process.once('SIGINT', () => cancel.abort());
  const results: { name: string; folder: string; fetched: number }[] = [];
  for (const set of sets) {
    const done = await fetchDataSet(set, {
      cache: cacheFolder(),
      signal: cancel.signal,
      onProgress: json || quiet ? undefined : progress(),
    }).catch((error: unknown) => {
      if (!cancel.signal.aborted) throw error;
      process.stderr.write(`\n${set.name}: cancelled; whole files are kept, so the same command goes on from there\n`);
      process.exitCode = 130;
    });
    if (!done) return;
    results.push({ name: set.name, ...done });
    if (!json)
      print(
        done.fetched === 0
          ? `${set.name} is already in ${done.folder}, and whole`
          : `${set.name} is in ${done.folder}; checksums verified`,
      );
  }
  if (json) print(JSON.stringify({ data_sets: results }));
}

async function check(names: readonly string[], { json }: Options): Promise<void> {
  const sets = names.length > 0 ? named(names) : dataSets;
  const states = await Promise.all(sets.map((set) => dataSetState(set)));
  const bad = (state: DataSetState): boolean => (state.found ? state.checksum === 'damaged' : names.length > 0);
  if (states.some(bad)) process.exitCode = 1;
  if (json) return print(jsonOf(sets, states));
  sets.forEach((set, i) => {
    print(`${set.name}: ${verdict(set, states[i])}`);
  });
}

function verdict(set: DataSet, state: DataSetState): string {
  if (!state.found)
    return ['not found. Looked in:', ...state.tried.map((place) => `  ${place}`), `  To get it: ${state.remedy}`].join(
      '\n',
    );
  const counts =
    `${number(state.train ?? 0)} training and ${number(state.test ?? 0)} test images in ` +
    `${near(state.location)} (${state.place})`;
  switch (state.checksum) {
    case 'verified':
      return `as published; ${counts}`;
    case 'different':
      return (
        `readable, but not the published files (${number(set.train)} training and ${number(set.test)} test ` +
        `images); ${counts}`
      );
    case 'unknown':
      return `readable; no checksum is published for files stored this way; ${counts}`;
    case 'damaged':
      return `damaged. ${state.message}\n  To get it anew: remove that file, then ${remedyFor(set)}`;
  }
}
function summary(state: DataSetState): readonly string[] {
  if (!state.found) return ['no', '', '', ''];
  return [
    near(state.location),
    megabytes(state.size),
    state.train === undefined ? '' : `${number(state.train)} + ${number(state.test ?? 0)}`,
    state.checksum,
  ];
}
function jsonOf(sets: readonly DataSet[], states: readonly DataSetState[]): string {
  return JSON.stringify({
    data_sets: sets.map(({ name, what, licence }, i) => ({ name, what, licence, ...states[i] })),
  });
}

function named(names: readonly string[]): readonly DataSet[] {
  return names.map((name) => {
    const set = dataSetNamed(name);
    if (!set)
      throw new Failure(
        'usage',
        `there is no data set "${name}": ${meant(
          name,
          dataSets.map((known) => known.name),
        )}`,
      );
    return set;
  });
}
/** On a terminal one line that is written over; elsewhere a line per file when it is whole. */
function progress(): (at: { readonly what: string; readonly received: number; readonly total: number }) => void {
  let shown = 0;
  return ({ what, received, total }) => {
    const whole = received >= total;
    if (process.stderr.isTTY) {
      if (!whole && Date.now() - shown < 100) return;
      shown = Date.now();
      process.stderr.write(
        `\r${what}  ${megabytes(received)} of ${megabytes(total)}  ` +
          `${Math.min(100, Math.floor((100 * received) / total))} %${whole ? '\n' : '   '}`,
      );
    } else if (whole) process.stderr.write(`${what}  ${megabytes(received)}\n`);
  };
}

const megabytes = (bytes: number): string =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
const number = (value: number): string => value.toLocaleString('en');
/** A path as short as it can be said: relative when it lies below the working directory. */
function near(location: string): string {
  const relative = path.relative(process.cwd(), location);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative) ? relative : location;
}
