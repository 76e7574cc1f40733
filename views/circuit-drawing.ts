import type { Growth } from '../engine/development/growth-program.ts';
import { connectedCells, formatLength, roundLength, type Turn, turned, unconnected } from '../figures/index.ts';

export interface View {
  readonly width: number;
  readonly height: number;
  readonly turn: Turn;
  readonly space: readonly number[];
  readonly isDrawnWithSynapses: boolean;
}
export interface Theme {
  readonly foreground: string;
  readonly quiet: string;
  readonly fates: readonly string[];
  readonly undecided: string;
  /** Opacity of cells without a synapse. */
  readonly unconnected: number;
  readonly font: string;
}

const mostSynapses = 3000;
const padding = 8;

/**
 * One frame of a growth: box, cells that stay without a synapse small and pale, synapses that have formed, the other
 * cells by fate, scale bar. Three dimensions are projected
 * orthographically and turned about the centre of the space.
 */
export function drawFrame(
  context: CanvasRenderingContext2D,
  growth: Growth,
  index: number,
  view: View,
  theme: Theme,
): void {
  const frame = growth.frames[index];
  const { dimensions } = growth.cells;
  context.clearRect(0, 0, view.width, view.height);
  const project = projection(view, dimensions);
  context.strokeStyle = theme.quiet;
  context.globalAlpha = 0.5;
  context.lineWidth = 1;
  drawBox(context, view.space, dimensions, project);
  const x = new Float32Array(frame.count);
  const y = new Float32Array(frame.count);
  for (let cell = 0; cell < frame.count; cell++) {
    const at = cell * dimensions;
    const [u, v] = project(frame.position[at], frame.position[at + 1], dimensions === 3 ? frame.position[at + 2] : 0);
    x[cell] = u;
    y[cell] = v;
  }
  const radius = cellRadius(view, growth.cells.count);
  const isConnected = connectedIn(growth);
  const cells = (connected: 0 | 1, size: number) =>
    drawCells(context, frame.fate, (cell) => isConnected[cell] === connected, x, y, growth.fates.length, theme, size);
  const isWired = growth.synapses.count > 0;
  context.globalAlpha = isWired ? theme.unconnected : 1;
  cells(0, isWired ? radius * unconnected.size : radius);
  if (view.isDrawnWithSynapses) drawSynapses(context, growth, frame.step, frame.count, x, y, theme);
  context.globalAlpha = 1;
  cells(1, radius);
  drawScaleBar(context, view, project.scale, theme);
}

/** Known once for all frames: a cell keeps its look while it is waiting for its synapses. */
function connectedIn(growth: Growth): Uint8Array {
  const known = connectedOf.get(growth) ?? connectedCells(growth);
  connectedOf.set(growth, known);
  return known;
}
const connectedOf = new WeakMap<Growth, Uint8Array>();

type Projection = ((x: number, y: number, z: number) => [number, number]) & { readonly scale: number };
function projection(view: View, dimensions: 2 | 3): Projection {
  const [width, height, depth = 0] = view.space;
  const bottom = 26;
  const [roomWidth, roomHeight] = [view.width - 2 * padding, view.height - padding - bottom];
  const reach = dimensions === 3 ? Math.hypot(width, height, depth) : 0;
  const scale =
    dimensions === 3 ? Math.min(roomWidth, roomHeight) / reach : Math.min(roomWidth / width, roomHeight / height);
  const [centreX, centreY] = [view.width / 2, padding + roomHeight / 2];
  const turn = turned(view.turn);
  const project = (x: number, y: number, z: number): [number, number] => {
    const [dx, dy, dz] = [x - width / 2, y - height / 2, z - depth / 2];
    if (dimensions === 2) return [centreX + dx * scale, centreY - dy * scale];
    const [across, up] = turn([dx, dy, dz]);
    return [centreX + across * scale, centreY - up * scale];
  };
  return Object.assign(project, { scale });
}
function drawBox(
  context: CanvasRenderingContext2D,
  [width, height, depth = 0]: readonly number[],
  dimensions: 2 | 3,
  project: Projection,
): void {
  const corners = dimensions === 3 ? [0, 1, 2, 3, 4, 5, 6, 7] : [0, 1, 2, 3];
  const corner = (index: number) => project(index & 1 ? width : 0, index & 2 ? height : 0, index & 4 ? depth : 0);
  context.beginPath();
  for (const a of corners)
    for (const b of corners) {
      const difference = a ^ b;
      if (a < b && (difference === 1 || difference === 2 || difference === 4)) {
        context.moveTo(...corner(a));
        context.lineTo(...corner(b));
      }
    }
  context.stroke();
}
function drawSynapses(
  context: CanvasRenderingContext2D,
  growth: Growth,
  step: number,
  count: number,
  x: Float32Array,
  y: Float32Array,
  theme: Theme,
): void {
  const { pre, post, birth } = growth.synapses;
  const stride = Math.max(1, Math.ceil(pre.length / mostSynapses));
  context.beginPath();
  for (let k = 0; k < pre.length; k += stride) {
    if (birth[k] > step || pre[k] >= count || post[k] >= count) continue;
    context.moveTo(x[pre[k]], y[pre[k]]);
    context.lineTo(x[post[k]], y[post[k]]);
  }
  context.strokeStyle = theme.foreground;
  context.globalAlpha = 0.12;
  context.lineWidth = 0.7;
  context.stroke();
}
/** Even fates are round, odd ones square; rarer fates lie over commoner ones. */
function drawCells(
  context: CanvasRenderingContext2D,
  fate: Int8Array,
  isDrawn: (cell: number) => boolean,
  x: Float32Array,
  y: Float32Array,
  fates: number,
  theme: Theme,
  radius: number,
): void {
  const counts = new Array<number>(fates + 1).fill(0);
  for (const each of fate) counts[each < 0 ? fates : each]++;
  const order = counts
    .map((_, index) => index)
    .filter((index) => counts[index] > 0)
    .sort((a, b) => counts[b] - counts[a]);
  for (const wanted of order) {
    const is = wanted === fates ? -1 : wanted;
    context.fillStyle = wanted === fates ? theme.undecided : theme.fates[wanted % theme.fates.length];
    context.beginPath();
    for (let cell = 0; cell < x.length; cell++) {
      if (fate[cell] !== is || !isDrawn(cell)) continue;
      if (wanted % 2 === 1) context.rect(x[cell] - radius * 0.9, y[cell] - radius * 0.9, radius * 1.8, radius * 1.8);
      else {
        context.moveTo(x[cell] + radius, y[cell]);
        context.arc(x[cell], y[cell], radius, 0, 2 * Math.PI);
      }
    }
    context.fill();
  }
}
function cellRadius(view: View, cells: number): number {
  return Math.max(1.1, Math.min(5, (0.26 * Math.min(view.width, view.height)) / Math.sqrt(Math.max(1, cells))));
}
function drawScaleBar(context: CanvasRenderingContext2D, view: View, scale: number, theme: Theme): void {
  const length = roundLength(view.space[0] / 4);
  const y = view.height - 8;
  context.fillStyle = theme.foreground;
  context.fillRect(padding, y - 2, length * scale, 2);
  context.font = theme.font;
  context.textBaseline = 'bottom';
  context.fillText(formatLength(length), padding + length * scale + 6, y + 4);
}
