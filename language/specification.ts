import type { ControlForm } from '../catalogue/controls/index.ts';
import type { CallForm } from '../catalogue/forms.ts';
import type { MotionForm } from '../catalogue/laws-of-motion.ts';
import type { MatrixProgram, SpectrumScale } from '../engine/connectivity/index.ts';
import type { GrowthProgram } from '../engine/development/growth-program.ts';
import type { Expression } from '../engine/expressions/expression.ts';
import type { GeneNetwork } from '../engine/genes/gene-network.ts';
import type { Activation } from '../engine/learning/index.ts';

/**
 * The canonical form: what a file means, without its text. Quantities are in SI units, names are resolved, defaults are
 * filled in, and each noun holds the nouns it depends on, so that a noun's JSON is all that its result depends on
 * (besides files' contents and the seed).
 * `stream` is the name that keys the noun's random draws. Any number may be `{ variable }`: a `vary` variable.
 */
export type Quantity = number | { readonly variable: string };
/**
 * What the engine takes, before a sweep point is put in: any number of it may be a variable. `settled` gives it back
 * where there is none.
 */
export type Varying<T> = T extends number
  ? Quantity
  : T extends string | boolean | undefined
    ? T
    : T extends readonly (infer Item)[]
      ? readonly Varying<Item>[]
      : T extends Expression
        ? T
        : { readonly [Key in keyof T]: Varying<T[Key]> };

export interface GenesNoun extends GeneNetwork {
  readonly noun: 'genes';
  readonly name: string;
  readonly stream: string;
  /** Drawn per seed, innermost first; the network as written is what they start from. Absent where there are none. */
  readonly controls?: readonly ControlForm[];
}
export interface DevelopNoun extends Omit<GrowthProgram, 'controls'> {
  readonly noun: 'develop';
  readonly name: string;
  readonly stream: string;
  readonly genes: GenesNoun;
  /** Innermost first; they draw from the stream of the noun. */
  readonly controls: readonly CallForm[];
}

/** A matrix. In this order: drawn, grown or read; controls; `unit_rows`; `spectrum`. */
export interface ConnectNoun {
  readonly noun: 'connect';
  readonly name: string;
  readonly stream: string;
  readonly source:
    | { readonly kind: 'develop'; readonly develop: DevelopNoun; readonly cells?: string }
    | {
        readonly kind: 'file';
        readonly path: string;
        readonly rows: 'source' | 'target';
        readonly cells?: Expression;
        readonly edges?: Expression;
        readonly columns?: Readonly<Record<string, string>>;
      }
    /** Keyed by the noun's own `stream`. */
    | { readonly kind: 'drawn'; readonly program: Varying<MatrixProgram> }
    /** Eigenvalues of a symmetric Gaussian matrix, drawn without the matrix. */
    | { readonly kind: 'goe'; readonly neurons: Quantity }
    /** A whole square matrix: `.npy`, or a table of numbers (`.csv`, `.tsv`, `.txt`). `unit`: metres. */
    | {
        readonly kind: 'matrix';
        readonly path: string;
        readonly rows: 'source' | 'target';
        readonly positions?: { readonly path: string; readonly unit: number };
      };
  /**
   * Innermost first: `rewired(permuted(W))` is [permuted, rewired]. Each draws from its own `stream` (the call's text).
   */
  readonly controls: readonly ControlForm[];
  readonly unitRows: boolean;
  readonly spectrum?: Varying<SpectrumScale>;
}

/** Images to learn from, or a recording. */
export interface DataNoun {
  readonly noun: 'data';
  readonly name: string;
  readonly reference: string;
  readonly recording?: RecordingSpec;
}
/** How a file of activity is read. What is absent, the file must say itself (HDF5, NWB, MATLAB). */
export interface RecordingSpec {
  /** What a row of the table is; a column is the other. */
  readonly rows?: 'neurons' | 'times';
  /** Samples per second. */
  readonly rate?: Quantity;
  /** `unit`: metres. */
  readonly positions?: { readonly path: string; readonly unit: number };
  /** Width of the bins in seconds: activity is averaged, spikes are counted. */
  readonly bin?: Quantity;
  /** Path of the data set within an HDF5 file. */
  readonly dataset?: string;
  /** The file holds times of spikes. `unit`: seconds; `neuron` and `time`: columns of a table. */
  readonly spikes?: { readonly unit: number; readonly neuron?: string; readonly time?: string };
  /** What becomes of values that are not there: `drop` leaves out the neurons that miss any. */
  readonly missing: 'error' | 'drop' | 'interpolate';
  /** Surrogates, drawn per seed, innermost first. */
  readonly controls: readonly ControlForm[];
}

