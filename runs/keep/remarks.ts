import fs from 'node:fs';
import path from 'node:path';
import { noRemark, readRemark, type Remark, remarkName, remarkText } from '../../results/run-remark.ts';
import type { Read } from '../../results/run-files.ts';
import { readPlainFile } from '../data/plain-file.ts';
import { whyUnreadable } from './checksums.ts';
import { writeAtomically } from './written-files.ts';

/** The file of what a person says of a run: beside its folder, so that the run's own files stay what was written. */
export const remarkFile = (folder: string): string =>
  path.join(path.dirname(folder), remarkName(path.basename(folder)));

/** `problem`: sentences of which the first begins with the file's path. */
export function remarkOn(folder: string): Read<Remark> {
  const file = remarkFile(folder);
  if (!fs.existsSync(file)) return { value: noRemark };
  let read: Read<Remark>;
  try {
    read = readRemark(readPlainFile(file).toString('utf8'));
  } catch (error) {
    return { problem: `${file}: ${whyUnreadable(error)}` };
  }
  return 'value' in read ? read : { problem: `${file} ${read.problem}` };
}

/** Of a run without star and note there is no file. @throws Failure where it cannot be written */
export function writeRemark(folder: string, remark: Remark): void {
  const file = remarkFile(folder);
  if (!remark.starred && remark.note === '') fs.rmSync(file, { force: true });
  else writeAtomically(file, remarkText(remark));
}
