import { claimAtPoint, shownVerdict, tablesJudged } from '../results/shown-verdict.ts';
import type { FoundState, Results, Verdict } from '../runs/index.ts';
import { changesText, tookText } from '../results/run-facts.ts';
import { baselineTables, effectsAsTables, type MeasureTable, measureTables } from '../reports/measure-tables.ts';
import { failuresTogether } from './failures.ts';
import { duration } from './progress-line.ts';
import { screenTables } from '../reports/screen-tables.ts';
import { type Paint, paint, table, wrapped } from './terminal.ts';

export interface TableStyle {
  /** What has become of the run, where that is not what its record says. */
  readonly state?: FoundState;
  readonly colour: boolean;
  readonly width: number;
  /** In place of `width`, for tables. */
  readonly tableWidth?: number;
}

/**
 * A run as a person likes to read it: verdicts first, then each measure with its comparisons, baselines, and what
 * should be said unasked.
 */
export function resultTable(
  results: Results,
  { colour, width, tableWidth = width, state = results.run.status }: TableStyle,
): string {
  const style = paint(colour);
  const measures = [...measureTables(results), ...effectsAsTables(results), ...screenTables(results, width)].map(
    (each) => measureBlock(each, style, tableWidth),
  );
  return [
    title(results, state, style),
    verdicts(results, style, width),
    ...measures,
    baselines(results, style, width),
    notes(results, style, width),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

function title({ experiment, run }: Results, state: FoundState, { bold, quiet, doubtful }: Paint): string {
  const screened = experiment.conditions.filter((condition) => condition.screened).length;
  const written = experiment.conditions.length - screened;
  const sizes = [
    `${written} condition${written === 1 ? '' : 's'}${screened > 0 ? ` and ${screened} of a screen` : ''}`,
    ...experiment.vary.flatMap(({ name, values }) =>
      experiment.subjects?.some(({ at }) => name in at) ? [] : [`${values.length} ${name}`],
    ),
    ...(experiment.subjects ? [`${experiment.subjects.length} subjects`] : []),
    `${experiment.seeds.length} seed${experiment.seeds.length === 1 ? '' : 's'}`,
  ];
  const status = state === 'done' || state === 'cached' ? '' : doubtful(`  ${state}: these are the results so far`);
  const how = `${sizes.join(' × ')}, ${run.backend}, ${run.sweep ? tookText(run) : duration(run.seconds)}`;
  const changes = changesText(run);
  return `${bold(experiment.name)}  ${quiet(how)}${status}${changes && `\n${doubtful(changes)}`}`;
}

function verdicts({ summary }: Results, style: Paint, width: number): string {
  const colours: Readonly<Record<Verdict, (text: string) => string>> = {
    supported: style.good,
    holds: style.doubtful,
    fails: style.bad,
    unknown: style.doubtful,
  };
  return [
    ...summary.expectations.map((expectation) => {
      const { line, verdict, observed } = expectation;
      const { mark, word } = shownVerdict(expectation);
      return wrapped(
        `${mark} ${word}: ${claimAtPoint(expectation).replace(/\s+/g, ' ')} (line ${line}) — ${observed}`,
        width,
      ).replace(word, colours[verdict]);
    }),
    ...tablesJudged(summary.expectations).map((text) => style.quiet(wrapped(text, width))),
  ].join('\n');
}

function measureBlock(
  { title: name, header, rows }: Pick<MeasureTable, 'title' | 'header' | 'rows'>,
  { bold, quiet }: Paint,
  width: number,
): string {
  const numbers = new Set(header.map((_, column) => column + 1));
  const { head, body } = table(
    [[name, ...header], ...rows.map(({ condition, cells }) => [condition, ...cells])],
    numbers,
    width,
  );
  return [quiet(head), ...body.map((line, row) => (rows[row].isReference ? bold(line) : line))].join('\n');
}

function baselines(results: Results, { quiet }: Paint, width: number): string {
  return baselineTables(results)
    .filter(({ rows }) => rows.length > 0)
    .map(({ measure, rows }) =>
      wrapped(
        `${quiet(`baselines of ${measure}:`)} ${rows.map(([name, value]) => `${name} ${value}`).join('; ')}`,
        width,
      ),
    )
    .join('\n');
}

function notes({ summary, run }: Results, { doubtful, bad, quiet }: Paint, width: number): string {
  const said = summary.notes.map(
    ({ code, text }) => `${doubtful('•')} ${wrapped(`${text} ${quiet(code)}`, width, '  ').trimStart()}`,
  );
  const failures = failuresTogether(run.warnings).map(
    (text) => `${bad('✗')} ${wrapped(text, width, '  ').trimStart()}`,
  );
  return [...failures, ...said].join('\n');
}
