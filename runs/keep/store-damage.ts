import path from 'node:path';
import { changed } from './checksum-list.ts';
import { damageOf } from './checksums.ts';
import type { Disagreement } from './index-file.ts';
import type { KeptFiles } from './kept-files.ts';
import type { StoreIndex } from './store-index.ts';
import type { Damage, StoredRecord } from './stored-record.ts';

/** Lines of segments that are not what was written, with their job where it is known; segments that cannot be read. */
export const damageOfSegments = (folder: string, index: StoreIndex): (Damage & { readonly key?: string })[] => [
  ...damagedLines(folder, index),
  ...unreadableSegments(folder, index),
];
export const damagedLines = (folder: string, index: StoreIndex): (Damage & { readonly key?: string })[] =>
  index.damaged().map(({ segment, line, key }) => ({
    file: path.join(folder, segment),
    problem: line === 0 ? 'it is empty' : `line ${line}: ${changed}`,
    ...(key && { key }),
  }));
export const unreadableSegments = (folder: string, index: StoreIndex): Damage[] =>
  [...index.unreadable()].map(([name, problem]) => ({ file: path.join(folder, name), problem }));

/** The first of the files beside a record that is not what was written. */
export function damageOfFiles({ key, outcome, contents }: StoredRecord, files: KeptFiles): Damage | undefined {
  for (const [name, sum] of Object.entries(outcome.files)) {
    if (name in contents) continue;
    const file = files.file(key, name, sum);
    const problem = damageOf(file, sum);
    if (problem) return { file, problem };
  }
  return undefined;
}

/** Two records of one job that differ: what a person is told. */
export function disagreementText({ about, copies: [one, other] }: Disagreement, folder: string): string {
  const copy = ({ segment, host, level, time }: Disagreement['copies'][number]): string =>
    `on ${host} (${level}, ${time}, ${path.join(folder, segment)})`;
  const what = about === 'numbers' || about === 'facts' ? `other ${about}` : `another ${about}`;
  return `computed twice, it gave ${what} ${copy(other)} than ${copy(one)}`;
}
