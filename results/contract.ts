import type { Growth } from '../engine/development/growth-program.ts';
import type { PlaneName } from '../catalogue/study.ts';
import type { Raster } from '../engine/activity/raster.ts';
import type { StrongestConnections } from '../engine/connectivity/strongest-connections.ts';
import type { Tiles } from '../engine/connectivity/tiles.ts';
import type { WeightByDistance } from '../engine/connectivity/weight-by-distance.ts';
import type { NetworkAnalysis } from '../engine/genes/network-analysis.ts';
import type { ExponentFit, SpectrumEstimator } from '../engine/spectra/index.ts';
import type { ExperimentSpec, GenesNoun, SweepPoint } from '../language/specification.ts';
import type { IntervalKind } from './interval-kinds.ts';
import type { NoteCode } from './note-codes.ts';

/**
 * Of the files of a run's folder; `run.json` says which one wrote it. It rises when a field changes or goes, or the
 * canonical specification does. Readers refuse any other: to run again computes nothing that is finished.
 */
export const contractVersion = 2;

/**
 * One row type for results, behind CSV, summary and figures. `step` is null for a final value. Proportions are 0 .. 1.
 */
export interface Row {
  readonly condition: string;
  readonly seed: number;
  readonly at: SweepPoint;
  readonly step: number | null;
  readonly measure: string;
  readonly value: number;
  /** Of data over files: whose it is. */
  readonly subject?: string;
}
export interface MeasureSummary {
  readonly measure: string;
  readonly condition: string;
  readonly at: SweepPoint;
  readonly n: number;
  readonly mean: number;
  readonly sd: number | null;
  readonly ci: readonly [number, number] | null;
  /** What `ci` is an interval of; left out where there is none. */
  readonly interval?: IntervalKind;
}
export interface ComparisonSummary {
  readonly measure: string;
  readonly a: string;
  readonly b: string;
  readonly at: SweepPoint;
  readonly n: number;
  readonly difference: number;
  readonly ci: readonly [number, number] | null;
  readonly interval?: IntervalKind;
  readonly d_z: number | null;
  readonly p: number | null;
  /** Holm over the written comparisons; Benjamini–Hochberg over a screen, for each measure and point of the sweep. */
  readonly p_corrected: number | null;
  /** A condition of a screen against the reference: a search, not a claim. */
  readonly exploratory?: true;
  /**
   * Of one imported matrix among its nulls: (observed − mean)/standard deviation of the nulls, and the share of nulls
   * below.
   */
  readonly z?: number | null;
  readonly percentile?: number;
}
/**
 * A main effect or an interaction of the factors of the comparison on a measure, over the seeds that have a value in
 * every combination. A contrast holds `levels`, one of each of `factors`, against the first ones, `against`: of one
 * factor it is the mean difference, of two the difference of differences, over all levels of the other factors alike. A
 * term of several contrasts is also given whole: then `effect` is null and `f` is there.
 */
export interface EffectSummary {
  readonly measure: string;
  readonly factors: readonly string[];
  readonly levels?: readonly string[];
  readonly against?: readonly string[];
  readonly at: SweepPoint;
  readonly n: number;
  readonly effect: number | null;
  readonly ci: readonly [number, number] | null;
  readonly interval?: IntervalKind;
  readonly d_z: number | null;
  readonly p: number | null;
  /** Holm over all effects of the measure. */
  readonly p_corrected: number | null;
  /** Of the sum of squares between the means of the combinations: what the term holds; null of a part of a term. */
  readonly share: number | null;
  /** Of a repeated-measures analysis of variance, with its degrees of freedom; null without spread between seeds. */
  readonly f?: number | null;
  readonly df?: readonly [number, number];
}
/** `unknown`: something that the claim needs has no value. Only `supported` and `holds` pass. */
export type Verdict = 'supported' | 'holds' | 'fails' | 'unknown';
export interface ExpectationSummary {
  readonly text: string;
  readonly line: number;
  /** The claim over a table of which it is a row: `alpha of sparse by partners`. */
  readonly table?: string;
  readonly at: SweepPoint;
  /** The point of the sweep as a person reads it, as far as `text` does not name it: `width = 50 µm`. */
  readonly where?: string;
  readonly verdict: Verdict;
  /** What was found; of `unknown` also what has no value, and why. */
  readonly observed: string;
  /** Neither drawn nor sampled: the verdict rests on no interval, and more seeds would change nothing. */
  readonly exact?: true;
  /** Judged by Welch's t of two groups that share no subject. */
  readonly isBetweenGroups?: true;
}
export interface BaselineSummary {
  /** Null where what is learned are values: then there is no commonest one. */
  readonly chance: number | null;
  readonly raw_input: number | null;
  readonly untrained: Readonly<Record<string, number>>;
  /** What else it is held against, by name: a student with a wrong connectome, the best accuracy there can be. */
  readonly others?: Readonly<Record<string, number>>;
}
export interface Note {
  readonly code: NoteCode;
  readonly text: string;
}
/** `summary.json`; other programs read it, so its fields stay. */
export interface Summary {
  readonly measures: readonly MeasureSummary[];
  readonly comparisons: readonly ComparisonSummary[];
  /** Where the comparison has factors. */
  readonly effects?: readonly EffectSummary[];
  readonly expectations: readonly ExpectationSummary[];
  readonly baselines: Readonly<Record<string, BaselineSummary>>;
  readonly notes: readonly Note[];
}
/** What is known of a gene network of the experiment; the first condition that has it, for several may. */
export interface GenesResult {
  readonly condition: string;
  readonly network: GenesNoun;
  readonly analysis: NetworkAnalysis;
}
/**
 * Cells of each fate while a circuit grew: `counts[f][k]` of `fates[f]` at the end of step `steps[k]`; the last fate is
 * '', the undecided. `step` in seconds.
 */
