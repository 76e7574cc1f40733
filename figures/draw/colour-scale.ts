import { interpolateBlues, interpolateRdBu } from 'd3-scale-chromatic';
import { type PlacedAxis, placeAxis } from './axis.ts';
import { element, line, round } from './svg.ts';
import { size, text, textWidth } from './svg-text.ts';

const levels = 65;
export const zeroLevel = (levels - 1) / 2;
/** Of what is no number. */
export const unknownColour = '#a6a6a6';
/** Said under a map that holds what is no number. */
export const unknownSentence = (values: Iterable<Float32Array | Float64Array>): readonly string[] =>
  [...values].some((each) => each.some(Number.isNaN)) ? ['Grey: no value.'] : [];
export const barWidth = 8;

/**
 * Values to colours: white is zero, diverging around it where there are both signs; beyond `most` the last colour of
 * the scale, and grey, which stands after it in the palette, for what is no number.
 */
export interface ColourScale {
  readonly from: number;
  readonly most: number;
  readonly palette: readonly string[];
  levelOf(value: number): number;
}
/** `isSigned`: in the colours of positive values, also where there is no negative one. */
export function colourScale(low: number, high: number, isSigned = false): ColourScale {
  const most = Math.max(Math.abs(low), Math.abs(high)) || 1;
  const from = low < 0 ? -most : 0;
  const palette = Array.from({ length: levels }, (_, level) => {
    const share = level / (levels - 1);
    if (low < 0) return level === (levels - 1) / 2 ? '#ffffff' : interpolateRdBu(1 - share);
    if (level === 0) return '#ffffff';
    return isSigned ? interpolateRdBu(0.5 - share / 2) : interpolateBlues(share);
  });
  return {
    from,
    most,
    palette: [...palette, unknownColour],
    levelOf: (value) =>
      Number.isNaN(value)
        ? levels
        : Math.max(0, Math.min(levels - 1, Math.round(((value - from) / (most - from)) * (levels - 1)))),
  };
}

/** Room right of a map for its bar and the numbers beside it. */
export const colourBarWidth = 56;
/** A bar with its scale; the label stands over it. `isOpen`: values go on beyond its ends, which are pointed. */
export function colourBar(
  { from, most, palette: all }: ColourScale,
  label: string,
  left: number,
  top: number,
  height: number,
  isOpen = false,
): string {
  const palette = all.slice(0, levels);
  const point = isOpen ? 5 : 0;
  const upper = top + 13 + point,
    bottom = top + height - (from < 0 ? point : 0),
    tall = bottom - upper,
    step = tall / palette.length;
  const axis = placeAxis(
    { label, unit: '', factor: 1, scale: 'linear', domain: [from, most] },
    [bottom, upper],
    Math.max(2, Math.floor(height / 14)),
    undefined,
    true,
  );
  return [
    text(label, left, top + size.small, { size: size.small }),
    ...palette.map((colour, level) =>
      element('rect', {
        x: left,
        y: bottom - (level + 1) * step,
        width: barWidth,
        height: step + 0.2,
        fill: colour,
      }),
    ),
    element('rect', {
      class: 'axis',
      x: left,
      y: upper,
      width: barWidth,
      height: tall,
      fill: 'none',
      stroke: '#595959',
      'stroke-width': 0.5,
    }),
    ...(isOpen ? [pointOf(left, upper, -point, palette[levels - 1])] : []),
    ...(isOpen && from < 0 ? [pointOf(left, bottom, point, palette[0])] : []),
    ...barTicks(axis, left),
  ].join('');
}
/** A triangle on the end of a bar. */
const pointOf = (left: number, base: number, height: number, fill: string): string =>
  element('path', {
    class: 'axis',
    d: `M${round(left)} ${round(base)}h${barWidth}L${round(left + barWidth / 2)} ${round(base + height)}z`,
    ...{ fill, stroke: '#595959', 'stroke-width': 0.5 },
  });
/** The numbers beside a bar of colours. */
export const barTicks = (axis: PlacedAxis, left: number): readonly string[] =>
  axis.ticks.flatMap((tick) => [
    line(left + barWidth, axis.at(tick.value), left + barWidth + 2.5, axis.at(tick.value), {
      stroke: '#595959',
      'stroke-width': 0.6,
      class: 'axis',
    }),
    text(tick.label, left + barWidth + 4.5, axis.at(tick.value) + 2.5, { size: size.small }),
  ]);
export function labelWidth(label: string): number {
  return Math.max(colourBarWidth, textWidth(label, size.small) + 4);
}
