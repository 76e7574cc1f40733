import { plainNumber } from './readable-numbers.ts';

/** Runs beside each other, the first being what the others are held against. Values are in SI units, shares 0 .. 1. */
export interface RunsComparison {
  readonly runs: readonly ComparedRun[];
  /** Lines of the text of each run that the first has not, and the other way round; empty of the first. */
  readonly lines: readonly (readonly ChangedLine[])[];
  /** What was asked, and what computed it: only what is not the same in all. */
  readonly specification: readonly ComparedSetting[];
  readonly computed: readonly ComparedSetting[];
  readonly measures: readonly ComparedMeasure[];
}
export interface ComparedRun {
  /** `A`, `B`, … */
  readonly label: string;
  readonly experiment: string;
  readonly folder: string;
  readonly started: string;
  readonly key: string;
}
/** A line without its comment; `before`: of the first run. `line` is 1-based, in the text it is of. */
export interface ChangedLine {
  readonly side: 'before' | 'after';
  readonly line: number;
  readonly text: string;
}
/** A value for each run, null where a run has none. */
export interface ComparedSetting {
  readonly where: string;
  readonly values: readonly (string | null)[];
}
export interface ComparedMeasure {
  readonly measure: string;
  readonly unit: string;
  /** A value times it is in `unit`. */
  readonly factor: number;
  readonly condition: string;
  /** What a value is repeated over. */
  readonly over: 'seeds' | 'subjects';
  /** Of the sweep, as a person reads it; empty where there is none. */
  readonly point: string;
  /** A side for each run, null where a run has no value; and whether the run asks for one. */
  readonly sides: readonly (ComparedSide | null)[];
  readonly asked: readonly boolean[];
}
type Interval = readonly [number, number];
export interface ComparedSide {
  readonly n: number;
  readonly mean: number;
  readonly ci: Interval | null;
  /** From the first run; left out of it, and where that has no value. */
  readonly difference?: SideDifference;
}
export interface SideDifference {
  /** Over the seeds or subjects of both, or of two samples that share none. */
  readonly pairing: 'seeds' | 'subjects' | 'none';
  /** Pairs, or the smaller of the two samples. */
  readonly n: number;
  readonly value: number;
  readonly ci: Interval | null;
}

/** A table as rows of text, for every place where a comparison is shown. */
export interface ComparisonTable {
  readonly title: string;
  readonly header: readonly string[];
  /** Condition and run, then numbers. */
  readonly rows: readonly (readonly string[])[];
}

/** A table for each measure at each point of the sweep, of what differs or stands in one run alone. */
export function comparisonTables({ runs, measures }: RunsComparison): ComparisonTable[] {
  const tables = new Map<string, { over: Set<string>; rows: string[][] }>();
  for (const one of measures.filter((each) => !isSame(each))) {
    const unit = one.unit && ` (${one.unit})`;
    const title = `${one.measure}${unit}${one.point && ` at ${one.point}`}`;
    const table = tables.get(title) ?? { over: new Set(), rows: [] };
    table.over.add(one.over);
    table.rows.push(...rowsOf(one, runs));
    tables.set(title, table);
  }
  const header = ['run', 'mean', '95 % interval', `difference from ${runs[0].label}`, '95 % interval'];
  return [...tables].map(([title, { over, rows }]) => ({ title, header: [...header, [...over].join(' or ')], rows }));
}

/** How differences are paired, in a sentence. */
export function pairingText({ measures }: Pick<RunsComparison, 'measures'>): string {
  const over = [...new Set(measures.map((one) => one.over))].join(' or ') || 'seeds';
  const why = over === 'seeds' ? ', for the same seed draws the same in both' : '';
  const unpaired = 'of runs that share none, the interval is Welch’s';
  return `Differences are paired by the ${over} that both runs have${why}; ${unpaired}.`;
}

/** How many measured values are the same in all runs; empty of none. */
export function sameText({ measures }: RunsComparison): string {
  const count = measures.filter(isSame).length;
  if (count === 0) return '';
  const all = count === measures.length && count > 1 ? 'All ' : '';
  return `${all}${count} measured ${count === 1 ? 'value is' : 'values are'} the same.`;
}

function isSame({ sides: [first, ...others] }: ComparedMeasure): boolean {
  return (
    first !== null &&
    others.every(
      (side) =>
        side?.difference?.value === 0 &&
        side.mean === first.mean &&
        side.n === first.n &&
        side.difference.pairing !== 'none' &&
        side.difference.n === first.n,
    )
  );
}

function rowsOf({ condition, sides, asked, factor, unit }: ComparedMeasure, runs: readonly ComparedRun[]): string[][] {
  const show = alike(sides, factor);
  const interval = (ci: Interval | null | undefined): string => (ci ? `[${show(ci[0])}, ${show(ci[1])}]` : '');
  return sides.map((side, place) => {
    const { label } = runs[place];
    if (!side) return [condition, label, asked[place] ? 'no value' : 'not asked', '', '', '', ''];
    const { n, mean, ci, difference } = side;
    const of = difference && `${difference.value > 0 ? '+' : ''}${show(difference.value)}`;
    return [
      condition,
      label,
      show(mean),
      interval(ci),
      of === undefined ? '' : `${of}${unit === '%' ? ' points' : ''}`,
      interval(difference?.ci),
      difference ? seedsText(n, difference) : String(n),
    ];
  });
}
const seedsText = (n: number, { pairing, n: shared }: SideDifference): string =>
  pairing === 'none' ? `${n}, unpaired` : shared === n ? `${n}, paired` : `${n}, ${shared} paired`;

/**
 * Writes the numbers of a comparison with the same decimals: two digits of the narrowest interval, or, where there is
 * none, of the smallest difference; never more than seven digits of the largest value.
 */
function alike(sides: ComparedMeasure['sides'], factor: number): (value: number) => string {
  const known = sides.flatMap((side) => side ?? []);
  const size = (value: number): number => Math.abs(value * factor);
  const widths = known
    .flatMap(({ ci, difference }) => [ci, difference?.ci])
    .flatMap((ci) => (ci && ci[1] > ci[0] ? [size(ci[1] - ci[0])] : []));
  const differences = known.flatMap(({ difference }) => (difference?.value ? [size(difference.value)] : []));
  const largest = Math.max(...known.map(({ mean }) => size(mean)), ...differences);
  const told = widths.length > 0 ? widths : differences;
  const isWhole = told === differences && known.every(({ mean }) => Number.isInteger(mean * factor));
  const wanted = isWhole ? 0 : told.length > 0 ? 1 - Math.floor(Math.log10(Math.min(...told))) : 3;
  const decimals = Math.max(0, Math.min(wanted, 6 - Math.floor(Math.log10(largest || 1))));
  return (value) => fixed(value * factor, decimals);
}
/** With a true minus sign; what would be too long, or nothing but zeros, in three digits. */
function fixed(value: number, decimals: number): string {
  const text = value.toFixed(Math.min(decimals, 20));
  const isLost = Number(text) === 0 && value !== 0;
  if (isLost || decimals > 9 || Math.abs(value) >= 1e9) return plainNumber(Number(value.toPrecision(3)));
  return (Number(text) === 0 ? text.replace('-', '') : text).replace('-', '−');
}
