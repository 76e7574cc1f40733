export { countedInGenes, geneMeasures } from './genes.ts';
export { growthMeasures } from './growth.ts';
export { findMeasure } from './registry.ts';
export { measures } from './structure.ts';
export type { Measure, MeasureOf, MeasureOptions, Outcomes, Series, Subjects } from './subject.ts';
