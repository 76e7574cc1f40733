/** Synapses that are scaled, as it goes on. */
import type { CurvePlot } from './plot-record.ts';

export const scalingPlots: readonly CurvePlot[] = [
  {
    name: 'scaling',
    documentation:
      'What the scaling of synapses brings to its target, as it goes on: spectral radius of flow control, mean rate ' +
      '(of a growth too), or summed weights, with the target as a line.',
    example: 'plot scaling',
    needs: ['scaling'],
    x: { label: 'Time of the scaling', unit: 's', factor: 1, scale: 'linear' },
    y: { label: 'What is scaled', unit: '', factor: 1, scale: 'linear' },
    find(study) {
      const { target, quantity, points } = study.scaling(),
        found = points();
      return {
        steps: found.map(([seconds]) => seconds),
        values: found.map(([, reached]) => reached),
        target,
        quantity,
      };
    },
  },
];
