export { countedInGenes, geneMeasures } from './gene-measures.ts';
export { growthMeasures } from './growth-measures.ts';
export { findMeasure } from './registry.ts';
export { measures } from './structure-measures.ts';
export type { Measure, MeasureOf, MeasureOptions, Outcomes, Series, Subjects } from './measure.ts';
