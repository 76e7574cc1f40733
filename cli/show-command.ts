import path from 'node:path';
import { Failure, loadNumbers, loadRun, sourceOfRun, stateOf } from '../runs/index.ts';
import { foldersOf } from './latest-runs.ts';
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
