import { symbol, symbolCircle, symbolCross, symbolDiamond, symbolSquare, symbolTriangle } from 'd3-shape';
import type { CurvesPanel, Reference, Series } from '../figure.ts';
import { axisValue, formatValue } from '../number-text.ts';
import { replicateText } from '../replicate-text.ts';
import { axisLabel, bottomAxis, bottomAxisHeight, gridStroke, leftAxis, placeAxis, type PlacedAxis } from './axis.ts';
import { type Drawn, panelTitle, type Place } from './panel-place.ts';
import { asideOf, expectedThere, referenceLines, referenceStroke } from './curve-references.ts';
import { fitLines, rangeBand, rangeLabel, theories } from './fits.ts';
import { conditionStyle, type ConditionStyle, tintStyle } from './palette.ts';
import { element, escaped, line, polyline, round } from './svg.ts';
import { shortened, size, spread, text, textWidth } from './svg-text.ts';

const labelGap = 10.5;
/** Points of seeds stand this far left of their mean, so that it does not cover them. */
const seedsAside = 4;
const swatchWidth = 20;
const longestLeader = 40;
/** Lines of more seeds than this share the ink of so many, so that their mean stands out. */
const mostPlain = 10;
/** Curves of few values show where these lie. */
const mostMarked = 12;
const symbols = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond, symbolCross];

/** Curves with their names at their ends; where the page is too narrow for that, names above the plot. */
export function curvesPanel(panel: CurvesPanel, place: Place): Drawn {
  const x = place.window ? { ...panel.x, domain: place.window.x } : panel.x;
  const y = place.window ? { ...panel.y, domain: place.window.y } : panel.y;
  const seen = panel.references.filter((each) => (each.to ?? each.value) >= y.domain[0] && each.value <= y.domain[1]);
  const references = seen.filter(({ only }) => !only);
  const entries: Entry[] = [
    ...panel.series
      .map((series, index) => ({ name: series.note ? `${series.condition}  ${series.note}` : series.condition, index }))
      .filter(({ index }) => panel.series[index].mean.x.length > 0),
    ...references.map((each) => ({ name: each.label, index: -1, reference: each })),
  ];
  const beside = place.width > 300;
  const nameWidth = Math.max(
    0,
    ...entries.map((each) => textWidth(each.name, size.label, isReference(panel, each.index))),
  );
  const labelWidth = Math.min(nameWidth, place.width * (beside ? 0.26 : 0.6));
  const plotHeight = Math.max(
    panel.isSquare ? Math.min(210, place.width * 0.7) : Math.min(150, place.width * 0.42),
    beside ? entries.length * labelGap : 0,
  );

  const { content, below } = panelTitle(panel.title, place.top);
  let top = below;
  content.push(text(axisLabel(y), 0, top + size.label));
  top += size.label + 6;
  if (!beside) {
    const legend = legendAbove(panel, entries, labelWidth, top, place.width);
    content.push(legend.content);
    top += legend.height;
  }
  const hasRange = panel.range && panel.range.to > x.domain[0] && panel.range.from < x.domain[1];
  if (hasRange) top += size.small + 2;
  const bottom = top + plotHeight;
  const placedY = placeAxis(y, [bottom, top], Math.max(2, Math.floor(plotHeight / 24)), undefined, true);
  const left = Math.max(...placedY.ticks.map((tick) => textWidth(tick.label, size.small)), 6) + 7;
  const right = place.width - (beside ? labelWidth + swatchWidth + 16 : 6);
  const placedX = placeAxis(x, [left, right], Math.max(2, Math.floor((right - left) / 50)), x.ticks);

  content.push(
    ...placedY.ticks.map((tick) => line(left, placedY.at(tick.value), right, placedY.at(tick.value), gridStroke)),
  );
  const clip = `${place.id}-clip`;
  content.push(
    element(
      'clipPath',
      { id: clip },
      element('rect', { x: left, y: top - 3, width: right - left + 3, height: bottom - top + 6 }),
    ),
  );
  const marks = panel.seeds === 'lines' ? seedLines(panel, placedX, placedY) : seedPoints(panel, placedX, placedY);
  content.push(
    element(
      'g',
      {
        class: 'plot',
        'clip-path': `url(#${clip})`,
        'data-plot': [left, top, right, bottom].map(round).join(' '),
        'data-domain': [...x.domain, ...y.domain].join(' '),
        'data-x': x.scale,
        'data-y': y.scale,
      },
      hasRange ? rangeBand(panel.range!, placedX, left, right, top, bottom) : '',
      referenceLines(references, placedY, left, right),
      expectedThere(panel, seen, placedX, placedY),
      ...marks,
      theories(panel, placedX, placedY),
      fitLines(panel, placedX, placedY),
    ),
  );
  if (hasRange) content.push(rangeLabel(panel.range!, placedX, left, right, top));
  content.push(leftAxis(placedY, left, top, bottom));
  if (beside) content.push(labelsBeside(panel, entries, labelWidth, x.domain, placedX, placedY, right, top, bottom));
  content.push(bottomAxis(x, placedX, left, right, bottom, place.width));
  return { height: bottom + bottomAxisHeight - place.top, content: content.join('') };
}

