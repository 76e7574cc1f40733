import fs from 'node:fs';
import path from 'node:path';
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
      const stored = readJson<StoredOutcome>(record(key));
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

/** JSON has no NaN or infinity; a measure may. */
const keepNonFinite = (_key: string, value: unknown) =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
const revive = (stored: StoredOutcome): StoredOutcome => ({
  ...stored,
  points: stored.points.map((point) => ({ ...point, value: Number(point.value) })),
});
