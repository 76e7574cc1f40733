import { type Expression, functions, show } from '../engine/expressions/index.ts';

/**
 * A call in canonical form, as specifications and job keys hold it: the word, and what it takes by the names of its
 * parameters, in SI units, with defaults filled in. Plain JSON.
 */
export interface CallForm {
  readonly call: string;
  readonly takes: Readonly<Record<string, Form>>;
}
/**
 * One argument: a number, a word or a flag; a `vary` variable, which a point of the sweep replaces by its number, and
 * arithmetic with such; a count where a time could stand as well (`5 bins`); a range; a list; a noun of the file, by
 * its name; a call.
 */
export type Form =
  | number
  | string
  | boolean
  | Variable
  | Formula
  | Counted
  | Span
  | Listed
  | Named
  | ColumnForm
  | DrawnForm
  | CallForm;
export interface Variable {
  readonly variable: string;
}
export interface Formula {
  readonly formula: Expression;
}
export interface Counted {
  readonly counted: string;
  readonly value: number;
}
/** Both ends belong to it. */
export interface Span {
  readonly from: number | Variable | Formula;
  readonly to: number | Variable | Formula;
  /** What it counts, where times could stand as well: `1 .. 60 steps`. */
  readonly counts?: string;
}
export interface Listed {
  readonly list: readonly (number | Counted)[];
}
export interface Named {
  readonly named: string;
}
/** A column of a table of the file, by their names. */
export interface ColumnForm {
  readonly column: string;
  readonly named: string;
}
/** One value for each neuron, drawn from the cells of a table; what is drawn, the language knows. */
export interface DrawnForm {
  readonly drawn: object;
}

const isObject = (form: Form | undefined): form is Exclude<Form, number | string | boolean> => typeof form === 'object';
export const isVariable = (form: Form | undefined): form is Variable => isObject(form) && 'variable' in form;
export const isFormula = (form: Form | undefined): form is Formula => isObject(form) && 'formula' in form;
export const isCallForm = (form: Form | undefined): form is CallForm => isObject(form) && 'call' in form;
export const isColumn = (form: Form | undefined): form is ColumnForm => isObject(form) && 'column' in form;
export const isDrawnForm = (form: Form | undefined): form is DrawnForm => isObject(form) && 'drawn' in form;
export const isNamed = (form: Form | undefined): form is Named => isObject(form) && 'named' in form;
export const isSpan = (form: Form | undefined): form is Span => isObject(form) && 'from' in form;
export const isCounted = (form: Form | undefined): form is Counted => isObject(form) && 'counted' in form;
/** A call as canonical text: defaults filled in, arguments in the order of the parameters. */
export const formText = (form: Form): string => {
  if (!isObject(form)) return String(form);
  if (isCallForm(form)) {
    const given = Object.entries(form.takes).map(([name, each]) => ({ name, text: formText(each) }));
    const isOnly = given.length === 1;
    return `${form.call}(${given.map(({ name, text }) => (isOnly ? text : `${name}: ${text}`)).join(', ')})`;
  }
  if (isSpan(form)) return `${formText(form.from)} .. ${formText(form.to)}${form.counts ? ` ${form.counts}` : ''}`;
  if (isCounted(form)) return `${form.value} ${form.counted}`;
  if ('list' in form) return form.list.map(formText).join(', ');
  if (isFormula(form)) return show(form.formula);
  if (isDrawnForm(form)) return 'cells of a table';
  if (isColumn(form)) return `${form.named}.${form.column}`;
  return 'named' in form ? form.named : form.variable;
};
/** Arithmetic once its variables have their numbers. @throws Error where one has none */
export function calculated({ formula }: Formula): number {
  const value = evaluated(formula);
  if (typeof value === 'number') return value;
  throw new Error(`${show(formula)} is no number`);
}
function evaluated(expression: Expression): unknown {
  if (typeof expression !== 'object') return expression;
  if ('call' in expression && Object.hasOwn(functions, expression.call))
    return functions[expression.call].compute(...expression.arguments.map(evaluated));
  throw new Error(`${show(expression)} has no value`);
}
/** The items of a list. */
export function listOf(form: Form | undefined): readonly (number | Counted)[] {
  if (isObject(form) && 'list' in form) return form.list;
  throw new Error(`${JSON.stringify(form)} stands where a list is taken`);
}
/** How many steps by a factor lead from one number above 0 to another; their quotient can be larger than any number. */
export const stepsByFactor = (from: number, to: number, by: number): number =>
  (Math.log(to) - Math.log(from)) / Math.log(by);
/** `from .. to by step`; rounded, so that 0.1 + 0.2 is 0.3. */
export const steps = (from: number, to: number, by: number): readonly number[] =>
  Array.from({ length: Math.max(0, Math.floor((to - from) / by + 1e-9) + 1) }, (_, index) =>
    Number((from + index * by).toPrecision(14)),
  );
