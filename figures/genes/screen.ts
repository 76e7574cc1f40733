import type { Expression } from '../../engine/expressions/expression.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import type { ComparisonSummary, Results } from '../../runs/results.ts';
import type { Figure, HeatmapCell, HeatmapPanel } from '../figure.ts';
import { decimalsFor, formatNumber, type Quantity, quantityOf } from '../quantity.ts';
import { describeValues, extent, finalValues, type Point, sweepPoints } from '../values.ts';

const level = 0.05;
type Condition = ExperimentSpec['conditions'][number];
type Measure = ExperimentSpec['measures'][number];

/** `plot screen`: what every knock-out (or over-expression, or any other condition) does to every measure, and what becomes of the fates. */
export function screenFigure(results: Results): Figure {
  const { experiment } = results;
  const named = { name: 'screen', title: titleOf(experiment) };
  if (experiment.conditions.length < 2) return without(named, 'There is one condition only: write `screen knock_out of every gene`, or `compare` conditions.');
  const measured = experiment.measures.filter(({ name }) => results.rows.some((row) => row.measure === name && row.step === null));
  if (measured.length === 0) return without(named, 'No measure has a value yet.');
  const families = fateFamilies(measured);
  const others = measured.filter((measure) => !families.some(({ members }) => members.some((each) => each.measure === measure)));
  const points = sweepPoints(experiment.vary);
  const panels = points.flatMap((at) => [
    ...(others.length > 0 ? [effectsPanel(results, others, at)] : []),
    ...families.map((family) => fatesPanel(results, family, at)),
  ]);
  return { ...named, panels, summary: summaryOf(results, measured, families), caption: captionOf(results, measured, others.length > 0, families) };
}
function without(named: { readonly name: string; readonly title: string }, why: string): Figure {
  return { ...named, summary: why, caption: [why], panels: [] };
}
function titleOf({ conditions }: ExperimentSpec): string {
  const kinds = new Set(conditions.flatMap(({ screened }) => (screened ? [screened.intervention] : [])));
  if (kinds.size !== 1) return 'Screen';
  return kinds.has('knock_out') ? 'Screen of knock-outs' : 'Screen of over-expression';
}
/** The gene where all rows are of one kind; else the condition's name. */
function rowName({ name, screened }: Condition, conditions: readonly Condition[]): string {
  const kinds = new Set(conditions.slice(1).map((each) => each.screened?.intervention));
  return screened && kinds.size === 1 ? screened.genes.join(' + ') : name;
}

/** Measures that differ only in the fate they are taken of: `basin(neuron)`, `basin(glia)`. */
interface FateFamily { readonly what: string; readonly members: readonly { readonly fate: string; readonly measure: Measure }[] }
function fateFamilies(measures: readonly Measure[]): FateFamily[] {
  const families = new Map<string, { fate: string; measure: Measure }[]>();
  for (const measure of measures) {
    const of = fateOf(measure.call);
    if (of) families.set(of.what, [...(families.get(of.what) ?? []), { fate: of.fate, measure }]);
  }
  return [...families].filter(([, members]) => members.length > 1).map(([what, members]) => ({ what, members }));
}
function fateOf(call: Expression): { what: string; fate: string } | undefined {
  if (typeof call !== 'object' || !('call' in call)) return undefined;
  const { fate: named, ...rest } = call.named ?? {};
  const [first, ...others] = call.arguments;
  const fate = nameOf(named) ?? (['basin', 'absorption'].includes(call.call) ? nameOf(first) : undefined);
  if (fate === undefined) return undefined;
  const kept = [...(named === undefined ? others : call.arguments).map(textOf), ...Object.entries(rest).map(([name, value]) => `${name}: ${textOf(value)}`)];
  return { fate, what: `${call.call}${kept.length > 0 ? `(${kept.join(', ')})` : ''}` };
}
function nameOf(expression: Expression | undefined): string | undefined {
  return typeof expression === 'object' && 'name' in expression ? expression.name : undefined;
}
function textOf(expression: Expression): string {
  if (typeof expression !== 'object') return String(expression);
  if ('name' in expression) return expression.name;
  return 'call' in expression ? `${expression.call}(${expression.arguments.map(textOf).join(', ')})` : JSON.stringify(expression);
}

