import { FormatError } from '../formats/index.ts';
import type { CallForm } from '../catalogue/forms.ts';
import type { Expression } from '../engine/expressions/index.ts';
import type {
  ConditionSpec,
  DerivedSpec,
  ExpectationSpec,
  ExperimentSpec,
  FactorSpec,
  MeasureSpec,
  Specification,
  StudySpec,
  Subject,
  SweepVariable,
} from '../language/specification.ts';
import {
  type BaselineSummary,
  type ComparisonSummary,
  contractVersion,
  type EffectSummary,
  type ExpectationSummary,
  type MeasureSummary,
  type Note,
  type Row,
  type RunRecord,
  type Summary,
} from './contract.ts';
import {
  type Guard,
  isListOf,
  isNumber,
  isObject,
  isOneOf,
  isShaped,
  isTableOf,
  isText,
  orAbsent,
  orNull,
} from './guards.ts';
import { isIntervalKind } from './interval-kinds.ts';
import { rowsFromCsv } from './rows.ts';

/** What a file holds, or what is wrong with it: sentences of which the first goes on from its name. */
export type Read<T> = { readonly value: T } | { readonly problem: string };

const runAgain = 'Run the experiment again.';
const damaged = { problem: `is damaged. ${runAgain}` };

/** `run.json`: the file that says by which contract the others were written. */
export function readRunRecord(text: string): Read<RunRecord> {
  const json = parsed(text);
  if (json === undefined) return damaged;
  if (!isObject(json) || !isText(json.key) || !isText(json.experiment))
    return { problem: 'is not the record of a run.' };
  // the first ones said none
  const contract = json.contract ?? 0;
  if (!isNumber(contract)) return damaged;
  if (contract > contractVersion)
    return { problem: 'was written by a newer version of Anlage: update this one to read it.' };
  if (contract < contractVersion) return { problem: `was written by an older version of Anlage. ${runAgain}` };
  return isRunRecord(json) ? { value: json } : damaged;
}

/** `summary.json`. JSON has no NaN or infinity: where the contract wants a number, null is NaN. */
export const readSummary = (text: string): Read<Summary> => checked(parsed(text, withNaN), isSummary);

/** `spec.json`: the one experiment of the run. */
export function readSpecification(text: string): Read<ExperimentSpec> {
  const read = checked(parsed(text), isSpecification);
  if ('problem' in read) return read;
  const [experiment] = read.value.experiments;
  return experiment ? { value: experiment } : damaged;
}

/** `measures.csv`. */
export function readRows(text: string, experiment: ExperimentSpec): Read<readonly Row[]> {
  try {
    return { value: rowsFromCsv(text, experiment) };
  } catch (error) {
    if (error instanceof FormatError)
      return { problem: `is damaged: ${error.message.replace(/\.$/, '')}. ${runAgain}` };
    throw error;
  }
}

function parsed(text: string, revive?: (name: string, value: unknown) => unknown): unknown {
  try {
    return JSON.parse(text, revive);
  } catch {
    return undefined;
  }
}
const checked = <T>(json: unknown, is: Guard<T>): Read<T> => (is(json) ? { value: json } : damaged);

function withNaN(name: string, value: unknown): unknown {
  if (value === null) return name === 'mean' || name === 'difference' ? Number.NaN : value;
  return name === 'ci' && Array.isArray(value) ? value.map((bound: unknown) => bound ?? Number.NaN) : value;
}

const isMoment: Guard<string> = (value): value is string => isText(value) && !Number.isNaN(Date.parse(value));

const isRunRecord: Guard<RunRecord> = isShaped<RunRecord>({
  contract: isNumber,
  key: isText,
  status: isOneOf({ queued: true, running: true, done: true, cached: true, failed: true, cancelled: true }),
  experiment: isText,
  file: orAbsent(isText),
  changes: orAbsent(isListOf(isText)),
  jobs: orAbsent(isShaped<NonNullable<RunRecord['jobs']>>({ done: isNumber, total: isNumber })),
  started: isMoment,
  finished: orNull(isText),
  seconds: isNumber,
  sweep: orAbsent(isShaped<NonNullable<RunRecord['sweep']>>({ computing: isNumber, wall: orNull(isNumber) })),
  version: orAbsent(isText),
  engine: isText,
  backend: isText,
  machine: isText,
  warnings: isListOf(isText),
  files: isListOf(isShaped<RunRecord['files'][number]>({ reference: isText, sha256: isText })),
});

