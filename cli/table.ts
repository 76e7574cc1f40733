import { formatNumber, formatPoint, quantityOf, type Quantity } from '../figures/index.ts';
import type { ComparisonSummary, MeasureSummary, Results, Verdict } from '../runs/index.ts';
import { duration } from './progress-line.ts';
import { columns, type Paint, paint, wrapped } from './terminal.ts';

export interface TableStyle { readonly colour: boolean; readonly width: number }

/** A run as a person likes to read it: verdicts first, then each measure with its comparisons, baselines, and what should be said unasked. */
export function resultTable(results: Results, { colour, width }: TableStyle): string {
  const style = paint(colour);
  const measures = results.experiment.measures.flatMap(({ name }) => points(results).map((at) => measureBlock(results, name, at, style))).filter((block) => block !== '');
  return [title(results, style), verdicts(results, style, width), ...measures, baselines(results, style), notes(results, style, width)].filter((block) => block !== '').join('\n\n');
}

function title({ experiment, run }: Results, { bold, quiet, doubtful }: Paint): string {
  const sizes = [`${experiment.conditions.length} condition${experiment.conditions.length === 1 ? '' : 's'}`, ...experiment.vary.map(({ name, values }) => `${values.length} ${name}`), `${experiment.seeds.length} seed${experiment.seeds.length === 1 ? '' : 's'}`];
  const status = run.status === 'done' || run.status === 'cached' ? '' : doubtful(`  ${run.status}: these are the results so far`);
  return `${bold(experiment.name)}  ${quiet(`${sizes.join(' × ')}, ${run.backend}, ${duration(run.seconds)}`)}${status}`;
}

function verdicts({ summary }: Results, style: Paint, width: number): string {
  return summary.expectations.map(({ text, line, at, verdict, observed }) => {
    const point = formatPoint(at);
    return wrapped(`${verdictMark[verdict]} ${verdict}: ${text.replace(/\s+/g, ' ')}${point ? ` at ${point}` : ''} (line ${line}) — ${observed}`, width)
      .replace(verdict, (word) => ({ supported: style.good, holds: style.doubtful, fails: style.bad })[verdict](word));
  }).join('\n');
}
const verdictMark: Readonly<Record<Verdict, string>> = { supported: '✓', holds: '≈', fails: '✗' };

/** Mean and interval of every condition, its difference from the reference, and the corrected p; values in the measure's unit. */
function measureBlock({ experiment, summary }: Results, measure: string, at: MeasureSummary['at'], { bold, quiet }: Paint): string {
  const found = summary.measures.filter((one) => one.measure === measure && samePoint(one.at, at));
  if (found.length === 0) return '';
  const quantity = quantityOf(experiment, measure);
  const [reference] = experiment.conditions.map(({ name }) => name);
  const compared = new Map(summary.comparisons.filter((one) => one.measure === measure && one.b === reference && samePoint(one.at, at)).map((one) => [one.a, one]));
  const decimals = decimalsFor(found, quantity);
  const show = (value: number, sign = false) => `${sign && value > 0 ? '+' : ''}${formatNumber(value * quantity.factor, decimals)}`;
  const interval = (ci: readonly [number, number] | null) => (ci ? `[${show(ci[0])}, ${show(ci[1])}]` : '');
  const unit = quantity.unit ? ` (${quantity.unit})` : '';
  const point = formatPoint(at);
  const some = (pick: (one: ComparisonSummary) => unknown) => [...compared.values()].some((one) => pick(one) !== null);
  const withInterval = found.some(({ ci }) => ci !== null);
  const header = [`${measure}${unit}${point ? ` at ${point}` : ''}`, 'mean', withInterval ? '95 % interval' : '', compared.size > 0 ? `− ${reference}` : '', some(({ ci }) => ci) ? '95 % interval' : '', some(({ p_corrected: p }) => p) ? 'p, Holm' : '', 'n'];
  const rows = found.map(({ condition, mean, ci, n }) => {
    const against = compared.get(condition);
    return [condition, show(mean), interval(ci), against ? show(against.difference, true) : '', against ? interval(against.ci) : '', against?.p_corrected != null ? showP(against.p_corrected) : '', String(n)];
  });
  const used = header.map((_, column) => column).filter((column) => header[column] !== '');
  const [head, ...body] = columns([header, ...rows].map((row) => used.map((column) => row[column])), new Set(used.map((_, i) => i).filter((i) => i > 0))).split('\n');
  return [quiet(head), ...body.map((line, i) => (found[i].condition === reference ? bold(line) : line))].join('\n');
}

function baselines({ experiment, summary }: Results, { quiet }: Paint): string {
  return Object.entries(summary.baselines).map(([measure, { chance, raw_input: raw, untrained }]) => {
    const quantity = quantityOf(experiment, measure);
    const show = (value: number) => `${formatNumber(value * quantity.factor, quantity.factor === 100 ? 1 : 3)}${quantity.unit ? ` ${quantity.unit}` : ''}`;
    const before = Object.values(untrained);
    const parts = [`chance ${show(chance)}`, raw === null ? '' : `the raw input alone ${show(raw)}`, before.length === 0 ? '' : `untrained ${range(before, show)}`].filter(Boolean);
    return `${quiet(`baselines of ${measure}:`)} ${parts.join(', ')}`;
  }).join('\n');
}

function notes({ summary, run }: Results, { doubtful, bad, quiet }: Paint, width: number): string {
  const said = summary.notes.map(({ code, text }) => `${doubtful('•')} ${wrapped(`${text} ${quiet(code)}`, width, '  ').trimStart()}`);
  const failures = run.warnings.map((text) => `${bad('✗')} ${wrapped(text, width, '  ').trimStart()}`);
  return [...failures, ...said].join('\n');
}

/** Points of the sweep that have numbers, in the order of the summary. */
function points({ summary }: Results): MeasureSummary['at'][] {
  const found = new Map(summary.measures.map(({ at }) => [JSON.stringify(at), at]));
  return [...found.values()];
}
const samePoint = (a: MeasureSummary['at'], b: MeasureSummary['at']): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Enough decimals to tell means and intervals apart: two digits of the narrowest interval, none for whole numbers. */
function decimalsFor(found: readonly MeasureSummary[], { factor }: Quantity): number {
  if (found.every(({ mean, ci }) => Number.isInteger(mean) && ci === null)) return 0;
  const spreads = found.flatMap(({ sd }) => (sd !== null && sd > 0 ? [sd * factor] : []));
  if (spreads.length === 0) return factor === 100 ? 2 : 3;
  return Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(Math.min(...spreads)))));
}
export const showP = (p: number): string => (p < 0.0001 ? '< 0.0001' : p.toPrecision(2));
function range(values: readonly number[], show: (value: number) => string): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return show(least) === show(most) ? show(least) : `${show(least)} … ${show(most)}`;
}
