import { overlaidFigures } from '../figures/index.ts';
import { compareRuns, loadNumbers, loadRun, sourceOfRun } from '../runs/index.ts';
import { momentText } from '../results/moments.ts';
import {
  type ChangedLine,
  type ComparedSetting,
  comparisonTables,
  type RunsComparison,
  sameText,
} from '../results/run-comparison.ts';
import { comparisonReport } from '../reports/html-comparison.ts';
import { writeReport } from './report-file.ts';
import { paint, type Paint, print, say, type Speech, table, tableWidth, textWidth, wrapped } from './terminal.ts';

/** `anlage diff`: what differs between two or more runs, the first being what the others are held against; 0 always. */
export async function diff(
  folders: readonly string[],
  { html }: { readonly html?: string },
  { json, quiet, colour }: Speech,
): Promise<number> {
  const runs = [];
  const load = html === undefined ? loadNumbers : loadRun;
  for (const folder of folders) runs.push({ folder, results: await load(folder), source: sourceOfRun(folder) });
  const found = compareRuns(runs);
  if (html !== undefined) {
    const labelled = runs.map(({ results }, place) => ({ label: found.runs[place].label, results }));
    writeReport(html, comparisonReport(found, overlaidFigures(labelled)), /\.html?$/i);
  }
  if (json) print(JSON.stringify(found));
  else if (!quiet || html === undefined) print(textOf(found, paint(colour)));
  if (html !== undefined && !quiet) say(`The comparison is in ${html}`);
  return 0;
}

function textOf(found: RunsComparison, style: Paint): string {
  const experiments = [...new Set(found.runs.map(({ experiment }) => experiment))];
  const said = [
    ...found.lines.flatMap((lines, place) => changedText(lines, found, place, style)),
    settings('asked', found.specification, found, style),
    settings('computed', found.computed, found, style),
    ...measures(found, style),
  ].filter((block) => block !== '');
  const begun = momentText(found.runs.map(({ started }) => started));
  return [
    found.runs.map(({ label, started, folder }) => `${label}  ${begun(started)}  ${folder}`).join('\n'),
    ...(experiments.length === 1
      ? []
      : [
          wrapped(
            style.doubtful(`These are runs of ${experiments.length} experiments: ${experiments.join(', ')}.`),
            textWidth(),
          ),
        ]),
    ...(said.length === 0 ? ['Nothing differs.'] : said),
  ].join('\n\n');
}

function changedText(
  lines: readonly ChangedLine[],
  { runs }: RunsComparison,
  place: number,
  { quiet, bad, good }: Paint,
): string[] {
  if (lines.length === 0) return [];
  return [
    [
      quiet(`text of ${runs[0].label} (−) and ${runs[place].label} (+)`),
      ...lines.map(({ side, line, text }) =>
        side === 'before' ? bad(`  − ${line}: ${text}`) : good(`  + ${line}: ${text}`),
      ),
    ].join('\n'),
  ];
}

function settings(
  title: string,
  differences: readonly ComparedSetting[],
  { runs }: RunsComparison,
  { quiet }: Paint,
): string {
  if (differences.length === 0) return '';
  return [
    quiet(title),
    ...differences.flatMap(({ where, values }) => [
      `  ${where}`,
      ...values.map((value, place) => `    ${runs[place].label}  ${value ?? '–'}`),
    ]),
  ].join('\n');
}

/** A table of each measure of what differs; then how much is the same. */
function measures(found: RunsComparison, { quiet }: Paint): string[] {
  const tables = comparisonTables(found);
  const same = sameText(found);
  return [
    ...tables.map(({ title, header, rows }) => {
      const { head, body } = table([[title, ...header], ...rows], new Set([2, 3, 4, 5, 6]), tableWidth());
      return [quiet(head), ...body].join('\n');
    }),
    ...(same === '' ? [] : [quiet(same)]),
  ];
}
