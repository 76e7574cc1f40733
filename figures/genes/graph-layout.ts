import type { TransitionGraph } from '../../engine/genes/index.ts';

/** Positions of states, in steps between neighbours; `extent` is the width and height that hold them all. */
export interface Layout {
  readonly extent: readonly [number, number];
  readonly x: readonly number[];
  readonly y: readonly number[];
}

const sweeps = 150;
/** Width over height of the whole. */
const aspect = 1.8;
const gap = 1.3;
/** A page is this many steps wide before steps become shorter. */
const page = 11;

/**
 * Each connected part by itself: positions whose distances are near the number of steps between states, whatever their
 * direction (stress majorisation, Gansner, Koren & North 2004, weights 1/d²), from a fixed start and for a fixed number
 * of sweeps; then spread so that no two are nearer than one step. The parts stand in rows, the largest first.
 */
export function graphLayout({ states, edges }: TransitionGraph): Layout {
  const neighbours: number[][] = states.map(() => []);
  for (const [from, to] of edges) {
    neighbours[from].push(to);
    neighbours[to].push(from);
  }
  return packed(
    components(neighbours).map((members) => laid(members, neighbours)),
    states.length,
  );
}

function components(neighbours: readonly (readonly number[])[]): number[][] {
  const seen = new Uint8Array(neighbours.length);
  return neighbours.flatMap((_, start) => {
    if (seen[start]) return [];
    seen[start] = 1;
    const members = [start];
    for (const state of members)
      for (const next of neighbours[state])
        if (!seen[next]) {
          seen[next] = 1;
          members.push(next);
        }
    return [members];
  });
}

/** A part of the graph, its left upper corner at 0, 0. */
interface Part {
  readonly members: readonly number[];
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly width: number;
  readonly height: number;
}
function laid(members: readonly number[], neighbours: readonly (readonly number[])[]): Part {
  const count = members.length;
  const distance = stepsBetween(members, neighbours);
  const x = Float64Array.from({ length: count }, (_, i) => Math.cos((2 * Math.PI * i) / count) * Math.sqrt(count));
  const y = Float64Array.from({ length: count }, (_, i) => Math.sin((2 * Math.PI * i) / count) * Math.sqrt(count));
  for (let sweep = 0; sweep < sweeps; sweep++)
    for (let i = 0; i < count; i++) {
      let [sumX, sumY, weights] = [0, 0, 0];
      for (let j = 0; j < count; j++) {
        if (j === i) continue;
        const wanted = distance[i * count + j];
        const weight = 1 / (wanted * wanted);
        const apart = Math.hypot(x[i] - x[j], y[i] - y[j]) || 1e-9;
        sumX += weight * (x[j] + (wanted * (x[i] - x[j])) / apart);
        sumY += weight * (y[j] + (wanted * (y[i] - y[j])) / apart);
        weights += weight;
      }
      if (weights > 0) {
        x[i] = sumX / weights;
        y[i] = sumY / weights;
      }
    }
  turnWide(x, y);
  keepApart(x, y);
  const [left, top] = [Math.min(...x), Math.min(...y)];
  return {
    members,
    x: x.map((each) => each - left),
    y: y.map((each) => each - top),
    width: Math.max(...x) - left,
    height: Math.max(...y) - top,
  };
}
function stepsBetween(members: readonly number[], neighbours: readonly (readonly number[])[]): Float64Array {
  const count = members.length;
  const index = new Map(members.map((state, at) => [state, at]));
  const distance = new Float64Array(count * count).fill(-1);
  for (let start = 0; start < count; start++) {
    distance[start * count + start] = 0;
    const queue = [start];
    for (const at of queue)
      for (const state of neighbours[members[at]]) {
        const next = index.get(state)!;
        if (distance[start * count + next] >= 0) continue;
        distance[start * count + next] = distance[start * count + at] + 1;
        queue.push(next);
      }
  }
  return distance;
}
/** The longest extent lies across the page. */
function turnWide(x: Float64Array, y: Float64Array): void {
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  let [xx, xy, yy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    xx += (x[i] - mx) ** 2;
    xy += (x[i] - mx) * (y[i] - my);
    yy += (y[i] - my) ** 2;
  }
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (let i = 0; i < x.length; i++) {
    const [dx, dy] = [x[i] - mx, y[i] - my];
    x[i] = cos * dx + sin * dy;
    y[i] = cos * dy - sin * dx;
  }
}
/** Pairs nearer than a step push each other apart. */
function keepApart(x: Float64Array, y: Float64Array): void {
  for (let sweep = 0; sweep < 300; sweep++) {
    let isMoved = false;
    for (let i = 0; i < x.length; i++)
      for (let j = i + 1; j < x.length; j++) {
        let [dx, dy] = [x[j] - x[i], y[j] - y[i]];
        const now = Math.hypot(dx, dy);
        if (now >= 0.999) continue;
        if (now < 1e-6) [dx, dy] = [Math.cos(i + j), Math.sin(i + j)];
        const push = (1 - now) / 2 / (Math.hypot(dx, dy) || 1);
        x[i] -= dx * push;
        y[i] -= dy * push;
        x[j] += dx * push;
        y[j] += dy * push;
        isMoved = true;
      }
    if (!isMoved) return;
  }
}
/** In rows, the largest part first, in a page of about the wanted shape. */
function packed(parts: readonly Part[], count: number): Layout {
  const order = [...parts].sort((a, b) => b.height - a.height || b.width - a.width || a.members[0] - b.members[0]);
  const area = order.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0);
  const limit = Math.max(...order.map(({ width }) => width), Math.sqrt(area * aspect), page);
  const x = new Array<number>(count);
  const y = new Array<number>(count);
  let [left, top, rowHeight, widest] = [0, 0, 0, 0];
  for (const part of order) {
    if (left > 0 && left + part.width > limit + 1e-9) {
      left = 0;
      top += rowHeight + gap;
      rowHeight = 0;
    }
    rowHeight = Math.max(rowHeight, part.height);
    part.members.forEach((state, index) => {
      x[state] = left + part.x[index];
      y[state] = top + part.y[index];
    });
    widest = Math.max(widest, left + part.width);
    left += part.width + gap;
  }
  return { extent: [widest, top + rowHeight], x, y };
}
