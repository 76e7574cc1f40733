import { timeConstantOf } from '../../catalogue/laws-of-motion.ts';
import { principalComponents, type Raster, rasterOf } from '../../engine/activity/index.ts';
import type { Matrix } from '../../engine/connectivity/index.ts';
import {
  encodeText,
  type NpyArray,
  numberColumn,
  numbers,
  readCsv,
  readNpy,
  textColumn,
  writeCsv,
  writeNpy,
} from '../../formats/index.ts';
import { instantiate, type Settled } from '../../language/canonical/instantiate.ts';
import type { ExperimentSpec, Noun } from '../../language/specification.ts';
import { eigenvaluesKnown, type Findings, usedMatrix } from '../../making/findings.ts';
import { curveFile, curvesPlotted } from '../../results/curves.ts';
import { experimentAt, sweepPoints } from '../../results/sweep.ts';
import { subjectsOf } from '../../language/of-subject.ts';
import type { CurveResult, Origin, Results, SpectrumResult } from '../../results/contract.ts';
import type { SpectrumEstimator } from '../../engine/spectra/index.ts';
import { fitMeant } from '../../catalogue/measures/index.ts';
import type { Facts } from '../../catalogue/finding.ts';
import type { PlottedCurve } from '../../catalogue/plots/index.ts';
import { keepAvalanches, noAvalanches } from './avalanche-tables.ts';
import { factsIn, factTable } from './fact-table.ts';
import { keepSurroundings, noSurroundings } from './student-tables.ts';
import { spikesFile } from './spikes-file.ts';
import { keepWiring, noWiring, wiringFiles } from './wiring-files.ts';

/** Components are mapped where they can be had in seconds. */
const mostMapped = 2500;
const components = 8;
const estimators: readonly SpectrumEstimator[] = ['covariance', 'direct', 'shared_variance', 'svca'];
/** The exact spectrum of a matrix is `spectrum.npy`; estimates from activity say which. */
const spectrumFile = (estimator: SpectrumEstimator): string =>
  estimator === 'covariance' ? 'spectrum.npy' : `spectrum-${estimator}.npy`;

/**
 * What was found, as files that others can open: `spectrum.npy` (of a large sparse matrix its largest variances, where
 * no more were asked for) and `spectrum-ESTIMATOR.npy` (falling), `eigenvalues.npy` of the matrix and
 * `eigenvalues-dmd.npy` (n × 2: real, imaginary), `timescales.npy` (s, by rank), `facts.csv`, and what `wiringFiles`
 * says. Where `keep`: `raster.npy`, `spikes.csv` of spiking neurons, `components.npy` with `positions.npy`. `before`:
 * the weights of a network before it was trained.
 */
export function findingFiles(
  found: Findings,
  facts: Facts,
  tables: Readonly<Record<string, readonly (readonly [string, number])[]>>,
  keep: boolean,
  before?: Matrix,
): Record<string, Uint8Array> {
  const {
    spectra,
    largest,
    decompositions,
    longest,
    studied: { ensemble, activity, kernels, noun },
  } = found;
  const matrix = usedMatrix(found.studied);
  const written = Object.fromEntries(Object.entries(tables).map(([name, rows]) => [`${name}.csv`, factTable(rows)]));
  if (noun.noun !== 'connect' && !activity && spectra.size === 0 && !largest && !before) return written;
  const eigenvalues = ensemble ?? (matrix && eigenvaluesKnown(matrix, kernels.algebra));
  return {
    ...Object.fromEntries([...spectra].map(([estimator, values]) => [spectrumFile(estimator), column(values)])),
    ...(largest && { 'spectrum.npy': column(largest) }),
    ...(eigenvalues && { 'eigenvalues.npy': pairs(eigenvalues) }),
    ...(decompositions.length > 0 && { 'eigenvalues-dmd.npy': pairs(decompositions[0].modes) }),
    ...(longest && { 'timescales.npy': column(longest.constants) }),
    ...(eigenvalues || largest || activity ? { 'facts.csv': factTable(Object.entries(facts)) } : {}),
    ...written,
    ...(matrix && wiringFiles(matrix, found.studied, keep, before)),
    ...(keep && activity && 'spikes' in activity && activity.spikes && { 'spikes.csv': spikesFile(activity.spikes) }),
    ...(keep && activity && { 'raster.npy': rasterFile(rasterOf(activity)), ...mapFiles(found) }),
  };
}

