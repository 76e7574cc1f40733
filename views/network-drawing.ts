import {
  cornersOf,
  edgesOf,
  formatLength,
  fromMiddle,
  type Point,
  pointAt,
  roundLength,
  type Space,
  type Turn,
  turned,
  widthOf,
} from '../figures/index.ts';
import type { TissueResult } from '../results/contract.ts';

export interface NetworkView {
  readonly width: number;
  readonly height: number;
  readonly turn: Turn;
  readonly zoom: number;
  readonly space: Space;
  /** How many of the strongest connections are drawn. */
  readonly drawn: number;
}
export interface NetworkTheme {
  readonly foreground: string;
  readonly quiet: string;
  readonly positive: string;
  readonly negative: string;
  readonly font: string;
}
const padding = 10;
const bottom = 26;

/**
 * The box, the strongest connections, weaker ones under stronger, and the neurons, nearer ones larger; seen without
 * perspective from where it has been turned to.
 */
export function drawNetwork(
  context: CanvasRenderingContext2D,
  tissue: TissueResult,
  view: NetworkView,
  theme: NetworkTheme,
): void {
  context.clearRect(0, 0, view.width, view.height);
  const turn = turned(view.turn),
    scale = scaleOf(view),
    [centreX, centreY] = [view.width / 2, padding + (view.height - padding - bottom) / 2];
  const see = (point: Point): Point => {
    const [x, y, z] = turn(fromMiddle(view.space, point));
    return [centreX + x * scale, centreY - y * scale, z];
  };
  drawBox(context, cornersOf(view.space).map(see), theme);
  const neurons = tissue.positions.length / tissue.dimensions;
  const places = Array.from({ length: neurons }, (_, neuron) =>
    see(pointAt(tissue.positions, tissue.dimensions, neuron)),
  );
  drawConnections(context, tissue, places, view.drawn, theme);
  drawNeurons(context, places, view, theme);
  drawScaleBar(context, view, scale, theme);
}

/** Pixels for a metre: turning does not change it. */
function scaleOf({ width, height, space: { lengths }, zoom }: NetworkView): number {
  const [roomWidth, roomHeight] = [width - 2 * padding, height - padding - bottom];
  const reach = Math.hypot(...lengths);
  const fit =
    lengths[2] > 0
      ? Math.min(roomWidth, roomHeight) / reach
      : Math.min(roomWidth / (lengths[0] || reach), roomHeight / (lengths[1] || reach));
  return zoom * (Number.isFinite(fit) ? fit : 1);
}
function drawBox(context: CanvasRenderingContext2D, corners: readonly Point[], theme: NetworkTheme): void {
  context.strokeStyle = theme.quiet;
  context.globalAlpha = 0.5;
  context.lineWidth = 1;
  context.beginPath();
  for (const [a, b] of edgesOf(corners.length)) {
    context.moveTo(corners[a][0], corners[a][1]);
    context.lineTo(corners[b][0], corners[b][1]);
  }
  context.stroke();
  context.globalAlpha = 1;
}
function drawConnections(
  context: CanvasRenderingContext2D,
  { pre, post, weight }: TissueResult,
  places: readonly Point[],
  drawn: number,
  theme: NetworkTheme,
): void {
  const most = Math.abs(weight[0] ?? 0);
  for (let k = Math.min(drawn, weight.length) - 1; k >= 0; k--) {
    const level = widthOf(Math.abs(weight[k]), most),
      [from, to] = [places[pre[k]], places[post[k]]];
    context.strokeStyle = weight[k] < 0 ? theme.negative : theme.positive;
    context.globalAlpha = 0.35 + 0.14 * level;
    context.lineWidth = 0.6 + 0.5 * level;
    context.beginPath();
    context.moveTo(from[0], from[1]);
    context.lineTo(to[0], to[1]);
    context.stroke();
  }
  context.globalAlpha = 1;
}
function drawNeurons(
  context: CanvasRenderingContext2D,
  places: readonly Point[],
  { space, zoom }: NetworkView,
  theme: NetworkTheme,
): void {
  const depth = Math.hypot(...space.lengths) / 2 || 1;
  context.fillStyle = theme.foreground;
  const nearer = [...places].sort((a, b) => a[2] - b[2]);
  for (const [x, y, z] of nearer) {
    const radius = (2.4 + (1.2 * z) / depth) * Math.sqrt(zoom);
    context.beginPath();
    context.arc(x, y, Math.max(0.8, radius), 0, 2 * Math.PI);
    context.fill();
  }
}
function drawScaleBar(context: CanvasRenderingContext2D, view: NetworkView, scale: number, theme: NetworkTheme): void {
  const longest = Math.max(...view.space.lengths);
  if (!(longest > 0)) return;
  const length = roundLength(longest / 4 / view.zoom);
  const y = view.height - 8;
  context.fillStyle = theme.foreground;
  context.fillRect(padding, y - 2, length * scale, 2);
  context.font = theme.font;
  context.textBaseline = 'bottom';
  context.fillText(formatLength(length), padding + length * scale + 6, y + 4);
}
