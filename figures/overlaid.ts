import type { ExperimentSpec, PlotSpec, SweepVariable } from '../language/specification.ts';
import type { Origin, Results } from '../results/contract.ts';
import type { Axis, Figure, Panel } from './figure.ts';
import { figuresOf } from './figures-of.ts';

/** A run by the short name that it has beside others. */
export interface LabelledRun {
  readonly label: string;
  readonly results: Results;
}

/**
 * The plots of several runs as one figure each: a panel for every condition, in it a colour for every run, on the same
 * axes; maps side by side. What cannot lie on one pair of axes (circuits, gene networks) is drawn for each run.
 */
export function overlaidFigures(runs: readonly LabelledRun[]): Figure[] {
  const plots = new Map(runs.flatMap(({ results }) => plotsOf(results.experiment).map((plot) => [plot.text, plot])));
  const isOneSweep = runs.every(({ results }) => variablesOf(results) === variablesOf(runs[0].results));
  return [...plots.values()].flatMap((plot) => {
    const shown = isOneSweep ? overlaid(runs, plot) : undefined;
    return shown ? [shown] : sideBySide(runs, plot);
  });
}

const variablesOf = ({ experiment: { vary } }: Results): string => JSON.stringify(vary.map(({ name }) => name).sort());
/** An experiment that plots nothing shows its measures. */
const plotsOf = ({ plots, measures }: ExperimentSpec): readonly PlotSpec[] =>
  plots.length > 0
    ? plots
    : measures.map(({ name }) => ({ what: name, by: 'condition', text: `${name} by condition` }));

/** Panels that hold a series, or a map, for each condition. */
const common: ReadonlySet<Panel['kind']> = new Set(['dots', 'curves', 'plane', 'matrix', 'surface', 'raster']);
/** Pictures of a part of the specification, of which each run has its own. */
const apart: ReadonlySet<string> = new Set([
  'attractors',
  'transitions',
  'wiring',
  'fates',
  'screen',
  'task',
  'circuit',
]);

function overlaid(runs: readonly LabelledRun[], plot: PlotSpec): Figure | undefined {
  if (apart.has(plot.what)) return undefined;
  const named = namesOf(runs);
  const drawn = named.flatMap((condition) => {
    const [figure] = figuresOf(asConditions(runs, condition, plot));
    return figure.panels.length > 0 ? [{ condition, figure }] : [];
  });
  const panels = drawn.flatMap(({ condition, figure }) =>
    figure.panels.map((panel): Panel => {
      const titles = [named.length > 1 ? condition : '', panel.title ?? ''];
      return { ...panel, title: titles.filter(Boolean).join(', ') || undefined };
    }),
  );
  if (panels.length === 0 || panels.some(({ kind }) => !common.has(kind))) return undefined;
  // of these the first seed of a run is drawn, which the title names
  const isOfOneSeed = panels.some(({ kind }) => kind === 'matrix' || kind === 'raster');
  if (isOfOneSeed && new Set(runs.map(({ results }) => results.experiment.seeds[0])).size > 1) return undefined;
  const [{ figure: first }] = drawn;
  const labels = runs.map(({ label }) => label);
  return {
    name: `${first.name.replace(/-by-condition$/, '')}-of-runs`,
    title: `${first.title.replace(/ by condition$/, '')}, runs ${labels.slice(0, -1).join(', ')} and ${labels.at(-1)}`,
    summary: drawn.map(({ condition, figure }) => `${condition}: ${figure.summary}`).join(' '),
    caption: [
      `A colour for each run; the reference is ${labels[0]}.`,
      ...new Set(drawn.flatMap(({ figure }) => figure.caption)),
    ],
    panels: onSameAxes(panels),
  };
}

function sideBySide(runs: readonly LabelledRun[], plot: PlotSpec): Figure[] {
  return runs.flatMap(({ label, results }) => {
    if (!plotsOf(results.experiment).some(({ text }) => text === plot.text)) return [];
    const [figure] = figuresOf({ ...results, experiment: { ...results.experiment, plots: [plot] } });
    return [{ ...figure, name: `${figure.name}-${label}`, title: `${label}: ${figure.title}` }];
  });
}

