import { measureNamed } from '../catalogue/measures/index.ts';
import type { ExperimentSpec } from '../language/specification.ts';
import type { Results, Row } from '../results/contract.ts';
import { curveNameOf, isTestAccuracy } from '../results/series.ts';
import { noValueBegins } from '../results/note-codes.ts';
import { watchedMeasures } from '../results/watched.ts';
import type { CurvesPanel, Figure, Reference, Series } from './figure.ts';
import { canBeDrawn, extent, logDomain } from './axis-range.ts';
import { notDrawnSentence, seedsSentence } from './caption.ts';
import { quantityOf } from './number-text.ts';
import {
  axisFor,
  baselinesAsReferences,
  isLearningRow,
  notDrawnOf,
  samePoint,
  withReferences,
} from './final-values.ts';
import { pointText, type SweepPoint, sweepPoints } from '../results/sweep.ts';

/**
 * Curves longer than this are thinned to the lowest and highest value in each of half as many stretches, so no
 * excursion is lost.
 */
const longestCurve = 300;

const labels: Readonly<Record<string, string>> = {
  accuracy: 'Test accuracy',
  loss: 'Test loss',
  training_loss: 'Training loss',
  gradient_norm: 'Norm of the gradient, before clipping',
};

/**
 * `plot learning`: what is measured while the network trains, by epoch: a thin line per seed, a bold line for their
 * mean. Nothing is smoothed.
 */
export function learning(results: Results): Figure {
  const measures = [...new Set(results.rows.filter(isLearningRow).map((row) => row.measure))]
    .filter((measure) => !isOfGrowth(results.experiment, measure) && !isWatched(results.experiment, measure))
    .sort((a, b) => rank(a) - rank(b));
  return curvesByEpoch(results, measures, { name: 'learning', title: 'Learning' });
}
/** `plot MEASURE by epoch`. */
export function byEpoch(results: Results, measure: string): Figure {
  return curvesByEpoch(results, [curveNameOf(measure, results.experiment) ?? measure], {
    name: `${measure}-by-epoch`,
    title: `${measure} by epoch`,
  });
}

/** What is measured of the weights by epoch has a plot of its own. */
const isWatched = (experiment: ExperimentSpec, measure: string): boolean =>
  watchedMeasures(experiment).some(({ name }) => name === measure);
/** A series over the steps of a growth has nothing to do with training. */
function isOfGrowth({ measures }: ExperimentSpec, measure: string): boolean {
  const declared = measures.find(({ name }) => name === measure);
  return declared !== undefined && measureNamed(declared.call.call)?.gives.series?.over === 'step';
}
function rank(measure: string): number {
  const order = ['accuracy', 'training_loss', 'loss', 'gradient_norm'];
  return order.includes(measure) ? order.indexOf(measure) : order.length;
}
function curvesByEpoch(
  results: Results,
  measures: readonly string[],
  named: { readonly name: string; readonly title: string },
): Figure {
  const points = sweepPoints(results.experiment);
  const groups = groupRows(results.rows.filter((row) => isLearningRow(row) && canBeDrawn(row.value)));
  const panels = measures.flatMap((measure) =>
    points.flatMap((at) => panelOf(results, groups, measure, at, points.length > 1)),
  );
  const missing = notDrawnSentence(measures.reduce((sum, measure) => sum + notDrawnOf(results.rows, measure, true), 0));
  if (panels.length === 0) {
    const nothing =
      missing ??
      (results.rows.some(isLearningRow)
        ? (whyUnknown(results, measures) ??
          `${measures.join(', ')} has no value by epoch: it is measured when training has ended. \`plot learning\` ` +
            'draws what is known while the network trains.')
        : 'No learning curve yet: curves appear as soon as training reports its first values.');
    return { ...named, summary: nothing, caption: [nothing], panels: [] };
  }
  const counts = panels.flatMap(({ panel }) => panel.series.map((series) => series.lines.length));
  const several = Math.max(...counts) > 1;
  const isOverTrials = panels.some(({ panel }) => panel.measure === 'gradient_norm');
  const isAveraged = panels.some(({ panel }) => panel.measure === 'training_loss');
  return {
    ...named,
    panels: panels.map(({ panel }) => panel),
    summary:
      `${named.title === 'Learning' ? 'Learning curves' : named.title}: ` +
      `${measures.map((measure) => measure.replaceAll('_', ' ')).join(', ')} while training, for ` +
      `${results.experiment.conditions.length} conditions.`,
    caption: [
      `${several ? 'Thin lines: one per seed. Thick lines: their mean.' : 'One line per condition.'} ` +
        `${seedsSentence(counts)}`,
      isAveraged
        ? `Training loss${isOverTrials ? ' and norm' : ''}: mean over the minibatches since the point before; ` +
          'nothing else is smoothed.'
        : 'Nothing is smoothed.',
      ...new Set(panels.flatMap(({ sentence }) => sentence ?? [])),
      ...(missing ? [missing] : []),
    ],
  };
}

