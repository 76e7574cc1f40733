import fs from 'node:fs';
import path from 'node:path';
import { checked } from './checked-file.ts';
import { damageOf } from './checksums.ts';
import { isAlive } from './processes.ts';
import { hostName } from './segment-writer.ts';
import { writeFailure } from './write-failure.ts';
import { makeFolder, remove, renameOver, syncFolder, writerOf } from './written-files.ts';

/** Files of a store beside its segments, in 256 folders by key: large ones of jobs, and checkpoints. */
export interface KeptFiles {
  /** The place of a file of a job: by its SHA-256 too, so that two of one name lie side by side. */
  file(key: string, name: string, sum: string): string;
  /** Writes files of a job where they are not there yet, whole: names, SHA-256 and contents. */
  keep(key: string, files: readonly (readonly [string, string, Uint8Array])[]): void;
  /** The beginning of the names of checkpoints. */
  checkpoints(key: string): string;
  keepCheckpoint(key: string, training: number, state: Uint8Array): void;
  removeCheckpoints(key: string): void;
}
export const checkpointFile = (checkpoints: string, training: number): string => `${checkpoints}${training}.checkpoint`;

/** @param former the beginning of names of checkpoints that an earlier version left, where it did */
export function keptFiles(store: string, former: (key: string) => string | undefined): KeptFiles {
  const aside = path.join(store, 'tmp');
  let written = 0;
  sweepAside(aside);
  /** Written elsewhere and synced, then renamed: other processes see it whole or not at all. */
  const put = (files: readonly (readonly [string, Uint8Array])[]): void => {
    makeFolder(aside);
    const folders = new Set(files.map(([file]) => path.dirname(file)));
    folders.forEach(makeFolder);
    for (const [file, content] of files) {
      const temporary = path.join(aside, `${hostName}.${written++}.${process.pid}.tmp`);
      try {
        fs.writeFileSync(temporary, content, { flush: true });
        renameOver(temporary, file);
      } catch (error) {
        fs.rmSync(temporary, { force: true });
        throw writeFailure(error, path.dirname(file));
      }
    }
    folders.forEach(syncFolder);
  };
  const fileOf = (key: string, name: string, sum: string): string =>
    path.join(store, 'art', key.slice(0, 2), `${sum}-${name}`);
  const checkpoints = (key: string): string =>
    former(key) ?? path.join(store, 'ckpt', key.slice(0, 2), `${key}-training-`);
  return {
    file: fileOf,
    keep(key, files) {
      const missing = files.flatMap(([name, sum, content]) => {
        const file = fileOf(key, name, sum);
        return fs.existsSync(file) && !damageOf(file, sum) ? [] : [[file, content] as const];
      });
      if (missing.length > 0) put(missing);
    },
    checkpoints,
    keepCheckpoint: (key, training, state) => put([[checkpointFile(checkpoints(key), training), checked(state)]]),
    removeCheckpoints(key) {
      const begins = checkpoints(key);
      for (let training = 0; fs.existsSync(checkpointFile(begins, training)); training++)
        remove(checkpointFile(begins, training));
    },
  };
}

/** Removes what killed processes of this host left half-written; those of other hosts may be alive. */
function sweepAside(folder: string): void {
  if (!fs.existsSync(folder)) return;
  for (const name of fs.readdirSync(folder)) {
    const pid = writerOf(name);
    if (name.startsWith(`${hostName}.`) && pid !== undefined && !isAlive(pid)) remove(path.join(folder, name));
  }
}
