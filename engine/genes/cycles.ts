/**
 * A cycle of a deterministic map (a fixed point has one state) and the number of states that lead to it, its own
 * included.
 */
export interface Cycle {
  readonly states: readonly number[];
  readonly basin: number;
}

/**
 * Every cycle of state → next[state], each starting from its smallest state. Only states that some state leads to are
 * walked through.
 */
export function cyclesOf(next: Uint32Array): Cycle[] {
  const size = next.length;
  const unseen = 0;
  const onPath = 1;
  const first = 2;
  /** By state: which cycle it leads to, counted from `first`; and in the second half how many states it follows. */
  const end = 2 * size <= room.length ? room.fill(0, 0, 2 * size) : new Int32Array(2 * size);
  for (let state = 0; state < size; state++) end[size + next[state]]++;
  const cycles: (readonly number[])[] = [];
  const basins: number[] = [];
  for (let start = 0; start < size; start++) {
    if (end[size + start] === 0) continue;
    let state = start;
    for (; end[state] === unseen; state = next[state]) end[state] = onPath;
    if (end[state] === onPath) {
      cycles.push(cycleThrough(state, next));
      basins.push(0);
    }
    const found = end[state] === onPath ? cycles.length - 1 + first : end[state];
    for (state = start; end[state] === onPath; state = next[state]) end[state] = found;
    basins[found - first] += end[size + start];
  }
  return cycles.map((states, i) => ({ states, basin: basins[i] }));
}

/** For small networks, where making room would take longer than the search. */
const room = new Int32Array(2 ** 16);

/** From its smallest state on. */
function cycleThrough(member: number, next: Uint32Array): number[] {
  let smallest = member;
  for (let state = next[member]; state !== member; state = next[state]) if (state < smallest) smallest = state;
  const states = [smallest];
  for (let state = next[smallest]; state !== smallest; state = next[state]) states.push(state);
  return states;
}
