/** A cycle of a deterministic map (a fixed point has one state) and the number of states that lead to it, its own included. */
export interface Cycle { readonly states: readonly number[]; readonly basin: number }

/** Every cycle of state → next[state], each starting from its smallest state, by one walk over the states. */
export function cyclesOf(next: Uint32Array): Cycle[] {
  const size = next.length;
  const unseen = -1;
  const onPath = -2;
  const attractor = new Int32Array(size).fill(unseen);
  const path = new Uint32Array(size);
  const cycles: { states: number[]; basin: number }[] = [];
  for (let start = 0; start < size; start++) {
    let length = 0;
    let state = start;
    while (attractor[state] === unseen) {
      attractor[state] = onPath;
      path[length++] = state;
      state = next[state];
    }
    if (attractor[state] === onPath) cycles.push({ states: cycleThrough(state, next), basin: 0 });
    const found = attractor[state] === onPath ? cycles.length - 1 : attractor[state];
    for (let i = 0; i < length; i++) attractor[path[i]] = found;
    cycles[found].basin += length;
  }
  return cycles;
}

/** From its smallest state on. */
function cycleThrough(member: number, next: Uint32Array): number[] {
  let smallest = member;
  for (let state = next[member]; state !== member; state = next[state]) if (state < smallest) smallest = state;
  const states = [smallest];
  for (let state = next[smallest]; state !== smallest; state = next[state]) states.push(state);
  return states;
}
