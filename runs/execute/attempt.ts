import type { Facts, Finding, Point } from '../../catalogue/finding.ts';
import { Diverged, NotApplicable } from '../../catalogue/not-applicable.ts';
import type { MeasureSpec } from '../../language/specification.ts';
import type { Outcome } from '../plan/outcome.ts';
import { fileNameOfName } from '../../results/names-as-files.ts';
import { noValue } from '../say/no-value.ts';

export interface Attempt extends Pick<Outcome, 'points' | 'notes'> {
  readonly facts?: Facts;
  readonly tables?: Finding['tables'];
}
/** What a measure finds, its facts under its own name; or a note of why it has no value here. */
export function attempt({ name, text, beside }: MeasureSpec, find: () => Finding): Attempt {
  try {
    const found = finiteFinding(find());
    const facts = Object.entries(found.facts ?? {}).map(([fact, value]) => [`${name}.${fact}`, value] as const);
    return {
      points: pointsOf(name, found),
      notes: [],
      facts: Object.fromEntries(facts),
      tables: tablesOf(name, found),
    };
  } catch (error) {
    if (error instanceof Diverged) return { points: [], notes: [] };
    // why it has no value is said of the measure that it stands beside
    if (error instanceof NotApplicable)
      return { points: [], notes: beside === undefined ? [noValue(text, error)] : [], tables: error.tables };
    throw error;
  }
}
/** No number that is not finite leaves here: a point of a series or a fact is left out, the value must be there. */
function finiteFinding({ value, series, ci, facts, ...rest }: Finding): Finding {
  if (!Number.isFinite(value)) throw new NotApplicable(`what it computes is ${value}, not a finite number`);
  const known = series?.values.map((each) => Number.isFinite(each));
  return {
    ...rest,
    value,
    ...(series &&
      known && {
        series: {
          steps: series.steps.filter((_, i) => known[i]),
          values: series.values.filter((_, i) => known[i]),
        },
      }),
    ...(ci?.every(Number.isFinite) && { ci }),
    ...(facts && { facts: Object.fromEntries(Object.entries(facts).filter(([, fact]) => Number.isFinite(fact))) }),
  };
}
/** A series, and the value that stands for it in tables and comparisons. */
function pointsOf(measure: string, { value, series, ci }: Finding): Point[] {
  const points = series?.steps.map((step, i): Point => ({ measure, step, value: series.values[i] })) ?? [];
  return [...points, { measure, step: null, value, ...(ci && { ci }) }];
}
/** The number of each neuron, counted from 1, in a table that is named after the measure. */
const tablesOf = (measure: string, { tables, byNeuron }: Finding): Finding['tables'] =>
  byNeuron
    ? {
        ...tables,
        [`neurons-${fileNameOfName(measure)}`]: Array.from(byNeuron, (value, i) => [String(i + 1), value] as const),
      }
    : tables;
