/**
 * Strongly connected components of the graph of a matrix (size × size, row-major), sources of the graph last: the
 * diagonal blocks of its block-triangular form. An edge runs from column to row; the diagonal plays no part. Tarjan's
 * algorithm (SIAM J. Comput. 1:146, 1972) without recursion.
 */
export function strongComponents(values: Float64Array, size: number): Int32Array[] {
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

/** Rows and columns of these members, in their order; the matrix itself where they are all of it. */
export function submatrix(values: Float64Array, size: number, members: Int32Array): Float64Array {
  const n = members.length;
  if (n === size) return values;
  const block = new Float64Array(n * n);
  for (let row = 0; row < n; row++)
    for (let column = 0; column < n; column++) block[row * n + column] = values[members[row] * size + members[column]];
  return block;
}