export interface PopulationResult {
  readonly condition: string;
  readonly seed: number;
  readonly at: SweepPoint;
  readonly step: number;
  readonly fates: readonly string[];
  readonly steps: readonly number[];
  readonly counts: readonly (readonly number[])[];
}
/** Of which condition, seed and point of the sweep something is. */
export interface Origin {
  readonly condition: string;
  readonly seed: number;
  readonly at: SweepPoint;
  readonly subject?: string;
}
/** Variances by rank, in falling order, and the fit of their exponent where one is measured. */
export interface SpectrumResult extends Origin {
  readonly estimator: SpectrumEstimator;
  readonly neurons: number;
  readonly values: Float64Array;
  readonly fit?: ExponentFit;
}
/**
 * Eigenvalues of a weight matrix, or of the linear step that dynamic mode decomposition fits to activity; `bulkRadius`:
 * of the circle that holds the bulk of them.
 */
export interface EigenvaluesResult extends Origin {
  readonly of: 'matrix' | 'dmd';
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly bulkRadius?: number;
}
/**
 * Seconds by rank of the principal component, NaN where none could be told; `theory`: tau / (1 − λ), for a model whose
 * matrix is known.
 */
export interface TimescalesResult extends Origin {
  readonly seconds: Float64Array;
  readonly theory?: Float64Array;
}
/** How the neurons of a matrix are ordered, where it is not as they are numbered. */
export type NeuronOrder = 'module' | 'place';
/**
 * A weight matrix by tiles (engine/connectivity/tiles.ts); `groups`: sizes of its groups, in the order of the neurons,
 * where it has some: by module, its modules.
 */
export interface MatrixResult extends Origin, Tiles {
  readonly groups?: readonly number[];
  /** Of a network that was trained over trials. */
  readonly learned?: true;
  readonly order?: NeuronOrder;
  /** By module: that of the partition. */
  readonly modularity?: number;
  /** By place: the share of the variance of the places that lies along the order. */
  readonly along?: number;
}
/** Weights by distance, after a training over trials and before it; of what nothing trains, only `after`. */
export interface WeightByDistanceResult extends Origin, WeightByDistance {
  readonly when: 'before' | 'after';
}
/** A network where its neurons stand: neurons × dimensions, metres; `lengths`: of the space, where it is known. */
export interface TissueResult extends Origin, StrongestConnections {
  readonly dimensions: number;
  readonly positions: Float64Array;
  readonly lengths?: readonly number[];
  readonly learned?: true;
}
/** Activity reduced to rows × columns, means of neighbours (engine/activity/raster.ts). */
export interface RasterResult extends Origin, Raster {}
/**
 * Weights of neurons in the leading principal components; `share`: of the variance. `positions`: neurons × dimensions,
 * metres.
 */
export interface ComponentsResult extends Origin {
  readonly dimensions: number;
  readonly positions: Float64Array;
  readonly components: readonly { readonly rank: number; readonly weights: Float64Array; readonly share?: number }[];
}
/** A line of `log.jsonl`; `t` is seconds since the run began. */
export type RunEvent =
  | {
      readonly t: number;
      readonly kind: 'progress';
      readonly done: number;
      readonly total: number;
      /** Of the work: a job counts by how far it is. */
      readonly share?: number;
      readonly seconds_left: number | null;
      readonly latest: string;
    }
  | {
      readonly t: number;
      readonly kind: 'measure';
      readonly condition: string;
      readonly subject?: string;
      readonly seed: number;
      readonly at: SweepPoint;
      readonly step: number | null;
      readonly measure: string;
      readonly value: number;
    }
  | { readonly t: number; readonly kind: 'note'; readonly code: NoteCode; readonly text: string }
  /** Something that was kept is not what was written, and is made anew. */
  | { readonly t: number; readonly kind: 'repair'; readonly text: string }
  | { readonly t: number; readonly kind: 'error'; readonly text: string };
