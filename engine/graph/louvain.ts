import type { Matrix } from '../connectivity/index.ts';
import type { Stream } from '../random/index.ts';
import { type Links, linksOf, merged, qualityOf } from './links.ts';

/** `partition`: the module of each neuron, 0 .. k − 1, the largest module first. */
export interface Modules {
  readonly partition: Int32Array;
  readonly modularity: number;
}
export interface LouvainSettings {
  /** How many searches from single neurons; the best is kept. */
  readonly restarts: number;
  /** Above 1: smaller modules. */
  readonly resolution?: number;
  /** By the strengths of both directions (Leicht & Newman 2008); else of the undirected graph. */
  readonly directed?: boolean;
  /** The draws of one search. */
  readonly draws: (restart: number) => Stream;
}

/**
 * The partition of largest modularity that is found. Each search is Louvain's (Blondel et al. 2008), with neurons moved
 * again after each level has been taken apart (Rotta & Noack 2011), also out of every module, until nothing improves.
 * From the second search on, what it has in common with the best so far is held together and searched once more
 * (Ovelgönne & Geyer-Schulz 2013). Weights ≥ 0, row = post-synaptic; the diagonal is left out.
 * @throws RangeError for other weights, and without connections
 */
export function louvain(
  matrix: Matrix,
  { restarts, resolution = 1, directed = false, draws }: LouvainSettings,
): Modules {
  const links = linksOf(matrix, directed);
  let best: Modules | undefined;
  const consider = (partition: Int32Array): void => {
    const modularity = qualityOf(links, partition, resolution);
    if (!best || modularity > best.modularity) best = { partition, modularity };
  };
  for (let restart = 0; restart < restarts; restart++) {
    const chance = draws(restart);
    const held = best?.partition;
    const found = climbed(links, singles(links.size), resolution, chance);
    consider(found);
    if (held) consider(climbed(links, overlap(held, found), resolution, chance));
  }
  if (!best) throw new RangeError('Louvain’s method needs at least one search');
  return { ...best, partition: largestFirst(best.partition) };
}

/** Improved from a partition until a whole pass over all levels changes nothing. */
function climbed(links: Links, start: Int32Array, resolution: number, draws: Stream): Int32Array {
  let best = start;
  let quality = qualityOf(links, start, resolution);
  for (let pass = 0; ; pass++) {
    const partition = best.slice();
    if (pass === 0 && numbered(partition) === links.size) descend(links, partition, resolution, draws);
    else throughLevels(links, partition, resolution, draws);
    const reached = qualityOf(links, partition, resolution);
    if (!(reached > quality + 1e-14)) return pass === 0 ? partition : best;
    best = partition;
    quality = reached;
  }
}

/** Nodes are moved, modules become nodes, which are moved likewise; then nodes once more. `partition` in place. */
function descend(links: Links, partition: Int32Array, resolution: number, draws: Stream): void {
  moveNodes(links, partition, resolution, draws);
  if (numbered(partition) < links.size) throughLevels(links, partition, resolution, draws);
}
function throughLevels(links: Links, partition: Int32Array, resolution: number, draws: Stream): void {
  const count = numbered(partition);
  const modules = singles(count);
  descend(merged(links, partition, count), modules, resolution, draws);
  for (let node = 0; node < links.size; node++) partition[node] = modules[partition[node]];
  moveNodes(links, partition, resolution, draws);
}

/**
 * Each node, in random order, goes to the module where modularity gains most, or to one of its own; the neighbours of
 * what has moved are looked at again (Traag, Waltman & van Eck 2019).
 */
function moveNodes(links: Links, partition: Int32Array, resolution: number, draws: Stream): void {
  const { size, starts, ends, weights, out, in: into, total } = links;
  const moduleOut = new Float64Array(size),
    moduleIn = new Float64Array(size),
    members = new Int32Array(size),
    weightTo = new Float64Array(size),
    touched = new Int32Array(size);
  for (let node = 0; node < size; node++) {
    moduleOut[partition[node]] += out[node];
    moduleIn[partition[node]] += into[node];
    members[partition[node]]++;
  }
  const empty: number[] = [];
  for (let module = size - 1; module >= 0; module--) if (members[module] === 0) empty.push(module);
  const queue = draws.permutation(size),
    waits = new Uint8Array(size).fill(1);
  const enough = 1e-14 * total;
  for (let head = 0, waiting = size; waiting > 0; head = head + 1 === size ? 0 : head + 1) {
    const node = queue[head];
    waits[node] = 0;
    waiting--;
    const from = partition[node];
    let count = 0;
    for (let link = starts[node]; link < starts[node + 1]; link++) {
      const module = partition[ends[link]];
      if (weightTo[module] === 0) touched[count++] = module;
      weightTo[module] += weights[link];
    }
    const outScaled = (resolution * out[node]) / total,
      inScaled = (resolution * into[node]) / total;
    const stay = weightTo[from] - outScaled * (moduleIn[from] - into[node]) - inScaled * (moduleOut[from] - out[node]);
    let to = from,
      most = stay + enough;
    if (members[from] > 1 && most < 0) {
      to = empty[empty.length - 1];
      most = 0;
    }
    for (let i = 0; i < count; i++) {
      const module = touched[i];
      if (module !== from) {
        const gain = weightTo[module] - outScaled * moduleIn[module] - inScaled * moduleOut[module];
        if (gain > most) {
          most = gain;
          to = module;
        }
      }
    }
    for (let i = 0; i < count; i++) weightTo[touched[i]] = 0;
    if (to === from) continue;
    if (members[to] === 0) empty.pop();
    moduleOut[from] -= out[node];
    moduleIn[from] -= into[node];
    if (--members[from] === 0) empty.push(from);
    moduleOut[to] += out[node];
    moduleIn[to] += into[node];
    members[to]++;
    partition[node] = to;
    for (let link = starts[node]; link < starts[node + 1]; link++) {
      const neighbour = ends[link];
      if (waits[neighbour] === 1 || partition[neighbour] === to) continue;
      waits[neighbour] = 1;
      // the ring has room: no node waits in it twice
      queue[(head + 1 + waiting) % size] = neighbour;
      waiting++;
    }
  }
}

const singles = (size: number): Int32Array => Int32Array.from({ length: size }, (_, node) => node);

/** The modules numbered 0 .. k − 1 as they come, in place; gives k. */
function numbered(partition: Int32Array): number {
  const numbers = new Map<number, number>();
  for (let node = 0; node < partition.length; node++) {
    const number = numbers.get(partition[node]) ?? numbers.size;
    numbers.set(partition[node], number);
    partition[node] = number;
  }
  return numbers.size;
}
/** Nodes are together where they are together in both. */
function overlap(one: Int32Array, other: Int32Array): Int32Array {
  const both = one.map((module, node) => module * one.length + other[node]);
  numbered(both);
  return both;
}
/** The same modules, the largest as 0; of equal ones that with the first node. */
export function largestFirst(partition: Int32Array): Int32Array {
  const sorted = partition.slice();
  const sizes = new Int32Array(numbered(sorted));
  for (const module of sorted) sizes[module]++;
  const order = Array.from(sizes.keys()).sort((a, b) => sizes[b] - sizes[a] || a - b);
  const rank = new Int32Array(order.length);
  order.forEach((module, place) => {
    rank[module] = place;
  });
  return sorted.map((module) => rank[module]);
}