const isInterval: Guard<readonly [number, number]> = (value): value is readonly [number, number] =>
  isListOf(isNumber)(value) && value.length === 2;
const isLevel: Guard<number | string> = (value): value is number | string => isNumber(value) || isText(value);
const isPoint = isTableOf(isLevel);
/** Of the form of one: whether there is a page for it matters to nobody who reads numbers. */
const isNoteCode: Guard<Note['code']> = (value): value is Note['code'] => isText(value) && /^[A-Z]\d{3}$/.test(value);

export const isNote = isShaped<Note>({ code: isNoteCode, text: isText });

const isSummary: Guard<Summary> = isShaped<Summary>({
  measures: isListOf(
    isShaped<MeasureSummary>({
      measure: isText,
      condition: isText,
      at: isPoint,
      n: isNumber,
      mean: isNumber,
      sd: orNull(isNumber),
      ci: orNull(isInterval),
      interval: orAbsent(isIntervalKind),
    }),
  ),
  comparisons: isListOf(
    isShaped<ComparisonSummary>({
      measure: isText,
      a: isText,
      b: isText,
      at: isPoint,
      n: isNumber,
      difference: isNumber,
      ci: orNull(isInterval),
      interval: orAbsent(isIntervalKind),
      d_z: orNull(isNumber),
      p: orNull(isNumber),
      p_corrected: orNull(isNumber),
      exploratory: orAbsent((value): value is true => value === true),
      z: orAbsent(orNull(isNumber)),
      percentile: orAbsent(isNumber),
    }),
  ),
  effects: orAbsent(
    isListOf(
      isShaped<EffectSummary>({
        measure: isText,
        factors: isListOf(isText),
        levels: orAbsent(isListOf(isText)),
        against: orAbsent(isListOf(isText)),
        at: isPoint,
        n: isNumber,
        effect: orNull(isNumber),
        ci: orNull(isInterval),
        interval: orAbsent(isIntervalKind),
        d_z: orNull(isNumber),
        p: orNull(isNumber),
        p_corrected: orNull(isNumber),
        share: orNull(isNumber),
        f: orAbsent(orNull(isNumber)),
        df: orAbsent(isInterval),
      }),
    ),
  ),
  expectations: isListOf(
    isShaped<ExpectationSummary>({
      text: isText,
      line: isNumber,
      table: orAbsent(isText),
      at: isPoint,
      where: orAbsent(isText),
      verdict: isOneOf({ supported: true, holds: true, fails: true, unknown: true }),
      observed: isText,
      exact: orAbsent((value): value is true => value === true),
      isBetweenGroups: orAbsent((value): value is true => value === true),
    }),
  ),
  baselines: isTableOf(
    isShaped<BaselineSummary>({
      chance: orNull(isNumber),
      raw_input: orNull(isNumber),
      untrained: isTableOf(isNumber),
      others: orAbsent(isTableOf(isNumber)),
    }),
  ),
  notes: isListOf(isNote),
});

/** Something with a name and an object under this field. */
const isNamedWith =
  (field: string): Guard<object> =>
  (value): value is object =>
    isObject(value) && isText(value.name) && isObject(value[field]);
const isCondition: Guard<ConditionSpec> = (value): value is ConditionSpec =>
  isNamedWith('noun')(value) && isShaped<Pick<ConditionSpec, 'levels'>>({ levels: orAbsent(isListOf(isText)) })(value);
const isCall = isShaped<CallForm>({ call: isText, takes: isObject as Guard<CallForm['takes']> });
const isMeasure: Guard<MeasureSpec> = (value): value is MeasureSpec =>
  isNamedWith('nouns')(value) && isShaped<Pick<MeasureSpec, 'text' | 'call'>>({ text: isText, call: isCall })(value);

