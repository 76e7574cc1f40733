/**
 * A measure is one record: what it can be taken of, what it takes, what it gives, and what computes it. Checks,
 * completion, help, axes, tables, comparisons and notes are views of it.
 */
import type { WeightDomain } from '../../engine/graph/index.ts';
import type { RatePart } from '../../engine/recurrent/index.ts';
import type { FunctionEntry } from '../entry.ts';
import type { Curve, Finding, OwnInterval, WithoutInterval } from '../finding.ts';
import type { CallForm, Form } from '../forms.ts';
import { none } from './no-number.ts';
import { type Arguments, decoded, type Described, entryOf, type Parameters } from '../parameters.ts';
import { type Limits, type ResultUnit, resultUnits, type SeriesOver, seriesOver } from '../quantities.ts';
import type { Study } from '../study.ts';

/**
 * What a condition must have. `classes`, `values`: what it learns is answers, or values. `teacher`: it follows one, and
 * is held against other students; `student`: it follows one. `spectrum`: activity, or a matrix whose covariance is
 * exact; `counts`: activity without a sign; `symmetry`: of the matrix; `dynamics`: a network of rates that runs;
 * `input`: one that all its neurons share and that varies; `uniform input`: of a uniform law; `resilient`: a network
 * that runs on such an input, or has learned.
 */
export type Need =
  | 'training'
  | 'classes'
  | 'values'
  | 'teacher'
  | 'student'
  | 'matrix'
  | 'activity'
  | 'spectrum'
  | 'counts'
  | 'places'
  | 'symmetry'
  | 'dynamics'
  | 'input'
  | 'uniform input'
  | 'scaling'
  | 'resilient';

/** What a measure of activity can be about, and a surrogate leave as it was. */
export type SideOfActivity =
  /** How the activity of all neurons together goes on in time. */
  | 'population in time'
  /** How long the activity of all neurons together lasts: of a part of them, and of one, as of all. */
  | 'how it lasts'
  /** What all neurons do in a bin, whatever the order of the bins: how much they vary together, and with whom. */
  | 'population by bin'
  /** Whether activity looks alike forwards and backwards in time. */
  | 'direction of time'
  /** What each neuron's past says of its own next bin. */
  | 'own past'
  /** What a neuron's past says of another one's next bin. */
  | 'past of others';

/** What it gives: a number in a unit, a share of 0 .. 1, or a series. */
export interface Gives {
  readonly unit: ResultUnit;
  readonly share?: true;
  /** Narrower ones than those of its unit: no interval goes beyond. */
  readonly limits?: Limits;
  readonly series?: {
    readonly over: SeriesOver;
    /** Which number of it stands in tables. A claim must say which it means, unless it is the last, or the sum. */
    readonly stands: 'first' | 'mean' | 'last' | 'sum';
  };
}
export const givesNumber: Gives = { unit: 'number' };
/** A count or a size: never below 0. */
export const givesAmount: Gives = { unit: 'amount' };
export const givesShare: Gives = { unit: 'number', share: true };

