import { groupedBy } from './grouped.ts';
import type { ExpectationSummary, Verdict } from './contract.ts';

/** How a verdict is shown, and what it means. */
export interface ShownVerdict {
  readonly mark: string;
  readonly word: string;
  readonly meaning: string;
}
const shown: Readonly<Record<Verdict, ShownVerdict>> = {
  supported: { mark: '✓', word: 'supported', meaning: 'the 95 % interval excludes the other side' },
  holds: { mark: '≈', word: 'holds', meaning: 'true of the mean; the interval does not exclude chance' },
  fails: { mark: '✗', word: 'fails', meaning: 'not true of these numbers' },
  unknown: { mark: '?', word: 'unknown', meaning: 'something that it needs has no value: it does not pass' },
};
const exactly: ShownVerdict = { mark: '✓', word: 'exact', meaning: 'true of exact numbers that no seed draws' };

export const shownVerdict = ({ verdict, exact }: Pick<ExpectationSummary, 'verdict' | 'exact'>): ShownVerdict =>
  exact && verdict === 'supported' ? exactly : shown[verdict];

const passing: Readonly<Record<Verdict, boolean>> = { supported: true, holds: true, fails: false, unknown: false };
export const passes = ({ verdict }: Pick<ExpectationSummary, 'verdict'>): boolean => passing[verdict];

/** A claim with the point of the sweep that it was judged at. */
export const claimAtPoint = ({ text, where }: Pick<ExpectationSummary, 'text' | 'where'>): string =>
  where ? `${text} at ${where}` : text;

/** Of each claim over a table, how many of its rows pass: `alpha of sparse by partners: 5 of 6 rows`. */
export function tablesJudged(claims: readonly ExpectationSummary[]): readonly string[] {
  const ofTables = claims.flatMap(({ table, ...claim }) => (table === undefined ? [] : [{ table, ...claim }]));
  const tables = groupedBy(ofTables, ({ table }) => table);
  return [...tables].map(([table, rows]) => `${table}: ${rows.filter(passes).length} of ${rows.length} rows`);
}
