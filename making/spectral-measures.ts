import {
  branching,
  connectionRecovery,
  globality,
  populationActivity,
  realFraction,
  type Recorded,
  rotations,
  SignedActivity,
  strongPairOdds,
} from '../engine/activity/index.ts';
import { isSymmetric } from '../engine/connectivity/index.ts';
import type { Expression } from '../engine/expressions/index.ts';
import {
  departureFromNormality,
  type ExponentFit,
  fitExponent,
  participationRatio,
  transientGain,
  Unstable,
} from '../engine/spectra/index.ts';
import { delayedChoice, type RecallTask, zeroShotRecall } from '../engine/tasks/index.ts';
import type { MeasureSpec, TaskNoun } from '../language/specification.ts';
import { argument, isCall, numberOf, rangeOf, wordOf } from '../language/calls.ts';
import { type DmdSettings, type Findings, keyOf } from './study.ts';
import { motionOf } from './motion.ts';
import { NotApplicable } from './not-applicable.ts';
import type { SpectrumEstimator } from '../engine/spectra/index.ts';
import type { Facts } from '../catalogue/finding.ts';

type Call = Extract<Expression, { readonly call: string }>;
const memoryMeasures: ReadonlySet<string> = new Set(['delayed_choice', 'zero_shot_recall']);
/** Whether a measure runs the network itself, so that its activity at rest is not asked for. */
export const isOfMemory = ({ call }: MeasureSpec): boolean => isCall(call) && memoryMeasures.has(call.call);

/**
 * A value; of a series (over rank, distance, delay) the one that stands for it in tables; with the interval of an
 * estimate that has one, and what its note says.
 */
export interface Spectral {
  readonly value: number;
  readonly series?: { readonly steps: readonly number[]; readonly values: readonly number[] };
  readonly ci?: readonly [number, number];
  readonly facts?: Facts;
  readonly tables?: Readonly<Record<string, readonly (readonly [string, number])[]>>;
}

/** Whether a measure is of a spectrum, of modes or of activity. */
export const isSpectral = ({ call }: MeasureSpec): boolean => isCall(call) && Object.hasOwn(measures, call.call);

/** @throws NotApplicable */
export function measureSpectral(spec: MeasureSpec, findings: Findings): Spectral {
  const { name, call } = spec;
  if (!isCall(call)) throw new Error(`${name} is not a call`);
  try {
    return measures[call.call](call, findings, spec);
  } catch (error) {
    throw error instanceof RangeError || error instanceof Unstable || error instanceof SignedActivity
      ? new NotApplicable(error.message)
      : error;
  }
}

