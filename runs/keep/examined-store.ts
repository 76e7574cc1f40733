import fs from 'node:fs';
import path from 'node:path';
import { earlierStore } from './earlier-store.ts';
import { lostEnd, readIndex } from './index-file.ts';
import { keptFiles } from './kept-files.ts';
import { indexFile, segmentFolder, storeFolder } from './store.ts';
import { damagedLines, damageOfFiles, disagreementText, unreadableSegments } from './store-damage.ts';
import { storeIndex } from './store-index.ts';
import type { Damage } from './stored-record.ts';

export interface ExaminedStore {
  /** Jobs that are what was written. */
  readonly whole: number;
  /** Jobs that an earlier version wrote, which this one does not read. */
  readonly older: number;
  readonly damaged: readonly Damage[];
  /** Segments that cannot be read to where they ended; the index, which is made again of them. */
  readonly unreadable: readonly Damage[];
  readonly index: readonly Damage[];
  /** Jobs of which two records differ. */
  readonly disagreements: readonly Damage[];
}

/** Reads every byte of a store, changing nothing. */
export function examineStore(runs: string): ExaminedStore {
  const folder = path.join(runs, storeFolder);
  const segments = path.join(folder, segmentFolder);
  const earlier = earlierStore(folder);
  const files = keptFiles(folder, earlier.checkpoints);
  const index = storeIndex(segments);
  const kept = readIndex(path.join(folder, indexFile));
  const damagedIndex = kept && 'problem' in kept ? [{ file: path.join(folder, indexFile), ...kept }] : [];
  const damaged: Damage[] = damagedLines(segments, index).map(({ file, problem }) => ({ file, problem }));
  const unreadable = [
    ...unreadableSegments(segments, index),
    ...(kept && 'segments' in kept ? kept.segments : []).flatMap((known) => {
      const file = path.join(segments, known.name);
      const size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? known.end;
      return size < known.end && size > 0 ? [{ file, problem: lostEnd(known, size) }] : [];
    }),
  ];
  let whole = 0;
  let older = 0;
  for (const key of index.keys()) {
    const place = index.find(key);
    const record = place && index.read(place, key);
    const damage = record
      ? damageOfFiles(record, files)
      : place && { file: path.join(segments, place.segment), problem: `what stands at byte ${place.at} is no job` };
    if (damage) damaged.push(damage);
    else whole++;
  }
  for (const key of earlier.keys) {
    const found = earlier.find(key);
    if (!found) continue;
    if (!('problem' in found)) whole += index.find(key) ? 0 : 1;
    else if (earlier.isUnchecked(key)) older++;
    else damaged.push(found);
  }
  const disagreements = index.disagreements().map((each) => {
    const file = path.join(segments, each.copies[0].segment);
    return { file, problem: `a job that it holds is doubtful: ${disagreementText(each, segments)}` };
  });
  index.close();
  return { whole, older, damaged, unreadable, index: damagedIndex, disagreements };
}
