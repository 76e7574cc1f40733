import type { FoundState, RunRecord, Summary, Verdict } from './contract.ts';
import { changesText, tookText, versionText } from './run-facts.ts';
import { readRunRecord, readSummary } from './run-files.ts';

/** A `run.json` that was found: its path (or address), and when it was last changed, in milliseconds since 1970. */
export interface RecordFile {
  readonly path: string;
  readonly modified: number;
}
/** How many claims of a run, at each point of its sweep, came out so. */
export type ClaimCounts = Readonly<Record<'passed' | 'failed' | 'unknown', number>>;
/**
 * A run that was begun once; `problem`: why its record cannot be read. `claims`: of one that has ended, where its
 * summary can be read.
 */
export type PastRun = RecordFile &
  ({ readonly record: RunRecord; readonly claims?: ClaimCounts } | { readonly problem: string });

/** The runs of a workspace, newest first. */
export interface RunHistory {
  /** As of the files that there are now; only those that changed are read. */
  update(files: readonly RecordFile[]): Promise<readonly PastRun[]>;
}

/** `read` gives the text of a file; what it cannot read is shown with the reason. */
export function runHistory(read: (path: string) => Promise<string>): RunHistory {
  let byPath = new Map<string, Promise<PastRun>>();
  let modifiedOf = new Map<string, number>();
  const reading = (file: RecordFile): Promise<PastRun> =>
    (modifiedOf.get(file.path) === file.modified && byPath.get(file.path)) || pastRun(file, read);
  return {
    async update(files) {
      byPath = new Map(files.map((file) => [file.path, reading(file)]));
      modifiedOf = new Map(files.map(({ path, modified }) => [path, modified]));
      const runs = await Promise.all(byPath.values());
      return runs.sort((a, b) => startOf(b) - startOf(a));
    },
  };
}

async function pastRun(file: RecordFile, read: (path: string) => Promise<string>): Promise<PastRun> {
  try {
    const contents = readRunRecord(await read(file.path));
    return 'value' in contents
      ? { ...file, record: contents.value, claims: await claimsBeside(file, contents.value, read) }
      : { ...file, problem: `run.json ${contents.problem}` };
  } catch (error) {
    return { ...file, problem: `run.json cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

async function claimsBeside(
  { path }: RecordFile,
  { finished }: RunRecord,
  read: (path: string) => Promise<string>,
): Promise<ClaimCounts | undefined> {
  if (finished === null) return undefined;
  try {
    const contents = readSummary(await read(path.replace(/run\.json$/, 'summary.json')));
    return 'value' in contents ? claimCounts(contents.value.expectations) : undefined;
  } catch {
    return undefined;
  }
}

const outcomes: Readonly<Record<Verdict | 'unknown', keyof ClaimCounts>> = {
  supported: 'passed',
  holds: 'passed',
  fails: 'failed',
  unknown: 'unknown',
};
export function claimCounts(expectations: Summary['expectations']): ClaimCounts {
  const counts = { passed: 0, failed: 0, unknown: 0 };
  for (const { verdict } of expectations) counts[outcomes[verdict]]++;
  return counts;
}

/** When it began, in milliseconds since 1970. */
export const startOf = (run: PastRun): number => ('record' in run ? Date.parse(run.record.started) : run.modified);

/** The runs of one experiment, `runs/EXPERIMENT`, newest first. */
export interface RunGroup {
  readonly experiment: string;
  /** Of the folder that holds them. */
  readonly path: string;
  readonly runs: readonly PastRun[];
}
/** In the order of the newest run of each. */
export function runGroups(runs: readonly PastRun[]): readonly RunGroup[] {
  const groups = new Map<string, PastRun[]>();
  for (const run of runs) {
    const path = run.path.split(/[\\/]/).slice(0, -2).join('/');
    groups.set(path, [...(groups.get(path) ?? []), run]);
  }
  return [...groups].map(([path, own]) => {
    const named = own.find((run) => 'record' in run);
    return { experiment: named?.record.experiment ?? partsOf(path)[0], path, runs: own };
  });
}

/** A past run as a line of a list. */
export interface RunLine {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  /** What became of a run that is done is what became of its claims, where it has some. */
  readonly state: FoundState | 'unreadable' | keyof ClaimCounts;
}

/** `time` writes a moment (ISO 8601) as its reader likes it; `found` says what has become of a run. */
export function runLine(
  run: PastRun,
  time: (moment: string) => string,
  found: (run: PastRun, record: RunRecord) => FoundState,
): RunLine {
  const [, key] = partsOf(run.path);
  if ('problem' in run) return { label: key, description: 'cannot be read', tooltip: run.problem, state: 'unreadable' };
  const { record, claims } = run;
  const state = found(run, record);
  const isDone = state === 'done' || state === 'cached';
  const facts = [
    `key ${key}`,
    `${state}, ${record.backend}, took ${tookText(record)}`,
    versionText(record),
    changesText(record),
  ];
  return {
    label: time(record.started),
    description: isDone ? claimsText(claims) : stateText(state, record),
    tooltip: facts.filter(Boolean).join('\n'),
    state: isDone ? (claimsState(claims) ?? state) : state,
  };
}

const partsOf = (path: string): readonly string[] => path.split(/[\\/]/).reverse();
const allOf = ({ passed, failed, unknown }: ClaimCounts): number => passed + failed + unknown;

function claimsState(claims: ClaimCounts | undefined): keyof ClaimCounts | undefined {
  if (!claims || allOf(claims) === 0) return undefined;
  return claims.failed > 0 ? 'failed' : claims.unknown > 0 ? 'unknown' : 'passed';
}
/** How many pass: `✗ 0 of 2 claims`, `? 1 of 2 claims`, `✓ 3 of 3 claims`; empty where there are none. */
export function claimsText(claims: ClaimCounts | undefined): string {
  const state = claimsState(claims);
  if (!claims || !state) return '';
  const all = allOf(claims);
  return `${marks[state]} ${claims.passed} of ${all} ${all === 1 ? 'claim' : 'claims'}`;
}
const marks: Readonly<Record<keyof ClaimCounts, string>> = { passed: '✓', failed: '✗', unknown: '?' };
/** Of a run that is not done. */
export const stateText = (state: FoundState, { jobs }: Pick<RunRecord, 'jobs'>): string =>
  jobs && state !== 'failed' ? `${state} at ${jobs.done} of ${jobs.total} jobs` : state;
