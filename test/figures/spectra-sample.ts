import { drawMatrix, type MatrixProgram, scaleSpectrum, tilesOf } from '../../engine/connectivity/index.ts';
import type { KernelBackend, LinearAlgebra } from '../../engine/kernels/index.ts';
import { rasterOf } from '../../engine/activity/raster.ts';
import { stream } from '../../engine/random/index.ts';
import { covarianceSpectrum, fitExponent } from '../../engine/spectra/index.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import { openBackend } from '../../runs/execute/backends.ts';
import type { Results } from '../../results/contract.ts';
import { sampleResults } from './sample.ts';
import { sweepPoints } from '../../results/sweep.ts';

const uniform = { distribution: 'uniform', takes: { low: -1, high: 1 } } as const;
const plain = { symmetric: true, centred: false, positive: false, autapses: false, weights: uniform } as const;
/** Small matrices of four kinds; the last one drawn in space. */
const programs: Readonly<Record<string, { readonly program: MatrixProgram; readonly max: number }>> = {
  symmetric: { program: { ...plain, neurons: 300 }, max: 0.99 },
  subcritical: { program: { ...plain, neurons: 300 }, max: 0.9 },
  directed: { program: { ...plain, neurons: 200, symmetric: false }, max: 0.99 },
  clustered: {
    program: {
      ...plain,
      neurons: 120,
      groups: 4,
      centred: true,
      weights: { constant: 1 },
      wire: { call: 'if', arguments: [{ name: 'same_group' }, 0.5, 0.05] },
    },
    max: 0.95,
  },
};
const tau = 0.02;

/** Results of matrices that are drawn, scaled and analysed by the engine itself. */
export async function spectraResults(
  plots: readonly string[],
  { seeds = 3, vary = [] }: { readonly seeds?: number; readonly vary?: ExperimentSpec['vary'] } = {},
): Promise<Results> {
  const { algebra } = (await openBackend('wasm')) as KernelBackend;
  const names = Object.keys(programs);
  const points = sweepPoints({ vary }) as Readonly<Record<string, number>>[];
  const made = points.flatMap((at) =>
    names.flatMap((condition) =>
      Array.from({ length: seeds }, (_, index) => analysed(condition, index + 1, at, algebra)),
    ),
  );
  const [first] = made;
  const spaced = placed(algebra);
  return {
    ...sampleResults({
      conditions: Object.fromEntries(names.map((name) => [name, 0.9])),
      seeds,
      vary,
      plots,
      baselines: false,
    }),
    spectra: made.map(({ of, variances }) => ({
      ...of,
      estimator: 'covariance',
      neurons: variances.length,
      values: variances,
      fit: fitExponent(variances, { from: 6, to: 50 }),
    })),
    eigenvalues: made.map(({ of, re, im, bulkRadius }) => ({ ...of, of: 'matrix', re, im, bulkRadius })),
    timescales: made
      .filter(({ of }) => of.condition !== 'directed')
      .map(({ of, re }) => {
        const theory = re.slice(0, 60).map((real) => tau / (1 - real)),
          noise = stream(of.seed, of.condition, 'noise');
        return {
          ...of,
          theory,
          seconds: theory.map((each, rank) => (rank === 7 ? NaN : each * Math.exp(0.1 * noise.normal()))),
        };
      }),
    matrices: made
      .filter(({ of }) => of.seed === 1)
      .map(({ of, tiles }) => ({
        ...of,
        ...tiles,
        ...(of.condition === 'clustered' ? { groups: [30, 30, 30, 30] } : {}),
      })),
    rasters: [{ ...first.of, ...rasterOf(activityOf(200, 900)) }],
    components: [{ ...first.of, ...spaced }],
  };
}

function analysed(condition: string, seed: number, at: Readonly<Record<string, number>>, algebra: LinearAlgebra) {
  const { program, max } = programs[condition];
  const { matrix, re, im } = scaleSpectrum(
    drawMatrix(program, { seed, stream: condition }).matrix,
    { kind: 'max', value: max },
    algebra,
  );
  const deviation = Math.sqrt(matrix.values.reduce((sum, value) => sum + value ** 2, 0)) / matrix.size;
  return {
    of: { condition, seed, at },
    re,
    im,
    bulkRadius: (program.symmetric ? 2 : 1) * deviation * Math.sqrt(matrix.size),
    variances: covarianceSpectrum(matrix, algebra),
    tiles: tilesOf(matrix, 240),
  };
}
/** Noise that every neuron remembers for about 20 bins. */
function activityOf(neurons: number, frames: number) {
  const values = new Float32Array(neurons * frames);
  for (let neuron = 0; neuron < neurons; neuron++) {
    const draws = stream(neuron, 'activity', 'sample');
    for (let t = 1; t < frames; t++)
      values[neuron * frames + t] = 0.95 * values[neuron * frames + t - 1] + draws.normal();
  }
  return { neurons, frames, values, bin: 0.046, runs: [frames] };
}
/** Leading eigenvectors of weights that fall with distance in a square of 1 mm. */
function placed(algebra: LinearAlgebra) {
  const neurons = 300;
  const near: MatrixProgram = {
    ...plain,
    neurons,
    place: { how: 'uniform', lengths: [1e-3, 1e-3], torus: false },
    weights: { expression: { call: 'exp', arguments: [{ call: '*', arguments: [-5000, { name: 'distance' }] }] } },
  };
  const { matrix, positions } = drawMatrix(near, { seed: 1, stream: 'near' });
  const { vectors, values } = algebra.symmetricEigenvectors(matrix.values, neurons);
  const total = values.reduce((sum, each) => sum + each ** 2, 0);
  return {
    dimensions: 2,
    positions: positions!,
    components: [1, 2, 3, 4, 5, 6].map((rank) => ({
      rank,
      weights: vectors.slice((neurons - rank) * neurons, (neurons - rank + 1) * neurons),
      share: values[neurons - rank] ** 2 / total,
    })),
  };
}
