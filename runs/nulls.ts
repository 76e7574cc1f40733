import { matrixControls } from '../engine/connectivity/index.ts';
import { findMeasure } from '../engine/measures/index.ts';
import { mean, surrogateTest } from '../engine/statistics/index.ts';
import type { ConnectNoun, ExperimentSpec } from '../language/specification.ts';
import { nounsIn } from './nouns.ts';
import type { ComparisonSummary } from './results.ts';

type Statistics = Omit<ComparisonSummary, 'measure' | 'a' | 'b' | 'at' | 'p_corrected'>;

/**
 * Which of two conditions is one imported matrix, where the other is its nulls: seeds draw the nulls, and the comparison is about this
 * matrix. Undefined for measures that are not of structure, and for pairs of other kinds.
 */
export function objectOf(experiment: ExperimentSpec, measure: string, a: string, b: string): string | undefined {
  const call = experiment.measures.find(({ name }) => name === measure)?.call;
  if (typeof call !== 'object' || !('call' in call) || !findMeasure(call.call, 'matrix') || call.arguments.some((argument) => typeof argument === 'object' && 'call' in argument)) return undefined;
  const matrices = new Map(experiment.conditions.map(({ name, noun }) => [name, nounsIn(noun).find((held) => held.noun === 'connect')]));
  const [one, other] = [matrices.get(a), matrices.get(b)];
  if (one?.source.kind !== 'file' || other?.source.kind !== 'file' || one.source.path !== other.source.path || isDrawn(one) === isDrawn(other)) return undefined;
  return isDrawn(one) ? b : a;
}
const isDrawn = ({ controls }: ConnectNoun): boolean => controls.some(({ control }) => matrixControls[control].draws);

/** One value against those of its nulls, a − b; `observed` says which side is the one. There is no interval: one object is no sample. */
export function compareWithNulls(a: readonly number[], b: readonly number[], observed: 'a' | 'b'): Statistics {
  const [object, nulls] = observed === 'a' ? [a, b] : [b, a];
  const { n, p, z, percentile } = surrogateTest(object[0], nulls);
  return { n, difference: mean(a) - mean(b), ci: null, d_z: null, p, z, percentile };
}
