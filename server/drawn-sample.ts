import {
  drawMatrix,
  eigenvaluesOf,
  type Matrix,
  type MatrixProgram,
  type RankReduction,
  tilesOf,
  fewerGroups,
} from '../engine/connectivity/index.ts';
import type { LinearAlgebra } from '../engine/kernels/index.ts';
import {
  covarianceSpectrum,
  type ExponentFit,
  fitExponent,
  type Prediction,
  reducedRanks,
} from '../engine/spectra/index.ts';
import { previewSpectrumFigures } from '../figures/index.ts';
import { type ConnectNoun, settled } from '../language/index.ts';
import { cachedAlgebra } from '../making/cached-algebra.ts';
import { circuits } from '../making/circuits.ts';
import type { Ranks, Sample } from './analyst.ts';

/** Of more neurons a smaller sample is shown, so that its spectrum is there within a second. */
const mostNeurons = { symmetric: 1000, directed: 300 };
const seed = 1;

/**
 * The matrix that seed 1 draws and its exact spectrum; of a large one, a smaller one of the same kind. `expected`: over
 * draws of all its neurons.
 */
export function sampleDrawn(
  connect: ConnectNoun,
  ranks: Ranks,
  expected: Prediction | undefined,
  algebra: LinearAlgebra,
): Sample {
  const program = connect.source.kind === 'drawn' ? settled<MatrixProgram>(connect.source.program) : undefined;
  const rank = connect.rank && settled<RankReduction>(connect.rank);
  if (!program || (connect.rank && !rank))
    return { figures: [], text: 'A variable of an experiment decides what is drawn.' };
  const shown = smaller(program),
    once = cachedAlgebra(algebra);
  const { matrix, groups } = circuits(() => new Uint8Array(), once).wire(
    {
      ...connect,
      source: { kind: 'drawn', program: shown },
      ...(rank && { rank: { ...rank, components: Math.ceil((rank.components * shown.neurons) / program.neurons) } }),
    },
    seed,
  );
  const eigenvalues = eigenvaluesOf(matrix, once),
    whole = shown.neurons === program.neurons;
  const fitted = reducedRanks(ranks, program.neurons, shown.neurons);
  return {
    figures: previewSpectrumFigures({
      of: `${connect.name}, seed ${seed}`,
      matrix: tilesOf(matrix),
      eigenvalues,
      groups: groups && sizesOf(groups),
      variances: eigenvalues.re[0] < 1 ? variancesOf(matrix, fitted, once) : undefined,
      expected: whole ? expected?.exponent : undefined,
    }),
    text:
      `${program.neurons.toLocaleString('en')} neurons · ${lawText(program)} · density ` +
      `${densityOf(shown, connect.stream).toPrecision(3)}.${
        whole
          ? ''
          : ` Shown: ${shown.neurons.toLocaleString('en')} neurons of the same kind, ranks ${fitted.from} .. ` +
            `${fitted.to}.`
      }`,
  };
}

function smaller(program: MatrixProgram): MatrixProgram {
  const neurons = Math.min(program.neurons, program.symmetric ? mostNeurons.symmetric : mostNeurons.directed);
  if (program.groups === undefined) return { ...program, neurons };
  return { ...program, neurons, groups: fewerGroups(program.groups, program.neurons, neurons) };
}

/** Variances along the modes of stationary activity, with the fit where so many ranks have one. */
function variancesOf(
  matrix: Matrix,
  ranks: Ranks,
  algebra: LinearAlgebra,
): { readonly neurons: number; readonly values: Float64Array; readonly fit?: ExponentFit } {
  const values = covarianceSpectrum(matrix, algebra);
  try {
    return { neurons: matrix.size, values, fit: fitExponent(values, ranks) };
  } catch (error) {
    if (error instanceof RangeError) return { neurons: matrix.size, values };
    throw error;
  }
}

/** Neurons of each group, in their order. */
function sizesOf(groups: Int32Array): number[] {
  const sizes: number[] = [];
  for (const group of groups) sizes[group] = (sizes[group] ?? 0) + 1;
  return sizes;
}
/** The share of pairs that seed 1 connects; centring, which makes every weight differ from zero, is left out. */
function densityOf(program: MatrixProgram, stream: string): number {
  const { wire, neurons } = program;
  if (wire === undefined || neurons < 2) return Number(neurons > 1);
  const { matrix } = drawMatrix({ ...program, centred: false }, { seed, stream });
  return (
    matrix.values.reduce((count, weight) => count + Number(weight !== 0), 0) /
    (neurons * (program.autapses ? neurons : neurons - 1))
  );
}

function weightsText(weights: MatrixProgram['weights']): string {
  const written = (value: number): string => String(value).replace('-', '−');
  if ('constant' in weights) return `weights ${written(weights.constant)}`;
  if (!('distribution' in weights)) return 'weights by an expression';
  const parameters = Object.values(weights.takes).map(written).join(', ');
  return parameters === '' ? weights.distribution : `${weights.distribution}(${parameters})`;
}

function lawText({ weights, symmetric, asymmetric, centred, excitatory, place, groups }: MatrixProgram): string {
  const partly =
    asymmetric &&
    (asymmetric.construction === 'triangles' ? `asymmetric ${asymmetric.eta}` : `elliptic ${asymmetric.correlation}`);
  return [
    weightsText(weights),
    symmetric ? 'symmetric' : (partly ?? 'directed'),
    ...(centred ? ['centred'] : []),
    ...(excitatory === undefined ? [] : [`excitatory ${excitatory}`]),
    ...(groups === undefined
      ? []
      : [typeof groups === 'number' ? `${groups} groups` : `groups ${groups.map(({ group }) => group).join(', ')}`]),
    ...(place ? [`placed ${place.how}`] : []),
  ].join(', ');
}
