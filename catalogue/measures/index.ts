/** The measures, family by family. To add one: its record, in the array of its family. */
import type { FunctionEntry } from '../entry.ts';
import { type CallForm, type ColumnForm, isColumn } from '../forms.ts';
import { activityMeasures, modesEntry } from './activity-measures.ts';
import { criticalityMeasures } from './criticality-measures.ts';
import { entropyMeasures } from './entropy-measures.ts';
import { geneMeasures } from './gene-measures.ts';
import { informationMeasures } from './information-measures.ts';
import { followingMeasures } from './following-measures.ts';
import { graphMeasures } from './graph-measures.ts';
import { count, populationMeasure } from './growth.ts';
import { accuracy, explained, loss } from './learning.ts';
import { learningSpeedMeasures } from './learning-speed.ts';
import { landscapeMeasures } from './landscape-measures.ts';
import { linearTheoryMeasures } from './linear-theory.ts';
import { motifMeasures } from './motif-measures.ts';
import { memoryMeasures } from './memory.ts';
import { type Measure, measureEntry } from './measure-record.ts';
import { moduleMeasures } from './module-measures.ts';
import { nullMeasures } from './null-measures.ts';
import { scalingMeasures } from './scaling-measures.ts';
import { growthMeasures } from './reservoir-growth.ts';
import { memoryCapacityMeasure } from './reservoir-memory.ts';
import { resilience } from './reservoir-resilience.ts';
import { resourceMeasures } from './reservoir-resources.ts';
import { spectrumMeasures } from './spectrum-measures.ts';
import { structureMeasures } from './structure.ts';
import { subjectEntries } from './subjects.ts';
import { tableMeasures } from './table-measures.ts';

export { learningCurves } from './learning.ts';
export {
  type Gives,
  type LearningCurve,
  type Measure,
  type Need,
  runsItself,
  sideRead,
  type SideOfActivity,
  type Shown,
} from './measure-record.ts';
export { matrixIn } from './subjects.ts';
export { exponent, fitMeant, halvings, usualRanks } from './spectrum-measures.ts';

const ofMatrices: readonly Measure[] = [
  ...structureMeasures,
  ...graphMeasures,
  ...motifMeasures,
  ...entropyMeasures,
  ...moduleMeasures,
];
export const measures: readonly Measure[] = [
  accuracy,
  loss,
  explained,
  ...learningSpeedMeasures,
  ...followingMeasures,
  count,
  ...ofMatrices,
  ...nullMeasures(ofMatrices),
  ...geneMeasures,
  populationMeasure,
  ...spectrumMeasures,
  ...activityMeasures,
  ...criticalityMeasures,
  ...informationMeasures,
  ...memoryMeasures,
  ...scalingMeasures,
  memoryCapacityMeasure,
  ...growthMeasures,
  ...resourceMeasures,
  resilience,
  ...linearTheoryMeasures,
  ...landscapeMeasures,
  ...tableMeasures,
];
const byName: ReadonlyMap<string, Measure> = new Map(measures.map((record) => [record.name, record]));
/** Undefined for words of later versions, and for what is no measure. */
export const measureNamed = (name: string): Measure | undefined => byName.get(name);
/** The measure that a canonical call means. @throws Error for a call that no version of the language makes */
export function measureCalled({ call }: CallForm): Measure {
  const found = byName.get(call);
  if (found) return found;
  throw new Error(`the measure ${call} is not known to this version; there are ${[...byName.keys()].join(', ')}`);
}
/** Of a matrix that its call names, and of nothing else of a condition. */
export const isOfMatrix = ({ takes }: Measure): boolean => 'matrix' in takes || 'measure' in takes;
/** Whether no seed draws it: it is taken of a gene network. */
export const isOfGenes = (form: CallForm): boolean => measureNamed(form.call)?.isOfGenes?.(form.takes) ?? false;

/** Whether it is taken of a table, in which no seed has a part. */
export const isOfTable = ({ takes }: CallForm): boolean => Object.values(takes).some(isColumn);
/** The column whose unit it has. */
export function columnOfUnit(form: CallForm): ColumnForm | undefined {
  const given = form.takes[measureNamed(form.call)?.inUnitOf ?? ''];
  return isColumn(given) ? given : undefined;
}

/** As the vocabulary shows them, and what they are taken of. */
export const measureEntries: readonly FunctionEntry[] = [...measures.map(measureEntry), ...subjectEntries, modesEntry];