function effectsPanel(results: Results, measures: readonly Measure[], at: Point): HeatmapPanel {
  const { conditions } = results.experiment;
  const columns = measures.map((measure) => columnOf(results, measure, at, true));
  return {
    kind: 'heatmap', at, scale: 'diverging', columns: columns.map(({ column }) => column),
    rows: conditions.map((condition, row) => ({ name: rowName(condition, conditions), isReference: row === 0, cells: columns.map(({ cells }) => cells[row]) })),
  };
}
function fatesPanel(results: Results, { what, members }: FateFamily, at: Point): HeatmapPanel {
  const { conditions } = results.experiment;
  const columns = members.map(({ measure }) => columnOf(results, measure, at, false));
  const most = Math.max(...columns.map(({ column }) => column.most));
  return {
    kind: 'heatmap', at, title: `${titleCase(what)}, by fate`, scale: 'sequential', columns: columns.map(({ column }, index) => ({ ...column, name: members[index].fate, most })),
    rows: conditions.map((condition, row) => ({ name: rowName(condition, conditions), isReference: row === 0, cells: columns.map(({ cells }) => cells[row]) })),
  };
}
function titleCase(what: string): string {
  return what.charAt(0).toUpperCase() + what.slice(1).replaceAll('_', ' ');
}
/** A cell per condition. Relative: the difference from the reference, whose own cell tells its value. */
function columnOf(results: Results, measure: Measure, at: Point, isRelative: boolean): { column: HeatmapPanel['columns'][number]; cells: (HeatmapCell | null)[] } {
  const { conditions } = results.experiment;
  const quantity = quantityOf(results.experiment, measure.name);
  const found = conditions.map(({ name }) => {
    const values = finalValues(results, measure.name, name, at);
    return { mean: describeValues(results, measure.name, name, at, values).mean, n: values.length, comparison: comparisonOf(results, measure.name, name, at) };
  });
  const reference = found[0].mean;
  const amounts = found.map(({ mean, comparison }, row) => {
    if (mean === null) return null;
    if (!isRelative || row === 0) return mean;
    return comparison?.difference ?? (reference === null ? null : mean - reference);
  });
  const [low, high] = extent(amounts.flatMap((each, row) => (each === null || (isRelative && row === 0) ? [] : [each])));
  const most = Math.max(Math.abs(low), Math.abs(high));
  const span = amounts.every((each) => each === null || Number.isInteger(each * quantity.factor)) ? Number.MAX_SAFE_INTEGER : isRelative ? 2 * most || Math.abs(reference ?? 1) : high - low || most;
  return {
    column: { name: measure.name, unit: quantity.unit, factor: quantity.factor, most: !isRelative && quantity.limits ? quantity.limits[1] : most },
    cells: amounts.map((value, row) => (value === null ? null : {
      value, n: found[row].n, text: cellText(value, quantity, span, isRelative && row > 0),
      p: row === 0 ? null : found[row].comparison?.p_corrected ?? null, isSignificant: row > 0 && (found[row].comparison?.p_corrected ?? 1) < level,
    })),
  };
}
/** Against the reference, whichever of the two the run names first: the difference is the condition's minus the reference's. */
function comparisonOf({ experiment, summary }: Results, measure: string, condition: string, at: Point): Pick<ComparisonSummary, 'difference' | 'p_corrected' | 'exploratory'> | undefined {
  const reference = experiment.conditions[0].name;
  const isHere = (each: ComparisonSummary) => each.measure === measure && Object.keys(each.at).length === Object.keys(at).length && Object.entries(at).every(([name, value]) => each.at[name] === value);
  const forward = summary.comparisons.find((each) => isHere(each) && each.a === condition && each.b === reference);
  if (forward) return forward;
  const backward = summary.comparisons.find((each) => isHere(each) && each.a === reference && each.b === condition);
  return backward && { ...backward, difference: -backward.difference };
}
function cellText(value: number, { factor }: Quantity, span: number, isSigned: boolean): string {
  const text = formatNumber(value * factor, decimalsFor(span * factor));
  return isSigned && value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

function captionOf(results: Results, measured: readonly Measure[], hasEffects: boolean, families: readonly FateFamily[]): string[] {
  const { experiment, summary } = results;
  const [reference] = experiment.conditions;
  const compared = summary.comparisons.filter((each) => measured.some(({ name }) => name === each.measure));
  const isTested = compared.some((each) => each.p_corrected !== null);
  const isScreen = compared.some((each) => each.exploratory);
  return [
    ...(hasEffects ? [`Each cell: the mean difference from ${reference.name}, whose own values stand in the first row; colours run from the largest fall (red) over no difference (white) to the largest rise (blue) of each column.`] : []),
    ...(families.length > 0 ? ['By fate: the values themselves, on one scale from zero (white).'] : []),
    isTested ? `Dots: p < ${level} after ${isScreen ? 'Benjamini–Hochberg over the screen' : 'correction for all comparisons'} (sign-flip over seeds); a screen is exploratory.` : 'No test: these values do not differ between seeds, or there are too few of them.',
    `n = ${experiment.seeds.length} ${experiment.seeds.length === 1 ? 'seed' : 'seeds'} per condition; a value that no seed changes was computed once.`,
  ];
}
function summaryOf(results: Results, measured: readonly Measure[], families: readonly FateFamily[]): string {
  const { experiment } = results;
  const significant = results.summary.comparisons.filter((each) => each.p_corrected !== null && each.p_corrected < level && measured.some(({ name }) => name === each.measure)).length;
  return `Heat-map of ${experiment.conditions.length - 1} conditions against ${experiment.conditions[0].name} in ${measured.length} measures${families.length > 0 ? `, ${families.map(({ what }) => what).join(' and ')} by fate` : ''}; ${significant} differences are significant after correction.`;
}
