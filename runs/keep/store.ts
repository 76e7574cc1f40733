import path from 'node:path';
import type { Outcome, StoredOutcome } from '../plan/outcome.ts';
import { sha256 } from '../plan/sha256.ts';
import { earlierStore } from './earlier-store.ts';
import type { Disagreement } from './index-file.ts';
import { keptFiles } from './kept-files.ts';
import { segmentLine } from './segment-lines.ts';
import { hostName, segmentWriter, writerName } from './segment-writer.ts';
import { damageOfFiles, damageOfSegments } from './store-damage.ts';
import { setAsideLine, storeIndex } from './store-index.ts';
import { type Damage, recordText, type StoredRecord, storedRecord } from './stored-record.ts';
import { copyTo, makeFolder, remove } from './written-files.ts';

/**
 * Finished jobs by key, in `<runs>/.jobs`. Each process appends to a segment of its own, `seg/<aa>/<writer>.jsonl`, one
 * line a job, so that any number of them, on any host that sees the folder, may save at once; files too large for a
 * line lie in `art/`. A line holds its own SHA-256 and those of the files.
 */
export interface JobStore {
  /** What is kept of a job, read and found whole; or what of it is not. */
  find(key: string): Kept | Damage | undefined;
  /** @param attempt which attempt at the job it was, from 1 */
  save(key: string, outcome: Outcome, attempt?: number): StoredOutcome;
  /** A file that holds a file of a job: what stands in its line is written out. */
  file(key: string, name: string): string;
  /** The same content in a file of its own; gives it where it is at hand. */
  copyTo(key: string, name: string, file: string): Uint8Array | undefined;
  /** Takes in what other processes have saved since; else `find` does, now and then, for what it does not find. */
  refresh(): void;
  /** Jobs that are there. */
  size(): number;
  /** Two records of one job with different values, which is never right. */
  disagreements(): readonly Disagreement[];
  /** What is damaged in segments and not said yet: it is said once, and what it held is computed anew if asked for. */
  setAside(): readonly Damage[];
  /**
   * What trainings are kept under, while they go on and when they have ended: their place and `.checkpoint` follow.
   * Those kept under the key of a job go when it is saved.
   */
  checkpoints(key: string): string;
  keepCheckpoint(key: string, training: number, state: Uint8Array): void;
  /** Makes what was saved outlast a power cut. */
  close(): void;
}
export interface Kept {
  readonly outcome: StoredOutcome;
}
export type { Damage } from './stored-record.ts';
export { checkpointFile } from './kept-files.ts';

export const storeFolder = '.jobs';
export const segmentFolder = 'seg';
export const indexFile = 'index';

export interface StoreOptions {
  /** The name of its segment, which no other process has; made of host, process and time if left out. */
  readonly writer?: string;
  /** The backend with its level, as records name it. */
  readonly level?: string;
  /** Whether the index is kept as a file, for whoever opens the store next: of many writers, none need do so. */
  readonly keepsIndex?: boolean;
}

/** Opens a store, making it where it is not there. */
export function jobStore(runs: string, options: StoreOptions = {}): JobStore {
  const { writer = writerName(), level = 'not known', keepsIndex = true } = options;
  const folder = path.join(runs, storeFolder);
  makeFolder(folder);
  const earlier = earlierStore(folder);
  const files = keptFiles(folder, earlier.checkpoints);
  const segments = path.join(folder, segmentFolder);
  const indexPath = path.join(folder, indexFile);
  const index = storeIndex(segments, indexPath);
  const own = segmentWriter(segments, writer);
  let lastLook = performance.now();

  /** The record that was read last: its files are asked for one after the other. */
  let last: StoredRecord | undefined;
  /** Those saved first by this process, whose files need not be read again. */
  const saved = new Map<string, StoredRecord>();
  let roomForSaved = 2 ** 24;
  const recordKept = (key: string): StoredRecord | undefined =>
    last?.key === key ? last : (saved.get(key) ?? recordOf(key));
  const recordOf = (key: string): StoredRecord | undefined => (last = readRecord(key));
  const readRecord = (key: string): StoredRecord | undefined => {
    const place = index.find(key) ?? (lookAgain() ? index.find(key) : undefined);
    if (!place) return undefined;
    const record = index.read(place, key);
    if (record) return record;
    // the index says what is not so: a segment was changed in place
    index.rebuild();
    const other = index.find(key);
    return other && index.read(other, key);
  };
  const lookAgain = (): boolean => {
    if (performance.now() - lastLook < 1000 * secondsBetweenLooks) return false;
    index.refresh();
    lastLook = performance.now();
    return true;
  };
  const find = (key: string): Kept | Damage | undefined => {
    const record = recordOf(key);
    if (record) return damageOfFiles(record, files) ?? { outcome: record.outcome };
    const found = earlier.find(key);
    if (found) return 'problem' in found ? found : { outcome: found };
    return damageOfSegments(segments, index).find((damage) => damage.key === key);
  };
  const isKept = ({ key, values }: StoredRecord): boolean => {
    const place = index.find(key);
    const known = place && index.read(place, key);
    return known?.values === values && !damageOfFiles(known, files);
  };
  return {
    find,
    save(key, outcome, attempt = 1) {
      const sums = Object.fromEntries(Object.entries(outcome.files).map(([name, content]) => [name, sha256(content)]));
      const provenance = { host: hostName, level, time: new Date().toISOString(), attempt };
      const record = storedRecord(key, outcome, sums, provenance);
      if (!isKept(record)) {
        const large = Object.entries(outcome.files).filter(([name]) => !(name in record.contents));
        files.keep(
          key,
          large.map(([name, content]) => [name, sums[name], content]),
        );
        // the record last: a job is there when its record is
        index.add(record, own.append(segmentLine('job', recordText(record))));
        last = undefined;
        saved.delete(key);
        for (const { length } of Object.values(record.contents)) roomForSaved -= length;
        if (roomForSaved > 0) saved.set(key, record);
      }
      earlier.replaced(key);
      files.removeCheckpoints(key);
      return record.outcome;
    },
    file(key, name) {
      const record = recordKept(key);
      if (!record) return earlier.file(key, name);
      const content = record.contents[name];
      if (content) files.keep(key, [[name, record.outcome.files[name], content]]);
      return files.file(key, name, record.outcome.files[name]);
    },
    copyTo(key, name, file) {
      const record = recordKept(key);
      const place = (): string =>
        record ? files.file(key, name, record.outcome.files[name]) : earlier.file(key, name);
      const content = record?.contents[name];
      copyTo(content ?? place(), file);
      return content;
    },
    refresh: index.refresh,
    size: () => index.size() + [...earlier.keys].filter((key) => !index.find(key)).length,
    disagreements: index.disagreements,
    setAside() {
      const said: Damage[] = damageOfSegments(segments, index);
      const lines = index.damaged();
      for (const line of lines) own.append(setAsideLine(line));
      index.setAside(lines);
      if (index.problem === undefined) return said;
      remove(indexPath);
      return [...said, { file: indexPath, problem: index.problem }];
    },
    checkpoints: files.checkpoints,
    keepCheckpoint: files.keepCheckpoint,
    close() {
      own.close();
      if (keepsIndex) index.keep();
      index.close();
    },
  };
}
/** How often another process is expected to have finished what was asked for in vain. */
const secondsBetweenLooks = 2;