/** Conditions of any run, without those of screens. */
const namesOf = (runs: readonly LabelledRun[]): string[] => [
  ...new Set(
    runs.flatMap(({ results }) =>
      results.experiment.conditions.flatMap(({ name, screened }) => (screened ? [] : [name])),
    ),
  ),
];

/** One condition of several runs, as the results of one run whose conditions they are. */
function asConditions(runs: readonly LabelledRun[], name: string, plot: PlotSpec): Results {
  const having = runs.flatMap(({ label, results }) => {
    const condition = results.experiment.conditions.find((each) => each.name === name);
    return condition ? [{ label, results, condition }] : [];
  });
  const [{ results: first }] = having;
  const each = <T extends { readonly condition: string }>(of: (results: Results) => readonly T[] | undefined): T[] =>
    having.flatMap(({ label, results }) =>
      (of(results) ?? []).filter(({ condition }) => condition === name).map((one) => ({ ...one, condition: label })),
    );
  const experiments = having.map(({ results }) => results.experiment);
  return {
    run: first.run,
    experiment: {
      ...first.experiment,
      conditions: having.map(({ label, condition }) => ({ ...condition, name: label, levels: undefined })),
      factors: undefined,
      seeds: [...new Set(experiments.flatMap(({ seeds }) => seeds))],
      vary: first.experiment.vary.map((variable) => ({
        ...variable,
        values: [
          ...new Set<number | string>(experiments.flatMap(({ vary }) => [...valuesNamed(vary, variable.name)])),
        ] as number[] | string[],
      })),
      measures: [
        ...new Map(experiments.flatMap(({ measures }) => measures.map((one) => [one.name, one] as const))).values(),
      ],
      expectations: [],
      plots: [isByFactor(plot, first.experiment) ? { ...plot, by: 'condition' } : plot],
    },
    rows: each(({ rows }) => rows),
    circuits: [],
    summary: {
      measures: each(({ summary }) => summary.measures),
      comparisons: [],
      expectations: [],
      baselines: {},
      notes: [],
    },
    ...Object.fromEntries(found.map((key) => [key, each<Origin>((results) => results[key])])),
  };
}
const valuesNamed = (vary: ExperimentSpec['vary'], of: string): SweepVariable['values'] =>
  vary.find(({ name }) => name === of)?.values ?? [];
const isByFactor = ({ by }: PlotSpec, { factors }: ExperimentSpec): boolean =>
  factors?.some(({ name }) => name === by) ?? false;

/** What a run finds of each condition. */
const found = [
  'spectra',
  'eigenvalues',
  'timescales',
  'weightsByDistance',
  'matrices',
  'tissues',
  'rasters',
  'components',
  'curves',
  'landscapes',
  'curvatures',
  'avalanches',
  'shapes',
] as const satisfies readonly (keyof Results)[];

/** Axes of the same thing reach over the same range. */
function onSameAxes(panels: readonly Panel[]): Panel[] {
  const ranges = new Map<string, Axis['domain']>();
  const keyOf = (kind: Panel['kind'], { label, unit, scale }: Axis) => JSON.stringify([kind, label, unit, scale]);
  for (const panel of panels)
    for (const axis of axesOf(panel)) {
      const [low, high] = ranges.get(keyOf(panel.kind, axis)) ?? axis.domain;
      ranges.set(keyOf(panel.kind, axis), [Math.min(low, axis.domain[0]), Math.max(high, axis.domain[1])]);
    }
  const widened = <T extends Axis>(kind: Panel['kind'], axis: T): T => ({
    ...axis,
    domain: ranges.get(keyOf(kind, axis)) ?? axis.domain,
  });
  return panels.map((panel) => {
    if (panel.kind === 'dots') return { ...panel, axis: widened(panel.kind, panel.axis) };
    if (panel.kind === 'curves' || panel.kind === 'plane')
      return { ...panel, x: widened(panel.kind, panel.x), y: widened(panel.kind, panel.y) } as Panel;
    return panel;
  });
}
const axesOf = (panel: Panel): readonly Axis[] =>
  panel.kind === 'dots' ? [panel.axis] : panel.kind === 'curves' || panel.kind === 'plane' ? [panel.x, panel.y] : [];