const rasterFile = ({ rows, columns, values }: Raster): Uint8Array =>
  writeNpy({ type: 'f4', shape: [rows, columns], values });

function mapFiles({ studied: { activity, kernels } }: Findings): Record<string, Uint8Array> {
  if (!activity?.positions || !activity.dimensions || activity.neurons > mostMapped) return {};
  const { vectors, count, values, total } = principalComponents(activity, components, kernels);
  return {
    'components.npy': writeNpy({ type: 'f4', shape: [count, activity.neurons], values: vectors }),
    'component-shares.npy': column(values.slice(0, count).map((value) => value / total)),
    'positions.npy': writeNpy({
      type: 'f8',
      shape: [activity.neurons, activity.dimensions],
      values: activity.positions,
    }),
  };
}

const column = (values: Float64Array): Uint8Array => writeNpy({ type: 'f8', shape: [values.length], values });
function pairs({ re, im }: { readonly re: Float64Array; readonly im: Float64Array }): Uint8Array {
  const values = new Float64Array(2 * re.length);
  for (let k = 0; k < re.length; k++) {
    values[2 * k] = re[k];
    values[2 * k + 1] = im[k];
  }
  return writeNpy({ type: 'f8', shape: [re.length, 2], values });
}

type Kept = Pick<
  Results,
  | ('spectra' | 'eigenvalues' | 'timescales' | 'matrices' | 'rasters' | 'components' | 'curves')
  | ('avalanches' | 'shapes' | 'curvatures' | 'landscapes' | 'weightsByDistance' | 'tissues')
>;

/**
 * The other way round, for all conditions, seeds and points of the sweep; `read` gives a file of a job, undefined where
 * there is none.
 */
export function readFindings(
  experiment: ExperimentSpec,
  read: (of: Origin, name: string) => Uint8Array | undefined,
): Kept {
  const kept = {
    spectra: [] as SpectrumResult[],
    eigenvalues: [] as NonNullable<Kept['eigenvalues']>[number][],
    timescales: [] as NonNullable<Kept['timescales']>[number][],
    rasters: [] as NonNullable<Kept['rasters']>[number][],
    components: [] as NonNullable<Kept['components']>[number][],
    curves: [] as NonNullable<Kept['curves']>[number][],
    ...noSurroundings(),
    ...noAvalanches(),
    ...noWiring(),
  };
  const curves = curvesPlotted(experiment);
  for (const at of sweepPoints(experiment))
    for (const { name: condition, noun } of experiment.conditions) {
      let settled: Settled<Noun> | undefined;
      const studied = (): Settled<Noun> => (settled ??= instantiate(noun, at));
      for (const of of originsOf(experiment, condition, at)) {
        const array = (name: string) => {
          const bytes = read(of, name);
          return bytes && readNpy(bytes);
        };
        const facts = factsIn(read(of, 'facts.csv'));
        for (const estimator of estimators) {
          const values = array(spectrumFile(estimator));
          if (values)
            kept.spectra.push({
              ...of,
              estimator,
              neurons: facts.neurons ?? facts.size ?? values.shape[0],
              values: numbers(values),
              ...fitIn(experiment, at, estimator, numbers(values), lengthOf(estimator, values, facts)),
            });
        }
        for (const [kind, name] of [
          ['matrix', 'eigenvalues.npy'],
          ['dmd', 'eigenvalues-dmd.npy'],
        ] as const) {
          const values = array(name);
          if (values)
            kept.eigenvalues.push({
              ...of,
              of: kind,
              ...parts(values),
              ...(kind === 'matrix' && facts.bulk_radius !== undefined && { bulkRadius: facts.bulk_radius }),
            });
        }
        for (const plot of curves) {
          const bytes = read(of, curveFile(plot));
          if (bytes) kept.curves.push({ ...of, plot, ...curveIn(bytes) });
        }
        keepSurroundings(kept, of, read);
        keepAvalanches(kept, of, read);
        const seconds = array('timescales.npy');
        if (seconds)
          kept.timescales.push({
            ...of,
            seconds: numbers(seconds),
            ...theoryOf(studied(), facts, array('eigenvalues.npy')),
          });
        keepWiring(kept, { experiment, of, studied }, read);
        const raster = array('raster.npy'),
          maps = array('components.npy'),
          positions = array('positions.npy'),
          shares = array('component-shares.npy');
        if (raster)
          kept.rasters.push({
            ...of,
            neurons: facts.neurons,
            frames: facts.frames,
            bin: facts.bin,
            from: 0,
            shown: facts.frames,
            rows: raster.shape[0],
            columns: raster.shape[1],
            values: raster.values as Float32Array,
          });
        if (maps && positions && shares)
          kept.components.push({
            ...of,
            dimensions: positions.shape[1],
            positions: numbers(positions),
            components: mapsIn(maps, numbers(shares)),
          });
      }
    }
  return Object.fromEntries(Object.entries(kept).filter(([, found]) => found.length > 0));
}

