import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Failure } from '../../making/failure.ts';
import { sweepsFolder } from '../keep/places-of-runs.ts';
import { segmentFolder, storeFolder } from '../keep/store.ts';
import { makeFolder, remove } from '../keep/written-files.ts';
import { sha256 } from '../data/sha256.ts';
import { quoted } from '../shell-words.ts';
import { prefixOf } from './slurm-commands.ts';
import type { Submission, Submitted } from './submission.ts';
import type { Locations } from './sweep-plan.ts';

/** Where tasks find data on a machine that does not see this one: below its folder of runs, by content and name. */
export function locationsThere(there: string, locations: Locations, checksums: Locations): Locations {
  return Object.fromEntries(
    Object.entries(locations).map(([reference, location]) => [
      reference,
      path.posix.join(there, sweepsFolder, placeOfData(reference, location, checksums)),
    ]),
  );
}
const placeOfData = (reference: string, location: string, checksums: Locations): string =>
  path.posix.join('data', sha256(`${checksums[reference]} ${reference}`).slice(0, 12), path.basename(location));

/**
 * Sends what tasks need to where they run, except what is there: a submission and its plan, the worker, data.
 * @throws Failure where that machine cannot be reached or written
 */
export async function sendThere(submitted: Submitted, worker: string, locations: Locations): Promise<void> {
  const { sweep, folder, submission } = submitted;
  const { there, through } = elsewhereOf(submission);
  const sweeps = path.posix.join(there, sweepsFolder);
  const found = await ask(
    through,
    `mkdir -p ${quoted(sweeps)} && cd ${quoted(sweeps)} && ls -d worker-* data/* || true`,
  );
  const has = new Set(found.split('\n'));
  const staged = fs.mkdtempSync(path.join(os.tmpdir(), 'anlage-send-'));
  try {
    const stage = (name: string, from: string) => {
      makeFolder(path.dirname(path.join(staged, name)));
      fs.symlinkSync(from, path.join(staged, name));
    };
    stage(path.posix.join(sweep.id, 'plan.json'), path.join(sweep.folder, 'plan.json'));
    stage(path.posix.join(sweep.id, 'submissions', path.basename(folder)), folder);
    if (!has.has(worker)) stage(worker, path.join(sweep.runs, sweepsFolder, worker));
    for (const [reference, location] of Object.entries(locations)) {
      const place = placeOfData(reference, location, sweep.plan.checksums);
      if (!has.has(path.posix.dirname(place))) stage(place, location);
    }
    const to = [...prefixOf(through), `cd ${quoted(sweeps)} && tar -xf -`];
    await piped(['tar', '-C', staged, '-chf', '-', '.'], to);
  } finally {
    remove(staged);
  }
}

/** What is fetched of a sweep that is computed elsewhere: how far it is; its results too. */
export type Fetched = 'progress' | 'results';

/** Fetches what is new of a submission, if it is computed elsewhere. @throws Failure where it cannot be reached */
export async function fetchFromThere({ sweep, folder, submission }: Submitted, what: Fetched): Promise<void> {
  if (submission.there === undefined) return;
  const { there, through } = elsewhereOf(submission);
  const own = path.relative(sweep.runs, folder).split(path.sep).join('/');
  const places = [
    `${own}/heartbeats`,
    ...(what === 'progress'
      ? []
      : [`${own}/journals`, `${own}/logs`, `${storeFolder}/${segmentFolder}`, `${storeFolder}/art`]),
  ];
  const cd = `cd ${quoted(there)}`;
  const listed = await ask(
    through,
    `${cd} && for p in ${places.join(' ')}; do if [ -d $p ]; then find $p -type f -printf '%s %T@ %p\\n'; fi; done`,
  );
  const wanted = listed.split('\n').flatMap((line) => {
    const [, size, time, name] = /^(\d+) (\d+)\.\d+ (.+)$/.exec(line) ?? [];
    if (name === undefined || name.split('/').includes('..') || name.endsWith('.tmp')) return [];
    const here = fs.statSync(path.join(sweep.runs, name), { throwIfNoEntry: false });
    return here?.size === Number(size) && Math.floor(here.mtimeMs / 1000) === Number(time) ? [] : [name];
  });
  if (wanted.length === 0) return;
  const from = [...prefixOf(through), `${cd} && tar -cf - -T -`];
  await piped(from, ['tar', '-C', sweep.runs, '-xf', '-'], `${wanted.join('\n')}\n`);
}

function elsewhereOf({ there, through }: Submission): { readonly there: string; readonly through: string } {
  if (there === undefined || !path.posix.isAbsolute(there) || through === undefined)
    throw new Failure(
      'usage',
      '--there takes a folder of the other machine, from / on, and needs what reaches it: --through "ssh HOST".',
    );
  return { there, through };
}

/** What a command of the other machine prints. */
async function ask(through: string, command: string): Promise<string> {
  const chunks: Buffer[] = [];
  await ended(begin([...prefixOf(through), command], ['ignore', 'pipe', 'pipe'], (chunk) => chunks.push(chunk)));
  return Buffer.concat(chunks).toString('utf8');
}
/** One command's output into another. */
async function piped(from: readonly string[], to: readonly string[], input?: string): Promise<void> {
  const [source, target] = [begin(from, ['pipe', 'pipe', 'pipe']), begin(to, ['pipe', 'inherit', 'pipe'])];
  source.child.stdout?.pipe(target.child.stdin!);
  target.child.stdin?.on('error', () => {});
  source.child.stdin?.on('error', () => {}).end(input ?? '');
  await Promise.all([ended(source), ended(target)]);
}

type Begun = { readonly child: ReturnType<typeof spawn>; readonly program: string; said: string };
function begin(
  [program, ...given]: readonly string[],
  stdio: readonly ('ignore' | 'pipe' | 'inherit')[],
  onOutput?: (chunk: Buffer) => void,
): Begun {
  const child = spawn(program, given, { stdio: [...stdio] });
  const begun: Begun = { child, program, said: '' };
  child.stderr?.on('data', (chunk: Buffer) => {
    begun.said += chunk;
  });
  if (onOutput) child.stdout?.on('data', onOutput);
  return begun;
}
const ended = (begun: Begun): Promise<void> =>
  new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Failure('run', `${begun.program} failed: ${why}`));
    begun.child.on('error', (error) => fail(error.message));
    begun.child.on('close', (status) =>
      status === 0 ? resolve() : fail(begun.said.trim() || `exit status ${status}`),
    );
  });
