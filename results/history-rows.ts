import { bytesText, secondsTaken, tookText } from './run-facts.ts';
import { claimsText, type ClaimCounts, stateText } from './run-history.ts';
import type { FoundState, RunRecord } from './contract.ts';
import type { Remark } from './run-remark.ts';

/** A run as a row of the history. */
export interface HistoryRow extends Remark {
  readonly folder: string;
  /** Why it, or the remark on it, cannot be read. */
  readonly problem?: string;
  /** What is known of a run whose record can be read. */
  readonly known?: {
    readonly record: Pick<
      RunRecord,
      'key' | 'experiment' | 'started' | 'finished' | 'seconds' | 'sweep' | 'backend' | 'jobs' | 'changes'
    >;
    /** When, as told in a list of them all. */
    readonly begun: string;
    readonly state: FoundState;
    readonly claims?: ClaimCounts;
    readonly seeds?: number;
  };
  /** Of the file that was run, as the workspace calls it. */
  readonly file: string;
  /** What is new since the run of the same experiment before. */
  readonly news: readonly string[];
  readonly bytes: number;
}

/** What a column shows, and what it is sorted by. */
export interface HistoryColumn {
  readonly name: string;
  readonly isNumber?: true;
  readonly text: (row: HistoryRow) => string;
  readonly order: (row: HistoryRow) => number | string;
}

const isDone = (state: FoundState | undefined): boolean => state === 'done' || state === 'cached';
/** Failed claims first, then those that are not known, then runs that did not end. */
function urgency({ known, problem }: HistoryRow): number {
  if (!known) return problem ? 5 : 0;
  const { claims, state } = known;
  if (!isDone(state)) return state === 'failed' ? 4 : 3;
  return claims && claims.failed > 0 ? 2 + share(claims.failed, claims) : share(claims?.unknown ?? 0, claims);
}
const share = (count: number, claims: ClaimCounts | undefined): number =>
  claims && count > 0 ? count / (claims.passed + claims.failed + claims.unknown) : 0;

export const historyColumns = {
  when: {
    name: 'when',
    text: ({ known }) => known?.begun ?? '',
    order: ({ known }) => (known ? Date.parse(known.record.started) : 0),
  },
  experiment: {
    name: 'experiment',
    text: ({ known }) => known?.record.experiment ?? '',
    order: ({ known }) => known?.record.experiment.toLowerCase() ?? '',
  },
  claims: {
    name: 'claims',
    text: ({ known }) => {
      if (!known) return 'cannot be read';
      return isDone(known.state) ? claimsText(known.claims) || '–' : stateText(known.state, known.record);
    },
    order: urgency,
  },
  changed: {
    name: 'changed since the run before',
    text: ({ known, news }) =>
      [...(known?.record.changes ?? []).map((change) => `${change} (command line)`), ...news].join('; '),
    order: ({ news }) => news.length,
  },
  seeds: {
    name: 'seeds',
    isNumber: true,
    text: ({ known }) => String(known?.seeds ?? ''),
    order: ({ known }) => known?.seeds ?? -1,
  },
  backend: {
    name: 'backend',
    text: ({ known }) => known?.record.backend ?? '',
    order: ({ known }) => known?.record.backend ?? '',
  },
  took: {
    name: 'took',
    isNumber: true,
    text: ({ known }) => (known ? tookText(known.record) : ''),
    order: ({ known }) => (known && secondsTaken(known.record)) ?? -1,
  },
  size: { name: 'size', isNumber: true, text: ({ bytes }) => bytesText(bytes), order: ({ bytes }) => bytes },
} satisfies Readonly<Record<string, HistoryColumn>>;
export type ColumnName = keyof typeof historyColumns;

export interface HistoryOrder {
  readonly column: ColumnName;
  readonly falls: boolean;
}

/** The rows that hold every word of a filter, in order; of equals the newest first. */
export function shownRows(rows: readonly HistoryRow[], filter: string, { column, falls }: HistoryOrder): HistoryRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const { order } = historyColumns[column] as HistoryColumn;
  const direction = falls ? -1 : 1;
  return rows
    .filter((row) => {
      const text = searched(row);
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => {
      const [one, other] = [order(a), order(b)];
      const before = one < other ? -direction : one > other ? direction : 0;
      return before || historyColumns.when.order(b) - historyColumns.when.order(a);
    });
}
const searched = (row: HistoryRow): string =>
  [
    ...Object.values<HistoryColumn>(historyColumns).map(({ text }) => text(row)),
    row.known?.record.key,
    row.file,
    row.note,
    row.starred ? '★ starred' : '',
    row.problem,
  ]
    .join('\n')
    .toLowerCase();
