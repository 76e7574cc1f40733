/**
 * The canonical form: what a file means, without its text. Quantities are in SI units, names are resolved, defaults are
 * filled in, and each noun holds the nouns it depends on, so that a noun's JSON is all that its result depends on
 * (besides files' contents and the seed).
 * `stream` is the name that keys the noun's random draws. Any number may be `{ variable }`: a `vary` variable.
 */
import type { CallForm } from '../catalogue/forms.ts';
import type { Expression } from '../engine/expressions/expression.ts';
import type { DataNoun, NetworkNoun, NetworkPart, Noun, TaskNoun } from './nouns/index.ts';
import type { Quantity, SweepPoint } from './varying.ts';

export type * from './nouns/index.ts';
export type { Quantity, SweepPoint, Varying } from './varying.ts';

export interface TrainSpec {
  readonly data: DataNoun;
  readonly optimiser: CallForm;
  readonly batch: Quantity;
  readonly epochs: Quantity;
  readonly samples?: Quantity;
  /** One mean and deviation for all channels, or one per channel. */
  readonly normalise?: { readonly mean: readonly number[]; readonly deviation: readonly number[] };
}
/** Training of a network over trials. */
export interface TrialTraining {
  readonly task: TaskNoun;
  /** How many trials there are to learn from, where the task does not say it. */
  readonly trials?: Quantity;
  readonly optimiser: CallForm;
  readonly batch: Quantity;
  readonly epochs: Quantity;
  /** Largest norm of the gradient. */
  readonly clip?: Quantity;
  readonly schedule?: CallForm;
  /** Added to the loss: over `W`, `distance`, and constants. */
  readonly penalty?: Expression;
  /** Epochs without a better validation loss after which it stops. */
  readonly earlyStop?: Quantity;
  /** Share of the trials that choices see. */
  readonly validation: Quantity;
  /** Steps through which an error travels back; all, when left out. */
  readonly window?: Quantity;
  /** Activity that is fitted instead of targets. */
  readonly follow?: Following;
  /** Parts that do not learn in this training. */
  readonly fixed: readonly NetworkPart[];
}
/** `train to follow`: the network that was taught, how many of its neurons are recorded, which, how errors count. */
export interface Following {
  readonly network: NetworkNoun;
  /** All, when left out. */
  readonly record?: Quantity;
  /** Only neurons for which this holds are recorded. */
  readonly among?: Expression;
  readonly choice: 'random' | 'best' | 'worst';
  /** `weighted`: by 1 / (variance + 0.1 × mean variance); `squared`: the published plain one. */
  readonly loss: 'weighted' | 'squared';
  /** Connections of the student's connectome that are false. */
  readonly connectomeNoise?: Quantity;
}
/** `teach`: a network that is trained once per seed before the comparison uses it. */
export interface Teaching {
  readonly network: NetworkNoun;
  readonly training: TrialTraining;
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
  /** The measure that it stands beside unasked: it is reported and not compared. */
  readonly beside?: string;
}

/**
 * A measure that is computed of others: `value` over `{ name: measure }` of each condition and
 * `{ call: 'of', arguments: [{ name: measure }, { name: condition }] }`, as in an expectation.
 */
export interface DerivedSpec {
  readonly name: string;
  readonly text: string;
  readonly value: Expression;
  /** The conditions that it is made of, where it is a number of all of them together and not of each. */
  readonly of?: readonly string[];
  /** Measures of which it is a sum, a difference, an extreme or a multiple: it is read in their unit. */
  readonly like?: readonly string[];
  /** As it could be written, where it is no plain number. */
  readonly unit?: string;
}

/**
 * In `left` and `right`: `{ call: 'of', arguments: [{ name: measure }, { name: condition }] }`, or `{ name: measure }`
 * for every condition.
 */
export interface ExpectationSpec {
  readonly text: string;
  /** 1-based line in the source. */
  readonly line: number;
  /** The claim over a table of which it is a row: `alpha of sparse by partners`. */
  readonly table?: string;
  /** The file of published values that it is a row of. */
  readonly published?: string;
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
  readonly at: SweepPoint;
}

export interface PlotSpec {
  readonly what: string;
  readonly by?: string;
  readonly text: string;
}

/**
 * What a `screen` changes in one condition: an intervention on these genes; or `control`, each held at its own of
 * `values` so that the network ends in the fate.
 */
export interface Screened {
  readonly intervention: string;
  readonly genes: readonly string[];
  readonly values?: readonly (0 | 1)[];
  readonly fate?: string;
}
/** A condition; the first is the reference. `screened`: made from the reference by a `screen`. */
export interface ConditionSpec {
  readonly name: string;
  readonly noun: Noun;
  readonly screened?: Screened;
  /** Its level of each factor of the experiment, in their order. */
  readonly levels?: readonly string[];
}
/** A factor of the comparison; its first level is the reference. */
export interface FactorSpec {
  readonly name: string;
  readonly levels: readonly string[];
}

/** `unit`: as it is written, `um`; it changes how values are read and nothing that is computed. */
export interface SweepVariable {
  readonly name: string;
  /** Numbers in SI units, or the names of choices. */
  readonly values: readonly number[] | readonly string[];
  readonly unit?: string;
}
/** What the file says of itself, as it is written. */
export interface StudySpec {
  readonly title?: string;
  readonly authors?: readonly string[];
  readonly doi?: string;
  readonly licence?: string;
}
/** An animal, a patient: whoever a file of data is of. It is the unit of statistics; seeds are nested in it. */
export interface Subject {
  readonly name: string;
  /** By the pattern that they match. */
  readonly files: Readonly<Record<string, string>>;
  /** Its level of each variable that subjects are grouped by. */
  readonly at: Readonly<Record<string, string>>;
}
/** What an experiment is made of that a choice changes. */
type Chosen = Pick<ExperimentSpec, 'conditions' | 'train' | 'teach' | 'trainings' | 'measures'>;
export interface ExperimentSpec {
  readonly name: string;
  readonly study?: StudySpec;
  readonly seeds: readonly number[];
  /** As written, then those of the screens, gene by gene. */
  readonly conditions: readonly ConditionSpec[];
  readonly vary: readonly SweepVariable[];
  /** What it is made of at other choices than the first of each. */
  readonly choices?: readonly (Chosen & { readonly at: Readonly<Record<string, string>> })[];
  /** Of the file and those it uses, without those that it varies: as they are written. */
  readonly parameters?: readonly { readonly name: string; readonly text: string }[];
  /** Of conditions that are data over files. */
  readonly subjects?: readonly Subject[];
  readonly factors?: readonly FactorSpec[];
  /** Of classifiers of images. */
  readonly train?: TrainSpec;
  readonly teach?: readonly Teaching[];
  /** Over trials, one after the other: `train on`, `then train on`. */
  readonly trainings?: readonly TrialTraining[];
  readonly measures: readonly MeasureSpec[];
  readonly derived?: readonly DerivedSpec[];
  readonly expectations: readonly ExpectationSpec[];
  readonly plots: readonly PlotSpec[];
  /** What was assumed of the files that its genes come from, or left out: the file and a sentence each. */
  readonly assumed?: readonly string[];
}
/** `refused`: experiments that check but use words of later versions; running one says why. */
export interface Specification {
  readonly language: 1;
  readonly experiments: readonly ExperimentSpec[];
  readonly refused: readonly { readonly name: string; readonly reason: string; readonly line: number }[];
}
