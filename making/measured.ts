/** A condition as a measure sees it: what is found about it, and the nouns that the measure names. */
import { matrixControlOf, whyNoNull } from '../catalogue/controls/index.ts';
import { SignedActivity } from '../engine/activity/index.ts';
import { GrowsWithoutBound } from '../engine/dynamics/index.ts';
import type { Growth } from '../engine/development/index.ts';
import type { GeneNetwork } from '../engine/genes/index.ts';
import { type SpectrumEstimator, Unstable } from '../engine/spectra/index.ts';
import { delayedChoice, zeroShotRecall } from '../engine/tasks/index.ts';
import type { Damage } from '../engine/reservoir/index.ts';
import type { Finding, Point } from '../catalogue/finding.ts';
import { measureCalled, sideRead } from '../catalogue/measures/index.ts';
import type { CurvePlot, PlottedCurve } from '../catalogue/plots/index.ts';
import { Diverged, NotApplicable } from '../catalogue/not-applicable.ts';
import type { ReadOut, Study } from '../catalogue/study.ts';
import { decodedTask } from '../catalogue/tasks/index.ts';
import { cellsOfClass } from '../language/cell-pools.ts';
import type { TableRows } from '../language/table-rows.ts';
import { nounsIn } from '../language/nouns-within.ts';
import type { ConnectNoun, DataNoun, DevelopNoun, MeasureSpec, Noun, TaskNoun } from '../language/specification.ts';
import { mended } from './cell-values.ts';
import type { Wiring } from './circuits.ts';
import type { Learnt } from './learnt.ts';
import { movingNetwork } from './moving-network.ts';
import { scalingSeen } from './scaling-seen.ts';
import { activityOf, type Findings, type Kernels, keyOf, matrixAtStartOf, matrixOf, type Studied } from './findings.ts';

/** What a condition has besides what is found about its matrix and its activity. */
export interface Condition {
  readonly findings: Findings;
  /** `diverged`: its training left the range of numbers. */
  readonly scores?: { readonly test: LearningScores; readonly train: () => LearningScores } | 'diverged';
  /** Of a network that has learned over trials. */
  readonly learnt?: Learnt;
  /** What training left by epoch. */
  readonly curve?: readonly Point[];
  /** Scores of what has learned, on the test set after damage. */
  readonly damaged?: (damage: Damage) => LearningScores;
  readonly wire: (connect: ConnectNoun) => Wiring;
  readonly grow: (develop: DevelopNoun) => Growth;
  readonly table: (data: DataNoun) => TableRows;
}

type LearningScores = ReturnType<Study['scores']>;

/** What a measure finds in a condition. @throws NotApplicable where it finds nothing */
export function measured(spec: MeasureSpec, condition: Condition): Finding {
  const { noun } = condition.findings.studied,
    reads = sideRead(measureCalled(spec.call), spec.call.takes);
  for (const form of noun.noun === 'data' ? (noun.recording?.controls ?? []) : []) {
    const why = whyNoNull(form, reads);
    if (why !== undefined) absent(`\`${form.call}\` is no null of it: ${why}`);
  }
  return foundBy(spec, studyOf(condition, spec.nouns), condition.findings.studied.exploded);
}
/** The same of a gene network, which has nothing else. @throws NotApplicable where there is none */
export const measuredOfGenes = (spec: MeasureSpec, genes: GeneNetwork | undefined, kernels: Kernels): Finding =>
  foundBy(spec, studyOfGenes(genes, kernels));

/** The curve of a plot. @throws NotApplicable where there is none */
export const plotted = (plot: CurvePlot, condition: Condition): PlottedCurve =>
  applicable(() => plot.find(studyOf(condition, {})));

const foundBy = ({ call }: MeasureSpec, study: Study, exploded?: string): Finding =>
  applicable(() => measureCalled(call).find(call.takes, study), exploded);
function applicable<Found>(find: () => Found, exploded?: string): Found {
  try {
    return find();
  } catch (error) {
    if (exploded !== undefined && error instanceof GrowsWithoutBound) throw new Diverged(exploded);
    const isWithout = error instanceof RangeError || error instanceof Unstable || error instanceof SignedActivity;
    throw isWithout ? new NotApplicable(error.message) : error;
  }
}

