import type { PlaneName } from '../../catalogue/study.ts';
import type { LandscapeResult, Results } from '../../results/contract.ts';
import { pointText } from '../../results/sweep.ts';
import type { Axis, Figure, SurfacePanel, SurfacePlot } from '../figure.ts';
import { byPoint, notDrawn } from '../spectra/ranks-panel.ts';

const labels: Readonly<Record<PlaneName, { readonly title: string; readonly x: string; readonly y: string }>> = {
  learning: { title: 'From start to end of training', x: 'Along training', y: 'Across, towards the teacher' },
  modes: { title: 'Two modes of the Hessian', x: 'Along the stiffest mode', y: 'Along a sloppy mode' },
  populations: { title: 'Gains of two populations', x: 'Gain of excitatory neurons', y: 'Gain of inhibitory neurons' },
};

/** `plot landscape`: the loss of students over planes of gains and biases, of the first seed. */
export function landscapeFigure(results: Results): Figure {
  const { experiment, landscapes = [] } = results;
  if (landscapes.length === 0)
    return notDrawn(
      'landscape',
      'Loss of students',
      'There is no landscape to draw: `measure valley = loss_landscape(learning)` finds one, of a student that ' +
        'follows a teacher.',
    );
  const has = (plane: PlaneName): boolean => landscapes.some((each) => each.plane === plane);
  const panels = (Object.keys(labels) as PlaneName[]).flatMap((plane) =>
    byPoint(
      experiment,
      landscapes.filter((each) => each.plane === plane),
    ).map((point): SurfacePanel => {
      const title = point.isOnly ? labels[plane].title : `${labels[plane].title}, ${pointText(experiment, point.at)}`;
      return {
        kind: 'surface',
        title,
        label: 'Loss',
        plots: experiment.conditions.flatMap(({ name }, index) =>
          point
            .of(name)
            .slice(0, 1)
            .map((found) => plotOf(found, index === 0 && experiment.conditions.length > 1)),
        ),
      };
    }),
  );
  return {
    name: 'landscape',
    title: 'Loss of students around where training leads',
    summary:
      'Loss of the recorded activity over planes of gains and biases. ' +
      `${panels.map(({ title }) => title).join('; ')}.`,
    caption: [
      `Loss of the recorded activity on test trials, seed ${landscapes[0].seed}; dark is low, and all that is more ` +
        'than 10,000 times the lowest has the last colour.',
      ...(has('learning') || has('modes')
        ? ['Distances are root mean squares over the gains and biases that learn.']
        : []),
      ...(has('modes')
        ? [
            'The axes of two modes are centred at the trained student; its start and teacher, which lie beside that ' +
              'plane, are where they are nearest to it.',
          ]
        : []),
      ...(panels.some(({ plots }) => plots.some(({ values }) => values.some(Number.isNaN)))
        ? ['Grey: activity beyond the range of numbers.']
        : []),
    ],
    panels,
  };
}
function plotOf({ condition, plane, x, y, points, values, marks }: LandscapeResult, isReference: boolean): SurfacePlot {
  const axis = (label: string, [low, high]: readonly [number, number]): Axis => {
    const half = (high - low) / (points - 1) / 2;
    return { label, unit: '', factor: 1, scale: 'linear', domain: [low - half, high + half] };
  };
  return {
    condition,
    isReference,
    x: axis(labels[plane].x, x),
    y: axis(labels[plane].y, y),
    points,
    values,
    marks,
  };
}
