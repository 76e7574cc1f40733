import { pasted } from '../runs/shell-words.ts';
import fs from 'node:fs';
import path from 'node:path';
import { readRunRecord } from '../results/run-files.ts';
import { readPlainFile } from '../runs/data/index.ts';
import { Failure, isCrate, isRunFolder } from '../runs/index.ts';
import { readSource } from './read-source.ts';

/**
 * The folder of a run; or of the latest run of each experiment below a folder, or of a file.
 * @throws Failure where no run is found
 */
export function foldersOf(where: string): string[] {
  const stat = fs.statSync(where, { throwIfNoEntry: false });
  if (!stat)
    throw new Failure(
      'usage',
      `${where} is not there: name the folder of a run (runs/EXPERIMENT/KEY), a folder that holds runs, or ` +
        `the file that was run.`,
    );
  if (stat.isDirectory() && isRunFolder(where)) return [where];
  const runs = stat.isDirectory() ? where : path.join(path.dirname(path.resolve(where)), 'runs');
  const found = stat.isDirectory() ? latestIn(runs) : latestIn(runs, { file: where, source: readSource(where) });
  if (found.length > 0) return found;
  throw new Failure(
    'usage',
    stat.isDirectory()
      ? `${where} holds no run.`
      : `${where} has not been run yet: no run of it is in ${runs}. Run it with: anlage run ${pasted(where)}`,
  );
}

/**
 * The latest run of each experiment below a folder. Of a file: of its text, wherever it came from, or else of an
 * earlier text of it that had the experiment.
 */
function latestIn(runs: string, of?: { readonly file: string; readonly source: string }): string[] {
  const latest = new Map<string, { folder: string; time: number; own: boolean }>();
  for (const folder of runFolders(runs)) {
    const text = textIn(folder, 'spec.anl');
    const own = of === undefined || text === of.source;
    const { experiment, file } = recordOf(folder);
    if (
      of !== undefined &&
      !own &&
      (!isSameFile(file, of.file) ||
        !new RegExp(`^\\s*experiment\\s+"?${escaped(experiment)}"?(?![\\w])`, 'm').test(of.source))
    )
      continue;
    const time = (fs.statSync(path.join(folder, 'run.json'), { throwIfNoEntry: false }) ?? fs.statSync(folder)).mtimeMs;
    const held = latest.get(experiment);
    if (!held || Number(own) > Number(held.own) || (own === held.own && time > held.time))
      latest.set(experiment, { folder, time, own });
  }
  return [...latest.values()].map(({ folder }) => folder);
}

/** As its record has it; where that cannot be read, the experiment is that by which its folder is named. */
function recordOf(folder: string): { readonly experiment: string; readonly file?: string } {
  const record = readRunRecord(textIn(folder, 'run.json'));
  if (!('value' in record)) return { experiment: path.basename(path.dirname(folder)) };
  const { experiment, file } = record.value;
  return { experiment, ...(file !== undefined && { file: path.resolve(folder, file) }) };
}
/** Where it is not known what was run, it may have been this. */
const isSameFile = (known: string | undefined, file: string): boolean =>
  known === undefined || realPath(known) === realPath(path.resolve(file));
function realPath(file: string): string {
  try {
    return fs.realpathSync(file);
  } catch {
    return file;
  }
}

/** Folders of runs, one or two levels below. */
function runFolders(folder: string, depth = 2): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== '.jobs')
    .flatMap(({ name }) => {
      const below = path.join(folder, name);
      if (isCrate(below)) return [];
      return isRunFolder(below) ? [below] : depth > 1 ? runFolders(below, depth - 1) : [];
    });
}
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function textIn(folder: string, name: string): string {
  try {
    return readPlainFile(path.join(folder, name)).toString('utf8');
  } catch {
    return '';
  }
}
