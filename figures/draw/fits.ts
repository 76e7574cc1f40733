import type { CurvesPanel } from '../figure.ts';
import type { PlacedAxis } from './axis.ts';
import { conditionStyle } from './palette.ts';
import { element, escaped, line, polyline } from './svg.ts';
import { shortened, size, text, textWidth } from './svg-text.ts';

type Range = NonNullable<CurvesPanel['range']>;

/** A marked range of x, from top to bottom. */
export function rangeBand(
  { from, to }: Range,
  x: PlacedAxis,
  left: number,
  right: number,
  top: number,
  bottom: number,
): string {
  const [start, end] = ends(x, from, to, left, right);
  return element('rect', {
    class: 'band',
    x: start,
    y: top,
    width: end - start,
    height: bottom - top,
    fill: '#000000',
    'fill-opacity': 0.05,
  });
}
/** Its name, over it where there is room. */
export function rangeLabel(
  { label, from, to }: Range,
  x: PlacedAxis,
  left: number,
  right: number,
  top: number,
): string {
  const [start, end] = ends(x, from, to, left, right);
  const shown = shortened(label, right - left, size.small);
  const half = textWidth(shown, size.small) / 2;
  return text(shown, Math.max(left + half, Math.min(right - half, (start + end) / 2)), top - 3, {
    size: size.small,
    anchor: 'middle',
    quiet: true,
    whole: label,
  });
}
function ends(x: PlacedAxis, from: number, to: number, left: number, right: number): [number, number] {
  return [Math.max(left, x.at(from)), Math.min(right, x.at(to))];
}
/** Fitted lines, dashed in ink over the curves they belong to. */
export function fitLines({ fits = [], series }: CurvesPanel, x: PlacedAxis, y: PlacedAxis): string {
  return fits
    .map((fit) =>
      element(
        'g',
        {
          class: conditionStyle(series.findIndex(({ condition }) => condition === fit.condition)).group,
          'data-condition': fit.condition,
        },
        element('title', {}, escaped(`${fit.condition}, fit`)),
        line(x.at(fit.x[0]), y.at(fit.y[0]), x.at(fit.x[1]), y.at(fit.y[1]), {
          class: 'ink',
          stroke: '#1a1a1a',
          'stroke-width': 0.8,
          'stroke-dasharray': '3 2',
        }),
      ),
    )
    .join('');
}
/** What curves are expected to be, and what they were before a training: dotted in their colours, these paler. */
export function theories({ series }: CurvesPanel, x: PlacedAxis, y: PlacedAxis): string {
  return series
    .map(({ condition, theory, before }, index) => {
      const curve = theory ?? before;
      if (!curve) return '';
      const { colour, group } = conditionStyle(index);
      return element(
        'g',
        {
          class: group,
          color: colour,
          'data-condition': condition,
          fill: 'none',
          stroke: 'currentColor',
          'stroke-width': 0.9,
          'stroke-opacity': theory ? undefined : 0.6,
          'stroke-dasharray': '1.5 2',
        },
        element('title', {}, escaped(`${condition}, ${theory ? 'theory' : 'before training'}`)),
        element('path', { d: polyline(curve.x.map(x.at), curve.y.map(y.at)) }),
      );
    })
    .join('');
}
