import type { Expression } from '../../engine/expressions/expression.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import type { ComparisonSummary, Results } from '../../runs/results.ts';
import type { Figure, HeatmapCell, HeatmapGroup, HeatmapPanel } from '../figure.ts';
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
  const panels = sweepPoints(experiment.vary).map((at) => panelOf(results, others, families, at));
  return { ...named, panels, summary: summaryOf(results, measured, families), caption: captionOf(results, measured, others.length > 0, families, panels) };
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
  const families = new Map<string, (FateOf & { measure: Measure })[]>();
  for (const measure of measures) {
    const of = fateOf(measure.call);
    if (of) families.set(`${of.word} ${of.rest}`, [...(families.get(`${of.word} ${of.rest}`) ?? []), { ...of, measure }]);
  }
  const found = [...families.values()].filter((members) => members.length > 1);
  const sharing = (word: string) => found.filter((members) => members[0].word === word).length;
  return found.map((members) => ({ what: sharing(members[0].word) > 1 ? `${members[0].word} (${members[0].rest})` : members[0].word, members }));
}
const words: Readonly<Record<string, string>> = { count: 'Cells', fraction: 'Share of cells', basin: 'Basin', absorption: 'Absorption' };
/** What a measure of one fate measures, and of what else. */
interface FateOf { readonly word: string; readonly rest: string; readonly fate: string }
function fateOf(call: Expression): FateOf | undefined {
  if (typeof call !== 'object' || !('call' in call)) return undefined;
  const { fate: named, ...rest } = call.named ?? {};
  const [first, ...others] = call.arguments;
  const fate = nameOf(named) ?? (['basin', 'absorption'].includes(call.call) ? nameOf(first) : undefined);
  if (fate === undefined) return undefined;
  const kept = [...(named === undefined ? others : call.arguments).map(textOf), ...Object.entries(rest).map(([name, value]) => `${name}: ${textOf(value)}`)];
  return { fate, word: words[call.call] ?? call.call, rest: kept.join(', ') };
}
function nameOf(expression: Expression | undefined): string | undefined {
  return typeof expression === 'object' && 'name' in expression ? expression.name : undefined;
}
function textOf(expression: Expression): string {
  if (typeof expression !== 'object') return String(expression);
  if ('name' in expression) return expression.name;
  return 'call' in expression ? `${expression.call}(${expression.arguments.map(textOf).join(', ')})` : JSON.stringify(expression);
}

function panelOf(results: Results, others: readonly Measure[], families: readonly FateFamily[], at: Point): HeatmapPanel {
  const { conditions } = results.experiment;
  const effects = others.map((measure) => columnOf(results, measure, at));
  const groups: HeatmapGroup[] = others.length === 0 ? [] : [{
    shows: 'difference', title: `Difference from ${conditions[0].name}`,
    columns: others.map(({ name }, index) => ({ name, ...unitOf(results, name), most: largest(effects[index].flatMap((each, row) => (each && row > 0 ? [each.value] : []))) })),
  }];
  const told = effects.map((column, index) => written(column, quantityOf(results.experiment, others[index].name), true));
  for (const { what, members } of families) {
    const quantity = quantityOf(results.experiment, members[0].measure.name);
    const values = members.map(({ measure }) => columnOf(results, measure, at).map((each) => each && { ...each, value: each.mean }));
    const most = largest(values.flat().flatMap((each) => (each ? [each.value] : [])));
    groups.push({ shows: 'value', title: what, columns: members.map(({ fate }) => ({ name: fate, unit: quantity.unit, factor: quantity.factor, most })) });
    const texts = written(values.flat(), quantity, false);
    told.push(...members.map((_, index) => texts.slice(index * conditions.length, (index + 1) * conditions.length)));
  }
  return {
    kind: 'heatmap', at, groups,
    rows: conditions.map((condition, row) => ({ name: rowName(condition, conditions), isReference: row === 0, cells: told.map((column) => column[row]) })),
  };
}
function unitOf(results: Results, measure: string): { unit: string; factor: number } {
  const { unit, factor } = quantityOf(results.experiment, measure);
  return { unit, factor };
}
function largest(values: readonly number[]): number {
  return Math.max(0, ...values.map(Math.abs));
}

