import fs from 'node:fs';
import path from 'node:path';
import type { Note } from '../../results/contract.ts';
import {
  type Guard,
  isListOf,
  isNumber,
  isOneOf,
  isShaped,
  isTableOf,
  isText,
  orAbsent,
  orNull,
} from '../../results/guards.ts';
import { isNote } from '../../results/run-files.ts';
import { makeFolder, readJson, sweepTemporaries, writeAtomically } from './written-files.ts';
import type { Outcome, StoredOutcome } from '../plan/outcome.ts';

/** Finished jobs by key: `<runs>/.jobs/<key>.json`, with `<key>-<file>` beside it. A job is there when its JSON is. */
export interface JobStore {
  find(key: string): StoredOutcome | undefined;
  save(key: string, outcome: Outcome): StoredOutcome;
  file(key: string, name: string): string;
}

export function jobStore(runs: string): JobStore {
  const folder = path.join(runs, '.jobs');
  makeFolder(folder);
  sweepTemporaries(folder);
  const file = (key: string, name: string) => path.join(folder, `${key}-${name}`);
  const record = (key: string) => path.join(folder, `${key}.json`);
  return {
    file,
    find(key) {
      const stored = readJson(record(key), isWrittenOutcome);
      if (!stored) return undefined;
      return stored.files.every((name) => fs.existsSync(file(key, name))) ? revive(stored) : undefined;
    },
    save(key, { files, ...rest }) {
      for (const [name, content] of Object.entries(files)) writeAtomically(file(key, name), content);
      const stored = { ...rest, files: Object.keys(files) };
      writeAtomically(record(key), JSON.stringify(stored, keepNonFinite));
      return stored;
    },
  };
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
  readonly points: readonly WrittenPoint[];
  readonly notes: readonly Note[];
  readonly facts: Readonly<Record<string, WrittenNumber>>;
  readonly seconds: number;
  readonly files: readonly string[];
}

const isNonFinite = isOneOf({ NaN: true, Infinity: true, '-Infinity': true });
const isWrittenNumber: Guard<WrittenNumber> = (value): value is WrittenNumber => isNumber(value) || isNonFinite(value);
const isWrittenOutcome = isShaped<WrittenOutcome>({
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
  files: isListOf(isText),
});

function revive({ points, facts, ...rest }: WrittenOutcome): StoredOutcome {
  return {
    ...rest,
    points: points.map(({ measure, step, value, ci }) => {
      const point = { measure, step, value: Number(value) };
      return ci ? { ...point, ci: [Number(ci[0]), Number(ci[1])] } : point;
    }),
    facts: Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, Number(value)])),
  };
}