type Compute = (call: Call, findings: Findings, spec: MeasureSpec) => Spectral;
const measures: Readonly<Record<string, Compute>> = {
  exponent(call, findings, { name }) {
    const spectrum = findings.spectrum(estimatorOf(call, findings)),
      fit = fitOf(call, spectrum);
    const expected = findings.expectedExponent(fit);
    return {
      value: fit.alpha,
      facts: {
        ...(expected && { [`${name}.expected`]: expected.value, [`${name}.spread`]: expected.spread }),
        [`${name}.from`]: fit.from,
        [`${name}.to`]: fit.to,
        [`${name}.values`]: fit.n,
        [`${name}.curvature`]: fit.curvature,
      },
    };
  },
  participation_ratio: (call, findings) => ({
    value: participationRatio(findings.spectrum(estimatorOf(call, findings))),
  }),
  rotations(call, findings, { name }) {
    const settings = dmdOf(call, findings),
      found = findings.modes(settings),
      { median, percentiles, modes } = rotations(found);
    const rows = [0.05, 0.25, 0.5, 0.75, 0.95].map((share, i) => [String(share), percentiles[i]] as const);
    return {
      value: finite(median, 'no mode of |λ| above 0.25 decays'),
      facts: componentsOf(name, settings, found.re.length),
      tables: { rotations: [...rows, ['modes', modes]] },
    };
  },
  real_fraction(call, findings, { name }) {
    const settings = dmdOf(call, findings),
      found = findings.modes(settings);
    return {
      value: finite(realFraction(found), 'no mode has |λ| above 0.25'),
      facts: componentsOf(name, settings, found.re.length),
    };
  },
  timescales(call, findings) {
    recorded(findings);
    const { from, to } = rangeOf(argument(call, 'pcs', ['pcs'])) ?? { from: 1, to: 100 };
    const { constants } = findings.timescales(to);
    return series(
      constants,
      from,
      Math.min(to, constants.length),
      'first',
      'no component lasts long enough to have a timescale',
    );
  },
  henrici: (_, findings) => ({
    value: isSymmetric(wired(findings)) ? 0 : departureFromNormality(wired(findings), findings.eigenvalues()),
  }),
  transient_gain: (_, findings) => ({ value: transientGain(wired(findings), findings.studied.kernels) }),
  bulk_radius: (_, findings) => {
    wired(findings);
    return { value: findings.bulk().radius };
  },
  outliers: (_, findings) => {
    wired(findings);
    return { value: findings.bulk().outliers.length };
  },
  branching(call, findings) {
    const activity = recorded(findings);
    const { naive, m, interval } = branching(populationActivity(activity), activity.bin, keyOf(findings.studied));
    return wordOf(argument(call, 'estimator', ['estimator'])) === 'naive'
      ? { value: naive }
      : { value: m, ci: interval };
  },
  strong_pair_odds: (_, findings) => ({
    value: finite(
      strongPairOdds(correlated(findings), placed(findings)).nearOverFar,
      'there are no pairs near enough, or none far enough',
    ),
  }),
  odds_by_distance(_, findings) {
    const { distances, odds } = strongPairOdds(correlated(findings), placed(findings));
    return { value: odds[0], series: { steps: Array.from(distances), values: Array.from(odds) } };
  },
  recovery(call, findings) {
    recorded(findings);
    return {
      value: connectionRecovery(findings.correlation(), wired(findings), [
        numberOf(argument(call, 'top', ['top']), 0.01),
      ])[0],
    };
  },
  globality(call, findings) {
    const { matrix, wiring } = { matrix: wired(findings), wiring: findings.studied.wiring };
    if (!wiring?.positions || !wiring.lengths) throw new NotApplicable('its neurons have no place');
    if (!isSymmetric(matrix))
      throw new NotApplicable('its matrix is not symmetric, so its modes do not stand at right angles');
    const { from, to } = rangeOf(argument(call, 'modes', ['modes'])) ?? { from: 1, to: 100 },
      n = matrix.size,
      last = Math.min(to, n);
    const { vectors } = findings.studied.kernels.algebra.symmetricEigenvectors(matrix.values, n),
      modes = new Float64Array(last * n);
    for (let k = 0; k < last; k++) modes.set(vectors.subarray((n - 1 - k) * n, (n - k) * n), k * n);
    return series(
      globality(modes, { positions: wiring.positions, dimensions: wiring.lengths.length }, wiring.lengths),
      from,
      last,
      'mean',
      'no mode has a middle',
    );
  },
  delayed_choice: (call, findings, spec) => remembered(call, findings, taskOf(call, spec), delayedChoice),
  zero_shot_recall: (call, findings, spec) => remembered(call, findings, taskOf(call, spec), zeroShotRecall),
};

/** The spectrum that a measure means: of a matrix only the exact one, of activity the sampled. @throws NotApplicable */
export function estimatorOf(call: Call, { studied: { activity, wiring, ensemble } }: Findings): SpectrumEstimator {
  const wanted = wordOf(argument(call, 'of', ['of'])) ?? 'covariance';
  if (activity) return wanted === 'covariance' ? 'direct' : (wanted as SpectrumEstimator);
  if (!wiring && !ensemble) throw new NotApplicable('it has neither a matrix nor activity');
  if (wanted !== 'covariance')
    throw new NotApplicable(
      `it is a matrix, whose covariance is exact; ${wanted} is an estimate from activity, which a ` +
        `\`dynamics\` of it would have`,
    );
  return 'covariance';
}
/** Whether a call is of that spectrum; `covariance` of activity is the direct one. */
export const meansEstimator = (call: Call, estimator: SpectrumEstimator): boolean => {
  const wanted = wordOf(argument(call, 'of', ['of'])) ?? 'covariance';
  return wanted === estimator || (wanted === 'covariance' && estimator === 'direct');
};
export const fitOf = (call: Call, spectrum: Float64Array): ExponentFit =>
  fitExponent(spectrum, rangeOf(argument(call, 'ranks', ['of', 'ranks'])) ?? { from: 11, to: 500 });

