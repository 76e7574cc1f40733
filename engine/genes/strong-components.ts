/**
 * Sets of states that reach each other and nothing else: where asynchronous update ends. From a state s one leads to s
 * with one bit of s ^ next[s] turned. Tarjan's algorithm (1972) without recursion, cut short: the first component that
 * a search completes is terminal, and whatever else the search has seen by then leads to it; and as soon as it meets a
 * state seen by an earlier search, all it has seen leads away. So outside the terminal components few edges are ever
 * followed. Each set ascends.
 */
export function terminalComponents(next: Uint32Array): ArrayLike<number>[] {
  const size = next.length;
  const found: ArrayLike<number>[] = [];
  const closed = 0xffffffff;
  /** 0: not seen; `closed`: by an earlier search; else the number of discovery in this one. */
  const order = new Uint32Array(size);
  const low = new Uint32Array(size);
  /** States in the order of discovery. */
  const open = new Uint32Array(size);
  const path = new Uint32Array(size);
  const pending = new Uint32Array(size);

  for (let start = 0; start < size; start++) {
    if (order[start] !== 0) continue;
    let opened = 0;
    let depth = 0;
    for (let entering = start, searching = true; searching; ) {
      open[opened++] = path[depth] = entering;
      order[entering] = low[entering] = opened;
      pending[depth++] = entering ^ next[entering];
      entering = -1;
      while (entering < 0 && searching) {
        const state = path[depth - 1];
        const turns = pending[depth - 1];
        if (turns !== 0) {
          pending[depth - 1] = turns & (turns - 1);
          const target = state ^ (turns & -turns);
          if (order[target] === 0) entering = target;
          else if (order[target] === closed) searching = false;
          else if (order[target] < low[state]) low[state] = order[target];
        } else if (low[state] === order[state]) {
          found.push(order[state] === opened ? [state] : open.slice(order[state] - 1, opened).sort());
          searching = false;
        } else {
          depth--;
          const parent = path[depth - 1];
          if (low[state] < low[parent]) low[parent] = low[state];
        }
      }
    }
    for (let i = 0; i < opened; i++) order[open[i]] = closed;
  }
  return found;
}
