import type { TrialsPanel } from '../figure.ts';
import { bottomAxis, bottomAxisHeight, gridStroke, type PlacedAxis, placeAxis } from './axis.ts';
import { colourScale } from './colour-scale.ts';
import { type Drawn, panelTitle, type Place } from './panel-place.ts';
import { conditionStyle } from './palette.ts';
import { element, escaped, line, polyline, round } from './svg.ts';
import { shortened, size, text, textWidth } from './svg-text.ts';
import { tiles } from './tile-boxes.ts';

type DrawnTrial = TrialsPanel['trials'][number];
const gap = 14;
const leastWidth = 110;
const epochsHeight = 10;
const betweenGroups = 4;
/** More channels than these are rows of colours instead of traces. */
const mostTraces = 10;
const traceHeight = 15;
const colourHeight = 5;
const classesHeight = 12;
const widestName = 110;

/** A row of the plots: what stands beside it, and how high it is. */
interface Row {
  readonly name: string;
  readonly top: number;
  readonly height: number;
}

/** Trials side by side on one axis: periods behind, inputs above, what is wanted below. */
export function trialsPanel(panel: TrialsPanel, place: Place): Drawn {
  const { content, below } = panelTitle(panel.title, place.top);
  const isClasses = panel.trials.some(({ wanted }) => wanted.kind === 'classes');
  const isColoured = panel.inputs.length > mostTraces,
    together = `${panel.inputs.length} inputs`;
  const names = [...(isColoured ? [together] : panel.inputs), ...(isClasses ? ['wanted'] : panel.outputs)];
  const labels = Math.ceil(Math.min(widestName, Math.max(0, ...names.map((name) => textWidth(name, size.small))))) + 6;
  const inputHeight = isColoured ? colourHeight : traceHeight;
  const room = Math.floor((place.width - labels + gap) / (leastWidth + gap)),
    columns = Math.max(1, Math.min(panel.trials.length > 4 ? 3 : 2, room, panel.trials.length)),
    width = (place.width - labels - (columns - 1) * gap) / columns;
  const rows = rowsOf(panel, inputHeight, isClasses),
    bottom = rows.reduce((lowest, { top, height }) => Math.max(lowest, top + height), epochsHeight) + 3;
  const range = rangeOf(panel);
  let top = below;
  for (let first = 0; first < panel.trials.length; first += columns) {
    const across = panel.trials.slice(first, first + columns),
      plotTop = top + size.label + 5;
    content.push(
      ...rows.flatMap(({ name, top: from, height }, row) =>
        name === '' || (isColoured && row < panel.inputs.length)
          ? []
          : [
              text(shortened(name, labels - 6, size.small), labels - 6, plotTop + from + height / 2 + 2.5, {
                size: size.small,
                anchor: 'end',
                whole: name,
              }),
            ],
      ),
    );
    if (isColoured)
      content.push(
        text(together, labels - 6, plotTop + rows[0].top + (panel.inputs.length * inputHeight) / 2, {
          size: size.small,
          anchor: 'end',
        }),
      );
    across.forEach((trial, column) => {
      const left = labels + column * (width + gap),
        x = placeAxis(panel.x, [left, left + width], Math.max(2, Math.floor(width / 40)));
      content.push(
        text(shortened(headOf(panel, trial), width, size.label), left, top + size.label, {
          whole: headOf(panel, trial),
        }),
        drawTrial(panel, trial, rows, range, x, { left, width, top: plotTop, height: bottom }),
        bottomAxis(panel.x, x, left, left + width, plotTop + bottom, place.width),
      );
    });
    top = plotTop + bottom + bottomAxisHeight + (first + columns < panel.trials.length ? 8 : 0);
  }
  return { height: top - place.top, content: content.join('') };
}
/** What the trial is and, where that does not say it, what answer is right. */
function headOf({ outputs }: TrialsPanel, { kind, wanted }: DrawnTrial): string {
  const answer = wanted.kind === 'classes' ? outputs[wanted.classes[wanted.answer]] : '';
  return kind.includes(answer) ? kind : `${kind}: ${answer}`;
}

function rowsOf({ inputs, outputs }: TrialsPanel, inputHeight: number, isClasses: boolean): readonly Row[] {
  const below = epochsHeight + inputs.length * inputHeight + (inputs.length > 0 ? betweenGroups : 0);
  return [
    ...inputs.map((name, row) => ({ name, top: epochsHeight + row * inputHeight, height: inputHeight })),
    ...(isClasses
      ? [{ name: 'wanted', top: below, height: classesHeight }]
      : outputs.length === 0
        ? [{ name: '', top: below, height: classesHeight }]
        : outputs.map((name, row) => ({ name, top: below + row * 2 * traceHeight, height: 2 * traceHeight }))),
  ];
}
interface Range {
  readonly inputs: readonly [number, number];
  readonly outputs: readonly [number, number];
}
function rangeOf({ trials }: TrialsPanel): Range {
  const over = (all: readonly Float32Array[]): readonly [number, number] => [
    all.reduce((low, values) => values.reduce((least, value) => Math.min(least, value), low), 0),
    all.reduce((high, values) => values.reduce((most, value) => Math.max(most, value), high), 1e-9),
  ];
  return {
    inputs: over(trials.map(({ inputs }) => inputs)),
    outputs: over(trials.flatMap(({ wanted }) => (wanted.kind === 'values' ? [wanted.values] : []))),
  };
}

