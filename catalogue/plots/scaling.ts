/** Synapses that are scaled, as it goes on. */
import { eigenvaluesOf, largestModulus } from '../../engine/connectivity/index.ts';
import { isScaled, type Moment, scaledRows } from '../../engine/scaling/index.ts';
import { scalingRules } from '../scaling-rules.ts';
import type { Study } from '../study.ts';
import type { CurvePlot } from './plot-record.ts';

/** So many moments have their eigenvalues found. */
const mostRadii = 24;

/** Flow control is watched by what it aims at: the spectral radius of the moment. */
function radii(moments: readonly Moment[], study: Study): readonly (readonly [number, number])[] {
  const { before, course } = study.scaling();
  const counts = isScaled[course.scaling.weights],
    stride = Math.ceil(moments.length / mostRadii);
  return moments
    .filter((_, at) => at % stride === 0 || at === moments.length - 1)
    .map(({ seconds, factors }) => [
      seconds,
      largestModulus(eigenvaluesOf(scaledRows(before, factors, counts), study.kernels.algebra)),
    ]);
}

export const scalingPlots: readonly CurvePlot[] = [
  {
    name: 'scaling',
    documentation:
      'What the scaling of synapses brings to its target, as it goes on: spectral radius of flow control, mean rate, ' +
      'or summed weights, with the target as a line.',
    example: 'plot scaling',
    needs: ['scaling'],
    x: { label: 'Time of the scaling', unit: 's', factor: 1, scale: 'linear' },
    y: { label: 'What is scaled', unit: '', factor: 1, scale: 'linear' },
    find(study) {
      const { scaling, moments } = study.scaling().course;
      const points =
        scaling.rule === 'flow'
          ? radii(moments, study)
          : moments.flatMap(({ seconds, reached }) => (Number.isNaN(reached) ? [] : [[seconds, reached] as const]));
      return {
        steps: points.map(([seconds]) => seconds),
        values: points.map(([, reached]) => reached),
        target: scaling.target,
        quantity: scalingRules[scaling.rule].reached,
      };
    },
  },
];