function dmdOf(call: Call, findings: Findings): DmdSettings {
  const modes = argument(call, 'modes', ['modes']),
    places = ['lag', 'ranks', 'ridge'],
    { bin } = recorded(findings);
  if (!isCall(modes)) throw new Error(`${call.call} needs modes`);
  return {
    lag: binsOf(argument(modes, 'lag', places), bin),
    ranks: numberOf(argument(modes, 'ranks', places), 1000),
    ridge: numberOf(argument(modes, 'ridge', places), 0.01),
  };
}
const componentsOf = (name: string, { ranks }: DmdSettings, kept: number): Facts => ({
  [`${name}.components`]: kept,
  [`${name}.wanted`]: ranks,
});

/** A lag as bins: `bins(5)` and `steps(5)` are so many, a number is seconds. */
function binsOf(lag: Expression | undefined, bin: number): number {
  if (isCall(lag)) return numberOf(lag.arguments[0], 1);
  return Math.max(1, Math.round(numberOf(lag, bin) / bin));
}

function taskOf(call: Call, { nouns, text }: MeasureSpec): TaskNoun {
  const found = nouns[wordOf(argument(call, 'task', ['task'])) ?? ''];
  if (found?.noun !== 'task') throw new Error(`${text} names no task`);
  return found;
}
/** A task done by the network that a `dynamics` runs, by the read-out asked for; the table has the mean over delays. */
function remembered(
  call: Call,
  findings: Findings,
  task: TaskNoun,
  run: typeof delayedChoice | typeof zeroShotRecall,
): Spectral {
  const { noun, seed, kernels, onFraction } = findings.studied,
    matrix = wired(findings);
  if (noun.noun !== 'dynamics') throw new NotApplicable('it does not run: a `dynamics` of the matrix would');
  const { stimulus, magnitude, features, trials, stimuli, interval, delays, readout, ridge } = task;
  const asked = {
    motion: motionOf(noun),
    shown: stimulus,
    magnitude,
    features,
    stimuli,
    runs: Math.max(1, Math.round((trials as number) / (stimuli as number))),
    interval,
    delays,
    readout,
    ridge,
  };
  const curve = run(matrix, asked as RecallTask, { seed, stream: task.stream }, kernels, onFraction);
  const shares = wordOf(argument(call, 'readout', ['task', 'readout'])) === 'untimed' ? curve.untimed : curve.timed;
  return {
    value: shares.reduce((sum, share) => sum + share, 0) / shares.length,
    series: { steps: delays, values: Array.from(shares) },
  };
}

function series(all: Float64Array, from: number, to: number, summary: 'first' | 'mean', none: string): Spectral {
  const steps: number[] = [],
    values: number[] = [];
  for (let rank = from; rank <= to; rank++)
    if (Number.isFinite(all[rank - 1])) {
      steps.push(rank);
      values.push(all[rank - 1]);
    }
  if (values.length === 0) throw new NotApplicable(none);
  return {
    value: summary === 'first' ? values[0] : values.reduce((sum, value) => sum + value, 0) / values.length,
    series: { steps, values },
  };
}

function wired({ studied: { wiring, ensemble } }: Findings) {
  if (wiring) return wiring.matrix;
  if (ensemble) throw new NotApplicable('`weights goe` draws eigenvalues without a matrix');
  throw new NotApplicable('it has no matrix');
}
function recorded({ studied: { activity } }: Findings): Recorded {
  if (activity) return activity;
  throw new NotApplicable('it has no activity; a `dynamics` of the matrix would have');
}
function correlated(findings: Findings): Float64Array {
  placed(findings);
  return findings.correlation();
}
function placed(findings: Findings): { readonly positions: Float64Array; readonly dimensions: number } {
  const { positions, dimensions } = recorded(findings);
  if (positions && dimensions) return { positions, dimensions };
  throw new NotApplicable('its neurons have no positions');
}
function finite(value: number, none: string): number {
  if (Number.isFinite(value)) return value;
  throw new NotApplicable(none);
}
