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

/**
 * Visits the strongly connected components of asynchronous update, each after all those it leads to. From a state s one
 * leads to s with one bit of s ^ next[s] turned. Tarjan's algorithm (1972) without recursion. `states` is valid during
 * the call only.
 */
export function eachComponent(next: Uint32Array, visit: (states: Uint32Array, terminal: boolean) => void): void {
  const size = next.length;
  const closed = 0xffffffff;
  /** 0: not seen; `closed`: in a finished component; else the number of discovery. */
  const order = new Uint32Array(size);
  const low = new Uint32Array(size);
  const open = new Uint32Array(size);
  const path: number[] = [];
  const pending: number[] = [];
  let opened = 0;
  let counter = 0;

  const enter = (state: number) => {
    order[state] = low[state] = ++counter;
    open[opened++] = state;
    path.push(state);
    pending.push(state ^ next[state]);
  };
  const closeComponent = (root: number) => {
    let from = opened - 1;
    while (open[from] !== root) from--;
    const members = open.subarray(from, opened);
    visit(
      members,
      members.every((state) => !leadsTo(state, state ^ next[state], closed, order)),
    );
    for (const state of members) order[state] = closed;
    opened = from;
  };
  for (let start = 0; start < size; start++) {
    if (order[start] !== 0) continue;
    enter(start);
    while (path.length > 0) {
      const state = path[path.length - 1];
      const turns = pending[pending.length - 1];
      if (turns !== 0) {
        pending[pending.length - 1] = turns & (turns - 1);
        const target = state ^ (turns & -turns);
        if (order[target] === 0) enter(target);
        else if (order[target] !== closed && order[target] < low[state]) low[state] = order[target];
        continue;
      }
      path.pop();
      pending.pop();
      if (low[state] === order[state]) closeComponent(state);
      const parent = path[path.length - 1];
      if (parent !== undefined && low[state] < low[parent] && order[state] !== closed) low[parent] = low[state];
    }
  }
}

/** Whether turning one of the bits of `turns` leads into a state of that order. */
function leadsTo(state: number, turns: number, wanted: number, order: Uint32Array): boolean {
  for (; turns !== 0; turns &= turns - 1) if (order[state ^ (turns & -turns)] === wanted) return true;
  return false;
}
