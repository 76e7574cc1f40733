import type { Growth } from '../engine/development/growth-program.ts';
import {
  connectedCells,
  type Figure,
  noSynapses,
  type Turn,
  unconnected,
  unconnectedSentence,
} from '../figures/index.ts';
import { drawFrame, type Theme } from './circuit-drawing.ts';
import { h, setText, svgElement } from './element.ts';
import type { FigureTools } from './figure-tools.ts';

export interface CircuitViewer {
  readonly element: HTMLElement;
  update(growth: Growth, space: readonly number[], figure: Figure): void;
}
export interface CircuitState {
  readonly frame: number | undefined;
  readonly turn: Turn;
  readonly isDrawnWithSynapses: boolean;
}

const playPause = 120;
/** With reduced motion a play is a slide show. */
const slideShowPause = 1000;
const mostPlayed = 200;

/**
 * Replays how a circuit grew: time on a slider, cells by fate, their counts over time; three dimensions turn by
 * dragging or by arrow keys.
 */
export function makeCircuitViewer(
  tools: FigureTools,
  state: CircuitState,
  keep: (state: CircuitState) => void,
): CircuitViewer {
  let growth: Growth | undefined;
  let space: readonly number[] = [1e-3, 1e-3];
  let figure: Figure | undefined;
  let frame = state.frame ?? Number.POSITIVE_INFINITY;
  let { turn, isDrawnWithSynapses } = state;
  let timer: ReturnType<typeof setInterval> | undefined;
  let counts: Int32Array[] = [];

  const title = h('h2');
  const canvas = h('canvas', {
    tabindex: 0,
    role: 'img',
    onkeydown: onKey,
    onpointerdown: onDown,
    onpointermove: onMove,
  });
  const play = h('button', { type: 'button', onclick: () => (timer === undefined ? start() : pause()) }, 'Play');
  const slider = h('input', {
    type: 'range',
    min: 0,
    step: 1,
    'aria-label': 'Time of development',
    oninput: () => {
      pause();
      show(Number(slider.value));
      keepState();
    },
  });
  const clock = h('output', { class: 'clock' });
  const synapses = h('input', {
    type: 'checkbox',
    id: 'with-synapses',
    onchange: () => {
      isDrawnWithSynapses = synapses.checked;
      paint();
      keepState();
    },
  });
  synapses.checked = isDrawnWithSynapses;
  const choice = h('label', { for: 'with-synapses', class: 'check' }, synapses, 'Synapses');
  const legend = h('ul', { class: 'fates' });
  const hint = h('p', { class: 'quiet' });
  const element = h(
    'section',
    { class: 'card circuit' },
    title,
    h('div', { class: 'stage' }, canvas, h('div', { class: 'aside' }, legend, choice, hint)),
    h('div', { class: 'tools' }, play, slider, clock, ...tools.buttons),
    ...tools.below,
  );
  new ResizeObserver(() => paint()).observe(canvas);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => paint());
  new MutationObserver(() => paint()).observe(document.body, { attributes: true, attributeFilter: ['class'] });

  return {
    element,
    update(nextGrowth, nextSpace, nextFigure) {
      figure = nextFigure;
      setText(title, nextFigure.title);
      element.setAttribute('aria-label', nextFigure.title);
      tools.show(figure);
      if (growth === nextGrowth) return;
      growth = nextGrowth;
      space = nextSpace.length >= 2 ? nextSpace : boundsOf(growth);
      counts = growth.frames.map((each) => countFates(each.fate, nextGrowth.fates.length));
      slider.max = String(growth.frames.length - 1);
      choice.hidden = growth.synapses.count === 0;
      setText(hint, hintOf(growth));
      legend.replaceChildren(...legendItems());
      show(Math.min(frame, growth.frames.length - 1));
    },
  };

  function show(index: number): void {
    if (!growth || growth.frames.length === 0) return;
    frame = Math.max(0, Math.min(growth.frames.length - 1, index));
    const { step, count } = growth.frames[frame];
    const time = timeText(step * growth.step);
    slider.value = String(frame);
    slider.setAttribute('aria-valuetext', `${time}, ${count} cells`);
    setText(clock, `${time} · ${count.toLocaleString('en')} ${count === 1 ? 'cell' : 'cells'}`);
    const now = counts[frame];
    for (const item of legend.children) {
      setText(item.querySelector('.count')!, now[Number((item as HTMLElement).dataset.fate)].toLocaleString('en'));
      item.querySelector('.now')?.setAttribute('x1', String(sparkX(frame)));
      item.querySelector('.now')?.setAttribute('x2', String(sparkX(frame)));
    }
    canvas.setAttribute(
      'aria-label',
      `${figure?.title ?? 'Circuit'} at ${time}: ` +
        `${[...now].flatMap((n, fate) => (n ? [`${n} ${fateName(fate)}`] : [])).join(', ')}`,
    );
    paint();
  }
  function paint(): void {
    if (!growth || growth.frames.length === 0 || canvas.clientWidth === 0) return;
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio);
    if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio);
    const context = canvas.getContext('2d')!;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawFrame(context, growth, frame, { width, height, turn, space, isDrawnWithSynapses }, themeOf(canvas));
  }
  function start(): void {
    if (!growth) return;
    if (frame >= growth.frames.length - 1) show(0);
    const isReduced = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const stride = Math.max(1, Math.ceil(growth.frames.length / (isReduced ? 10 : mostPlayed)));
    setText(play, 'Pause');
    timer = setInterval(
      () => {
        if (frame >= growth!.frames.length - 1) {
          pause();
          return;
        }
        show(frame + stride);
      },
      isReduced ? slideShowPause : playPause,
    );
  }
  function pause(): void {
    clearInterval(timer);
    timer = undefined;
    setText(play, 'Play');
    keepState();
  }
  function keepState(): void {
    keep({ frame: growth && frame < growth.frames.length - 1 ? frame : undefined, turn, isDrawnWithSynapses });
  }
  function onKey(event: KeyboardEvent): void {
    const by = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, -0.1], ArrowDown: [0, 0.1] }[event.key];
    if (!by || growth?.cells.dimensions !== 3) return;
    event.preventDefault();
    rotate(by[0], by[1]);
  }
  function onDown(event: PointerEvent): void {
    if (growth?.cells.dimensions === 3) canvas.setPointerCapture(event.pointerId);
  }
  function onMove(event: PointerEvent): void {
    if (canvas.hasPointerCapture(event.pointerId)) rotate(event.movementX / 120, event.movementY / 120);
  }
  function rotate(yaw: number, pitch: number): void {
    turn = { yaw: turn.yaw + yaw, pitch: Math.max(-Math.PI / 2, Math.min(Math.PI / 2, turn.pitch + pitch)) };
    paint();
    keepState();
  }

  function fateName(fate: number): string {
    return growth!.fates[fate] ?? 'undecided';
  }
  function legendItems(): HTMLElement[] {
    const most = Math.max(1, ...counts.flatMap((each) => [...each]));
    return [...growth!.fates.keys(), growth!.fates.length]
      .filter((fate) => counts.some((each) => each[fate] > 0))
      .map((fate) => {
        const group = fate === growth!.fates.length ? 'undecided' : `f${fate % 7}`;
        const path = counts
          .map(
            (each, index) =>
              `${index ? 'L' : 'M'}${sparkX(index).toFixed(1)} ${(17 - (15 * each[fate]) / most).toFixed(1)}`,
          )
          .join('');
        const spark = svgElement('svg', {
          class: `spark fate ${group}`,
          width: 100,
          height: 18,
          viewBox: '0 0 100 18',
          'aria-hidden': 'true',
        });
        spark.append(
          svgElement('path', { d: path, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.5 }),
          svgElement('line', { class: 'now', x1: 0, x2: 0, y1: 0, y2: 18, stroke: 'currentColor', 'stroke-width': 1 }),
        );
        return h(
          'li',
          { 'data-fate': fate },
          h('span', { class: `dot fate ${group}${fate % 2 ? ' square' : ''}`, 'aria-hidden': 'true' }),
          h('span', {}, fateName(fate)),
          h('span', { class: 'count' }),
          spark,
        );
      });
  }
  function sparkX(index: number): number {
    return 1 + (98 * index) / Math.max(1, counts.length - 1);
  }
}

