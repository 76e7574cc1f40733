import path from 'node:path';
import { earlierStore } from './earlier-store.ts';
import { readIndex } from './index-file.ts';
import { keptFiles } from './kept-files.ts';
import { indexFile, segmentFolder, storeFolder } from './store.ts';
import { damageOfFiles, damageOfSegments, disagreementText } from './store-damage.ts';
import { storeIndex } from './store-index.ts';
import type { Damage } from './stored-record.ts';

export interface ExaminedStore {
  /** Jobs that are what was written. */
  readonly whole: number;
  /** Jobs that an earlier version wrote, which this one does not read. */
  readonly older: number;
  readonly damaged: readonly Damage[];
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
  const damaged: Damage[] = kept && 'problem' in kept ? [{ file: path.join(folder, indexFile), ...kept }] : [];
  damaged.push(...damageOfSegments(segments, index).map(({ file, problem }) => ({ file, problem })));
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
  return { whole, older, damaged, disagreements };
}
