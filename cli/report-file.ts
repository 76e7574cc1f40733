import fs from 'node:fs';
import path from 'node:path';
import { Failure } from '../runs/index.ts';
import { writeNamedFile } from '../runs/keep/named-file.ts';

/** Writes a report, over no file but such a one. @throws Failure where the file cannot be written */
export function writeReport(file: string, content: string | Uint8Array, extension: RegExp): void {
  if (file === '-')
    throw new Failure('usage', 'A report is written to a file: name one, by the extension of its kind.');
  const folder = path.dirname(path.resolve(file));
  const refused = (why: string): Failure => new Failure('usage', `${file} cannot be written: ${why}.`);
  if (!fs.existsSync(folder)) throw refused(`there is no folder ${folder}: make it, or name another file`);
  if (fs.statSync(file, { throwIfNoEntry: false })?.isFile() && !extension.test(file))
    throw refused('it is there already and is no such report: name a file by the extension of one');
  writeNamedFile(file, content);
}
