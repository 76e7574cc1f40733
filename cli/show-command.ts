import fs from 'node:fs';
import path from 'node:path';
import { Failure, isRunFolder, loadNumbers, loadRun, sourceOfRun, stateOf } from '../runs/index.ts';
import { readRunRecord } from '../results/run-files.ts';
import { readPlainFile } from '../runs/data/index.ts';
import { readSource } from './read-source.ts';
import { writeReport } from './report-file.ts';
import { type ReportKind, reportKinds, type WrittenReport } from '../reports/report.ts';
import type { Reported } from '../reports/reported.ts';
import { resultTable } from './result-table.ts';
import { unknownSignsText } from './unknown-signs.ts';
import type { CrateOptions } from './write-crate.ts';
import type { FigureFiles } from './write-figures.ts';
import { print, say, type Speech, tableWidth, textWidth } from './terminal.ts';

/** `anlage show`: a run's folder, or the latest run of each experiment of a file. */
export async function show(
  where: string,
  written: ReportFiles & FigureFiles & CrateOptions,
  speech: Speech,
): Promise<number> {
  const folders = foldersOf(where);
  const isWritten = [...kinds, 'figures', 'crate'].some((kind) => kind in written);
  const load = isWritten ? loadRun : loadNumbers;
  const runs: (Reported & { readonly folder: string })[] = [];
  const unreadable: Failure[] = [];
  for (const folder of folders)
    try {
      runs.push({ folder, results: await load(folder), source: sourceOfRun(folder) });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      unreadable.push(error);
    }
  if (runs.length === 0 && unreadable.length > 0) throw unreadable[0];
  if (speech.json)
    print(JSON.stringify({ runs: runs.map(({ folder, results: { run, summary } }) => ({ folder, run, summary })) }));
  else if (!(speech.quiet && isWritten))
    print(
      runs
        .map(({ folder, results }) =>
          [
            resultTable(results, {
              colour: speech.colour,
              width: textWidth(),
              tableWidth: tableWidth(),
              state: stateOf(folder, results.run),
            }),
            path.relative(process.cwd(), folder) || '.',
          ].join('\n\n'),
        )
        .join('\n\n\n'),
    );
  for (const kind of kinds) {
    const file = written[kind];
    if (file === undefined) continue;
    const { write, extension } = reportKinds[kind];
    const { content, unknownSigns = [] }: WrittenReport = await write(runs);
    writeReport(file, content, extension);
    if (!speech.quiet) say(`The report is in ${file}`);
    if (unknownSigns.length > 0) say(unknownSignsText(unknownSigns, file));
  }
  if (written.figures !== undefined) await (await import('./write-figures.ts')).writeFigures(runs, written, speech);
  if (written.crate !== undefined) await (await import('./write-crate.ts')).writeCrate(runs, written, speech);
  for (const { message } of unreadable) say(`anlage: ${message}`);
  return unreadable.length > 0 ? 2 : 0;
}

const kinds = Object.keys(reportKinds) as ReportKind[];
/** The file that each is written to. */
export type ReportFiles = Readonly<Partial<Record<ReportKind, string>>>;

function textIn(folder: string, name: string): string {
  try {
    return readPlainFile(path.join(folder, name)).toString('utf8');
  } catch {
    return '';
  }
}

/** @throws Failure where no run is found */
function foldersOf(where: string): string[] {
  const stat = fs.statSync(where, { throwIfNoEntry: false });
  if (!stat)
    throw new Failure(
      'usage',
      `${where} is not there: name the folder of a run (runs/EXPERIMENT/KEY), a folder that holds runs, or ` +
        `the file that was run.`,
    );
  if (stat.isDirectory() && isRunFolder(where)) return [where];
  const runs = stat.isDirectory() ? where : path.join(path.dirname(path.resolve(where)), 'runs');
  const found = stat.isDirectory() ? latestIn(runs) : latestIn(runs, readSource(where));
  if (found.length > 0) return found;
  throw new Failure(
    'usage',
    stat.isDirectory()
      ? `${where} holds no run.`
      : `${where} has not been run yet: no run of it is in ${runs}. Run it with: anlage run ${where}`,
  );
}

/** The latest run of each experiment below a folder; of a file's own experiments where its text is given. */
function latestIn(runs: string, source?: string): string[] {
  const latest = new Map<string, { folder: string; time: number; own: boolean }>();
  for (const folder of runFolders(runs)) {
    const text = textIn(folder, 'spec.anl');
    const own = source === undefined || text === source;
    const experiment = experimentOf(folder);
    if (
      source !== undefined &&
      !own &&
      !new RegExp(`^\\s*experiment\\s+"?${escaped(experiment)}"?(?![\\w])`, 'm').test(source)
    )
      continue;
    const time = (fs.statSync(path.join(folder, 'run.json'), { throwIfNoEntry: false }) ?? fs.statSync(folder)).mtimeMs;
    const held = latest.get(experiment);
    if (!held || Number(own) > Number(held.own) || (own === held.own && time > held.time))
      latest.set(experiment, { folder, time, own });
  }
  return [...latest.values()].map(({ folder }) => folder);
}

/** As its record has it; where that cannot be read, as its folder is named. */
function experimentOf(folder: string): string {
  const record = readRunRecord(textIn(folder, 'run.json'));
  return 'value' in record ? record.value.experiment : path.basename(path.dirname(folder));
}

/** Folders of runs, one or two levels below. */
function runFolders(folder: string, depth = 2): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== '.jobs')
    .flatMap(({ name }) => {
      const below = path.join(folder, name);
      return isRunFolder(below) ? [below] : depth > 1 ? runFolders(below, depth - 1) : [];
    });
}
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
