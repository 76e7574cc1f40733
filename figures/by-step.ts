import { studentInterval } from '../engine/statistics/index.ts';
import { measureNamed } from '../catalogue/measures/index.ts';
import { seriesOver } from '../catalogue/quantities.ts';
import type { CurvePlot } from '../catalogue/plots/index.ts';
import type { CurveResult, Results, Row } from '../results/contract.ts';
import type { Quantity } from '../results/quantity.ts';
import type { Axis, CurvesPanel, Figure, Reference, Series } from './figure.ts';
import { capitalised, quantityOf } from './number-text.ts';
import { intervalsSaid } from '../results/interval-kinds.ts';
import { canBeDrawn, domainOf, drawableInterval, extent, paddedExtent } from './axis-range.ts';
import { notDrawnSentence, seedsSentence } from './caption.ts';
import { axisFor, notDrawnOf } from './final-values.ts';
import { pointText, type SweepPoint, sweepPoints } from '../results/sweep.ts';

/** A series of up to so many steps shows every seed as points with intervals; a longer one as lines. */
const mostPoints = 12;

/**
 * `plot MEASURE by step`: what a series runs over on x (delay, rank, distance, steps of a growth), one line per
 * condition, every seed a point or a thin line, one panel per point of the sweep.
 */
export function byStep(results: Results, measure: string): Figure {
  const quantity = quantityOf(results.experiment, measure),
    axis = axisOf(results, measure);
  return curvesFigure(results, {
    name: `${measure}-by-step`,
    title: `${quantity.label} by ${axis.label.toLowerCase()}`,
    measure,
    quantity,
    axis,
    rows: results.rows.filter((row) => row.measure === measure),
    nothing: `${measure} is no series, or has no value yet: ` + `\`plot ${measure} by condition\` shows one number.`,
  });
}
/**
 * `plot CURVE`: a curve of each condition that no measure finds; panels of their own where they are of several
 * things.
 */
export function curveFigure(results: Results, { name, x, y }: CurvePlot): Figure {
  const all = (results.curves ?? []).filter(({ plot }) => plot === name),
    quantities = new Set(all.map(({ quantity }) => quantity));
  const drawn = [...(all.length > 0 ? quantities : [undefined])].map((quantity) => {
    const curves = all.filter((one) => one.quantity === quantity);
    return curvesFigure(results, {
      name,
      title: capitalised(name),
      measure: name,
      quantity: { ...y, label: quantity ?? y.label },
      axis: inReadableTime(x, curves),
      ...(quantities.size > 1 && { only: new Set(curves.map(({ condition }) => condition)) }),
      rows: curves.flatMap((curve) =>
        heldTo(curve, curves).map(([step, value]) => ({ ...originOf(curve), measure: name, step, value })),
      ),
      references: (at) => targetsOf(curves.filter((one) => isAt(one.at, at))),
      nothing: `Nothing of ${capitalised(name).toLowerCase()} yet.`,
    });
  });
  const [first] = drawn;
  return {
    ...first,
    panels: drawn.flatMap(({ panels }) => panels),
    caption: [...new Set(drawn.flatMap(({ caption }) => caption))],
  };
}
const originOf = ({ condition, seed, at }: CurveResult): Omit<CurveResult, 'plot' | 'x' | 'y'> => ({
  condition,
  seed,
  at,
});
/**
 * The points of a curve. One that comes to a target stays where it has ended while other seeds go on; of those the
 * points that all have, so that their mean is of the same seeds everywhere.
 */
function heldTo(curve: CurveResult, curves: readonly CurveResult[]): readonly (readonly [number, number])[] {
  const own = Array.from(curve.x, (x, i) => [x, curve.y[i]] as const);
  if (curve.target === undefined) return own;
  const alike = curves.filter((one) => one.condition === curve.condition && isAt(one.at, curve.at)),
    last = own[own.length - 1];
  const known = (one: CurveResult, x: number): boolean => one.x.includes(x) || x > one.x[one.x.length - 1];
  return [...new Set(alike.flatMap(({ x }) => [...x]))]
    .filter((x) => alike.every((one) => known(one, x)))
    .sort((a, b) => a - b)
    .map((x) => own.find(([at]) => at === x) ?? [x, last[1]]);
}
/** Seconds that are many are hours. */
function inReadableTime(x: CurvePlot['x'], curves: readonly CurveResult[]): CurvePlot['x'] {
  const isLong = curves.some((curve) => curve.x[curve.x.length - 1] > 2 * 3600);
  return x.unit === 's' && isLong ? { ...x, unit: 'h', factor: x.factor / 3600 } : x;
}
/** Each target once, with the conditions that have it where not all have the same. */
function targetsOf(curves: readonly CurveResult[]): readonly Reference[] {
  const targets = new Map<number, Set<string>>();
  for (const { target, condition } of curves)
    if (target !== undefined) targets.set(target, (targets.get(target) ?? new Set()).add(condition));
  return [...targets].map(([value, conditions]) => ({
    label: targets.size === 1 ? 'target' : `target of ${[...conditions].join(', ')}`,
    value,
  }));
}
const isAt = (here: SweepPoint, at: SweepPoint): boolean =>
  Object.entries(at).every(([name, value]) => here[name] === value);

