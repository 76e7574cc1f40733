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
import { canonical } from '../../making/canonical-json.ts';
import type { Outcome, StoredOutcome } from '../plan/outcome.ts';
import { sha256 } from '../data/sha256.ts';

/** Who computed a job, when, and in which attempt. `level`: the backend with its level. */
export interface Provenance {
  readonly host: string;
  readonly level: string;
  /** When it was written, as ISO 8601 has it. */
  readonly time: string;
  readonly attempt: number;
}
/** A job as a line holds it: its files by their SHA-256, the small ones whole. */
export interface StoredRecord {
  readonly key: string;
  /** SHA-256 of points, notes, facts and files: where two records of a job have the same, they agree. */
  readonly values: string;
  readonly provenance: Provenance;
  readonly outcome: StoredOutcome;
  readonly contents: Readonly<Record<string, Uint8Array>>;
}

export interface Damage {
  /** Its path. */
  readonly file: string;
  /** Goes on after a colon: *it is missing*. */
  readonly problem: string;
}

/** Files of a job that take so many bytes together stand in its line. */
export const roomInLine = 16 * 1024;

/** @param sums SHA-256 of its files */
export function storedRecord(
  key: string,
  { files, growth: _, ...rest }: Outcome,
  sums: Readonly<Record<string, string>>,
  provenance: Provenance,
): StoredRecord {
  const outcome = { ...rest, files: sums };
  const isSmall = Object.values(files).reduce((sum, { length }) => sum + length, 0) <= roomInLine;
  const { points, notes, facts } = outcome;
  return {
    key,
    values: sha256(canonical({ points, notes, facts, files: sums })),
    provenance,
    outcome,
    contents: isSmall ? files : {},
  };
}

/** Begins with key, values and time, each of one length: an index reads them without the rest. */
export function recordText({ key, values, provenance, outcome, contents }: StoredRecord): string {
  const { host, level, time, attempt } = provenance;
  const { files, ...rest } = outcome;
  const written = Object.fromEntries(
    Object.entries(files).map(([name, sum]) => [
      name,
      { sha256: sum, ...(contents[name] && { base64: Buffer.from(contents[name]).toString('base64') }) },
    ]),
  );
  return JSON.stringify({ key, values, time, attempt, host, level, ...rest, files: written }, keepNonFinite);
}

/** The key, the values and the time with which the text of a record begins. */
export const recordBegins = /^"job":\{"key":"([0-9a-f]{64})","values":"([0-9a-f]{64})","time":"([^"]{24})"/;
export const bytesOfBeginning = 190;

/** The other way round; undefined where it is no record. */
export function recordIn(json: unknown): StoredRecord | undefined {
  if (!isWrittenRecord(json)) return undefined;
  const { key, values, time, attempt, host, level, files, ...rest } = json;
  const sums = Object.fromEntries(Object.entries(files).map(([name, file]) => [name, file.sha256]));
  const contents = Object.fromEntries(
    Object.entries(files).flatMap(([name, { base64 }]) =>
      base64 === undefined ? [] : [[name, Buffer.from(base64, 'base64')] as const],
    ),
  );
  return {
    key,
    values,
    provenance: { host, level, time, attempt },
    outcome: revive({ ...rest, files: sums }),
    contents,
  };
}

/** What two records of one job have both and do not agree in. Files that one of them has not kept are no difference. */
export function differenceBetween(one: StoredRecord, other: StoredRecord): string | undefined {
  if (canonical(one.outcome.points) !== canonical(other.outcome.points)) return 'numbers';
  if (canonical(one.outcome.facts) !== canonical(other.outcome.facts)) return 'facts';
  const { files } = other.outcome;
  return Object.entries(one.outcome.files).find(([name, sum]) => name in files && files[name] !== sum)?.[0];
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
/** What every version has written of an outcome. */
export interface WrittenOutcome {
  readonly points: readonly WrittenPoint[];
  readonly notes: readonly Note[];
  readonly facts: Readonly<Record<string, WrittenNumber>>;
  readonly seconds: number;
}
interface WrittenRecord extends WrittenOutcome, Provenance {
  readonly key: string;
  readonly values: string;
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly base64?: string }>>;
}

const isNonFinite = isOneOf({ NaN: true, Infinity: true, '-Infinity': true });
const isWrittenNumber: Guard<WrittenNumber> = (value): value is WrittenNumber => isNumber(value) || isNonFinite(value);
export const outcomeFields = {
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
};
/** By names that stay in their folder, whoever wrote them. */
export const isFileTable =
  <T>(isEntry: Guard<T>): Guard<Readonly<Record<string, T>>> =>
  (value): value is Readonly<Record<string, T>> =>
    isTableOf(isEntry)(value) && Object.keys(value).every((name) => /^\w[\w.-]*$/.test(name));
const isWrittenRecord = isShaped<WrittenRecord>({
  key: isText,
  values: isText,
  time: isText,
  attempt: isNumber,
  host: isText,
  level: isText,
  ...outcomeFields,
  files: isFileTable(isShaped<WrittenRecord['files'][string]>({ sha256: isText, base64: orAbsent(isText) })),
});

export function revive({
  points,
  facts,
  ...rest
}: WrittenOutcome & { readonly files: StoredOutcome['files'] }): StoredOutcome {
  return {
    ...rest,
    points: points.map(({ measure, step, value, ci }) => {
      const point = { measure, step, value: Number(value) };
      return ci ? { ...point, ci: [Number(ci[0]), Number(ci[1])] } : point;
    }),
    facts: Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, Number(value)])),
  };
}
