import type { RunRecord, RunState } from './contract.ts';
import { readRunRecord } from './run-files.ts';

/** A `run.json` that was found: its path (or address), and when it was last changed, in milliseconds since 1970. */
export interface RecordFile {
  readonly path: string;
  readonly modified: number;
}
/** A run that was begun once; `problem`: why its record cannot be read. */
export type PastRun = RecordFile & ({ readonly record: RunRecord } | { readonly problem: string });

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
      ? { ...file, record: contents.value }
      : { ...file, problem: `run.json ${contents.problem}` };
  } catch (error) {
    return { ...file, problem: `run.json cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

const startOf = (run: PastRun): number => ('record' in run ? Date.parse(run.record.started) : run.modified);

/** A past run as a line of a list. */
export interface RunLine {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly state: RunState | 'unreadable';
}

/** A run is named by the folders of its path, `runs/EXPERIMENT/KEY`; `time` writes a moment as its reader likes it. */
export function runLine(run: PastRun, time: (moment: Date) => string): RunLine {
  const [key, experiment] = run.path.split(/[\\/]/).reverse().slice(1);
  if ('problem' in run)
    return {
      label: experiment,
      description: `${key} · cannot be read`,
      tooltip: run.problem,
      state: 'unreadable',
    };
  const { record } = run;
  return {
    label: record.experiment,
    description: `${key} · ${time(new Date(record.started))}`,
    tooltip: `${record.status}, ${record.backend}, ${record.seconds.toFixed(1)} s`,
    state: record.status,
  };
}
