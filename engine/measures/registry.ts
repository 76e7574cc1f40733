import { geneMeasures } from './genes.ts';
import { growthMeasures } from './growth.ts';
import { measures } from './structure.ts';
import type { MeasureOf, Subjects } from './subject.ts';

/** The measure called `name` that is taken of `needs`, or undefined. */
export function findMeasure<Need extends keyof Subjects>(name: string, needs: Need): MeasureOf<Need> | undefined {
  return [...measures, ...growthMeasures, ...geneMeasures].find(
    (measure) => measure.name === name && measure.needs === needs,
  ) as MeasureOf<Need> | undefined;
}
