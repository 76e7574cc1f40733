/** Sets of states that reach each other and nothing else: where asynchronous update ends. */
export function terminalComponents(next: Uint32Array): Uint32Array[] {
  const found: Uint32Array[] = [];
  eachComponent(next, (states, terminal) => { if (terminal) found.push(states.slice().sort()); });
  return found;
}

/**
 * Visits the strongly connected components of asynchronous update, each after all those it leads to. From a state s one leads to s
 * with one bit of s ^ next[s] turned. Tarjan's algorithm (1972) without recursion. `states` is valid during the call only.
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
    visit(members, members.every((state) => !leadsTo(state, state ^ next[state], closed, order)));
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
