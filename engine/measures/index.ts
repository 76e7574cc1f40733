export { findMeasure, type Measure, type MeasureOf, measures, type Subjects } from './registry.ts';
