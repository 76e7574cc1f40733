import { type Cycle, cyclesOf } from './cycles.ts';
import { type Program, stateTest, successors, truthTables } from './truth-table.ts';

/**
 * Every cycle of synchronous update, each starting from its smallest state; `programs` gives the next value of each
 * variable. Genes that regulate nothing (and those that regulate only such genes, and so on) follow the others: without
 * them there are as many cycles, of the same periods, and each basin holds a 2^followers-th of the states.
 */
export function synchronousCycles(programs: readonly Program[]): readonly Cycle[] {
  const followers = followersIn(programs);
  if (followers.length === 0) return cyclesAmong(programs);
  const leaders = programs.flatMap((_, v) => (followers.includes(v) ? [] : [v]));
  const place = programs.map((_, v) => leaders.indexOf(v));
  const rules = followers.map((v) => ({ v, holds: stateTest(programs[v]) })).reverse();
  return cyclesAmong(leaders.map((v) => programs[v].map((step) => (step >= 0 ? place[step] : step)))).map(
    ({ states, basin }) => {
      const whole = states.map((state) => leaders.reduce((word, v, i) => word | (((state >>> i) & 1) << v), 0));
      for (const { v, holds } of rules) {
        const values = whole.map(holds);
        values.forEach((value, t) => {
          if (value) whole[(t + 1) % whole.length] |= 1 << v;
        });
      }
      return { states: fromSmallest(whole), basin: basin * 2 ** followers.length };
    },
  );
}
const cyclesAmong = (programs: readonly Program[]): Cycle[] =>
  cyclesOf(successors(truthTables(programs, programs.length), 2 ** programs.length));

/** Each before those that regulate it. */
function followersIn(programs: readonly Program[]): number[] {
  const followers: number[] = [];
  let left = 2 ** programs.length - 1;
  for (let before = -1; before !== left; ) {
    before = left;
    let regulating = 0;
    for (let v = 0; v < programs.length; v++)
      if ((before >>> v) & 1) for (const step of programs[v]) if (step >= 0) regulating |= 1 << step;
    left = before & regulating;
    for (let v = 0; v < programs.length; v++) if (((before & ~left) >>> v) & 1) followers.push(v);
  }
  return followers;
}

function fromSmallest(states: readonly number[]): readonly number[] {
  let first = 0;
  for (let t = 1; t < states.length; t++) if (states[t] < states[first]) first = t;
  return first === 0 ? states : [...states.slice(first), ...states.slice(0, first)];
}
