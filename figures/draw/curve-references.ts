import type { CurvesPanel, Reference } from '../figure.ts';
import type { PlacedAxis } from './axis.ts';
import { conditionStyle } from './palette.ts';
import { element, escaped, line } from './svg.ts';

/** Dashed; dash-dotted where a claim could not be judged. */
export const referenceStroke = ({ isUnjudged }: Reference) => ({
  stroke: '#595959',
  'stroke-width': 0.8,
  'stroke-dasharray': isUnjudged ? dashDotted : '4 2',
  class: 'axis',
});
export const bandOpacity = ({ isUnjudged }: Reference, judged: number): number => (isUnjudged ? 0 : judged);
const dashDotted = '5 2 1 2';
/** Left and right of the mean, so that the points of the seeds stand inside the box too. */
const boxReach = [-8, 5] as const;

/** References that hold along all of x: dashed lines, of a range two with a band between them. */
export function referenceLines(references: readonly Reference[], y: PlacedAxis, left: number, right: number): string {
  return references
    .map(
      (each) =>
        (each.to === undefined
          ? ''
          : element('rect', {
              class: 'band',
              x: left,
              y: y.at(each.to),
              width: right - left,
              height: y.at(each.value) - y.at(each.to),
              fill: '#000000',
              'fill-opacity': bandOpacity(each, 0.05),
            })) +
        line(left, y.at(each.value), right, y.at(each.value), referenceStroke(each)) +
        (each.to === undefined ? '' : line(left, y.at(each.to), right, y.at(each.to), referenceStroke(each))),
    )
    .join('');
}

/** How far beside its x a condition is drawn, so that conditions do not cover each other. */
export const asideOf = ({ series }: CurvesPanel, index: number): number =>
  (index - (series.length - 1) / 2) * Math.min(8, 32 / series.length);

/** References that hold at one x: a dashed box around the values of the condition that they are about. */
export function expectedThere(
  panel: CurvesPanel,
  references: readonly Reference[],
  x: PlacedAxis,
  y: PlacedAxis,
): string {
  return references
    .map((each) => {
      const { only, value, to = value, label, isUnjudged } = each;
      if (!only) return '';
      const index = panel.series.findIndex(({ condition }) => condition === only.condition);
      const middle = x.at(only.x) + (index < 0 ? 0 : asideOf(panel, index));
      const { colour, group } = conditionStyle(Math.max(0, index));
      const [from, end] = boxReach.map((reach) => middle + reach);
      const frame = {
        stroke: 'currentColor',
        'stroke-width': 0.8,
        'stroke-dasharray': isUnjudged ? dashDotted : '2.5 1.5',
      };
      return element(
        'g',
        {
          class: index < 0 || isUnjudged ? 'ink' : group,
          color: index < 0 || isUnjudged ? '#595959' : colour,
          ...(only.condition === undefined ? {} : { 'data-condition': only.condition }),
        },
        element('title', {}, escaped(label)),
        to === value
          ? line(from, y.at(value), end, y.at(value), frame)
          : element('rect', {
              class: 'expected',
              x: from,
              y: y.at(to),
              width: end - from,
              height: y.at(value) - y.at(to),
              fill: 'currentColor',
              'fill-opacity': bandOpacity(each, 0.1),
              ...frame,
            }),
      );
    })
    .join('');
}
