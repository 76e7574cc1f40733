import { isOfGenes, isOfMatrix, measureNamed, type Need } from '../../catalogue/measures/index.ts';
import { mean, surrogateTest } from '../../engine/statistics/index.ts';
import type { ConnectNoun, ExperimentSpec, GenesNoun, MeasureSpec, Noun } from '../../language/specification.ts';
import { canonical } from '../../making/canonical-json.ts';
import { genesMeant, isDrawn, withoutName } from '../../making/gene-networks.ts';
import { isOneObject } from '../../language/one-object.ts';
import { familiesIn } from '../../language/of-subject.ts';
import { nounsIn } from '../../language/nouns-within.ts';
import { drawsMatrix, isLearned } from './exact.ts';
import type { ComparisonSummary } from '../../results/contract.ts';

type Statistics = Omit<ComparisonSummary, 'measure' | 'a' | 'b' | 'at' | 'p_corrected'>;

/**
 * Which of two conditions is one object, where the other is its nulls: a recording, an imported matrix, or a gene
 * network, that no seed draws. Seeds draw the nulls, and the comparison is about this object. Undefined for measures of
 * anything else, and for pairs of other kinds.
 */
export function objectOf(experiment: ExperimentSpec, measure: string, a: string, b: string): string | undefined {
  const spec = experiment.measures.find(({ name }) => name === measure);
  const [one, other] = [a, b].map((name) => experiment.conditions.find((condition) => condition.name === name)?.noun);
  if (!spec || !one || !other || familiesIn([one, other]).length > 0) return undefined;
  const drawn = drawnOf(spec, one, other);
  return drawn && (drawn === 'first' ? b : a);
}
/** Which of the two is drawn for each seed, from the other. */
type Drawn = 'first' | 'second' | undefined;

function drawnOf(spec: MeasureSpec, one: Noun, other: Noun): Drawn {
  if (isOfGenes(spec.call)) return drawnGenes(genesMeant(spec, one), genesMeant(spec, other));
  const record = measureNamed(spec.call.call);
  if (isLearned(spec, one) || isLearned(spec, other)) return undefined;
  if (record && isOfMatrix(record)) return drawnMatrix(matrixIn(one), matrixIn(other));
  const isOfCondition = record?.needs.some((need) => !ofTraining.has(need));
  return isOfCondition ? drawnActivity(one, other) : undefined;
}
/** What only a training gives. */
const ofTraining: ReadonlySet<Need> = new Set(['training', 'classes', 'values']);
function drawnGenes(one: GenesNoun | undefined, other: GenesNoun | undefined): Drawn {
  if (!one || !other || isDrawn(one) === isDrawn(other)) return undefined;
  const [first, second] = [one, other].map((genes) => canonical(withoutName({ ...genes, controls: undefined })));
  return first !== second ? undefined : isDrawn(one) ? 'first' : 'second';
}

/** Recordings, or matrices by themselves; the activity of a simulated one is drawn in any case. */
function drawnActivity(one: Noun, other: Noun): Drawn {
  if (one.noun === 'connect' && other.noun === 'connect') return drawnMatrix(one, other);
  if (one.noun !== 'data' || other.noun !== 'data' || isOneObject(one) === isOneObject(other)) return undefined;
  const [first, second] = [one, other].map(({ reference, recording }) =>
    canonical({ reference, recording: { ...recording, controls: [] } }),
  );
  return first !== second ? undefined : isOneObject(one) ? 'second' : 'first';
}

function drawnMatrix(one: ConnectNoun | undefined, other: ConnectNoun | undefined): Drawn {
  if (
    !one ||
    !other ||
    !('path' in one.source && 'path' in other.source) ||
    canonical(one.source) !== canonical(other.source) ||
    drawsMatrix(one) === drawsMatrix(other)
  )
    return undefined;
  return drawsMatrix(one) ? 'first' : 'second';
}
const matrixIn = (noun: Noun): ConnectNoun | undefined => nounsIn(noun).find((held) => held.noun === 'connect');
/**
 * One value against those of its nulls, a − b; `observed` says which side is the one. There is no interval: one object
 * is no sample.
 */
export function compareWithNulls(a: readonly number[], b: readonly number[], observed: 'a' | 'b'): Statistics {
  const [object, nulls] = observed === 'a' ? [a, b] : [b, a];
  const { n, p, z, percentile } = surrogateTest(object[0], nulls);
  return { n, difference: mean(a) - mean(b), ci: null, d_z: null, p, z, percentile };
}