interface Box {
  readonly left: number;
  readonly width: number;
  readonly top: number;
  readonly height: number;
}
function drawTrial(
  panel: TrialsPanel,
  trial: DrawnTrial,
  rows: readonly Row[],
  range: Range,
  x: PlacedAxis,
  { left, width, top, height }: Box,
): string {
  const parts = [periods(trial, x, top, height)];
  const channels = panel.inputs.length;
  if (channels > mostTraces) {
    const across = new Float32Array(channels * trial.steps);
    for (let step = 0; step < trial.steps; step++)
      for (let channel = 0; channel < channels; channel++)
        across[channel * trial.steps + step] = trial.inputs[step * channels + channel];
    parts.push(
      tiles(across, channels, trial.steps, colourScale(...range.inputs), {
        x: left,
        y: top + rows[0].top,
        width: x.at(trial.steps) - left,
        height: channels * rows[0].height,
      }),
    );
  } else
    panel.inputs.forEach((_, channel) => {
      parts.push(
        trace(trial.inputs, channels, channel, trial.steps, () => true, range.inputs, x, top, rows[channel], 0),
      );
    });
  const { wanted, weights } = trial;
  if (wanted.kind === 'values')
    panel.outputs.forEach((_, output) => {
      const counts = (step: number): boolean => weights[step] > 0;
      parts.push(
        trace(
          wanted.values,
          panel.outputs.length,
          output,
          trial.steps,
          counts,
          range.outputs,
          x,
          top,
          rows[channels + output],
          1,
        ),
      );
    });
  else parts.push(classBlocks(panel, trial, x, top + rows[channels].top, rows[channels].height, left + width));
  return element('g', {}, ...parts);
}

/** Every other period is shaded, and each is named where there is room. */
function periods({ epochs }: DrawnTrial, x: PlacedAxis, top: number, height: number): string {
  return epochs
    .map(({ name, from, to }, place) => {
      const [start, end] = [x.at(from), x.at(to)];
      const word = shortened(name, end - start - 2, size.small);
      return (
        (place % 2 === 0
          ? element('rect', {
              class: 'band',
              x: start,
              y: top,
              width: end - start,
              height,
              fill: '#000000',
              'fill-opacity': 0.06,
            })
          : '') +
        element('title', {}, escaped(name)) +
        (word === '…'
          ? ''
          : text(word, (start + end) / 2, top + 7.5, { size: size.small, anchor: 'middle', quiet: true }))
      );
    })
    .map((each) => element('g', {}, each))
    .join('');
}

/** A value for each step, held through it; nothing where a step does not count. */
function trace(
  values: Float32Array,
  channels: number,
  channel: number,
  steps: number,
  counts: (step: number) => boolean,
  [low, high]: readonly [number, number],
  x: PlacedAxis,
  top: number,
  row: Row,
  style: number,
): string {
  const base = top + row.top + row.height - 2,
    scale = (row.height - 4) / (high - low),
    at = (value: number): number => base - (value - low) * scale;
  const across: number[] = [],
    up: number[] = [];
  for (let step = 0; step < steps; step++) {
    const value = counts(step) ? at(values[step * channels + channel]) : Number.NaN;
    across.push(x.at(step), x.at(step + 1));
    up.push(value, value);
  }
  const { colour, group } = conditionStyle(style);
  return (
    line(x.at(0), at(0), x.at(steps), at(0), gridStroke) +
    element(
      'g',
      { class: group, color: colour },
      element('path', { d: polyline(across, up), fill: 'none', stroke: 'currentColor', 'stroke-width': 0.9 }),
    )
  );
}

/** The class that is wanted, where a step counts: named in its block, or before it. */
function classBlocks(
  panel: TrialsPanel,
  { wanted, weights, steps }: DrawnTrial,
  x: PlacedAxis,
  top: number,
  height: number,
  right: number,
): string {
  if (wanted.kind !== 'classes') return '';
  const { colour, group } = conditionStyle(1);
  const blocks: { readonly from: number; readonly to: number; readonly name: string }[] = [];
  for (let step = 0; step < steps; step++) {
    if (!(weights[step] > 0)) continue;
    const last = blocks.at(-1),
      name = panel.outputs[wanted.classes[step]];
    if (last && last.to === step && last.name === name) blocks[blocks.length - 1] = { ...last, to: step + 1 };
    else blocks.push({ from: step, to: step + 1, name });
  }
  return blocks
    .map(({ from, to, name }, place) => {
      const start = x.at(from),
        end = Math.min(right, Math.max(x.at(to), start + 1.5)),
        wide = textWidth(name, size.small),
        free = start - (place > 0 ? x.at(blocks[place - 1].to) : x.at(0));
      const word =
        wide + 4 <= end - start
          ? text(name, (start + end) / 2, top + 8.5, { size: size.small, anchor: 'middle' })
          : wide + 4 <= free
            ? text(name, start - 2.5, top + 8.5, { size: size.small, anchor: 'end' })
            : '';
      return (
        element(
          'g',
          { class: group, color: colour },
          element('title', {}, escaped(name)),
          element('rect', {
            x: round(start),
            y: top,
            width: end - start,
            height,
            fill: 'currentColor',
            'fill-opacity': 0.3,
            stroke: 'currentColor',
            'stroke-width': 0.5,
          }),
        ) + word
      );
    })
    .join('');
}
