import fs from 'node:fs';
import path from 'node:path';
import { Failure, verifyRuns } from '../runs/index.ts';
import { paint, print, type Speech } from './terminal.ts';

/**
 * `anlage verify`: whether every file of the runs and the stores in a folder, or beside a file, is what was written; 1
 * if one is not.
 */
export function verify(where: string, { json, quiet, colour }: Speech): number {
  const found = verifyRuns(folderOf(where));
  const { runs, jobs, older, damaged } = found;
  if (runs + jobs + older + damaged.length === 0)
    throw new Failure('usage', `${where} holds no run: name the folder of a run, or one that holds runs.`);
  if (json) print(JSON.stringify(found));
  else {
    const { bad } = paint(colour);
    for (const { file, problem, remedy } of damaged) {
      const place = path.relative(process.cwd(), file) || '.';
      const said = problem.startsWith(file)
        ? `${place}${problem.slice(file.length)}`
        : `${place} is damaged: ${problem}`;
      print(bad(`${said}.`) + ` ${remedy}`);
    }
    if (!quiet) {
      print(`${counted(runs, 'run')} and ${counted(jobs, 'kept job')} are whole.`);
      if (older > 0) print(`${counted(older, 'kept job')} of an earlier version: not read any more.`);
    }
  }
  return damaged.length > 0 ? 1 : 0;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** @throws Failure where there is none */
function folderOf(where: string): string {
  const stat = fs.statSync(where, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return where;
  const runs = path.join(path.dirname(path.resolve(where)), 'runs');
  if (stat && fs.existsSync(runs)) return runs;
  throw new Failure(
    'usage',
    stat
      ? `${where} has not been run yet: there is no folder ${runs}.`
      : `${where} is not there: name the folder of a run, a folder that holds runs, or the file that was run.`,
  );
}
