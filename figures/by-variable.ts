import type { Results } from '../results/contract.ts';
import type { CurvesPanel, Figure, Series } from './figure.ts';
import { intervalsSaid } from '../results/interval-kinds.ts';
import { canBeDrawn, domainOf, extent, paddedExtent } from './axis-range.ts';
import { notDrawnSentence, pointsSentence } from './caption.ts';
import { plainQuantity } from '../results/readable-numbers.ts';
import { quantityOf } from './number-text.ts';
import {
  axisFor,
  describeValues,
  distinct,
  finalValues,
  isSameReference,
  notDrawnOf,
  referencesFor,
  unjudgedSentence,
  withReferences,
} from './final-values.ts';
import { placesOfMeasure } from '../results/measures-shown.ts';
import { pointText, type SweepPoint, sweepPoints, unitOfVariable } from '../results/sweep.ts';

/**
 * `plot MEASURE by VARIABLE`: the variable on x, one line per condition, every seed a point, one panel per combination
 * of the other variables.
 */
export function byVariable(results: Results, measure: string, variable: string): Figure {
  const { experiment } = results;
  const quantity = quantityOf(experiment, measure);
  const unit = unitOfVariable(experiment, variable);
  const levels = levelsOf(experiment, variable);
  const xs = levels.map(({ x }) => x);
  const names = levels.flatMap(({ level }) => (typeof level === 'string' ? [level] : []));
  const others = sweepPoints({ vary: experiment.vary.filter((each) => each.name !== variable) });
  const drawn = others.map((at) => ({
    at,
    series: placesOfMeasure(experiment, measure).map((condition, index, all) =>
      seriesOf(results, measure, variable, levels, condition, index === 0 && all.length > 1, at),
    ),
  }));
  const all = drawn.flatMap((each) => each.series);
  const name = `${measure}-by-${variable}`;
  const title = `${quantity.label} by ${variable}`;
  const values = all.flatMap((each) => [
    ...each.lines.flatMap((line) => line.y),
    ...each.mean.interval.flatMap((interval) => interval ?? []),
  ]);
  if (values.length === 0)
    return {
      name,
      title,
      summary: `No value of ${measure} yet.`,
      caption: [`No value of ${measure} yet.`],
      panels: [],
    };
  const referencesAt = others.map((at) => referencesFor(results, measure, at, variable));
  const { domain, shown, sentence } = withReferences(domainOf(values), distinct(referencesAt.flat()), quantity);
  const scale = names.length === 0 && isGeometric(xs) ? 'log' : 'linear';
  const panels = drawn.map(
    ({ at, series }, index): CurvesPanel => ({
      kind: 'curves',
      at,
      ...(others.length > 1 ? { title: pointText(experiment, at) } : {}),
      measure,
      seeds: 'points',
      x: {
        ...{ label: variable, column: variable, ...unit, scale, ticks: xs },
        ...(names.length > 0
          ? { domain: [-0.4, names.length - 0.6] as const, names }
          : { domain: paddedExtent(xs, scale) }),
      },
      y: axisFor(quantity, domain),
      series,
      references: referencesAt[index].filter((each) => shown.some((other) => isSameReference(each, other))),
    }),
  );
  const kinds = all.flatMap(({ condition, mean }) => (mean.kinds ?? []).map((kind) => ({ condition, kind })));
  const said = intervalsSaid(kinds);
  const described = all.flatMap(({ condition, lines, mean }) =>
    xs.map((x) => ({ condition, count: lines.filter((line) => line.x.includes(x)).length, kind: mean.kinds?.[0] })),
  );
  const isExpectedThere = shown.some(({ only }) => only);
  const [low, high] = extent(xs);
  const between = `from ${plainQuantity(low, unit)} to ${plainQuantity(high, unit)}`;
  return {
    name,
    title,
    panels,
    summary:
      `${title} ${names.length > 0 ? `(${names.join(', ')})` : between}, ` +
      `one line for each of ${placesOfMeasure(experiment, measure).length} conditions.`,
    caption: [
      pointsSentence(experiment, described),
      `Lines join the means${said ? `; bar: ${said}` : ''}.`,
      isExpectedThere ? `Dashed boxes: what the file expects at that value of ${variable}.` : undefined,
      unjudgedSentence(shown),
      sentence,
      notDrawnSentence(notDrawnOf(results.rows, measure, false)),
    ].filter((each) => each !== undefined),
  };
}

/** What stands at each place along x: numbers in rising order, choices in their own. */
interface Placed {
  readonly x: number;
  readonly level: SweepPoint[string];
}
function levelsOf({ vary }: Results['experiment'], variable: string): readonly Placed[] {
  const values: readonly SweepPoint[string][] = vary.find((each) => each.name === variable)?.values ?? [];
  return values
    .flatMap((level, place): Placed[] =>
      typeof level === 'string' ? [{ x: place, level }] : canBeDrawn(level) ? [{ x: level, level }] : [],
    )
    .sort((a, b) => a.x - b.x);
}

function seriesOf(
  results: Results,
  measure: string,
  variable: string,
  levels: readonly Placed[],
  condition: string,
  isReference: boolean,
  at: SweepPoint,
): Series {
  const byX = levels.map(({ level }) => finalValues(results, measure, condition, { ...at, [variable]: level }));
  const seeds = [...new Set(byX.flatMap((values) => values.map((each) => each.seed)))].sort((a, b) => a - b);
  const lines = seeds.map((seed) => {
    const there = levels.flatMap(({ x }, index) => {
      const found = byX[index].find((each) => each.seed === seed);
      return found ? [[x, found.value] as const] : [];
    });
    const subject = byX.flat().find((each) => each.seed === seed)?.subject;
    return { seed, ...(subject !== undefined && { subject }), x: there.map(([x]) => x), y: there.map(([, y]) => y) };
  });
  const means = levels.flatMap(({ x, level }, index) => {
    const here = { ...at, [variable]: level };
    const { mean, interval, kind } = describeValues(results, measure, condition, here, byX[index]);
    return mean === null ? [] : [{ x, y: mean, interval, kind }];
  });
  return {
    condition,
    isReference,
    lines,
    mean: {
      x: means.map((each) => each.x),
      y: means.map((each) => each.y),
      interval: means.map((each) => each.interval),
      kinds: [...new Set(means.flatMap(({ interval, kind }) => (interval ? [kind] : [])))],
    },
  };
}
/** Evenly spaced in ratio rather than in difference: drawn on a logarithmic axis. */
function isGeometric(xs: readonly number[]): boolean {
  if (xs.length < 3 || !canBeDrawn(xs[0], 'log')) return false;
  const steps = (of: (x: number) => number) => {
    const gaps = xs.slice(1).map((x, index) => of(x) - of(xs[index]));
    return Math.max(...gaps) / Math.min(...gaps);
  };
  return steps(Math.log) < steps((x) => x);
}
