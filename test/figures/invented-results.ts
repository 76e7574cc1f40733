import { measureNamed } from '../../catalogue/measures/index.ts';
import { type Matrix, strongestConnections, weightByDistance } from '../../engine/connectivity/index.ts';
import { analyseNetwork, tooLarge } from '../../engine/genes/index.ts';
import { stream } from '../../engine/random/index.ts';
import { summarise } from '../../engine/statistics/index.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import { keptNetworks, networkOf } from '../../making/gene-networks.ts';
import type { Origin, Results, Row } from '../../results/contract.ts';
import { curvesPlotted } from '../../results/curves.ts';
import { withinLimits, quantityOf } from '../../results/quantity.ts';
import { sweepPoints } from '../../results/sweep.ts';
import { sampleGrowth, sampleResults } from './sample.ts';

const seeds = [1, 2, 3];

/** Results that an experiment could have left, with invented numbers: its conditions, measures, sweep and plots. */
export function inventedResults(asked: ExperimentSpec): Results {
  const experiment = { ...asked, seeds };
  const origins = experiment.conditions
    .filter(({ screened }) => !screened)
    .flatMap(({ name }) =>
      sweepPoints(experiment).flatMap((at) => seeds.map((seed): Origin => ({ condition: name, seed, at }))),
    );
  const rows = experiment.conditions.flatMap(({ name }) =>
    sweepPoints(experiment).flatMap((at) =>
      seeds.flatMap((seed) => [
        ...experiment.measures.flatMap((measure) => rowsOf(measure, { condition: name, seed, at })),
        ...(experiment.train ? learningRows({ condition: name, seed, at }) : []),
      ]),
    ),
  );
  const sample = sampleResults({ conditions: { a: 0.9 }, circuit: sampleGrowth(200) });
  return {
    ...sample,
    experiment,
    rows,
    summary: { ...sample.summary, measures: summaries(experiment, rows), comparisons: [], baselines: {} },
    circuits: sample.circuits.map((each) => ({ ...each, condition: experiment.conditions[0].name })),
    genes: keptNetworks(experiment)
      .filter(({ genes }) => !tooLarge(genes))
      .slice(0, 6)
      .map(({ condition, genes }) => ({ condition, network: genes, analysis: analyseNetwork(networkOf(genes, 0)) })),
    spectra: origins.map((of) => ({
      ...of,
      estimator: 'shared_variance',
      neurons: 60,
      values: falling(of, 60),
      fit: { alpha: 0.7 + 0.01 * of.seed, n: 60, from: 3, to: 30, curvature: 0, intercept: 1 },
    })),
    timescales: origins.map((of) => ({
      ...of,
      seconds: falling(of, 20).map((each, rank) => (rank === 3 ? Infinity : each)),
    })),
    eigenvalues: origins.map((of) => ({ ...of, of: 'matrix', re: falling(of, 30), im: new Float64Array(30) })),
    matrices: origins
      .filter(({ seed }) => seed === 1)
      .flatMap((of) => {
        const plain = { ...of, tiles: 6, size: 6, connections: 36, mean: falling(of, 36), largest: falling(of, 36) };
        return [
          plain,
          { ...plain, learned: true as const, order: 'module' as const, groups: [3, 2, 1], modularity: 0.3 },
          { ...plain, learned: true as const, order: 'place' as const, along: 0.5 },
        ];
      }),
    tissues: origins.filter(({ seed }) => seed === 1).map((of) => ({ ...of, ...inventedTissue(of), learned: true })),
    weightsByDistance: origins.flatMap((of) =>
      (['before', 'after'] as const).map((when) => ({
        ...of,
        when,
        ...weightByDistance(inventedTissue(of).matrix, { ...inventedTissue(of), reach: 2e-3 }),
      })),
    ),
    rasters: origins
      .filter(({ seed }) => seed === 1)
      .map((of) => ({
        ...of,
        ...{ neurons: 6, frames: 50, bin: 0.1, from: 0, shown: 50, rows: 6, columns: 10 },
        values: Float32Array.from(falling(of, 60)),
      })),
    components: origins
      .filter(({ seed }) => seed === 1)
      .map((of) => ({
        ...of,
        dimensions: 2,
        positions: falling(of, 40).map((each) => each * 1e-3),
        components: [{ rank: 1, weights: falling(of, 20), share: 0.4 }],
      })),
    populations: origins.map((of) => ({
      ...of,
      ...{ step: 3600, fates: ['neuron', ''], steps: [0, 1, 2] },
      counts: [
        [0, 2, 5],
        [1, 1, 1],
      ],
    })),
    curves: curvesPlotted(experiment).flatMap((plot) =>
      origins.map((of) => ({ ...of, plot, x: Float64Array.of(1, 2, 4), y: falling(of, 3) })),
    ),
  };
}

/** Twelve neurons in space, wired both ways. */
function inventedTissue(of: Origin) {
  const positions = falling(of, 36).map((each) => each * 1e-3),
    matrix: Matrix = { size: 12, values: falling(of, 144).map((each, at) => (at % 3 === 0 ? -each : each)) };
  return { matrix, positions, dimensions: 3, ...strongestConnections(matrix, 100) };
}
const draws = ({ condition, seed, at }: Origin, what: string) =>
  stream(seed, `${condition} ${JSON.stringify(at)}`, what);
function falling(of: Origin, count: number): Float64Array {
  const noise = draws(of, 'falling');
  return Float64Array.from({ length: count }, (_, rank) => (1 + 0.1 * noise.uniform()) / (rank + 1));
}
function rowsOf({ name, call }: ExperimentSpec['measures'][number], of: Origin): Row[] {
  const { gives } = measureNamed(call.call)!;
  const noise = draws(of, name);
  const value = () =>
    (gives.share ? 0.2 + 0.6 * noise.uniform() : gives.unit === 'metres' ? 1e-4 : 30) * noise.uniform();
  return [
    { ...of, measure: name, step: null, value: value() },
    ...(gives.series ? [1, 2, 3].map((step) => ({ ...of, measure: name, step, value: value() })) : []),
  ];
}
function learningRows(of: Origin): Row[] {
  const noise = draws(of, 'learning');
  return ['accuracy', 'training_loss', 'loss'].flatMap((measure) =>
    [0, 0.5, 1].map((step) => ({ ...of, measure, step, value: 0.1 + 0.5 * noise.uniform() })),
  );
}
/** As a run has them; of a measure with an interval of its own, that of the first condition. */
function summaries(experiment: ExperimentSpec, rows: readonly Row[]): Results['summary']['measures'] {
  return experiment.measures.flatMap(({ name: measure, call }) =>
    experiment.conditions.flatMap(({ name: condition }, index) =>
      sweepPoints(experiment).map((at) => {
        const found = rows.filter(
          (row) =>
            row.measure === measure &&
            row.condition === condition &&
            row.step === null &&
            JSON.stringify(row.at) === JSON.stringify(at),
        );
        const described = summarise(found.map(({ value }) => value));
        const own = index === 0 ? measureNamed(call.call)?.ownInterval : undefined;
        const ci = withinLimits(described.ci, quantityOf(experiment, measure));
        return { measure, condition, at, ...described, ci, interval: own ?? ('seeds' as const) };
      }),
    ),
  );
}
