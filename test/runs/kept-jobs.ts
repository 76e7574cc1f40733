import fs from 'node:fs';
import path from 'node:path';

const below = (folder: string): string[] =>
  fs.existsSync(folder) ? fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];

/** Lines of jobs in the segments beside runs, also while a process writes them. */
export const jobsKept = (runs: string): number =>
  below(path.join(runs, '.jobs', 'seg'))
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) =>
      fs
        .readFileSync(path.join(runs, '.jobs', 'seg', name), 'latin1')
        .split('\n')
        .slice(0, -1),
    )
    .filter((line) => line.includes('"job":{"key":')).length;

/** Checkpoints beside runs, by their path below `.jobs/`. */
export const checkpointsKept = (runs: string): string[] =>
  below(path.join(runs, '.jobs')).filter((name) => name.endsWith('.checkpoint'));
