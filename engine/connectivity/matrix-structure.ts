import type { Matrix } from './matrix.ts';

/**
 * Each row divided by the sum of its weights' absolute values (for positive weights: by its sum); rows of zeros stay
 * zero.
 */
export function unitRows({ size, values }: Matrix): Matrix {
  const scaled = new Float64Array(values.length);
  for (let row = 0; row < size; row++) {
    let sum = 0;
    for (let column = 0; column < size; column++) sum += Math.abs(values[row * size + column]);
    if (sum > 0)
      for (let column = 0; column < size; column++) scaled[row * size + column] = values[row * size + column] / sum;
  }
  return { size, values: scaled };
}

/** The non-zero weights off the diagonal, by column, then row. */
export interface Edges {
  readonly count: number;
  readonly pre: Int32Array;
  readonly post: Int32Array;
  readonly weight: Float64Array;
}
export function edgesOf({ size, values }: Matrix): Edges {
  let count = 0;
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) if (row !== column && values[row * size + column] !== 0) count++;
  const edges = { count, pre: new Int32Array(count), post: new Int32Array(count), weight: new Float64Array(count) };
  let edge = 0;
  for (let column = 0; column < size; column++)
    for (let row = 0; row < size; row++) {
      const weight = values[row * size + column];
      if (row === column || weight === 0) continue;
      edges.pre[edge] = column;
      edges.post[edge] = row;
      edges.weight[edge] = weight;
      edge++;
    }
  return edges;
}
/** A matrix with these edges and the diagonal of `diagonal`. */
export function fromEdgeList({ count, pre, post, weight }: Edges, diagonal: Matrix): Matrix {
  const { size } = diagonal;
  const values = new Float64Array(size * size);
  for (let i = 0; i < size; i++) values[i * size + i] = diagonal.values[i * size + i];
  for (let edge = 0; edge < count; edge++) values[post[edge] * size + pre[edge]] = weight[edge];
  return { size, values };
}

export function isSymmetric({ size, values }: Matrix): boolean {
  for (let row = 0; row < size; row++)
    for (let column = 0; column < row; column++)
      if (values[row * size + column] !== values[column * size + row]) return false;
  return true;
}
export function transposed({ size, values }: Matrix): Matrix {
  const flipped = new Float64Array(values.length);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) flipped[column * size + row] = values[row * size + column];
  return { size, values: flipped };
}

/**
 * Strongly connected components, sources of the graph last: Tarjan's algorithm (SIAM J. Comput. 1:146, 1972) without
 * recursion. An edge runs from column to row; the diagonal plays no part.
 */
export function strongComponents({ size, values }: Matrix): Int32Array[] {
  const order = new Int32Array(size).fill(-1);
  const low = new Int32Array(size);
  const next = new Int32Array(size);
  const onStack = new Uint8Array(size);
  const stack: number[] = [];
  const components: Int32Array[] = [];
  let visited = 0;
  const enter = (node: number, path: number[]): void => {
    order[node] = low[node] = visited++;
    stack.push(node);
    onStack[node] = 1;
    path.push(node);
  };
  for (let root = 0; root < size; root++) {
    if (order[root] >= 0) continue;
    const path: number[] = [];
    enter(root, path);
    while (path.length > 0) {
      const node = path[path.length - 1];
      if (next[node] < size) {
        const other = next[node]++;
        if (values[other * size + node] === 0 || other === node) continue;
        if (order[other] < 0) enter(other, path);
        else if (onStack[other]) low[node] = Math.min(low[node], order[other]);
        continue;
      }
      path.pop();
      const caller = path[path.length - 1];
      if (caller !== undefined) low[caller] = Math.min(low[caller], low[node]);
      if (low[node] !== order[node]) continue;
      const members = stack.splice(stack.lastIndexOf(node));
      for (const member of members) onStack[member] = 0;
      components.push(Int32Array.from(members).sort());
    }
  }
  return components;
}
