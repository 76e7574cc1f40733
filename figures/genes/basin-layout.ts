import type { TransitionGraph } from '../../engine/genes/index.ts';

/** Positions of states, in steps between neighbours; `extent` is the width and height that hold them all. */
export interface Layout { readonly extent: readonly [number, number]; readonly x: readonly number[]; readonly y: readonly number[] }
/** Width over height of the whole. */
const aspect = 1.7;
const gap = 1.2;

/** Where every state leads to one other: each basin is a disc, its cycle in the middle and the states that lead to it on rings by their distance. */
export function basinLayout({ states, edges }: TransitionGraph): Layout {
  const next = states.map((_, state) => state);
  for (const [from, to] of edges) next[from] = to;
  const before: number[][] = states.map(() => []);
  next.forEach((to, from) => { if (to !== from) before[to].push(from); });
  const discs = cyclesOf(next).map((cycle) => discOf(cycle, before));
  return packed(discs, states.length);
}

interface Disc { readonly radius: number; readonly places: readonly { readonly state: number; readonly x: number; readonly y: number }[] }

function cyclesOf(next: readonly number[]): number[][] {
  const seen = new Int32Array(next.length);
  const cycles: number[][] = [];
  for (let start = 0; start < next.length; start++) {
    let state = start;
    while (seen[state] === 0) { seen[state] = start + 1; state = next[state]; }
    if (seen[state] !== start + 1) continue;
    const cycle = [state];
    for (let at = next[state]; at !== state; at = next[at]) cycle.push(at);
    cycles.push(cycle);
  }
  return cycles;
}
/** Each state gets an angle as wide as its leaves; each ring is as large as its states need. */
function discOf(cycle: readonly number[], before: readonly (readonly number[])[]): Disc {
  const onCycle = new Set(cycle);
  const children = (state: number) => before[state].filter((each) => !onCycle.has(each));
  const leaves = new Map<number, number>();
  const rings: number[] = [];
  const measure = (root: number): void => {
    const order = [{ state: root, depth: 0 }];
    for (const { state, depth } of order) { rings[depth] = (rings[depth] ?? 0) + 1; for (const child of children(state)) order.push({ state: child, depth: depth + 1 }); }
    for (const { state } of order.reverse()) leaves.set(state, Math.max(1, children(state).reduce((sum, child) => sum + leaves.get(child)!, 0)));
  };
  for (const state of cycle) measure(state);
  const total = cycle.reduce((sum, state) => sum + leaves.get(state)!, 0);
  const places: { state: number; x: number; y: number }[] = [];
  const radii = ringRadii(cycle.length, cycle, children, leaves, total);
  const put = (state: number, depth: number, from: number, to: number): void => {
    const angle = (from + to) / 2;
    places.push({ state, x: radii[depth] * Math.cos(angle), y: radii[depth] * Math.sin(angle) });
    let at = from;
    for (const child of children(state)) {
      const width = ((to - from) * leaves.get(child)!) / leaves.get(state)!;
      put(child, depth + 1, at, at + width);
      at += width;
    }
  };
  let at = -Math.PI / 2;
  for (const state of cycle) {
    const width = (2 * Math.PI * leaves.get(state)!) / total;
    put(state, 0, at, at + width);
    at += width;
  }
  return { radius: radii.at(-1)! + 0.5, places };
}
/** Neighbours on a ring are at least one step apart, and so are rings. */
function ringRadii(size: number, cycle: readonly number[], children: (state: number) => readonly number[], leaves: ReadonlyMap<number, number>, total: number): number[] {
  const radii: number[] = [];
  let ring: readonly number[] = cycle;
  for (let depth = 0; ring.length > 0; depth++) {
    const narrowest = Math.min(...ring.map((state) => (2 * Math.PI * leaves.get(state)!) / total));
    const needed = ring.length === 1 ? 0 : 0.5 / Math.sin(Math.min(Math.PI / 2, narrowest / 2));
    radii.push(depth === 0 ? (size === 1 ? 0 : Math.max(0.6, needed)) : Math.max(radii[depth - 1] + 1, needed));
    ring = ring.flatMap((state) => children(state));
  }
  return radii;
}
/** Discs in rows, the largest first, in a page of about the wanted shape. */
function packed(discs: readonly Disc[], count: number): Layout {
  const order = [...discs].sort((a, b) => b.radius - a.radius || a.places[0].state - b.places[0].state);
  const x = new Array<number>(count);
  const y = new Array<number>(count);
  const widest = 2 * order[0].radius;
  const area = order.reduce((sum, { radius }) => sum + (2 * radius + gap) ** 2, 0);
  const limit = Math.max(widest, Math.sqrt(area * aspect));
  let [left, top, rowHeight, width] = [0, 0, 0, 0];
  for (const { radius, places } of order) {
    if (left > 0 && left + 2 * radius > limit) { left = 0; top += rowHeight + gap / 2; rowHeight = 0; }
    rowHeight = Math.max(rowHeight, 2 * radius);
    for (const place of places) { x[place.state] = left + radius + place.x; y[place.state] = top + radius + place.y; }
    left += 2 * radius + gap / 2;
    width = Math.max(width, left - gap / 2);
  }
  return { extent: [width, top + rowHeight], x, y };
}
