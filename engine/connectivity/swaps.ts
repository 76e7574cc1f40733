import type { Stream } from '../random/index.ts';

/**
 * Edges `pre[e]` → `post[e]`, without order where the graph is not `directed`; `density`: of its pairs, 0 .. 1. Bit
 * `to & 31` of word `from * words + (to >> 5)` says that there is an edge, of an undirected one in both directions.
 */
export interface Swapped {
  readonly pre: Int32Array;
  readonly post: Int32Array;
  readonly directed: boolean;
  readonly density: number;
  readonly words: number;
  readonly bits: Int32Array;
}

/**
 * Swaps of two edges' ends (a→b, c→d become a→d, c→b), in place: every node keeps its degrees, no edge is doubled or
 * leads onto itself (Maslov & Sneppen 2002). A swap that cannot be done counts as a step, for only then are all
 * graphs of these degrees equally likely (Artzy-Randrup & Stone 2005); there are as many steps as give each edge
 * about 10 swaps. In a directed graph cycles of three are turned round as well, without which some graphs of the same
 * degrees cannot be reached (Rao, Jana & Bandyopadhyay 1996).
 */
export function swapEdges(edges: Swapped, draws: Stream): void {
  const count = edges.pre.length;
  if (count < 2) return;
  const steps = Math.ceil((swapsPerEdge * count) / (1 - edges.density) ** 2);
  const { pre, post, directed, words, bits } = edges;
  for (let step = 0; step < steps; step++) {
    // two edges and a coin, of one draw
    const drawn = draws.below(2 * count * count);
    const first = Math.floor(drawn / (2 * count)),
      choice = drawn - 2 * count * first;
    const second = choice >>> 1,
      isOther = (choice & 1) === 1;
    if (first === second) continue;
    if (directed && isOther) {
      if (pre[second] === post[first]) turnCycle(edges, first, second);
      continue;
    }
    // `isOther`: the second edge is taken from its other end
    const a = pre[first],
      b = post[first],
      c = isOther ? post[second] : pre[second],
      d = isOther ? pre[second] : post[second];
    if (a === d || c === b || a === c || b === d) continue;
    if (((bits[a * words + (d >> 5)] >>> (d & 31)) | (bits[c * words + (b >> 5)] >>> (b & 31))) & 1) continue;
    swapPair(edges, first, second, a, b, c, d);
  }
}
const swapsPerEdge = 10;

function swapPair(edges: Swapped, first: number, second: number, a: number, b: number, c: number, d: number): void {
  const { pre, post } = edges;
  flip(edges, a, b);
  flip(edges, c, d);
  flip(edges, a, d);
  flip(edges, c, b);
  post[first] = d;
  pre[second] = c;
  post[second] = b;
}

/** a → b → c → a becomes a → c → b → a, where none of its edges is there both ways; b is where the second begins. */
function turnCycle(edges: Swapped, first: number, second: number): void {
  const { pre, post } = edges;
  const a = pre[first],
    b = post[first],
    c = post[second];
  if (c === a || !taken(edges, c, a) || taken(edges, b, a) || taken(edges, c, b) || taken(edges, a, c)) return;
  let third = pre.indexOf(c);
  while (third >= 0 && post[third] !== a) third = pre.indexOf(c, third + 1);
  if (third < 0) return;
  for (const edge of [first, second, third]) {
    flip(edges, pre[edge], post[edge]);
    flip(edges, post[edge], pre[edge]);
  }
  post[first] = c;
  post[second] = a;
  post[third] = b;
}

const taken = ({ words, bits }: Swapped, from: number, to: number): boolean =>
  (bits[from * words + (to >> 5)] & (1 << (to & 31))) !== 0;
function flip({ directed, words, bits }: Swapped, from: number, to: number): void {
  bits[from * words + (to >> 5)] ^= 1 << (to & 31);
  if (!directed) bits[to * words + (from >> 5)] ^= 1 << (from & 31);
}
