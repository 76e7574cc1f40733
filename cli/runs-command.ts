import fs from 'node:fs';
import path from 'node:path';
import { Failure, type ListedRun, listRuns, newsOf } from '../runs/index.ts';
import { momentText } from '../results/moments.ts';
import { claimsText, stateText } from '../results/run-history.ts';
import { bytesText, tookText } from '../results/run-facts.ts';
import { paint, print, type Speech, table, tableWidth, textWidth, wrapped } from './terminal.ts';

export interface RunsOptions {
  readonly experiment?: string;
  readonly failed?: boolean;
  /** A date, or how long ago: `7d`. */
  readonly since?: string;
}

/** `anlage runs`: every run in a folder, newest first, each with what is new since the one before; 0 also of none. */
export async function runs(where: string, options: RunsOptions, { json, colour, quiet }: Speech): Promise<number> {
  if (!fs.statSync(where, { throwIfNoEntry: false })?.isDirectory())
    throw new Failure('usage', `${where} is no folder: name one that holds runs, such as the one of the file.`);
  const since = options.since === undefined ? Number.NEGATIVE_INFINITY : momentOf(options.since);
  const all = await listRuns(where);
  const shown = all.filter(
    ({ record, claims }) =>
      (options.experiment === undefined || record?.experiment === options.experiment) &&
      (options.since === undefined || (record !== undefined && Date.parse(record.started) >= since)) &&
      (!options.failed || record?.status === 'failed' || (claims?.failed ?? 0) > 0),
  );
  if (json) {
    print(JSON.stringify({ runs: shown }));
    return 0;
  }
  if (shown.length === 0) {
    print(all.length === 0 ? `${where} holds no run.` : `None of the ${all.length} runs in ${where} is such a run.`);
    return 0;
  }
  const style = paint(colour);
  const begun = momentText(shown.flatMap(({ record }) => record?.started ?? []));
  const { head, body } = table(
    [
      ['begun', 'experiment', 'claims', 'conditions', 'seeds', 'took', 'size', 'folder'],
      ...shown.map((run) => rowOf(run, begun)),
    ],
    new Set([3, 4, 5, 6]),
    tableWidth(),
  );
  print(style.bold(head));
  for (const [at, line] of body.entries()) {
    const { claims, problem, record } = shown[at];
    const isBad = problem !== undefined || record?.status === 'failed' || (claims?.failed ?? 0) > 0;
    print(isBad ? style.bad(line) : line);
    for (const more of quiet ? [] : beside(shown[at])) print(style.quiet(wrapped(more, textWidth(), '    ')));
  }
  return 0;
}

function rowOf(
  { folder, bytes, record, state, claims, conditions, seeds }: ListedRun,
  begun: (started: string) => string,
): string[] {
  const place = path.relative(process.cwd(), folder) || '.',
    size = bytesText(bytes);
  if (!record || !state) return ['', '', 'cannot be read', '', '', '', size, place];
  const isDone = state === 'done' || state === 'cached';
  return [
    begun(record.started),
    record.experiment,
    isDone ? claimsText(claims) || '–' : stateText(state, record),
    String(conditions?.length ?? '?'),
    String(seeds?.length ?? '?'),
    tookText(record),
    size,
    place,
  ];
}

const hoursIn: Readonly<Record<string, number>> = { h: 1, d: 24, w: 168 };
/** In milliseconds since 1970; a day begins at midnight here. @throws Failure */
function momentOf(text: string): number {
  const [, count, unit] = /^(\d+)([hdw])$/.exec(text) ?? [];
  const moment =
    count === undefined
      ? Date.parse(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00` : text)
      : Date.now() - Number(count) * hoursIn[unit] * 3_600_000;
  if (Number.isFinite(moment)) return moment;
  throw new Failure(
    'usage',
    `--since is a date (2026-03-01, 2026-03-01T14:00) or a time (12h, 7d, 2w), not "${text}".`,
  );
}

/** At most so many changes are named. */
const mostNamed = 4;

function beside(run: ListedRun): string[] {
  const { problem, record, remark } = run;
  const news = newsOf(run),
    named = news.slice(0, mostNamed),
    more = news.length - named.length;
  return [
    ...(problem === undefined ? [] : [problem]),
    ...(remark && (remark.starred || remark.note !== '') ? [`${remark.starred ? '★ ' : ''}${remark.note}`] : []),
    ...(record?.changes?.length ? [`changed on the command line: ${record.changes.join('; ')}`] : []),
    ...(named.length > 0 ? [`since the run before: ${named.join('; ')}${more > 0 ? `; and ${more} more` : ''}`] : []),
  ];
}
