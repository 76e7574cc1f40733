import { geneMeasures } from './gene-measures.ts';
import { growthMeasures } from './growth-measures.ts';
import { measures } from './structure-measures.ts';
import type { MeasureOf, Subjects } from './measure.ts';

/** The measure called `name` that is taken of `needs`, or undefined. */
export function findMeasure<Need extends keyof Subjects>(name: string, needs: Need): MeasureOf<Need> | undefined {
  return [...measures, ...growthMeasures, ...geneMeasures].find(
    (measure) => measure.name === name && measure.needs === needs,
  ) as MeasureOf<Need> | undefined;
}
