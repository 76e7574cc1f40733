import fs from 'node:fs';
import path from 'node:path';
import { isObject, isShaped, isText } from '../../results/guards.ts';
import { readPlainFile } from '../data/plain-file.ts';
import type { StoredOutcome } from '../plan/outcome.ts';
import { sha256 } from '../data/sha256.ts';
import { changed } from './checksum-list.ts';
import { damageOf, whyUnreadable } from './checksums.ts';
import { type Damage, isFileTable, outcomeFields, revive, type WrittenOutcome } from './stored-record.ts';
import { readJson, remove } from './written-files.ts';

/**
 * What the first versions kept: `<key>.json` for each job, `{"sha256":"…","job":{…}}`, with `<key>-<file>` beside it,
 * and `<key>-training-<n>.checkpoint`. It is read where it lies, and nothing is added to it.
 */
export interface EarlierStore {
  readonly keys: ReadonlySet<string>;
  find(key: string): StoredOutcome | Damage | undefined;
  file(key: string, name: string): string;
  /** The beginning of the names of checkpoints, where there are any. */
  checkpoints(key: string): string | undefined;
  /** A damaged record goes when its job has been computed anew. */
  replaced(key: string): void;
  /** The first records had no checksum: they are not read. */
  isUnchecked(key: string): boolean;
}

export function earlierStore(folder: string): EarlierStore {
  const names = namesIn(folder);
  const keys = new Set(names.flatMap((name) => /^([0-9a-f]{64})\.json$/.exec(name)?.[1] ?? []));
  const trained = new Set(names.flatMap((name) => /^([0-9a-f]{64}-training-)\d+\.checkpoint$/.exec(name)?.[1] ?? []));
  const recordOf = (key: string): string => path.join(folder, `${key}.json`);
  const fileOf = (key: string, name: string): string => path.join(folder, `${key}-${name}`);
  const find = (key: string): StoredOutcome | Damage | undefined => {
    if (!keys.has(key)) return undefined;
    const file = recordOf(key);
    let text: string;
    try {
      text = readPlainFile(file).toString('utf8');
    } catch (error) {
      return { file, problem: whyUnreadable(error) };
    }
    const stored = outcomeIn(text, key);
    if (!stored) return { file, problem: changed };
    for (const [name, sum] of Object.entries(stored.files)) {
      const problem = damageOf(fileOf(key, name), sum);
      if (problem) return { file: fileOf(key, name), problem };
    }
    return stored;
  };
  return {
    keys,
    find,
    file: fileOf,
    checkpoints: (key) => (trained.has(`${key}-training-`) ? path.join(folder, `${key}-training-`) : undefined),
    replaced(key) {
      const found = find(key);
      if (!found || !('problem' in found)) return;
      remove(recordOf(key));
      keys.delete(key);
    },
    isUnchecked(key) {
      const json = readJson(recordOf(key), isObject);
      return json !== undefined && Array.isArray(json.points) && json.sha256 === undefined;
    },
  };
}

function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}

/** The checksum is that of the text of the job, byte by byte. */
function outcomeIn(text: string, key: string): StoredOutcome | undefined {
  const [, sum, job] = /^\{"sha256":"([0-9a-f]{64})","job":(.*)\}$/s.exec(text) ?? [];
  if (job === undefined || sha256(job) !== sum) return undefined;
  const written: unknown = JSON.parse(job);
  if (!isWrittenJob(written) || written.key !== key) return undefined;
  const { key: _, ...outcome } = written;
  return revive(outcome);
}
const isWrittenJob = isShaped<WrittenOutcome & { readonly key: string; readonly files: StoredOutcome['files'] }>({
  key: isText,
  ...outcomeFields,
  files: isFileTable(isText),
});