function isReference(panel: CurvesPanel, index: number): boolean {
  return index >= 0 && panel.series[index].isReference;
}
function seedLines(panel: CurvesPanel, x: PlacedAxis, y: PlacedAxis): string[] {
  const path = (xs: readonly number[], ys: readonly number[]) => polyline(xs.map(x.at), ys.map(y.at));
  const thin = panel.series.map((series, index) => {
    if (series.lines.length < 2) return '';
    const style = styleOf(panel, index);
    return element(
      'g',
      {
        class: style.group,
        color: style.colour,
        'data-condition': series.condition,
        fill: 'none',
        stroke: 'currentColor',
        'stroke-width': 0.5,
        'stroke-opacity': Math.max(0.03, round(0.4 * Math.min(1, mostPlain / series.lines.length))),
      },
      ...series.lines.map((each) =>
        element(
          'path',
          { class: 'seed', d: path(each.x, each.y) },
          element('title', {}, escaped(`${series.condition}, ${replicateText(each)}`)),
        ),
      ),
    );
  });
  const bold = panel.series.map((series, index) => {
    const style = styleOf(panel, index);
    const ends =
      series.mean.x.length <= mostMarked
        ? series.mean.x.map((value, k) => marker(index, x.at(value), y.at(series.mean.y[k]), 12))
        : [];
    return element(
      'g',
      {
        class: style.group,
        color: style.colour,
        'data-condition': series.condition,
        fill: 'none',
        stroke: 'currentColor',
        'stroke-width': series.isReference ? 1.9 : 1.4,
        'stroke-dasharray': style.dash,
      },
      element('path', { class: 'mean', d: path(series.mean.x, series.mean.y) }),
      ...ends,
    );
  });
  return [...thin, ...bold.reverse()];
}
function seedPoints(panel: CurvesPanel, x: PlacedAxis, y: PlacedAxis): string[] {
  return panel.series.map((series, index) => {
    const style = styleOf(panel, index);
    const at = (value: number) => x.at(value) + asideOf(panel, index);
    const points = series.lines.flatMap((each) =>
      each.x.map((value, k) =>
        element(
          'circle',
          { class: 'point', cx: at(value) - seedsAside, cy: y.at(each.y[k]), r: 1.3, 'fill-opacity': 0.45 },
          element(
            'title',
            {},
            escaped(
              `${series.condition}, ${panel.x.label.toLowerCase()} ${axisValue(value, panel.x)}, seed ` +
                `${each.seed}: ${formatValue(each.y[k], panel.y, (panel.y.domain[1] - panel.y.domain[0]) / 100)}`,
            ),
          ),
        ),
      ),
    );
    const bars = series.mean.x.flatMap((value, k) => {
      const interval = series.mean.interval[k];
      return interval
        ? [
            line(at(value), y.at(interval[0]), at(value), y.at(interval[1]), {
              stroke: 'currentColor',
              'stroke-width': 1,
            }),
          ]
        : [];
    });
    return element(
      'g',
      { class: style.group, color: style.colour, fill: 'currentColor', 'data-condition': series.condition },
      ...points,
      element('path', {
        class: 'mean',
        d: polyline(series.mean.x.map(at), series.mean.y.map(y.at)),
        fill: 'none',
        stroke: 'currentColor',
        'stroke-width': series.isReference ? 1.7 : 1.2,
        'stroke-dasharray': style.dash,
      }),
      ...bars,
      ...series.mean.x.map((value, k) => marker(index, at(value), y.at(series.mean.y[k]), 18)),
    );
  });
}
function marker(index: number, x: number, y: number, area: number): string {
  return element('path', {
    class: 'mean',
    d: symbol(symbols[conditionStyle(index).marker], area)() ?? '',
    transform: `translate(${round(x)} ${round(y)})`,
    fill: 'currentColor',
    stroke: 'none',
  });
}

