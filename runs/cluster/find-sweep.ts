import fs from 'node:fs';
import path from 'node:path';
import { Failure } from '../../making/failure.ts';
import { namesIn } from '../data/plain-file.ts';
import { submissionsIn } from './submission.ts';
import { sweepsFolder } from '../keep/places-of-runs.ts';
import { isSweep, readSweep, type Sweep } from './sweep-plan.ts';

/**
 * The sweep that is meant by its own folder, by a folder that holds runs, or by the file that was run; of several, the
 * one that was last submitted. @throws Failure where there is none
 */
export function findSweep(where: string, experiment?: string, out?: string): Sweep {
  const place = path.resolve(where);
  if (isSweep(place)) return readSweep(place);
  const isFile = fs.statSync(place, { throwIfNoEntry: false })?.isFile() ?? false;
  const runs =
    out === undefined
      ? [isFile ? path.join(path.dirname(place), 'runs') : place, path.join(place, 'runs')]
      : [path.resolve(out)];
  const found = runs
    .flatMap(sweepsIn)
    .filter(({ plan }) => (!isFile || plan.file === place) && (!experiment || plan.experiment.name === experiment));
  const latest = found.sort((a, b) => (lastMade(a) < lastMade(b) ? 1 : -1)).at(0);
  if (latest) return latest;
  throw new Failure(
    'usage',
    `there is no sweep of ${experiment ?? where}: \`anlage sweep FILE EXPERIMENT --on slurm\` begins one${
      out === undefined ? '; --out says where its runs are, if not in runs/ beside the file' : ''
    }.`,
  );
}
function sweepsIn(runs: string): readonly Sweep[] {
  const folder = path.join(runs, sweepsFolder);
  return namesIn(folder)
    .map((name) => path.join(folder, name))
    .filter(isSweep)
    .map(readSweep);
}
const lastMade = (sweep: Sweep): string => submissionsIn(sweep).at(-1)?.submission.made ?? '';
