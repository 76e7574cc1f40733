/**
 * A Markov chain that goes on from each state to one of its successors, all equally likely; a state without successors
 * stays. Compressed rows, as in `Explored`.
 */
export interface Chain {
  readonly count: number;
  readonly offsets: ArrayLike<number>;
  readonly successors: ArrayLike<number>;
}

/** Visits the strongly connected components, each after all those it leads to (Tarjan 1972, without recursion). */
export function eachStrongComponent(
  { count, offsets, successors }: Chain,
  visit: (states: readonly number[], terminal: boolean) => void,
): void {
  const order = new Int32Array(count);
  const low = new Int32Array(count);
  const closed = new Uint8Array(count);
  const next = Int32Array.from({ length: count }, (_, state) => offsets[state]);
  const open: number[] = [];
  const path: number[] = [];
  let counter = 0;
  const enter = (state: number): void => {
    order[state] = low[state] = ++counter;
    open.push(state);
    path.push(state);
  };
  for (let start = 0; start < count; start++) {
    if (order[start] !== 0) continue;
    enter(start);
    while (path.length > 0) {
      const state = path[path.length - 1];
      if (next[state] < offsets[state + 1]) {
        const target = successors[next[state]++];
        if (order[target] === 0) enter(target);
        else if (!closed[target]) low[state] = Math.min(low[state], order[target]);
        continue;
      }
      path.pop();
      if (path.length > 0) {
        const parent = path[path.length - 1];
        low[parent] = Math.min(low[parent], low[state]);
      }
      if (low[state] < order[state]) continue;
      const members = open.splice(open.lastIndexOf(state));
      // what a member leads to is another, or closed
      visit(
        members,
        members.every((member) => {
          for (let i = offsets[member]; i < offsets[member + 1]; i++) if (closed[successors[i]]) return false;
          return true;
        }),
      );
      for (const member of members) closed[member] = 1;
    }
  }
}