interface Declared<Takes extends Parameters<Study>> extends Described {
  readonly takes: Takes;
  readonly needs: readonly Need[];
  readonly gives: Gives;
  /** Taken of a gene network, so that no seed draws it: always, or for some arguments. */
  readonly isOfGenes?: (takes: Forms) => boolean;
  /** The argument whose column it has the unit of. */
  readonly inUnitOf?: string;
  /** The learning curve that ends in it, where there is one. */
  readonly curve?: (takes: Forms) => LearningCurve | undefined;
  /** Which weights it can be taken of, for these arguments. */
  readonly domain?: (takes: Forms) => WeightDomain;
  /** Gives a value for a matrix that is not symmetric as it would for one that is: S072 says so where that matters. */
  readonly readsSymmetry?: true;
  /** Of what two halves of the neurons share: half as many values as there are neurons. */
  readonly ofHalves?: true;
  /** Which side of activity it is about: a surrogate that keeps that is no null of it, and it is not taken of such. */
  readonly reads?: SideOfActivity | ((takes: Forms) => SideOfActivity | undefined);
  /** The part of a student that it holds against its teacher's: without meaning where the student is told that part. */
  readonly ofPart?: RatePart;
  /** Each seed draws what it is held against, so that it differs between seeds also of one matrix. */
  readonly draws?: true;
  /** What is measured beside it unasked, as `NAME_excess`. */
  readonly beside?: (takes: Forms) => CallForm;
  /**
   * Why there is no such number, where its arguments say so: at once, of what they exclude by themselves, and by the
   * text of a condition.
   */
  readonly contradiction?: (takes: Forms, shown: Shown) => string | undefined;
  /** How a table of it over fates is headed, where its word does not say it. */
  readonly heading?: string;
  /** What the number is, on an axis, where its word does not say it. */
  readonly quantity?: string;
}
/** Of a condition, where its text says them; times in seconds. */
export interface Shown {
  readonly neurons?: number;
  readonly dt?: number;
  /** What is kept of a run. */
  readonly kept?: number;
}
/** @throws NotApplicable, RangeError with the reason, where there is no such number. */
type Compute<Takes extends Parameters<Study>, Found extends Finding> = (given: Arguments<Takes>, study: Study) => Found;
/** A measure that can find an interval of its own says of which kind that is. */
export type MeasureDeclaration<Takes extends Parameters<Study>> = Declared<Takes> &
  (
    | { readonly ownInterval?: undefined; readonly compute: Compute<Takes, WithoutInterval> }
    | { readonly ownInterval: OwnInterval; readonly compute: Compute<Takes, Finding> }
  );
export type Forms = Readonly<Record<string, Form>>;
export type LearningCurve = 'accuracy' | 'loss';

/** Whether it is a number of a matrix and nothing else, so that one of recurrent weights is known while they learn. */
export const isKnownWhileTraining = ({ needs, gives }: Pick<Measure, 'needs' | 'gives'>): boolean =>
  needs.includes('matrix') && needs.every((need) => ofMatrices.has(need)) && gives.series === undefined;
/** Which side of activity a measure is about, for these arguments. */
export const sideRead = ({ reads }: Pick<Measure, 'reads'>, takes: Forms): SideOfActivity | undefined =>
  typeof reads === 'function' ? reads(takes) : reads;
/** Whether it runs the network by itself, so that nobody has to before it. */
export const runsItself = ({ needs }: Pick<Measure, 'needs'>): boolean =>
  needs.includes('dynamics') || needs.includes('resilient');
const ofMatrices: ReadonlySet<Need> = new Set<Need>(['matrix', 'places', 'symmetry']);

/** A declared measure, its arguments still canonical. */
export interface Measure extends Omit<Declared<Parameters<Study>>, 'takes'> {
  readonly takes: Parameters<never>;
  readonly ownInterval?: OwnInterval;
  readonly find: (takes: Forms, study: Study) => Finding;
}
export function measure<Takes extends Parameters<Study>>({ compute, ...declared }: MeasureDeclaration<Takes>): Measure {
  return {
    ...declared,
    takes: declared.takes,
    find(forms, study) {
      const why = declared.contradiction?.(forms, {});
      return why === undefined ? compute(decoded(declared.takes, forms, study), study) : none(why);
    },
  };
}

/** As the vocabulary shows it. */
export function measureEntry(record: Measure): FunctionEntry {
  const entry = entryOf(record, 'measure', record.takes);
  const { unit, share, series } = record.gives;
  return {
    ...entry,
    ...(record.inUnitOf === undefined ? { dimension: resultUnits[unit].dimension } : { inUnitOf: record.inUnitOf }),
    ...(share && { share }),
    ...(series && !['last', 'sum'].includes(series.stands) && { series: seriesOver[series.over].says }),
  };
}

/** A series and the number of it that stands in tables. */
export function seriesFinding(series: Curve, { stands }: NonNullable<Gives['series']>): WithoutInterval {
  const { values } = series;
  switch (stands) {
    case 'first':
      return { value: values[0], series };
    case 'last':
      return { value: values[values.length - 1], series };
    case 'sum':
      return { value: values.reduce((sum, value) => sum + value, 0), series };
    case 'mean':
      return { value: values.reduce((sum, value) => sum + value, 0) / values.length, series };
  }
}