/** `value`: the difference from the reference, of the reference itself its mean. */
type Measured = Omit<HeatmapCell, 'text'> & { readonly mean: number; readonly isReference: boolean };
function columnOf(results: Results, measure: Measure, at: Point): (Measured | null)[] {
  const { conditions } = results.experiment;
  const found = conditions.map(({ name }) => {
    const values = finalValues(results, measure.name, name, at);
    return { mean: describeValues(results, measure.name, name, at, values).mean, n: values.length, comparison: comparisonOf(results, measure.name, name, at) };
  });
  const reference = found[0].mean;
  return found.map(({ mean, n, comparison }, row) => {
    if (mean === null) return null;
    const p = row === 0 ? null : comparison?.p_corrected ?? null;
    const difference = comparison?.difference ?? (reference === null ? undefined : mean - reference);
    if (row > 0 && difference === undefined) return null;
    return { value: row === 0 ? mean : difference!, mean, n, p, isSignificant: p !== null && p < level, isReference: row === 0 };
  });
}
/** With as many decimals as tell the largest and the smallest of them apart. */
function written(column: readonly (Measured | null)[], quantity: Quantity, isRelative: boolean): (HeatmapCell | null)[] {
  const shown = column.flatMap((each) => (each && !(isRelative && each.isReference) ? [each.value] : []));
  const [low, high] = extent(shown);
  const isWhole = column.every((each) => each === null || Number.isInteger(each.value * quantity.factor));
  const span = isRelative ? largest(shown) / 5 || 1 / quantity.factor : (high - low || Math.abs(high)) / 10 || 1 / quantity.factor;
  const decimals = isWhole ? 0 : decimalsFor(span * quantity.factor);
  return column.map((each) => {
    if (!each) return null;
    const { mean, isReference, ...cell } = each;
    const text = formatNumber(cell.value * quantity.factor, decimals);
    return { ...cell, text: isRelative && !isReference && /[1-9]/.test(text) && cell.value > 0 ? `+${text}` : text };
  });
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
function captionOf(results: Results, measured: readonly Measure[], hasEffects: boolean, families: readonly FateFamily[], panels: readonly HeatmapPanel[]): string[] {
  const isMissing = panels.some((panel) => panel.rows.some((row) => row.cells.includes(null)));
  const { experiment, summary } = results;
  const [reference] = experiment.conditions;
  const compared = summary.comparisons.filter((each) => measured.some(({ name }) => name === each.measure));
  const isTested = compared.some((each) => each.p_corrected !== null);
  const isScreen = compared.some((each) => each.exploratory);
  return [
    ...(hasEffects ? [`Each cell: the mean difference from ${reference.name}, whose own values stand in the first row (of proportions, the difference in percentage points). Colours: blue down to the largest fall, white none, red up to the largest rise of each column.`] : []),
    ...(families.length > 0 ? [`${families.map(({ what }) => what).join(', ')}: the values themselves, by fate, on one scale from zero (white) to the largest.`] : []),
    isTested ? `Dots: p < ${level} after ${isScreen ? 'Benjamini–Hochberg over the screen' : 'correction for all comparisons'} (sign-flip over seeds); a screen is exploratory.` : 'No test: these values do not differ between seeds, or there are too few of them.',
    ...(isMissing ? ['–: no value, for the measure does not apply there.'] : []),
    `n = ${experiment.seeds.length} ${experiment.seeds.length === 1 ? 'seed' : 'seeds'} per condition; a value that no seed changes was computed once.`,
  ];
}
function summaryOf(results: Results, measured: readonly Measure[], families: readonly FateFamily[]): string {
  const { experiment } = results;
  const significant = results.summary.comparisons.filter((each) => each.p_corrected !== null && each.p_corrected < level && measured.some(({ name }) => name === each.measure)).length;
  return `Heat-map of ${experiment.conditions.length - 1} conditions against ${experiment.conditions[0].name} in ${measured.length} measures${families.length > 0 ? `, ${families.map(({ what }) => what).join(' and ')} by fate` : ''}; ${significant} differences are significant after correction.`;
}
