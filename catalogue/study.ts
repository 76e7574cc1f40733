import type { ModeFit, Modes, RankChoice, Recorded, Timescales } from '../engine/activity/index.ts';
import type { Matrix } from '../engine/connectivity/index.ts';
import type { Growth } from '../engine/development/index.ts';
import type { Drive, Motion } from '../engine/dynamics/index.ts';
import type { GeneNetwork } from '../engine/genes/index.ts';
import type { KernelBackend } from '../engine/kernels/index.ts';
import type { ActivityErrors, RatePart } from '../engine/recurrent/index.ts';
import type { Damage } from '../engine/reservoir/index.ts';
import type { Bulk, ExponentFit, SpectrumEstimator } from '../engine/spectra/index.ts';
import type { MemoryCurve } from '../engine/tasks/index.ts';
import type { ColumnForm } from './forms.ts';
import type { Modes as ModesOfCurvature } from '../engine/theory/index.ts';
import type { Curve } from './finding.ts';

/**
 * What can be found out about one condition for one seed, each when it is first asked for, and once. Nouns go by the
 * names that the file gives them, and are as the condition has changed them.
 * @throws NotApplicable from every function, where the condition has no such thing
 */
export interface Study {
  /** Keys the draws of an analysis: a recording is split alike for every seed. */
  readonly key: { readonly seed: number; readonly stream: string };
  /** Which null of another measure this is a study of, from 1. */
  readonly nullAt?: number;
  readonly kernels: KernelBackend;
  /** The circuit's weights as they are used, after a training where there is one: row = post-synaptic. */
  matrix(): Matrix;
  /** The same before any training. */
  matrixAtStart(): Matrix;
  /** Of a `connect` of the file. */
  matrixOf(connect: string): Matrix;
  /** The group of each neuron of the condition's matrix, or of a `connect`; of a grown circuit its fate. */
  groups(connect?: string): Int32Array;
  /** Eigenvalues of the matrix, by falling real part. */
  eigenvalues(): Eigenvalues;
  bulk(): Bulk;
  /** Of a `develop` of the file. */
  growth(develop: string): Growth;
  /** The gene network that the measure means. */
  genes(): GeneNetwork;
  /** What a column of a table says of each cell, or of those of a class; NaN where a cell has no value. */
  cells(column: ColumnForm, of: string | undefined, by: string | undefined): Float64Array;
  /** `accuracy` of classes; what is learned over trials can be values, which have none. */
  scores(set: 'test' | 'train'): { readonly loss: number; readonly accuracy?: number };
  /** Whether it has learned, so that it has scores. */
  isTrained(): boolean;
  /** On the test set after damage, where something has learned. */
  scoresAfter(damage: Damage): { readonly loss: number; readonly accuracy?: number };
  /** What training left by epoch, of the test set. */
  learningCurve(of: 'accuracy' | 'loss'): Curve;
  /** Of values that are learned over trials: the share of their variance that the outputs explain. */
  explained(): number | undefined;
  /** A student's activity on test trials against its teacher's. */
  errors(set: 'recorded' | 'unrecorded'): ErrorsBeside;
  /** Root mean square difference of a student's part from its teacher's; of the teacher's, shuffled, from its own. */
  parameterError(part: RatePart): { readonly value: number; readonly shuffled: number };
  /** How the loss of a student's recorded activity curves over its gains and biases, and its errors along the modes. */
  curvature(settings: CurvatureSettings): StudentCurvature;
  /** The same loss over a plane of them. */
  landscape(settings: LandscapeSettings): Landscape;
  activity(): Recorded;
  /** Width of a bin of the activity, in seconds. */
  bin(): number;
  /** Variances by rank, falling; of a matrix the exact ones, of activity those that the estimator finds. */
  spectrum(estimator: SpectrumEstimator): Float64Array;
  /** The so many largest of them at least, of so many in all: fewer where they can be had without the others. */
  leading(estimator: SpectrumEstimator, count: number): { readonly values: Float64Array; readonly of: number };
  modes(settings: DmdSettings): Modes;
  /** Of at least so many components. */
  timescales(components: number): Timescales;
  /** Of the z-scored activity: neurons × neurons. */
  correlation(): Float64Array;
  /** Places of the recorded neurons, neurons × dimensions, in metres. */
  positions(): Places;
  /** Places of the neurons of the matrix, and the edge lengths of their space. */
  space(): Places & { readonly lengths: readonly number[] };
  /** How its synapses were scaled, by its dynamics or as its circuit grew. */
  scaling(): ScalingSeen;
  /** Runs the network of a `dynamics` through a task, and reads out what it remembers. */
  recall(task: string, readOut: ReadOut): MemoryCurve & { readonly delays: readonly number[] };
  /** The network of a `dynamics`, to run it otherwise than its activity has been. */
  moving(): MovingNetwork;
  /** What symmetric Gaussian matrices of that size and largest real part have for an exponent: beside an exact one. */
  expectedExponent(fit: ExponentFit): { readonly value: number; readonly spread: number } | undefined;
}
/** What `start` of engine/dynamics takes, and how long the text runs it. Times in seconds. */
export interface MovingNetwork {
  /** As it is used: scaled where the condition scales it. Row = post-synaptic. */
  readonly matrix: Matrix;
  /** With one time constant for each neuron, where they are drawn. */
  readonly motion: Motion;
  readonly drive: Drive;
  /** How each neuron weights a drive that they share; undefined where they share none. */
  readonly inputWeights: Float64Array | undefined;
  /** Keys the noise and the drive; a measure that draws anew adds a word of its own to the stream. */
  readonly key: { readonly seed: number; readonly stream: string };
  readonly kernels: KernelBackend;
  readonly run: { readonly duration: number; readonly discard: number; readonly starts: number };
}
export interface ScalingSeen {
  readonly target: number;
  /** What comes to the target, as an axis names it. */
  readonly quantity: string;
  /** In seconds of the network; absent of a growth. */
  readonly took?: { readonly settled: boolean; readonly seconds: number };
  /** Seconds, and what is reached then. */
  points(): readonly (readonly [number, number])[];
}
export interface ErrorsBeside extends ActivityErrors {
  /** Of the student before it learned, matched alike where it is matched. */
  readonly untrained: ActivityErrors;
  /** Neurons by their own number, where the student's were matched to the teacher's first. */
  readonly unmatched?: ActivityErrors;
}
/** So many test trials are looked at, at every so many steps. */
export interface CurvatureSettings {
  readonly trials: number;
  readonly every: number;
}
/** `before`, `after` training: the squared error of the parameters along each mode, from the stiffest. */
export interface StudentCurvature {
  readonly modes: ModesOfCurvature;
  readonly before: Float64Array;
  readonly after: Float64Array;
}
/** The planes of a landscape, as a text names them. */
export const planes = {
  learning: 'Through the student before and after its training, and its teacher.',
  modes: 'Along the stiffest mode and the one in the middle, around the trained student.',
  populations: 'Gains of the excitatory and of the inhibitory neurons, as multiples of the trained ones.',
} as const;
export type PlaneName = keyof typeof planes;
export interface LandscapeSettings extends CurvatureSettings {
  readonly plane: PlaneName;
  /** Along each edge. */
  readonly points: number;
}
/** Rows of `values` from the lowest y; NaN where the student's activity leaves the range of numbers. */
export interface Landscape {
  readonly plane: PlaneName;
  readonly points: number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly values: Float64Array;
  /** Student before and after training, and with its teacher's gains and biases: in the plane, or beside it. */
  readonly marks: readonly {
    readonly name: string;
    readonly x: number;
    readonly y: number;
    readonly loss: number;
  }[];
}
export type ReadOut = 'delayed choice' | 'zero-shot recall';
export interface Eigenvalues {
  readonly re: Float64Array;
  readonly im: Float64Array;
}
export interface Places {
  readonly positions: Float64Array;
  readonly dimensions: number;
}
/** `lag` in bins, `ranks` components at most, `ridge` on the diagonal of the covariance. */
export interface DmdSettings {
  readonly lag: number;
  readonly ranks: number | RankChoice;
  readonly ridge: number;
  readonly fit: ModeFit;
}