function studyOf(condition: Condition, nouns: Readonly<Record<string, Noun>>): Study {
  const { findings, scores, learnt, curve, damaged, wire, grow } = condition;
  const { studied } = findings;
  const called = <Kind extends Noun>(name: string, kind: Kind['noun']): Kind => nounCalled(name, kind, nouns, studied);
  const followed = () => {
    if (scores === 'diverged') throw new Diverged('its training diverged');
    if (learnt?.followed) return learnt.followed;
    throw new NotApplicable('it follows no teacher: `train to follow` makes a network a student');
  };
  return {
    ...findings,
    key: keyOf(studied),
    kernels: studied.kernels,
    matrix: () => matrixOf(studied),
    matrixAtStart: () => matrixAtStartOf(studied),
    matrixOf: (name) => wire(called<ConnectNoun>(name, 'connect')).matrix,
    groups(name) {
      const connect = name === undefined ? wiredBy(studied.noun) : called<ConnectNoun>(name, 'connect');
      if (connect?.controls.some((form) => matrixControlOf(form).movesNeurons))
        absent('a control has moved its neurons out of their groups');
      const { groups } = (name === undefined || !connect ? studied.wiring : wire(connect)) ?? {};
      return (
        groups ?? absent('its neurons are in no groups; `groups` of a `connect`, or the fates of a growth, are some')
      );
    },
    eigenvalues: () => {
      if (!studied.ensemble) matrixOf(studied);
      return findings.eigenvalues();
    },
    growth: (name) => grow(called<DevelopNoun>(name, 'develop')),
    genes: () => absent('it depends on no genes'),
    cells({ named, column }, of, by) {
      const data = called<DataNoun>(named, 'data');
      return mended(() => cellsOfClass(condition.table(data), data, column, of, by));
    },
    scores(set) {
      if (!scores) throw new NotApplicable('nothing is trained, so there is no accuracy or loss');
      if (scores === 'diverged') throw new Diverged('its training diverged');
      return set === 'train' ? scores.train() : scores.test;
    },
    isTrained: () => scores !== undefined,
    scoresAfter(damage) {
      if (!scores || !damaged) throw new NotApplicable('nothing is trained, so there is no accuracy or loss');
      if (scores === 'diverged') throw new Diverged('its training diverged');
      return damaged(damage);
    },
    learningCurve(of) {
      if (!scores) throw new NotApplicable('nothing is trained, so it has no learning curve');
      if (scores === 'diverged') throw new Diverged('its training diverged');
      const points = (curve ?? []).filter(({ measure, step }) => measure === of && step !== null);
      if (points.length === 0) throw new NotApplicable(`what it learned has no ${of}`);
      return { steps: points.map(({ step }) => step ?? 0), values: points.map(({ value }) => value) };
    },
    explained() {
      if (!learnt) throw new NotApplicable('it has learned nothing over trials');
      if (scores === 'diverged') throw new Diverged('its training diverged');
      return learnt.explained();
    },
    errors: (set) => followed().errors(set),
    parameterError: (part) => followed().parameterError(part),
    curvature: (settings) => followed().around.curvature(settings),
    landscape: (settings) => followed().around.landscape(settings),
    activity: () => activityOf(studied),
    bin: () => activityOf(studied).bin,
    spectrum: (wanted) => findings.spectrum(estimatorOf(wanted, studied)),
    leading: (wanted, count) => findings.leading(estimatorOf(wanted, studied), count),
    positions() {
      const { positions, dimensions } = activityOf(studied);
      if (positions && dimensions) return { positions, dimensions };
      throw new NotApplicable('its neurons have no positions');
    },
    space() {
      const { positions, lengths } = studied.wiring ?? {};
      if (positions && lengths) return { positions, lengths, dimensions: lengths.length };
      throw new NotApplicable('its neurons have no place');
    },
    scaling: () => scalingSeen(studied.wiring ?? {}, studied.kernels.algebra),
    moving: () => movingNetwork(studied),
    recall: (task, readOut) => recalled(called<TaskNoun>(task, 'task'), readOut, studied),
  };
}

/** What describes the matrix of a condition, where it is one. */
const wiredBy = (noun: Noun): ConnectNoun | undefined =>
  nounsIn(noun).find((within): within is ConnectNoun => within.noun === 'connect');

function absent(why: string): never {
  throw new NotApplicable(why);
}
function studyOfGenes(genes: GeneNetwork | undefined, kernels: Kernels): Study {
  const none = (): never => absent('it is taken of genes alone');
  return {
    key: { seed: 0, stream: '' },
    kernels,
    genes: () => genes ?? absent('it depends on no genes'),
    matrix: none,
    matrixAtStart: none,
    matrixOf: none,
    groups: none,
    eigenvalues: none,
    bulk: none,
    growth: none,
    cells: none,
    scores: none,
    isTrained: () => false,
    scoresAfter: none,
    learningCurve: none,
    explained: none,
    errors: none,
    parameterError: none,
    curvature: none,
    landscape: none,
    activity: none,
    bin: none,
    spectrum: none,
    leading: none,
    modes: none,
    timescales: none,
    correlation: none,
    positions: none,
    space: none,
    recall: none,
    scaling: none,
    moving: none,
    expectedExponent: none,
  };
}

/** The condition's own noun of that name, where it has changed it, else the one declared. */
function nounCalled<Kind extends Noun>(
  name: string,
  kind: Kind['noun'],
  nouns: Readonly<Record<string, Noun>>,
  { noun }: Studied,
): Kind {
  const own = nounsIn(noun).find((within) => within.noun === kind && within.name === name);
  const meant = own ?? nouns[name];
  if (meant?.noun !== kind) throw new Error(`there is no ${kind} named ${name}`);
  return meant as Kind;
}

/** The spectrum that a measure means: of a matrix only the exact one, of activity the sampled. */
function estimatorOf(wanted: SpectrumEstimator, { activity, exploded, wiring, ensemble }: Studied): SpectrumEstimator {
  if (exploded !== undefined) throw new Diverged(exploded);
  if (activity) return wanted === 'covariance' ? 'direct' : wanted;
  if (!wiring && !ensemble) throw new NotApplicable('it has neither a matrix nor activity');
  if (wanted === 'covariance') return 'covariance';
  throw new NotApplicable(
    `it is a matrix, whose covariance is exact; ${wanted} is an estimate from activity, which a ` +
      `\`dynamics\` of it would have`,
  );
}

const readOuts: Readonly<Record<ReadOut, typeof zeroShotRecall>> = {
  'delayed choice': delayedChoice,
  'zero-shot recall': zeroShotRecall,
};
function recalled(task: TaskNoun, readOut: ReadOut, studied: Studied): ReturnType<typeof delayedChoice> {
  const { seed, kernels, onFraction } = studied,
    { matrix, motion } = movingNetwork(studied);
  const asked = { motion, ...decodedTask(task, motion) };
  return readOuts[readOut](matrix, asked, { seed, stream: task.stream }, kernels, onFraction);
}