const isExpression: Guard<Expression> = (value): value is Expression => {
  if (!isObject(value)) return isNumber(value) || isText(value) || typeof value === 'boolean';
  if (isText(value.name) || isText(value.variable)) return true;
  if (value.member !== undefined) return isListOf(isText)(value.member) && value.member.length === 2;
  return (
    isText(value.call) && isListOf(isExpression)(value.arguments) && orAbsent(isTableOf(isExpression))(value.named)
  );
};
type Test = ExpectationSpec['test'];
const isComparison = isShaped<Test & { readonly kind: 'compare' }>({
  kind: isOneOf({ compare: true }),
  operator: isOneOf({ '<': true, '<=': true, '>': true, '>=': true, '=': true }),
  right: isExpression,
  within: orAbsent(isNumber),
});
const isRange = isShaped<Test & { readonly kind: 'in' }>({
  kind: isOneOf({ in: true }),
  from: isNumber,
  to: isNumber,
});
const isClaim = isShaped<ExpectationSpec>({
  text: isText,
  line: isNumber,
  table: orAbsent(isText),
  published: orAbsent(isText),
  every: (value): value is boolean => typeof value === 'boolean',
  at: isPoint,
  left: isExpression,
  test: (value): value is Test => isComparison(value) || isRange(value),
});

const isStudy = isShaped<StudySpec>({
  title: orAbsent(isText),
  authors: orAbsent(isListOf(isText)),
  doi: orAbsent(isText),
  licence: orAbsent(isText),
});
const isValues: Guard<SweepVariable['values']> = (value): value is SweepVariable['values'] =>
  isListOf(isNumber)(value) || isListOf(isText)(value);
type Choice = NonNullable<ExperimentSpec['choices']>[number];
const isChoice: Guard<Choice> = (value): value is Choice =>
  isObject(value) &&
  isShaped<Pick<Choice, 'at' | 'conditions' | 'measures'>>({
    at: isTableOf(isText),
    conditions: isListOf(isCondition),
    measures: isListOf(isMeasure),
  })(value);
type Parameter = NonNullable<ExperimentSpec['parameters']>[number];
/** As deep as readers go without asking: names, numbers, lists. What nouns and calls hold is the engine's to read. */
const isSpecification: Guard<Specification> = isShaped<Specification>({
  language: (value): value is 1 => value === 1,
  experiments: isListOf(
    isShaped<ExperimentSpec>({
      name: isText,
      study: orAbsent(isStudy),
      seeds: isListOf(isNumber),
      conditions: isListOf(isCondition),
      subjects: orAbsent(
        isListOf(isShaped<Subject>({ name: isText, files: isTableOf(isText), at: isTableOf(isText) })),
      ),
      factors: orAbsent(isListOf(isShaped<FactorSpec>({ name: isText, levels: isListOf(isText) }))),
      vary: isListOf(isShaped<SweepVariable>({ name: isText, values: isValues, unit: orAbsent(isText) })),
      choices: orAbsent(isListOf(isChoice)),
      parameters: orAbsent(isListOf(isShaped<Parameter>({ name: isText, text: isText }))),
      train: orAbsent(isObject) as Guard<ExperimentSpec['train']>,
      teach: orAbsent(isListOf(isObject)) as Guard<ExperimentSpec['teach']>,
      trainings: orAbsent(isListOf(isObject)) as Guard<ExperimentSpec['trainings']>,
      measures: isListOf(isMeasure),
      derived: orAbsent(
        isListOf(
          isShaped<DerivedSpec>({
            name: isText,
            text: isText,
            value: isExpression,
            of: orAbsent(isListOf(isText)),
            like: orAbsent(isListOf(isText)),
            unit: orAbsent(isText),
          }),
        ),
      ),
      expectations: isListOf(isClaim),
      plots: isListOf(isShaped<ExperimentSpec['plots'][number]>({ what: isText, by: orAbsent(isText), text: isText })),
      assumed: orAbsent(isListOf(isText)),
    }),
  ),
  refused: isListOf(isShaped<Specification['refused'][number]>({ name: isText, reason: isText, line: isNumber })),
});