interface Drawn {
  readonly name: string;
  readonly title: string;
  readonly measure: string;
  readonly quantity: Quantity;
  readonly axis: Omit<Axis, 'domain'>;
  readonly rows: readonly Row[];
  /** The conditions that are drawn, where not all are. */
  readonly only?: ReadonlySet<string>;
  /** What the curves of a point of the sweep are held against. */
  readonly references?: (at: SweepPoint) => readonly Reference[];
  readonly nothing: string;
}
function curvesFigure(results: Results, drawing: Drawn): Figure {
  const { name, title, measure, quantity, axis, rows, only, references, nothing } = drawing;
  const { experiment } = results,
    points = sweepPoints(experiment);
  const drawn = points.map((at) => ({
    at,
    references: references?.(at) ?? [],
    series: experiment.conditions.flatMap((condition, index) =>
      only && !only.has(condition.name)
        ? []
        : [seriesOf(rows, condition.name, index === 0 && experiment.conditions.length > 1, at)],
    ),
  }));
  const all = drawn.flatMap(({ series }) => series),
    values = all.flatMap(({ lines, mean }) => [
      ...lines.flatMap(({ y }) => y),
      ...mean.interval.flatMap((interval) => interval ?? []),
    ]),
    held = drawn.flatMap((one) => one.references.map(({ value }) => value));
  if (values.length === 0) {
    return { name, title, summary: nothing, caption: [nothing], panels: [] };
  }
  const isShort = all.every(({ mean }) => mean.x.length <= mostPoints),
    places = all.flatMap(({ lines }) => lines.flatMap(({ x }) => x)),
    [low, high] = isShort ? paddedExtent(places, axis.scale) : extent(places, axis.scale);
  const panels = drawn.map(
    ({ at, series, references }): CurvesPanel => ({
      kind: 'curves',
      at,
      ...(points.length > 1 && { title: pointText(experiment, at) }),
      measure,
      seeds: isShort ? 'points' : 'lines',
      x: { ...axis, domain: [axis.scale === 'log' ? low : Math.min(low, 0), high] },
      y: axisFor(quantity, domainOf([...values, ...held])),
      references,
      series: isShort
        ? series
        : series.map((one) => ({
            ...one,
            mean: { x: one.mean.x, y: one.mean.y, interval: one.mean.x.map(() => null) },
          })),
    }),
  );
  const seeds = all.map(({ lines }) => lines.length),
    several = Math.max(...seeds) > 1;
  const lines = several ? 'Thin lines: one per seed. Thick lines: their mean.' : 'One line per condition.';
  const said = intervalsSaid(
    panels.flatMap(({ series }) =>
      series.flatMap(({ condition, mean }) => (mean.kinds ?? []).map((kind) => ({ condition, kind }))),
    ),
  );
  const marks = isShort ? `Each point is one seed. Lines join the means${said ? `; bar: ${said}` : ''}.` : lines;
  return {
    name,
    title,
    panels,
    summary: `${title}, one line for each of ${experiment.conditions.length} conditions.`,
    caption: [
      `${marks} ${seedsSentence(seeds)}`,
      'Nothing is smoothed.',
      notDrawnSentence(notDrawnOf(rows, measure, true)),
    ].filter((each) => each !== undefined),
  };
}

function axisOf({ experiment }: Results, measure: string): Omit<Axis, 'domain'> {
  const declared = experiment.measures.find(({ name }) => name === measure);
  const over = declared && measureNamed(declared.call.call)?.gives.series?.over;
  const { label, unit, factor, scale } = seriesOver[over ?? 'step'];
  return { label, unit, factor, scale };
}

function seriesOf(rows: readonly Row[], condition: string, isReference: boolean, at: SweepPoint): Series {
  const here = rows.filter(
    (row) => row.condition === condition && row.step !== null && canBeDrawn(row.value) && isAt(row.at, at),
  );
  const lines = [...new Set(here.map(({ seed }) => seed))].map((seed) => {
    const own = here.filter((row) => row.seed === seed).sort((a, b) => (a.step as number) - (b.step as number));
    return { seed, x: own.map(({ step }) => step as number), y: own.map(({ value }) => value) };
  });
  const x = [...new Set(here.map(({ step }) => step as number))].sort((a, b) => a - b),
    columns = x.map((step) => here.filter((row) => row.step === step).map(({ value }) => value)),
    interval = columns.map((column) => drawableInterval(studentInterval(column)));
  return {
    condition,
    isReference,
    lines,
    mean: {
      x,
      y: columns.map((column) => column.reduce((sum, value) => sum + value, 0) / column.length),
      interval,
      kinds: interval.some((each) => each) ? ['seeds'] : [],
    },
  };
}
