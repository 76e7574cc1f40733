import type { FactorSpec } from '../language/specification.ts';
import type { EffectSummary, Results } from '../results/contract.ts';
import { effectName, statisticText } from '../results/effect-names.ts';
import { intervalsSaid } from '../results/interval-kinds.ts';
import { type SweepPoint, pointText, sweepPoints } from '../results/sweep.ts';
import { domainOf } from './axis-range.ts';
import { notDrawnSentence, pointsSentence } from './caption.ts';
import { probabilityText } from './effect-table.ts';
import type { CurvesPanel, Figure, Series } from './figure.ts';
import {
  axisFor,
  baselinesAsReferences,
  describeValues,
  finalValues,
  isSameReference,
  notDrawnOf,
  samePoint,
  withReferences,
} from './final-values.ts';
import { formatValue, quantityOf } from './number-text.ts';

/** One level of each of some factors, by the factors' names. */
type Levels = Readonly<Record<string, string>>;

/**
 * `plot MEASURE by FACTOR`: its levels on x, one line per level of the next factor, every seed a point, one panel per
 * combination of what else differs. Lines that are not parallel are an interaction.
 */
export function byFactor(results: Results, measure: string, factor: FactorSpec): Figure {
  const { experiment } = results;
  const quantity = quantityOf(experiment, measure);
  const [along, ...others] = (experiment.factors ?? []).filter(({ name }) => name !== factor.name);
  const cells = conditionsByLevels(results);
  const drawn = sweepPoints(experiment).flatMap((at) =>
    combinations(others).map((fixed) => ({
      at,
      fixed,
      series: seriesOf(results, measure, factor, along, fixed, at, cells),
    })),
  );
  const name = `${measure}-by-${factor.name}`;
  const title = `${quantity.label} by ${factor.name}`;
  const all = drawn.flatMap(({ series }) => series);
  const values = all.flatMap(({ lines, mean }) => [
    ...lines.flatMap(({ y }) => y),
    ...mean.interval.flatMap((ends) => ends ?? []),
  ]);
  if (values.length === 0) {
    const none = `No value of ${measure} yet.`;
    return { name, title, summary: none, caption: [none], panels: [] };
  }
  const baselines = baselinesAsReferences(results.summary.baselines[measure]);
  const { domain, shown, sentence } = withReferences(domainOf(values), baselines, quantity);
  const panels = drawn.map(({ at, fixed, series }): CurvesPanel => {
    const where = [...Object.entries(fixed).map(([other, level]) => `${other} = ${level}`), pointText(experiment, at)];
    const named = where.filter(Boolean).join(', ');
    return {
      kind: 'curves',
      at,
      ...(named && { title: named }),
      measure,
      levels: fixed,
      ...(along && { seriesAre: along.name }),
      seeds: 'points',
      x: {
        ...{ label: factor.name, column: factor.name, unit: '', factor: 1, scale: 'linear' },
        domain: [-0.4, factor.levels.length - 0.6],
        ticks: factor.levels.map((_, place) => place),
        names: factor.levels,
      },
      y: axisFor(quantity, domain),
      series,
      references: baselines.filter((each) => shown.some((other) => isSameReference(each, other))),
    };
  });
  const said = intervalsSaid(
    all.flatMap(({ condition, mean }) => (mean.kinds ?? []).map((kind) => ({ condition, kind }))),
  );
  const span = domain[1] - domain[0];
  return {
    name,
    title,
    panels,
    summary:
      `${title}: ${factor.levels.join(', ')}` +
      `${along ? `, one line for each of ${along.name}: ${along.levels.join(', ')}` : ''}` +
      `${panels.length > 1 ? `, in ${panels.length} panels` : ''}.`,
    caption: [
      pointsSentence(
        results.experiment,
        all.flatMap(({ condition, lines, mean }) =>
          mean.x.map((x) => ({
            condition,
            count: lines.filter((line) => line.x.includes(x)).length,
            kind: mean.kinds?.[0],
          })),
        ),
      ),
      `${along ? `Lines, one for each of ${along.name}, join` : 'The line joins'} the means` +
        `${said ? `; bar: ${said}` : ''}.`,
      ...drawnEffects(results, measure, [factor.name, ...(along ? [along.name] : [])], (value) =>
        formatValue(value, { ...quantity, unit: quantity.unit === '%' ? 'points' : quantity.unit }, span / 10),
      ),
      sentence,
      notDrawnSentence(notDrawnOf(results.rows, measure, false)),
    ].filter((each) => each !== undefined),
  };
}

