import type { Matrix } from '../connectivity/index.ts';
import { neighboursOf } from './graph-of-weights.ts';

/**
 * The 13 ways in which three neurons can be connected, in the numbering of Sporns & Kötter (2004), class 1 first: their
 * names in the triad census (Davis & Leinhardt 1972) and their edges, from the first neuron to the second.
 */
export const triadClasses: readonly {
  readonly name: string;
  readonly edges: readonly (readonly [number, number])[];
}[] = [
  {
    name: '021U',
    edges: [
      [0, 2],
      [1, 2],
    ],
  },
  {
    name: '021C',
    edges: [
      [0, 1],
      [1, 2],
    ],
  },
  {
    name: '021D',
    edges: [
      [0, 1],
      [0, 2],
    ],
  },
  {
    name: '111D',
    edges: [
      [0, 1],
      [1, 0],
      [2, 0],
    ],
  },
  {
    name: '030T',
    edges: [
      [0, 1],
      [0, 2],
      [1, 2],
    ],
  },
  {
    name: '111U',
    edges: [
      [0, 1],
      [1, 0],
      [0, 2],
    ],
  },
  {
    name: '030C',
    edges: [
      [0, 1],
      [1, 2],
      [2, 0],
    ],
  },
  {
    name: '120D',
    edges: [
      [0, 1],
      [0, 2],
      [1, 2],
      [2, 1],
    ],
  },
  {
    name: '201',
    edges: [
      [0, 1],
      [1, 0],
      [0, 2],
      [2, 0],
    ],
  },
  {
    name: '120C',
    edges: [
      [0, 1],
      [1, 2],
      [0, 2],
      [2, 0],
    ],
  },
  {
    name: '120U',
    edges: [
      [0, 2],
      [1, 2],
      [0, 1],
      [1, 0],
    ],
  },
  {
    name: '210',
    edges: [
      [0, 1],
      [1, 0],
      [1, 2],
      [2, 1],
      [0, 2],
    ],
  },
  {
    name: '300',
    edges: [
      [0, 1],
      [1, 0],
      [0, 2],
      [2, 0],
      [1, 2],
      [2, 1],
    ],
  },
];

/**
 * By class (0: the first): how often three neurons are connected so and by no other edge; over these the summed
 * geometric mean of the weights (intensity), and its ratio to the arithmetic mean (coherence; Onnela 2005).
 */
export interface Triads {
  readonly count: Float64Array;
  readonly intensity: Float64Array;
  readonly coherence: Float64Array;
}
/** About the summed squares of degrees operations: each connected three is looked at once (Batagelj & Mrvar 2001). */
export function triadsOf(graph: Matrix): Triads {
  const { size, values } = graph,
    neighbours = neighboursOf(graph);
  const count = new Float64Array(triadClasses.length),
    intensity = new Float64Array(triadClasses.length),
    coherence = new Float64Array(triadClasses.length);
  let pattern = 0,
    product = 1,
    sum = 0;
  const add = (from: number, to: number, bit: number): void => {
    const weight = values[to * size + from];
    if (weight === 0) return;
    pattern |= bit;
    product *= weight;
    sum += weight;
  };
  const look = (u: number, v: number, w: number): void => {
    pattern = 0;
    product = 1;
    sum = 0;
    add(u, v, 1);
    add(v, u, 2);
    add(u, w, 4);
    add(w, u, 8);
    add(v, w, 16);
    add(w, v, 32);
    const found = classOf[pattern],
      edges = triadClasses[found].edges.length,
      geometric = product ** (1 / edges);
    count[found]++;
    intensity[found] += geometric;
    coherence[found] += geometric / (sum / edges);
  };
  const isJoined = (u: number, v: number): boolean => values[u * size + v] !== 0 || values[v * size + u] !== 0;
  for (let u = 0; u < size; u++)
    for (const v of neighbours[u]) {
      if (v <= u) continue;
      for (const w of neighbours[u]) if (w > v) look(u, v, w);
      for (const w of neighbours[v]) if (w > u && w !== v && !isJoined(u, w)) look(u, v, w);
    }
  return { count, intensity, coherence };
}

const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;
/** The bit of an edge between neurons 0, 1 and 2, as `look` sets them. */
const bitOf = [
  [0, 1, 4],
  [2, 0, 16],
  [8, 32, 0],
];
/** The class of each of the 64 patterns of edges among three neurons; none (255) where they are not connected. */
const classOf = new Uint8Array(64).fill(255);
triadClasses.forEach(({ edges }, found) => {
  for (const order of orders)
    classOf[edges.reduce((pattern, [from, to]) => pattern | bitOf[order[from]][order[to]], 0)] = found;
});