/** What the picture does not say by itself. */
const hintOf = (growth: Growth): string =>
  [
    ...(growth.synapses.count === 0
      ? [noSynapses]
      : unconnectedSentence(growth.synapses.count, connectedCells(growth))),
    ...(growth.cells.dimensions === 3 ? ['Drag, or use the arrow keys, to turn.'] : []),
  ].join(' ');

function countFates(fate: Int8Array, fates: number): Int32Array {
  const counts = new Int32Array(fates + 1);
  for (const each of fate) counts[each < 0 ? fates : each]++;
  return counts;
}
function boundsOf(growth: Growth): number[] {
  const { position, count, dimensions } = growth.cells;
  return Array.from({ length: dimensions }, (_, axis) => {
    let most = 1e-6;
    for (let cell = 0; cell < count; cell++) most = Math.max(most, position[cell * dimensions + axis]);
    return most;
  });
}
function timeText(seconds: number): string {
  if (seconds >= 86400) return `day ${(seconds / 86400).toFixed(2)}`;
  return seconds >= 3600 ? `hour ${(seconds / 3600).toFixed(1)}` : `${seconds.toFixed(0)} s`;
}
function themeOf(element: Element): Theme {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    foreground: style.color,
    quiet: colour('--quiet') || style.color,
    fates: [0, 1, 2, 3, 4, 5, 6].map((fate) => colour(`--fate-${fate}`)),
    undecided: colour('--undecided'),
    unconnected: Number(colour('--unconnected') || unconnected.opacity),
    font: `12px ${style.fontFamily}`,
  };
}
