import type { EigenvaluesResult, Results } from '../../results/contract.ts';
import type { Axis, Figure, PlanePanel, PlanePlot } from '../figure.ts';
import { canBeDrawn } from '../axis-range.ts';
import { notDrawnSentence, seedsSentence } from '../caption.ts';
import { byPoint, notDrawn } from './ranks-panel.ts';
import { pointText, type SweepPoint } from '../../results/sweep.ts';

/** More points than this hide each other: then those of the first seed stand for all. */
const mostPoints = 4000;
const titles = { matrix: 'Eigenvalues of the weights', dmd: 'Eigenvalues of dynamic modes' } as const;

/** `plot eigenvalues`: in the complex plane, a plot per condition, with the unit circle and that of the bulk. */
export function eigenvaluesFigure(results: Results): Figure {
  const all = results.eigenvalues ?? [];
  if (all.length === 0)
    return notDrawn(
      'eigenvalues',
      'Eigenvalues',
      'There are no eigenvalues to draw: compare matrices (what a network has learned is one: ' +
        '`connect learned from trained rnn`), or measure modes of activity, such as ' +
        '`rotations(dmd(lag: 5 bins, ranks: 1000, ridge: 0.01))`.',
    );
  const { conditions } = results.experiment;
  const kinds = (['matrix', 'dmd'] as const).filter((kind) => all.some(({ of }) => of === kind));
  const drawn = kinds.flatMap((kind) =>
    byPoint(
      results.experiment,
      all.filter(({ of }) => of === kind),
    ).map((point) => {
      const title = [
        ...(kinds.length > 1 ? [titles[kind]] : []),
        ...(point.isOnly ? [] : [pointText(results.experiment, point.at)]),
      ].join(', ');
      return {
        kind,
        panel: planePanel(
          conditions.map(({ name }) => ({ name, found: point.of(name) })),
          title,
          point.at,
        ),
        counts: conditions.flatMap(({ name }) => point.of(name).length || []),
      };
    }),
  );
  const isFirstAlone = drawn.some(({ panel, counts }) =>
    panel.plots.some(({ points }, index) => points.length < counts[index]),
  );
  const missing = notDrawnSentence(all.reduce((sum, each) => sum + missingOf(each), 0));
  const plots = drawn.flatMap(({ panel }) => panel.plots.map((plot) => ({ ...plot, at: panel.at })));
  return {
    name: 'eigenvalues',
    title: kinds.length === 1 ? titles[kinds[0]] : 'Eigenvalues',
    panels: drawn.map(({ panel }) => panel),
    summary:
      `Eigenvalues in the complex plane. ` +
      `${plots
        .map(
          (plot) =>
            `${[pointText(results.experiment, plot.at), plot.condition].filter(Boolean).join(', ')}: ${plot.note}`,
        )
        .join('; ')}.`,
    caption: [
      ...kinds.map((kind) =>
        kind === 'matrix'
          ? 'Eigenvalues of the weight matrix; a linear network comes to rest where all real parts are below 1.'
          : 'Eigenvalues of the linear step from one time to a later one that fits the activity best (dynamic ' +
            'mode decomposition): a mode off the real axis rotates.',
      ),
      'Solid: the unit circle.',
      ...(plots.some(({ circles }) => circles.length > 1) ? ['Dashed: the circle that holds the bulk.'] : []),
      isFirstAlone
        ? 'Points of the first seed.'
        : `Points of all seeds. ${seedsSentence(drawn.flatMap(({ counts }) => counts))}`,
      ...(missing ? [missing] : []),
    ],
  };
}

/** Conditions in their order; those without eigenvalues have no plot. */
export function planePanel(
  conditions: readonly {
    readonly name: string;
    readonly found: readonly Omit<EigenvaluesResult, 'condition' | 'at'>[];
  }[],
  title: string,
  at: SweepPoint,
): PlanePanel {
  const plots = conditions.flatMap(({ name, found }, index): PlanePlot[] => {
    if (found.length === 0) return [];
    const isMany = found.reduce((sum, { re }) => sum + re.length, 0) > mostPoints;
    const shown = (isMany ? found.slice(0, 1) : found).map(drawableOf);
    const bulk = found[0].bulkRadius;
    return [
      {
        condition: name,
        isReference: index === 0 && conditions.length > 1,
        index,
        note: noteOf(shown),
        points: shown.map(({ seed, re, im }) => ({ seed, re, im })),
        circles: [
          { label: 'unit circle', radius: 1, isDashed: false },
          ...(bulk === undefined || !canBeDrawn(bulk)
            ? []
            : [{ label: `bulk, radius ${Number(bulk.toPrecision(3))}`, radius: bulk, isDashed: true }]),
        ],
      },
    ];
  });
  let reach = 1;
  for (const { points } of plots)
    for (const { re, im } of points)
      for (let k = 0; k < re.length; k++) reach = Math.max(reach, Math.abs(re[k]), Math.abs(im[k]));
  const axis = (label: string): Axis => ({
    label,
    unit: '',
    factor: 1,
    scale: 'linear',
    domain: [-1.06 * reach, 1.06 * reach],
  });
  return { kind: 'plane', ...(title ? { title } : {}), at, plots, x: axis('Real part'), y: axis('Imaginary part') };
}
type Complex = Pick<EigenvaluesResult, 're' | 'im'>;
/** Those that a plane has a place for. */
function drawableOf({ seed, re, im }: Complex & { readonly seed: number }): PlanePlot['points'][number] {
  const has = (_: number, k: number) => canBeDrawn(re[k]) && canBeDrawn(im[k]);
  return { seed, re: re.filter(has), im: im.filter(has) };
}
const missingOf = ({ re, im }: Complex): number =>
  re.reduce((n, each, k) => n + Number(!canBeDrawn(each) || !canBeDrawn(im[k])), 0);
/** Counts of one seed at least, and how far right and out they reach over the seeds. */
function noteOf(found: readonly Complex[]): string {
  let right = -Infinity,
    out = 0,
    real = 0,
    total = 0;
  for (const { re, im } of found)
    for (let k = 0; k < re.length; k++) {
      const size = Math.hypot(re[k], im[k]);
      right = Math.max(right, re[k]);
      out = Math.max(out, size);
      real += Number(Math.abs(im[k]) <= 1e-9 * Math.max(1, size));
      total++;
    }
  if (total === 0) return 'none that can be drawn';
  return (
    `${percent(real / total)} real, largest real part ${Number(right.toPrecision(4))}`.replace('-', '−') +
    (out > right * 1.0005 ? `, modulus ${Number(out.toPrecision(4))}` : '')
  );
}
function percent(share: number): string {
  return share === 1 ? 'all' : share === 0 ? 'none' : `${(share * 100).toPrecision(2)} %`;
}