/** Of every seed, and of each of its subjects. */
const originsOf = (experiment: ExperimentSpec, condition: string, at: Origin['at']): readonly Origin[] => {
  const noun = experimentAt(experiment, at).conditions.find(({ name }) => name === condition)?.noun;
  return experiment.seeds.flatMap((seed): readonly Origin[] =>
    (subjectsOf(experiment, noun, at) ?? [undefined]).map((subject) => ({
      condition,
      seed,
      at,
      ...(subject && { subject: subject.name }),
    })),
  );
};

/** What all points have in common stands beside each. */
export function curveTable({ steps, values, target, quantity }: PlottedCurve): Uint8Array {
  const common = [...(target === undefined ? [] : [['target', target]]), ...(quantity ? [['quantity', quantity]] : [])];
  return encodeText(
    writeCsv(
      ['x', 'y', ...common.map(([name]) => String(name))],
      steps.map((step, i) => [step, values[i], ...common.map(([, value]) => value)]),
    ),
  );
}
function curveIn(bytes: Uint8Array): Pick<CurveResult, 'x' | 'y' | 'target' | 'quantity'> {
  const table = readCsv(bytes),
    has = (name: string): boolean => table.header.includes(name);
  const [target] = has('target') ? numberColumn(table, 'target') : [],
    [quantity] = has('quantity') ? textColumn(table, 'quantity') : [];
  return {
    x: numberColumn(table, 'x'),
    y: numberColumn(table, 'y'),
    ...(target !== undefined && { target }),
    ...(quantity !== undefined && { quantity }),
  };
}
/** How many variances there are: of an exact spectrum the largest alone may be kept. */
const lengthOf = (estimator: SpectrumEstimator, { shape }: NpyArray, { size }: Facts): number =>
  estimator === 'covariance' ? Math.max(size ?? 0, shape[0]) : shape[0];
/** The fit that a measure of the experiment made of it. */
function fitIn(
  { measures }: ExperimentSpec,
  at: Origin['at'],
  estimator: SpectrumEstimator,
  values: Float64Array,
  size: number,
): Pick<SpectrumResult, 'fit'> {
  for (const { call } of instantiate(measures, at)) {
    try {
      const fit = fitMeant(call, estimator, values, size);
      if (fit) return { fit };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return {};
}
function parts(array: NpyArray): { readonly re: Float64Array; readonly im: Float64Array } {
  const values = numbers(array),
    n = array.shape[0];
  return {
    re: Float64Array.from({ length: n }, (_, k) => values[2 * k]),
    im: Float64Array.from({ length: n }, (_, k) => values[2 * k + 1]),
  };
}
/** tau / (1 − λ) by falling eigenvalue, of a symmetric matrix that runs linearly in time. */
function theoryOf(
  noun: Noun,
  { symmetric }: Facts,
  eigenvalues: NpyArray | undefined,
): { readonly theory?: Float64Array } {
  const tau = noun.noun === 'dynamics' ? timeConstantOf(noun) : undefined;
  if (tau === undefined || symmetric !== 1 || !eigenvalues) return {};
  return { theory: parts(eigenvalues).re.map((value) => tau / (1 - value)) };
}
function mapsIn(maps: NpyArray, shares: Float64Array) {
  const [count, n] = maps.shape,
    values = maps.values as Float32Array;
  return Array.from({ length: count }, (_, k) => ({
    rank: k + 1,
    weights: Float64Array.from(values.subarray(k * n, (k + 1) * n)),
    share: shares[k],
  }));
}