/** Fates keep the colours they have wherever cells are drawn. */
function styleOf({ tints }: CurvesPanel, index: number): ConditionStyle {
  const style = conditionStyle(index);
  const tint = tints && tintStyle(tints[index]);
  return tint ? { ...style, colour: tint.colour, group: `series ${tint.group}` } : style;
}

interface Entry {
  readonly name: string /** Of its series; −1 for a reference. */;
  readonly index: number;
  readonly reference?: Reference;
}
function entryOf(panel: CurvesPanel, entry: Entry, width: number, x: number, y: number): string {
  const bold = isReference(panel, entry.index);
  const label = text(shortened(entry.name, width, size.label, bold), x + swatchWidth, y + 2.8, {
    bold,
    whole: entry.name,
    quiet: entry.index < 0,
  });
  if (entry.reference) return line(x, y, x + swatchWidth - 4, y, referenceStroke(entry.reference)) + label;
  const style = styleOf(panel, entry.index);
  const swatch = line(x, y, x + swatchWidth - 4, y, {
    stroke: 'currentColor',
    'stroke-width': bold ? 1.9 : 1.4,
    'stroke-dasharray': style.dash,
  });
  const mark = panel.seeds === 'points' ? marker(entry.index, x + (swatchWidth - 4) / 2, y, 18) : '';
  return (
    element(
      'g',
      { class: style.group, color: style.colour, 'data-condition': panel.series[entry.index].condition },
      swatch,
      mark,
    ) + label
  );
}
function labelsBeside(
  panel: CurvesPanel,
  entries: readonly Entry[],
  width: number,
  xDomain: readonly [number, number],
  placedX: PlacedAxis,
  y: PlacedAxis,
  right: number,
  top: number,
  bottom: number,
): string {
  const within = (at: number) => Math.max(top, Math.min(bottom, at));
  const ends = entries.map(({ index, reference }) => {
    if (reference) return { x: right, y: within(y.at(((reference.to ?? reference.value) + reference.value) / 2)) };
    const end = lastVisible(panel.series[index], xDomain);
    return end ? { x: placedX.at(end.x), y: within(y.at(end.y)) } : { x: right, y: bottom };
  });
  const places = spread(
    ends.map((end) => end.y),
    labelGap,
    top + 3,
    bottom - 3,
  );
  return entries
    .map(
      (entry, k) =>
        line(leaderStart(ends[k].x + (panel.seeds === 'points' ? 20 : 3), right), ends[k].y, right + 11, places[k], {
          stroke: '#b0b0b0',
          'stroke-width': 0.5,
          class: 'leader',
        }) + entryOf(panel, entry, width, right + 13, places[k]),
    )
    .join('');
}
/** A leader begins at its curve's end, but does not cross the plot from one that ends far away. */
const leaderStart = (end: number, right: number): number =>
  end > right - longestLeader ? Math.min(end, right + 3) : right + 3;
function lastVisible(series: Series, [, to]: readonly [number, number]): { x: number; y: number } | undefined {
  for (let k = series.mean.x.length - 1; k >= 0; k--)
    if (series.mean.x[k] <= to) return { x: series.mean.x[k], y: series.mean.y[k] };
  return undefined;
}
function legendAbove(
  panel: CurvesPanel,
  entries: readonly Entry[],
  width: number,
  top: number,
  right: number,
): { content: string; height: number } {
  let x = 0;
  let y = top + 3;
  const content = entries
    .map((entry) => {
      const taken =
        swatchWidth + Math.min(width, textWidth(entry.name, size.label, isReference(panel, entry.index))) + 12;
      if (x > 0 && x + taken - 12 > right) {
        x = 0;
        y += labelGap;
      }
      const drawn = entryOf(panel, entry, width, x, y);
      x += taken;
      return drawn;
    })
    .join('');
  return { content, height: y - top + labelGap };
}
