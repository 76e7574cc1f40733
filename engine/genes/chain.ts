/**
 * A Markov chain that goes on from each state to one of its successors, all equally likely; a state without successors
 * stays. Compressed rows, as in `Explored`.
 */
export interface Chain {
  readonly count: number;
  readonly offsets: readonly number[];
  readonly successors: readonly number[];
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
      const inside = new Set(members);
      visit(
        members,
        members.every((member) => {
          for (let i = offsets[member]; i < offsets[member + 1]; i++) if (!inside.has(successors[i])) return false;
          return true;
        }),
      );
      for (const member of members) closed[member] = 1;
    }
  }
}

/**
 * The probability, from each state, of ending in each of `kinds` kinds of terminal component, row by row. `kindsOf`
 * says of which kinds a component is; it may be several. Harmonic outside the terminal components, solved component by
 * component behind those it leads to, by Gauss–Seidel sweeps until nothing changes by more than 1e-13; undefined where
 * 10,000 sweeps do not suffice.
 */
export function absorption(
  chain: Chain,
  kinds: number,
  kindsOf: (states: readonly number[]) => readonly number[],
): Float64Array | undefined {
  const { offsets, successors } = chain;
  const probability = new Float64Array(chain.count * kinds);
  let converged = true;
  const improve = (state: number): number => {
    let change = 0;
    for (let kind = 0; kind < kinds; kind++) {
      let sum = 0;
      for (let i = offsets[state]; i < offsets[state + 1]; i++) sum += probability[successors[i] * kinds + kind];
      const value = sum / (offsets[state + 1] - offsets[state]);
      change = Math.max(change, Math.abs(value - probability[state * kinds + kind]));
      probability[state * kinds + kind] = value;
    }
    return change;
  };
  eachStrongComponent(chain, (states, terminal) => {
    if (terminal) {
      const own = kindsOf(states);
      for (const state of states) for (const kind of own) probability[state * kinds + kind] = 1;
      return;
    }
    let change = states.length === 1 ? 0 : Infinity;
    if (states.length === 1) improve(states[0]);
    for (let sweep = 0; change > 1e-13; sweep++) {
      if (sweep === 10_000) {
        converged = false;
        return;
      }
      change = states.reduce((most, state) => Math.max(most, improve(state)), 0);
    }
  });
  return converged ? probability : undefined;
}
