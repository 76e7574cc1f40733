import { type Cycle, cyclesOf } from './cycles.ts';
import { type Program, stateTest, successors, truthTables } from './truth-table.ts';

/**
 * Every cycle of synchronous update, each starting from its smallest state; `programs` gives the next value of each variable. Genes that regulate
 * nothing (and those that regulate only such genes, and so on) follow the others: without them there are as many cycles, of the same
 * periods, and each basin holds a 2^followers-th of the states.
 */
export function synchronousCycles(programs: readonly Program[]): readonly Cycle[] {
  const followers = followersIn(programs);
  const leaders = programs.flatMap((_, v) => (followers.includes(v) ? [] : [v]));
  const place = Int32Array.from(programs, (_, v) => leaders.indexOf(v));
  const tables = leaders.map((v) => programs[v].map((step) => (step >= 0 ? place[step] : step))).map(truthTables(leaders.length));
  const cycles = cyclesOf(successors(tables, 2 ** leaders.length));
  if (followers.length === 0) return cycles;
  const rules = followers.map((v) => ({ v, holds: stateTest(programs[v]) })).reverse();
  return cycles.map(({ states, basin }) => {
    const whole = states.map((state) => leaders.reduce((word, v, i) => word | (((state >>> i) & 1) << v), 0));
    for (const { v, holds } of rules) {
      const values = whole.map(holds);
      whole.forEach((_, t) => { if (values[t]) whole[(t + 1) % whole.length] |= 1 << v; });
    }
    return { states: fromSmallest(whole), basin: basin * 2 ** followers.length };
  });
}

/** Each before those that regulate it. */
function followersIn(programs: readonly Program[]): number[] {
  const followers: number[] = [];
  for (let found = -1; found !== followers.length;) {
    found = followers.length;
    let regulating = 0;
    programs.forEach((program, v) => {
      if (!followers.includes(v)) for (const step of program) if (step >= 0) regulating |= 1 << step;
    });
    programs.forEach((_, v) => { if (((regulating >>> v) & 1) === 0 && !followers.includes(v)) followers.push(v); });
  }
  return followers;
}

function fromSmallest(states: readonly number[]): readonly number[] {
  let first = 0;
  for (let t = 1; t < states.length; t++) if (states[t] < states[first]) first = t;
  return first === 0 ? states : [...states.slice(first), ...states.slice(0, first)];
}
