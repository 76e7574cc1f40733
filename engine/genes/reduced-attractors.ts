/** All attractors of a network of more genes than can be enumerated, where what decides them is small enough. */
import { attractorsOf } from './attractors.ts';
import type { Budget } from './budget.ts';
import { type Completer, statesAt } from './completed-attractors.ts';
import type { UpdateScheme } from './gene-network.ts';
import type { AnalysedAttractor } from './network-analysis.ts';
import type { Reducer, Reduction } from './reduction.ts';
import { exhaustionLimit, stateSpace } from './state-space.ts';

/** All attractors, the first of them with their states. */
export interface ReducedAttractors {
  readonly attractors: readonly AnalysedAttractor[];
  readonly count: number;
  /** Fates that some attractor keeps, be it listed or not. */
  readonly kept: ReadonlySet<string>;
  /** How many states were visited. */
  readonly visited: number;
}
/** Together, of all values of the inputs; and how many combinations of these. */
const mostStates = 2 ** (exhaustionLimit + 1);
const mostParts = 1024;
/** Of the search budget. */
const stepsPerState = 4;

/**
 * Exact: what is left once constants are carried through and genes that nothing uses are left out is enumerated, at
 * once or for each combination of the free inputs; undefined where that is more than 2^20 states at once, or 2^21
 * together. `most` attractors are listed.
 */
export function reducedAttractors(
  reducer: Reducer,
  complete: Completer,
  update: UpdateScheme,
  most: number,
  budget: Budget,
): ReducedAttractors | undefined {
  const parts = partsOf(reducer);
  return parts && attractorsIn(parts, complete, update, most, budget);
}

/** The attractors of parts that no update leaves and that share no state. */
export function attractorsIn(
  parts: readonly Reduction[],
  complete: Completer,
  update: UpdateScheme,
  most: number,
  budget: Budget,
): ReducedAttractors {
  const visited = parts.reduce((sum, { free }) => sum + 2 ** free, 0);
  budget.spend(stepsPerState * visited);
  const kept = new Set<string>();
  const found = parts.map((part) => attractorsOfPart(part, complete, update, most, kept));
  return {
    attractors: inOrder(found.flatMap(({ listed }) => listed)).slice(0, most),
    count: found.reduce((sum, { count }) => sum + count, 0),
    kept,
    visited,
  };
}
export const inOrder = (attractors: AnalysedAttractor[]): AnalysedAttractor[] =>
  attractors.sort((a, b) => a.size - b.size || (a.states[0] < b.states[0] ? -1 : 1));

/** Small enough to be enumerated: the whole, or its parts by the values of inputs. */
function partsOf({ whole, given, inputs }: Reducer): readonly Reduction[] | undefined {
  if (whole.free <= exhaustionLimit) return [whole];
  if (inputs.length === 0 || 2 ** inputs.length > mostParts) return undefined;
  const parts: Reduction[] = [];
  let states = 0;
  for (let word = 0; word < 2 ** inputs.length; word++) {
    const part = given(new Map(inputs.map((v, i) => [v, ((word >>> (inputs.length - 1 - i)) & 1) as 0 | 1])));
    states += 2 ** part.free;
    if (part.free > exhaustionLimit || states > mostStates) return undefined;
    parts.push(part);
  }
  return parts;
}

/** Adds to `keptByAny`. A fate that names no gene left out is read off the enumerated states. */
function attractorsOfPart(
  { network: core, followers }: Reduction,
  { follow, fateIn, told, fatesNaming }: Completer,
  update: UpdateScheme,
  most: number,
  keptByAny: Set<string>,
): { readonly count: number; readonly listed: readonly AnalysedAttractor[] } {
  const late = fatesNaming(followers);
  const space = stateSpace(core);
  const early = core.fates.filter(({ name }) => !late.includes(name));
  const found = attractorsOf({ ...core, fates: early }, space, update);
  const listed: AnalysedAttractor[] = [];
  found.forEach((attractor, i) => {
    for (const name of attractor.kept) keptByAny.add(name);
    if (i >= most && late.every((name) => keptByAny.has(name))) return;
    const states = statesAt(space, attractor.states);
    follow(states, followers, update);
    const keeps = new Set(attractor.kept);
    const touches = new Set(attractor.touched);
    for (const name of late) {
      const [off, on] = fateIn(states, name);
      if (on) touches.add(name);
      if (!off) keeps.add(name);
      if (!off) keptByAny.add(name);
    }
    if (i >= most) return;
    const [kept, touched] = [keeps, touches].map((names) =>
      core.fates.flatMap(({ name }) => (names.has(name) ? [name] : [])),
    );
    listed.push(told(states, followers, update, { kept, touched }));
  });
  return { count: found.length, listed };
}