/** Activity of a matrix without learning. Times in seconds. Noise is keyed by `stream`; the matrix by its own. */
export interface DynamicsNoun {
  readonly noun: 'dynamics';
  readonly name: string;
  readonly stream: string;
  readonly matrix: ConnectNoun;
  /** The law that it follows, and its settings by name. */
  readonly motion: MotionForm['motion'];
  readonly takes: MotionForm['takes'];
  readonly run: { readonly duration: Quantity; readonly discard: Quantity; readonly starts: Quantity };
  readonly bin?: Quantity;
}

/** Trials of a task; `takes` are its settings, by name. */
export interface TaskNoun {
  readonly noun: 'task';
  readonly name: string;
  readonly stream: string;
  readonly task: string;
  readonly takes: CallForm['takes'];
}

export interface NetworkNoun {
  readonly noun: 'network';
  readonly name: string;
  readonly stream: string;
  readonly input: { readonly size: Quantity; readonly activation: Activation; readonly biased: boolean };
  /** The circuit. `removed`: only its width is used (`reader without recurrent`). */
  readonly recurrent?: {
    readonly matrix: ConnectNoun;
    readonly removed: boolean;
    readonly fixed: boolean;
    readonly steps: Quantity;
    readonly activation: Activation;
    readonly biased: boolean;
  };
  /** Width when there is no circuit at all: `neurons 85`. */
  readonly neurons?: Quantity;
  readonly readout: { readonly size: Quantity; readonly biased: boolean };
}
export type Noun = GenesNoun | DevelopNoun | ConnectNoun | DataNoun | NetworkNoun | DynamicsNoun | TaskNoun;

export interface TrainSpec {
  readonly data: DataNoun;
  readonly optimiser: CallForm;
  readonly batch: Quantity;
  readonly epochs: Quantity;
  readonly samples?: Quantity;
  /** One mean and deviation for all channels, or one per channel. */
  readonly normalise?: { readonly mean: readonly number[]; readonly deviation: readonly number[] };
}
/**
 * `call` e.g. `{ call: 'accuracy', takes: { set: 'test' } }`; nouns that it names (`{ named: 'cortex' }`) stand in
 * `nouns` under their name.
 */
export interface MeasureSpec {
  readonly name: string;
  readonly call: CallForm;
  readonly text: string;
  readonly nouns: Readonly<Record<string, Noun>>;
}

/**
 * In `left` and `right`: `{ call: 'of', arguments: [{ name: measure }, { name: condition }] }`, or `{ name: measure }`
 * for every condition.
 */
export interface ExpectationSpec {
  readonly text: string;
  /** 1-based line in the source. */
  readonly line: number;
  readonly every: boolean;
  readonly left: Expression;
  readonly test:
    | {
        readonly kind: 'compare';
        readonly operator: '<' | '<=' | '>' | '>=' | '=';
        readonly right: Expression;
        readonly within?: number;
      }
    | { readonly kind: 'in'; readonly from: number; readonly to: number };
  readonly at: Readonly<Record<string, number>>;
}

export interface PlotSpec {
  readonly what: string;
  readonly by?: string;
  readonly text: string;
}

/**
 * A condition; the first is the reference. `screened`: made by a `screen` from the reference, by an intervention on
 * these genes.
 */
export interface ConditionSpec {
  readonly name: string;
  readonly noun: Noun;
  readonly screened?: { readonly intervention: string; readonly genes: readonly string[] };
}

export interface ExperimentSpec {
  readonly name: string;
  readonly seeds: readonly number[];
  /** As written, then those of the screens, gene by gene. */
  readonly conditions: readonly ConditionSpec[];
  readonly vary: readonly { readonly name: string; readonly values: readonly number[] }[];
  readonly train?: TrainSpec;
  readonly measures: readonly MeasureSpec[];
  readonly expectations: readonly ExpectationSpec[];
  readonly plots: readonly PlotSpec[];
}
/** `refused`: experiments that check but use words of later versions; running one says why. */
export interface Specification {
  readonly language: 1;
  readonly experiments: readonly ExperimentSpec[];
  readonly refused: readonly { readonly name: string; readonly reason: string; readonly line: number }[];
}