const keyOf = (levels: readonly string[]): string => JSON.stringify(levels);
const conditionsByLevels = ({ experiment }: Results): ReadonlyMap<string, string> =>
  new Map(experiment.conditions.flatMap(({ name, levels }) => (levels ? [[keyOf(levels), name] as const] : [])));
const combinations = (factors: readonly FactorSpec[]): readonly Levels[] =>
  factors.reduce<readonly Levels[]>(
    (before, { name, levels }) => before.flatMap((fixed) => levels.map((level) => ({ ...fixed, [name]: level }))),
    [{}],
  );

/** A line for each level of `along`; a single one, named after the factor on x, where it is the only factor. */
function seriesOf(
  results: Results,
  measure: string,
  factor: FactorSpec,
  along: FactorSpec | undefined,
  fixed: Levels,
  at: SweepPoint,
  cells: ReadonlyMap<string, string>,
): readonly Series[] {
  const order = (results.experiment.factors ?? []).map(({ name }) => name);
  return (along?.levels ?? [factor.name]).map((line, index) => {
    const found = factor.levels.flatMap((level, x) => {
      const levels: Levels = { ...fixed, ...(along && { [along.name]: line }), [factor.name]: level };
      const condition = cells.get(keyOf(order.map((name) => levels[name])));
      if (condition === undefined) return [];
      const values = finalValues(results, measure, condition, at);
      const { mean, interval, kind } = describeValues(results, measure, condition, at, values);
      return mean === null ? [] : [{ x, values, mean, interval, kind }];
    });
    const seeds = [...new Set(found.flatMap(({ values }) => values.map(({ seed }) => seed)))].sort((a, b) => a - b);
    return {
      condition: line,
      isReference: along !== undefined && index === 0,
      lines: seeds.map((seed) => {
        const own = found.flatMap(({ x, values }) =>
          values.filter((each) => each.seed === seed).map(({ value }) => ({ x, value })),
        );
        const subject = found.flatMap(({ values }) => values).find((each) => each.seed === seed)?.subject;
        return {
          seed,
          ...(subject !== undefined && { subject }),
          x: own.map(({ x }) => x),
          y: own.map(({ value }) => value),
        };
      }),
      mean: {
        x: found.map(({ x }) => x),
        y: found.map(({ mean }) => mean),
        interval: found.map(({ interval }) => interval),
        kinds: [...new Set(found.flatMap(({ interval, kind }) => (interval ? [kind] : [])))],
      },
    };
  });
}

/** What the run found of the factors that are drawn, alone and together, where there is no sweep. */
function drawnEffects(
  { experiment, summary }: Results,
  measure: string,
  drawn: readonly string[],
  show: (value: number) => string,
): readonly string[] {
  if (experiment.vary.length > 0) return [];
  const said = (summary.effects ?? [])
    .filter((one) => one.measure === measure && samePoint(one.at, {}) && one.share !== null)
    .filter(({ factors }) => factors.every((name) => drawn.includes(name)))
    .map((effect) => `${effectName(effect)} ${valueText(effect, show)}`);
  return said.length > 0 ? [`Effects: ${said.join('; ')}.`] : [];
}
function valueText(effect: EffectSummary, show: (value: number) => string): string {
  const { effect: value, ci, p_corrected } = effect;
  const found = value === null ? statisticText(effect) : `${value > 0 ? '+' : ''}${show(value)}`;
  const interval = ci ? ` [${show(ci[0])}, ${show(ci[1])}]` : '';
  return `${found}${interval}${p_corrected === null ? '' : `, p ${probabilityText(p_corrected)}`}`;
}
