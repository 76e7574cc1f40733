import type { TransitionGraph } from '../../engine/genes/index.ts';
import type { Layout } from './basin-layout.ts';

const sweeps = 120;
const aspect = 1.7;

/**
 * Where a state leads to several: positions whose distances are near the number of steps between states, whatever their direction (stress
 * majorisation, Gansner, Koren & North 2004, with weights 1/d²), from a fixed start and for a fixed number of sweeps; then spread so
 * that no two are nearer than one step.
 */
export function spreadLayout({ states, edges }: TransitionGraph): Layout {
  const count = states.length;
  const distance = steps(count, edges);
  const x = Float64Array.from({ length: count }, (_, state) => Math.cos((2 * Math.PI * state) / count) * Math.sqrt(count));
  const y = Float64Array.from({ length: count }, (_, state) => Math.sin((2 * Math.PI * state) / count) * Math.sqrt(count));
  for (let sweep = 0; sweep < sweeps; sweep++) for (let i = 0; i < count; i++) {
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
    if (weights > 0) { x[i] = sumX / weights; y[i] = sumY / weights; }
  }
  turnWide(x, y);
  return apart(x, y);
}

/** Steps between all pairs of states along edges in either direction; pairs that are not joined are a little farther than the farthest that are. */
function steps(count: number, edges: TransitionGraph['edges']): Float64Array {
  const neighbours: number[][] = Array.from({ length: count }, () => []);
  for (const [from, to] of edges) { neighbours[from].push(to); neighbours[to].push(from); }
  const distance = new Float64Array(count * count).fill(Infinity);
  let farthest = 1;
  for (let start = 0; start < count; start++) {
    distance[start * count + start] = 0;
    const queue = [start];
    for (const state of queue) for (const next of neighbours[state]) {
      if (distance[start * count + next] !== Infinity) continue;
      distance[start * count + next] = distance[start * count + state] + 1;
      farthest = Math.max(farthest, distance[start * count + next]);
      queue.push(next);
    }
  }
  return distance.map((each) => (each === Infinity ? farthest + 1.5 : each));
}
/** Turned so that the longest extent lies across the page. */
function turnWide(x: Float64Array, y: Float64Array): void {
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  let [xx, xy, yy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) { xx += (x[i] - mx) ** 2; xy += (x[i] - mx) * (y[i] - my); yy += (y[i] - my) ** 2; }
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (let i = 0; i < x.length; i++) { const [dx, dy] = [x[i] - mx, y[i] - my]; x[i] = cos * dx + sin * dy; y[i] = cos * dy - sin * dx; }
}
/** Stretched to the page's shape, pairs nearer than a step pushed apart, and scaled so that states are a step from their nearest neighbour. */
function apart(x: Float64Array, y: Float64Array): Layout {
  const count = x.length;
  const size = (values: Float64Array) => Math.max(...values) - Math.min(...values) || 1;
  const side = Math.sqrt(count) * 1.25;
  const [scaleX, scaleY] = [(side * Math.sqrt(aspect)) / size(x), side / Math.sqrt(aspect) / size(y)];
  for (let i = 0; i < count; i++) { x[i] *= scaleX; y[i] *= scaleY; }
  for (let sweep = 0; sweep < 200; sweep++) {
    let moved = false;
    for (let i = 0; i < count; i++) for (let j = i + 1; j < count; j++) {
      let [dx, dy] = [x[j] - x[i], y[j] - y[i]];
      const now = Math.hypot(dx, dy);
      if (now >= 0.999) continue;
      if (now < 1e-6) [dx, dy] = [Math.cos(i + j), Math.sin(i + j)];
      const push = (1 - now) / 2 / (Math.hypot(dx, dy) || 1);
      x[i] -= dx * push; y[i] -= dy * push; x[j] += dx * push; y[j] += dy * push;
      moved = true;
    }
    if (!moved) break;
  }
  const [left, top] = [Math.min(...x) - 0.5, Math.min(...y) - 0.5];
  return { extent: [Math.max(...x) + 0.5 - left, Math.max(...y) + 0.5 - top], x: Array.from(x, (each) => each - left), y: Array.from(y, (each) => each - top) };
}
