import { matrixControlOf } from '../../catalogue/controls/index.ts';
import { holdsDraw } from '../../engine/connectivity/index.ts';
import { isNamed } from '../../catalogue/forms.ts';
import { isOfGenes, isOfMatrix, isOfTable, matrixIn, measureNamed } from '../../catalogue/measures/index.ts';
import type { ConnectNoun, ExperimentSpec, MeasureSpec, Noun } from '../../language/specification.ts';
import type { FieldSource } from '../../language/nouns/field-source.ts';
import { familiesIn } from '../../language/of-subject.ts';
import { nounsIn } from '../../language/nouns-within.ts';
import { genesMeant, isDrawn } from '../../making/gene-networks.ts';

/**
 * Whether no seed has a part in a measure of a condition: of genes that nothing draws, of a matrix
 * from a file, or of a table.
 */
export function isExact({ measures, conditions }: ExperimentSpec, measure: string, condition: string): boolean {
  const spec = measures.find(({ name }) => name === measure);
  const noun = conditions.find(({ name }) => name === condition)?.noun;
  if (!spec || !noun || familiesIn([noun, spec]).length > 0) return false;
  if (isOfTable(spec.call)) return true;
  if (isOfGenes(spec.call)) {
    const genes = genesMeant(spec, noun);
    return genes !== undefined && !isDrawn(genes);
  }
  if (measureNamed(spec.call.call)?.draws) return false;
  if (isLearned(spec, noun)) return false;
  const matrix = matrixMeant(spec, noun);
  return matrix !== undefined && 'path' in matrix.source && !drawsMatrix(matrix);
}

/** Whether no seed has a part in any value of an experiment. */
export const isWhollyExact = (experiment: ExperimentSpec): boolean =>
  experiment.conditions.every(({ name }) =>
    experiment.measures.every((measure) => isExact(experiment, measure.name, name)),
  );

/** The matrix that a measure is of and nothing else. */
function matrixMeant({ call, nouns }: MeasureSpec, noun: Noun): ConnectNoun | undefined {
  const record = measureNamed(call.call);
  if (!record) return undefined;
  if (!isOfMatrix(record)) return noun.noun === 'connect' && !record.needs.includes('training') ? noun : undefined;
  const own = nounsIn(noun).filter((held): held is ConnectNoun => held.noun === 'connect');
  const given = matrixIn(call.takes);
  if (!isNamed(given)) return own[0];
  const declared = nouns[given.named];
  return own.find(({ name }) => name === given.named) ?? (declared?.noun === 'connect' ? declared : undefined);
}

/** Whether a seed has a part in a matrix: by a control, or by weights that are drawn. */
export const drawsMatrix = ({ controls, source }: ConnectNoun): boolean =>
  controls.some((form) => matrixControlOf(form).draws) ||
  (source.kind === 'field' && source.program !== undefined && drawsWeights(source.program));
const drawsWeights = ({ wire, excitatory, weights }: NonNullable<FieldSource['program']>): boolean =>
  wire !== undefined ||
  excitatory !== undefined ||
  'distribution' in weights ||
  ('expression' in weights && holdsDraw(weights.expression));
/** Whether a measure is of weights that a network learns, in which its seed has a part. */
export const isLearned = ({ call }: MeasureSpec, noun: Noun): boolean =>
  noun.noun === 'network' &&
  noun.recurrent !== undefined &&
  !noun.recurrent.fixed &&
  matrixIn(call.takes) === 'recurrent';
