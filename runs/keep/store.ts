import fs from 'node:fs';
import path from 'node:path';
import type { Note } from '../../results/contract.ts';
import {
  type Guard,
  isListOf,
  isNumber,
  isObject,
  isOneOf,
  isShaped,
  isTableOf,
  isText,
  orAbsent,
  orNull,
} from '../../results/guards.ts';
import { isNote } from '../../results/run-files.ts';
import type { Outcome, StoredOutcome } from '../plan/outcome.ts';
import { sha256 } from '../plan/sha256.ts';
import { checked } from './checked-file.ts';
import { changed, damageOf, whyUnreadable } from './checksums.ts';
import { makeFolder, readJson, sweepTemporaries, writeAll } from './written-files.ts';
import { readPlainFile } from '../data/plain-file.ts';

/**
 * Finished jobs by key: `<runs>/.jobs/<key>.json`, with `<key>-<file>` beside it. A job is there when its JSON is; the
 * JSON holds its own SHA-256 and those of its files.
 */
export interface JobStore {
  /** What is kept of a job, read and found whole; or which of its files is not. */
  find(key: string): Kept | Damage | undefined;
  save(key: string, outcome: Outcome): StoredOutcome;
  file(key: string, name: string): string;
  /**
   * What trainings are kept under, while they go on and when they have ended: their place and `.checkpoint` follow.
   * Those kept under the key of a job go when it is saved.
   */
  checkpoints(key: string): string;
  keepCheckpoint(key: string, training: number, state: Uint8Array): void;
}
export const checkpointFile = (checkpoints: string, training: number): string => `${checkpoints}${training}.checkpoint`;
export interface Kept {
  readonly outcome: StoredOutcome;
}
export interface Damage {
  /** Its path. */
  readonly file: string;
  /** Goes on after a colon: *it is missing*. */
  readonly problem: string;
}

export const storeFolder = '.jobs';

export function jobStore(runs: string): JobStore {
  const folder = path.join(runs, storeFolder);
  makeFolder(folder);
  sweepTemporaries(folder);
  return {
    file: (key, name) => fileOf(folder, key, name),
    find: (key) => findIn(folder, key),
    checkpoints: (key) => path.join(folder, `${key}-training-`),
    keepCheckpoint(key, training, state) {
      writeAll(folder, { [checkpointFile(`${key}-training-`, training)]: checked(state) });
    },
    save(key, { files, ...rest }) {
      const contents = Object.entries(files);
      const stored = {
        ...rest,
        files: Object.fromEntries(contents.map(([name, content]) => [name, sha256(content)])),
      };
      // the record last: a job is there when its record is
      writeAll(folder, {
        ...Object.fromEntries(contents.map(([name, content]) => [`${key}-${name}`, content])),
        [`${key}.json`]: recordText(key, stored),
      });
      removeCheckpoints(folder, key);
      return stored;
    },
  };
}

function removeCheckpoints(folder: string, key: string): void {
  for (let training = 0; ; training++) {
    const file = path.join(folder, checkpointFile(`${key}-training-`, training));
    if (!fs.existsSync(file)) return;
    fs.rmSync(file);
  }
}

const fileOf = (folder: string, key: string, name: string): string => path.join(folder, `${key}-${name}`);

function findIn(folder: string, key: string): Kept | Damage | undefined {
  const file = path.join(folder, `${key}.json`);
  let text: string;
  try {
    text = readPlainFile(file).toString('utf8');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : { file, problem: whyUnreadable(error) };
  }
  const stored = outcomeIn(text, key);
  if (!stored) return { file, problem: changed };
  for (const [name, sum] of Object.entries(stored.files)) {
    const part = fileOf(folder, key, name);
    const problem = damageOf(part, sum);
    if (problem) return { file: part, problem };
  }
  return { outcome: revive(stored) };
}

/** Every job of a store: whole, damaged, or `older` where an earlier version wrote it, which this one does not read. */
export function examineStore(runs: string): {
  readonly whole: number;
  readonly older: number;
  readonly damaged: Damage[];
} {
  const folder = path.join(runs, storeFolder);
  const keys = fs.existsSync(folder)
    ? fs.readdirSync(folder).flatMap((name) => /^([0-9a-f]{64})\.json$/.exec(name)?.[1] ?? [])
    : [];
  const damaged: Damage[] = [];
  let older = 0;
  for (const key of keys) {
    const found = findIn(folder, key);
    if (!found || 'outcome' in found) continue;
    if (isOfEarlierVersion(found.file)) older++;
    else damaged.push(found);
  }
  return { whole: keys.length - older - damaged.length, older, damaged };
}

/** `{"sha256":"…","job":{…}}`: the checksum is that of the text of the job, byte by byte. */
function recordText(key: string, stored: StoredOutcome): string {
  const job = JSON.stringify({ key, ...stored }, keepNonFinite);
  return `{"sha256":"${sha256(job)}","job":${job}}`;
}
function outcomeIn(text: string, key: string): WrittenOutcome | undefined {
  const [, sum, job] = /^\{"sha256":"([0-9a-f]{64})","job":(.*)\}$/s.exec(text) ?? [];
  if (job === undefined || sha256(job) !== sum) return undefined;
  const written = parsed(job);
  return isWrittenOutcome(written) && written.key === key ? written : undefined;
}
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
/** The first records had no checksum. */
function isOfEarlierVersion(record: string): boolean {
  const json = readJson(record, isObject);
  return json !== undefined && Array.isArray(json.points) && json.sha256 === undefined;
}

/** JSON has no NaN or infinity; a measure may: then its word is written. */
const keepNonFinite = (_key: string, value: unknown) =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
type WrittenNumber = number | 'NaN' | 'Infinity' | '-Infinity';
interface WrittenPoint {
  readonly measure: string;
  readonly step: number | null;
  readonly value: WrittenNumber;
  readonly ci?: readonly WrittenNumber[];
}
interface WrittenOutcome {
  readonly key: string;
  readonly points: readonly WrittenPoint[];
  readonly notes: readonly Note[];
  readonly facts: Readonly<Record<string, WrittenNumber>>;
  readonly seconds: number;
  readonly files: Readonly<Record<string, string>>;
}

const isNonFinite = isOneOf({ NaN: true, Infinity: true, '-Infinity': true });
const isWrittenNumber: Guard<WrittenNumber> = (value): value is WrittenNumber => isNumber(value) || isNonFinite(value);
/** By names that stay in their folder, whoever wrote them. */
const isFileTable: Guard<Readonly<Record<string, string>>> = (value): value is Record<string, string> =>
  isTableOf(isText)(value) && Object.keys(value).every((name) => /^\w[\w.-]*$/.test(name));
const isWrittenOutcome = isShaped<WrittenOutcome>({
  key: isText,
  points: isListOf(
    isShaped<WrittenPoint>({
      measure: isText,
      step: orNull(isNumber),
      value: isWrittenNumber,
      ci: orAbsent(isListOf(isWrittenNumber)),
    }),
  ),
  notes: isListOf(isNote),
  facts: isTableOf(isWrittenNumber),
  seconds: isNumber,
  files: isFileTable,
});

function revive({ key: _, points, facts, ...rest }: WrittenOutcome): StoredOutcome {
  return {
    ...rest,
    points: points.map(({ measure, step, value, ci }) => {
      const point = { measure, step, value: Number(value) };
      return ci ? { ...point, ci: [Number(ci[0]), Number(ci[1])] } : point;
    }),
    facts: Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, Number(value)])),
  };
}
