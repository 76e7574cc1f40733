import { tickStep, ticks as evenTicks } from 'd3-array';
import { scaleLinear, scaleLog } from 'd3-scale';
import { drawable } from '../axis-range.ts';
import type { Axis } from '../figure.ts';
import { plainNumber, formatTick } from '../number-text.ts';
import { line } from './svg.ts';
import { shortened, size, text, textWidth } from './svg-text.ts';

export interface Tick {
  readonly value: number;
  readonly label: string;
}
/** An axis laid along `range` (points of the page), over `domain` in the values' own unit. */
export interface PlacedAxis {
  readonly at: (value: number) => number;
  readonly ticks: readonly Tick[];
  readonly minor: readonly number[];
}
/** One tick alone tells no scale: so many more are tried for until there are two. */
const mostForTwo = 6;
/** More of them have no room for what lies between. */
const mostDecades = 20;
/** `wanted`: ticks in the values' own unit, used where their labels fit. */
export function placeAxis(
  axis: Axis,
  range: readonly [number, number],
  most: number,
  wanted?: readonly number[],
  vertical = false,
): PlacedAxis {
  const [low, high] = drawable(axis.domain, axis.scale);
  const domain: [number, number] = [low * axis.factor, high * axis.factor];
  const scale = (axis.scale === 'log' ? scaleLog() : scaleLinear()).domain(domain).range([...range]);
  const at = (value: number) => scale(value * axis.factor);
  const own = (shown: readonly number[], labels: readonly string[]): Tick[] =>
    shown.map((value, index) => ({ value: value / axis.factor, label: labels[index] }));
  if (axis.names) return { at, ticks: namedTicks(axis.names, domain, at), minor: [] };
  const within = (values: readonly number[]) => values.filter((value) => value >= domain[0] && value <= domain[1]);
  const candidates: Tick[][] = [];
  if (wanted) {
    const inside = within(wanted.map((value) => value * axis.factor));
    candidates.push(own(inside, inside.map(plainNumber)));
  }
  let minor: number[] = [];
  if (axis.scale === 'log') {
    const decades = powers(domain);
    const between = decades.length > mostDecades ? [] : [2, 3, 4, 5, 6, 7, 8, 9];
    minor = within(decades.flatMap((decade) => between.map((digit) => digit * decade))).map(
      (value) => value / axis.factor,
    );
    const close = domain[1] < 20 * domain[0] ? [[1, 2, 3, 4, 5, 6, 8]] : [];
    for (const digits of [...close, [1, 2, 5], [1, 3], [1]]) {
      const values = within(decades.flatMap((decade) => digits.map((digit) => digit * decade)));
      if (values.length >= 2) candidates.push(own(values, values.map(plainNumber)));
    }
    const skipped = within(decades.filter((_, index) => index % Math.ceil(decades.length / most) === 0));
    candidates.push(own(skipped, skipped.map(plainNumber)));
  } else {
    const fewer = Array.from({ length: most }, (_, less) => most - less);
    const more = Array.from({ length: mostForTwo }, (_, extra) => most + extra + 1);
    for (const count of [...fewer, ...more]) {
      const values = evenTicks(domain[0], domain[1], count);
      const step = tickStep(domain[0], domain[1], count);
      candidates.push(
        own(
          values,
          values.map((value) => formatTick(value, step)),
        ),
      );
    }
  }
  const isFew = (ticks: readonly Tick[]) => ticks.length <= Math.max(most, wanted?.length ?? 0);
  const hasRoom = (ticks: readonly Tick[]) =>
    ticks.every(
      (tick, index) =>
        index === 0 || Math.abs(at(tick.value) - at(ticks[index - 1].value)) >= room(tick, ticks[index - 1], vertical),
    );
  const fitting = candidates.filter(hasRoom);
  const ticks =
    fitting.find((each) => isFew(each) && each.length > 1) ??
    fitting.find(({ length }) => length > 1) ??
    fitting.find(isFew) ??
    candidates.at(-1)!.slice(0, 1);
  return { at, ticks, minor };
}
/** Names as long as there is room between two of them. */
function namedTicks(
  names: readonly string[],
  [low, high]: readonly [number, number],
  at: (value: number) => number,
): readonly Tick[] {
  const width = Math.abs(at(1) - at(0)) - 6;
  return names.flatMap((name, value) =>
    value >= low && value <= high ? [{ value, label: shortened(name, width, size.small) }] : [],
  );
}
function room(a: Tick, b: Tick, vertical: boolean): number {
  return vertical ? size.label * 1.3 : (textWidth(a.label, size.small) + textWidth(b.label, size.small)) / 2 + 6;
}
function powers([low, high]: readonly [number, number]): number[] {
  const first = Math.floor(Math.log10(low));
  return Array.from({ length: Math.floor(Math.log10(high)) - first + 1 }, (_, index) => 10 ** (first + index));
}
export function axisLabel(axis: Axis): string {
  const beside = [axis.words, axis.unit, axis.scale === 'log' ? 'log scale' : ''].filter(Boolean).join(', ');
  return beside ? `${axis.label} (${beside})` : axis.label;
}

const axisStroke = { stroke: '#595959', 'stroke-width': 0.6, class: 'axis' };
export const gridStroke = { stroke: '#e3e3e3', 'stroke-width': 0.5, class: 'grid' };

/** Ticks, their labels and the axis's label under a plot, no wider than the page; its height is `bottomAxisHeight`. */
export const bottomAxisHeight = 28;
export function bottomAxis(
  axis: Axis,
  placed: PlacedAxis,
  left: number,
  right: number,
  y: number,
  page: number,
): string {
  const within = (tick: Tick): number => {
    const half = textWidth(tick.label, size.small) / 2;
    return Math.max(half, Math.min(page - half, placed.at(tick.value)));
  };
  return [
    line(left, y, right, y, axisStroke),
    ...placed.minor.map((value) => line(placed.at(value), y, placed.at(value), y + 2, axisStroke)),
    ...placed.ticks.flatMap((tick) => [
      line(placed.at(tick.value), y, placed.at(tick.value), y + 3.5, axisStroke),
      text(tick.label, within(tick), y + 11.5, { size: size.small, anchor: 'middle' }),
    ]),
    text(axisLabel(axis), (left + right) / 2, y + 23, { anchor: 'middle' }),
  ].join('');
}
export function leftAxis(placed: PlacedAxis, x: number, top: number, bottom: number): string {
  return [
    line(x, top, x, bottom, axisStroke),
    ...placed.minor.map((value) => line(x - 2, placed.at(value), x, placed.at(value), axisStroke)),
    ...placed.ticks.flatMap((tick) => [
      line(x - 3.5, placed.at(tick.value), x, placed.at(tick.value), axisStroke),
      text(tick.label, x - 5.5, placed.at(tick.value) + 2.6, { size: size.small, anchor: 'end' }),
    ]),
  ].join('');
}