/** How far work is: a task, a run, or a sweep on a cluster. */
export type ExecutorState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
/** `cached`: done, with nothing left to compute. */
export type RunState = ExecutorState | 'cached';
/** What a reader of its folder finds; `interrupted`: it says that it is running, and no process writes it. */
export type FoundState = RunState | 'interrupted';
/** How a run ended. */
export type RunStatus = Exclude<RunState, 'queued' | 'running'>;
/** What a plot draws of a condition and no measure finds: x and y in SI units. */
export interface CurveResult extends Origin {
  readonly plot: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** What y is to come to. */
  readonly target?: number;
  /** What y is, where the plot's record does not say it. */
  readonly quantity?: string;
}
/** The loss of a student over a plane of its gains and biases: rows of `values` from the lowest y; NaN: none. */
export interface LandscapeResult extends Origin {
  readonly plane: PlaneName;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  /** Along each edge. */
  readonly points: number;
  readonly values: Float64Array;
  readonly marks: readonly { readonly name: string; readonly x: number; readonly y: number }[];
}
/** Curvature of a student's loss by mode, falling, and the squared error of its parameters along each mode. */
export interface CurvatureResult extends Origin {
  readonly values: Float64Array;
  readonly before: Float64Array;
  readonly after: Float64Array;
}
/** Share of avalanches at least so large or long, and of the law fitted to them over its range, where one is. */
export interface AvalanchesResult extends Origin {
  readonly of: 'size' | 'duration';
  readonly seen: { readonly x: Float64Array; readonly y: Float64Array };
  readonly law?: {
    readonly x: Float64Array;
    readonly y: Float64Array;
    readonly exponent: number;
    readonly error: number;
    readonly from: number;
    /** Where it is cut off, sharply or exponentially. */
    readonly to?: number;
    readonly cutOff?: number;
  };
}
/** Mean courses of avalanches, each at evenly spaced parts of its duration (in bins). */
export interface ShapesResult extends Origin {
  readonly gamma: number;
  readonly error: number;
  readonly shapes: readonly { readonly duration: number; readonly values: Float64Array }[];
}
/**
 * What figures and reports are made of: a finished (or partial) run. `rows` hold final values (`step` null) and
 * learning curves (`loss`, `accuracy` by epoch).
 */
export interface Results {
  readonly experiment: ExperimentSpec;
  readonly rows: readonly Row[];
  readonly summary: Summary;
  /** Circuits kept for replay: the reference condition's, first seed. */
  readonly circuits: readonly { readonly condition: string; readonly seed: number; readonly growth: Growth }[];
  /**
   * The distinct gene networks of the conditions, the reference's first; of a screen at most 40, of at most 20 genes
   * that are not fixed; none that is drawn for each seed.
   */
  readonly genes?: readonly GenesResult[];
  /** Of the written conditions, the first of each development, every seed and point of the sweep. */
  readonly populations?: readonly PopulationResult[];
  /** Of every condition, seed and point of the sweep, unless said otherwise. */
  readonly spectra?: readonly SpectrumResult[];
  readonly eigenvalues?: readonly EigenvaluesResult[];
  readonly timescales?: readonly TimescalesResult[];
  readonly weightsByDistance?: readonly WeightByDistanceResult[];
  /** The following of the first seed alone. */
  readonly matrices?: readonly MatrixResult[];
  readonly tissues?: readonly TissueResult[];
  readonly rasters?: readonly RasterResult[];
  readonly components?: readonly ComponentsResult[];
  /** Of every condition, seed and point of the sweep, for each plot of a curve. */
  readonly curves?: readonly CurveResult[];
  /** Of students, where a measure has found them. */
  readonly landscapes?: readonly LandscapeResult[];
  readonly curvatures?: readonly CurvatureResult[];
  /** Of activity, where a measure has found them. */
  readonly avalanches?: readonly AvalanchesResult[];
  readonly shapes?: readonly ShapesResult[];
  readonly run: RunRecord;
}
/** `run.json`. */
export interface RunRecord {
  readonly contract: number;
  readonly key: string;
  readonly status: RunState;
  readonly experiment: string;
  /** The file whose text was run, from the run's folder, with `/`. */
  readonly file?: string;
  /** What was put into that text before it ran: `seeds 1 .. 2`, `train.batch=32`. */
  readonly changes?: readonly string[];
  /** Distinct jobs, and how many of them have ended. */
  readonly jobs?: { readonly done: number; readonly total: number };
  readonly started: string;
  readonly finished: string | null;
  readonly seconds: number;
  /**
   * Of a run that was computed as the tasks of a sweep, whose own seconds are those of its collection: seconds that its
   * jobs took together; and from the submission to the last word of a task, null where no task has said one.
   */
  readonly sweep?: { readonly computing: number; readonly wall: number | null };
  /** Of Anlage; `engine` changes where numbers do. */
  readonly version?: string;
  readonly engine: string;
  readonly backend: string;
  readonly machine: string;
  readonly warnings: readonly string[];
  readonly files: readonly { readonly reference: string; readonly sha256: string }[];
}
