import { compare, holm, summarise } from '../engine/statistics/index.ts';
import type { ExperimentSpec } from '../language/specification.ts';
import { baselinesOf } from './baselines.ts';
import { expectationsOf, pairKey, pairsIn } from './expectations.ts';
import { sweepPoints } from './jobs.ts';
import { notesOf } from './notes.ts';
import { compareWithNulls, objectOf } from './nulls.ts';
import { quantityOf, withinLimits } from './quantity.ts';
import type { ComparisonSummary, MeasureSummary, Row, Summary } from './results.ts';
import type { Finished } from './store.ts';
import { valuesOf, type Values } from './values.ts';

/** Everything that is said about the numbers of an experiment; also of those there are so far. */
export function summaryOf(experiment: ExperimentSpec, rows: readonly Row[], finished: readonly Finished[]): Summary {
  const values = valuesOf(rows, experiment);
  const comparisons = comparisonsOf(experiment, values);
  const expectations = expectationsOf(experiment, values);
  return {
    measures: measuresOf(experiment, values),
    comparisons,
    expectations,
    baselines: baselinesOf(experiment, rows, finished),
    notes: notesOf(experiment, { values, comparisons, expectations, finished }),
  };
}

function measuresOf(experiment: ExperimentSpec, values: Values): MeasureSummary[] {
  return experiment.measures.flatMap(({ name: measure }) => sweepPoints(experiment).flatMap((at) => experiment.conditions.flatMap(({ name: condition }) => {
    const found = [...values(measure, condition, at).values()];
    if (found.length === 0) return [];
    const { ci, ...rest } = summarise(found);
    return [{ measure, condition, at, ...rest, ci: withinLimits(ci, quantityOf(experiment, measure)) }];
  })));
}

/** Each condition against the first, and each pair of an `expect`; corrected together (Holm). */
function comparisonsOf(experiment: ExperimentSpec, values: Values): ComparisonSummary[] {
  const [reference, ...controls] = experiment.conditions.map(({ name }) => name);
  const found = experiment.measures.flatMap(({ name: measure }) => sweepPoints(experiment).flatMap((at) => {
    const claimed = pairsIn(experiment, at).filter((pair) => pair.measure === measure);
    return distinct([...controls.map((a) => ({ a, b: reference })), ...claimed]).flatMap(({ a, b }) => {
      const [left, right] = inPairs(values(measure, a, at), values(measure, b, at));
      if (left.length === 0) return [];
      const object = objectOf(experiment, measure, a, b);
      return [{ measure, a, b, at, ...(object ? compareWithNulls(left, right, object === a ? 'a' : 'b') : compare(left, right, pairKey(measure, a, b, at))) }];
    });
  }));
  const corrected = holm(found.map(({ p }) => p));
  return found.map((comparison, i) => ({ ...comparison, p_corrected: corrected[i] }));
}

/** Each pair once, whichever comes first. */
const distinct = (pairs: readonly Pair[]): readonly Pair[] => pairs.filter(({ a, b }, i) => pairs.findIndex((pair) => (pair.a === a && pair.b === b) || (pair.a === b && pair.b === a)) === i);
interface Pair { readonly a: string; readonly b: string }

/** The values of the seeds that both sides have. */
function inPairs(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): [number[], number[]] {
  const seeds = [...a.keys()].filter((seed) => b.has(seed));
  return [seeds.map((seed) => a.get(seed) as number), seeds.map((seed) => b.get(seed) as number)];
}