/** `q has no value by epoch: …`, where nothing has been measured when training ended either. */
function whyUnknown({ experiment, rows, summary }: Results, measures: readonly string[]): string | undefined {
  for (const spec of experiment.measures.filter(({ name }) => measures.includes(name))) {
    const begins = noValueBegins(spec.text);
    const note = summary.notes.find(({ code, text }) => code === 'S066' && text.includes(begins));
    if (note && !rows.some(({ measure }) => measure === spec.name))
      return `${spec.name} has no value by epoch: ${note.text.slice(note.text.indexOf(begins) + begins.length)}`;
  }
  return undefined;
}

/** Chance and the raw input, for the accuracy on the test set, whatever the file calls it. */
function baselineReferences({ experiment, summary }: Results): Reference[] {
  const name = experiment.measures.find(isTestAccuracy)?.name ?? 'accuracy';
  return baselinesAsReferences(summary.baselines[name]).filter(({ value }) => canBeDrawn(value));
}
/** Rows by measure, sweep point, condition and seed, each group in order of its steps. */
function groupRows(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.measure, row.condition]);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
function panelOf(
  results: Results,
  groups: ReadonlyMap<string, readonly Row[]>,
  measure: string,
  at: SweepPoint,
  titled: boolean,
): { panel: CurvesPanel; sentence: string | undefined }[] {
  const { conditions } = results.experiment;
  const series = conditions.map((condition, index) => {
    const rows = (groups.get(JSON.stringify([measure, condition.name])) ?? []).filter((row) => samePoint(row.at, at));
    return seriesOf(condition.name, index === 0 && conditions.length > 1, rows);
  });
  const values = series.flatMap((each) => each.lines.flatMap((line) => line.y));
  if (values.length === 0) return [];
  const quantity = { ...quantityOf(results.experiment, measure), label: labels[measure] ?? measure };
  const [low, high] = extent(values);
  const scale = measure.endsWith('loss') && low > 0 && high / low > 30 ? 'log' : 'linear';
  const margin = (high - low || Math.abs(high) || 1) / 20;
  const around = scale === 'log' ? logDomain(values).domain : ([low - margin, high + margin] as const);
  const references = measure === 'accuracy' ? baselineReferences(results) : [];
  const { domain, shown, sentence } = withReferences(around, references, quantity);
  const [first, last] = extent(
    series.flatMap((each) => each.lines.flatMap((line) => [line.x[0], line.x[line.x.length - 1]])),
  );
  const x = {
    label: isOfGrowth(results.experiment, measure) ? 'Step of growth' : 'Epoch',
    unit: '',
    factor: 1,
    scale: 'linear' as const,
    domain: [Math.min(0, first), last > first ? last : first + 1] as const,
  };
  return [
    {
      sentence,
      panel: {
        kind: 'curves',
        at,
        ...(titled ? { title: pointText(results.experiment, at) } : {}),
        measure,
        seeds: 'lines',
        x,
        y: axisFor(quantity, domain, scale),
        series,
        references: shown,
      },
    },
  ];
}

function seriesOf(condition: string, isReference: boolean, rows: readonly Row[]): Series {
  const bySeed = new Map<number, Row[]>();
  for (const row of rows) {
    const line = bySeed.get(row.seed);
    if (line) line.push(row);
    else bySeed.set(row.seed, [row]);
  }
  const whole = [...bySeed]
    .sort(([a], [b]) => a - b)
    .map(([seed, line]) => {
      line.sort((a, b) => a.step! - b.step!);
      return { seed, x: line.map((row) => row.step!), y: line.map((row) => row.value) };
    });
  const mean = meanCurve(whole);
  const lines = whole.map((line) => ({ seed: line.seed, ...thinned(line.x, line.y) }));
  const shown = thinned(mean.x, mean.y);
  return { condition, isReference, lines, mean: { ...shown, interval: shown.x.map(() => null) } };
}
/** The mean over the seeds at the steps that every seed has reached. */
function meanCurve(lines: readonly { readonly x: readonly number[]; readonly y: readonly number[] }[]): {
  x: number[];
  y: number[];
} {
  const sums = new Map<number, { sum: number; n: number }>();
  for (const line of lines)
    line.x.forEach((x, index) => {
      const at = sums.get(x) ?? { sum: 0, n: 0 };
      at.sum += line.y[index];
      at.n++;
      sums.set(x, at);
    });
  const shared = [...sums].filter(([, { n }]) => n === lines.length).sort(([a], [b]) => a - b);
  return { x: shared.map(([x]) => x), y: shared.map(([, { sum, n }]) => sum / n) };
}
function thinned(x: readonly number[], y: readonly number[]): { x: readonly number[]; y: readonly number[] } {
  if (x.length <= longestCurve) return { x, y };
  const stretches = longestCurve / 2;
  const kept = new Set([0, x.length - 1]);
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = Math.floor((stretch * x.length) / stretches);
    const to = Math.floor(((stretch + 1) * x.length) / stretches);
    let low = from;
    let high = from;
    for (let index = from; index < to; index++) {
      if (y[index] < y[low]) low = index;
      if (y[index] > y[high]) high = index;
    }
    kept.add(low).add(high);
  }
  const order = [...kept].sort((a, b) => a - b);
  return { x: order.map((index) => x[index]), y: order.map((index) => y[index]) };
}
