/** Where a network ends of which not every state that decides can be visited. */
import { searchAttractors } from './attractor-search.ts';
import type { Budget, BudgetOptions } from './budget.ts';
import { oneInEachTrapSpace } from './certificate.ts';
import { type Completer, completerOf, statesOf } from './completed-attractors.ts';
import { countTrapSpaces } from './counting.ts';
import { fateOf } from './fate-of.ts';
import type { GeneNetwork, UpdateScheme } from './gene-network.ts';
import type { AnalysedAttractor, NetworkAnalysis } from './network-analysis.ts';
import { attractorsIn, inOrder } from './reduced-attractors.ts';
import { type Reducer, reducerOf, type Reduction } from './reduction.ts';
import { networkDiagrams, type RuleDiagram, ruleDiagrams, valuesIn } from './rule-diagram.ts';
import { freeIn } from './state-space.ts';
import { trapProblem, type Value } from './subspaces.ts';
import { synchronousAttractors } from './synchronous-search.ts';
import { budgetFrom, endOf, listed, listMinimal, spaceText } from './trap-spaces.ts';
import { valueDynamics, type Values } from './values-dynamics.ts';
import { asynchronousWalk } from './random-walk.ts';
import { stream } from '../random/index.ts';

export interface SymbolicOptions {
  readonly budget?: { readonly seconds?: number; readonly trapSpaces?: number; readonly spend?: Budget['spend'] };
  readonly signal?: BudgetOptions['signal'];
}
interface NamedDiagram {
  readonly name: string;
  readonly rule: RuleDiagram;
}

export const namesIn = (network: GeneNetwork) => ({
  genes: network.genes.map(({ name }) => name),
  inputs: network.inputs.filter((name) => !(name in network.fixed)),
});

/**
 * Steady states and minimal trap spaces, which are the same in both update schemes; then the attractors in each of
 * them and those outside, until it is proved that there are no others.
 */
export function symbolicAnalysis(
  network: GeneNetwork,
  update: UpdateScheme,
  { budget: allowed, signal }: SymbolicOptions,
): NetworkAnalysis {
  const spaces: Value[][] = [];
  const lasting = new Set<string>();
  let fates: readonly NamedDiagram[] = [];
  let count = 0n;
  let steadyBeyond = true;
  let spacesKnown = false;
  let places: Places | undefined;
  let stage = 'the rules were not read';
  const ended = endOf(() => {
    const budget = budgetFrom({ ...allowed, steps: allowed?.trapSpaces, signal });
    const { rules, fixed } = networkDiagrams(network);
    const diagramOf = ruleDiagrams(network);
    fates = network.fates.map(({ name, rule }) => ({ name, rule: diagramOf(rule) }));
    const problem = trapProblem(rules, fixed, 'minimal', budget);
    stage = 'there may be more steady states and minimal trap spaces';
    const all = listMinimal(problem, 'minimal', spaces);
    stage = 'whether a fate is reachable is not known of those that are not listed';
    for (const { name, rule } of fates) if (!all && problem.solver.solve([problem.always(rule, 1)])) lasting.add(name);
    stage = 'there are more steady states and minimal trap spaces than are listed; how many was not counted';
    const counts = all ? undefined : countTrapSpaces(rules, fixed, budget);
    count = counts?.minimal ?? BigInt(spaces.length);
    steadyBeyond = counts?.steady === counts?.minimal;
    spacesKnown = true;
    stage = 'whether there are attractors besides these, or several in one trap space, is not known';
    places = placesOf(network, reducerOf(network, budget), spaces, all, update, fates, budget);
    count += BigInt(places.more);
  });
  const attractors = places?.attractors ?? spaces.map((space) => trapOf(space, network, fates));
  const missing = ended === undefined ? places?.missing : `${stage}: ${ended}`;
  const keeps = (name: string) => lasting.has(name) || attractors.some(({ kept }) => kept.includes(name));
  const isOpen = (name: string) =>
    missing !== undefined || !steadyBeyond || attractors.some(({ open }) => open?.includes(name));
  return {
    ...namesIn(network),
    update,
    method: 'symbolic',
    complete: missing === undefined,
    ...(missing === undefined ? {} : { unfinished: missing }),
    free: freeIn(network),
    spacesKnown,
    attractors: inOrder(attractors.slice(0, listed)),
    count: String(spacesKnown ? count : spaces.length),
    fates: Object.fromEntries(
      network.fates.map(({ name }) => [name, { reachable: keeps(name) || (isOpen(name) ? null : false), basin: null }]),
    ),
    mixed: null,
    undecided: null,
  };
}

/** The attractors in minimal trap spaces and outside them. */
interface Places {
  readonly attractors: AnalysedAttractor[];
  /** How many there are beyond one in each trap space. */
  readonly more: number;
  /** Why these may not be all; undefined where they are. */
  readonly missing: string | undefined;
}
/** Visited in one trap space; in all together, the budget counts. */
const mostInside = 16;

/** `areListed`: whether the spaces are all there are. */
function placesOf(
  network: GeneNetwork,
  reducer: Reducer,
  spaces: readonly (readonly Value[])[],
  areListed: boolean,
  update: UpdateScheme,
  fates: readonly NamedDiagram[],
  budget: Budget,
): Places {
  const complete = completerOf(network, listed);
  const cycles =
    update === 'synchronous' && areListed ? synchronousAttractors(reducer.whole.network, budget) : undefined;
  if (cycles)
    return {
      attractors: cycles.map((states) => completed(states, reducer.whole, complete, update)),
      more: cycles.length - spaces.length,
      missing: undefined,
    };
  const doubts: string[] = [];
  let more = 0;
  const attractors = spaces.flatMap((space) => {
    if (!space.includes('*')) return [trapOf(space, network, fates)];
    if (update === 'synchronous') return [trapOf(space, network, fates)];
    const part = reducer.given(fixedIn(space));
    if (part.free <= mostInside) {
      const inside = attractorsIn([part], complete, update, listed, budget);
      more += inside.count - 1;
      return inside.attractors;
    }
    const inside = searchedIn(part, space, network, fates, complete, budget, doubts);
    more += inside.length - 1;
    return inside;
  });
  if (update === 'synchronous')
    doubts.push(
      'the cycles of synchronous update are too many or too long to be listed; hold inputs at a value, or choose ' +
        'asynchronous update',
    );
  else if (oneInEachTrapSpace(networkDiagrams(network), budget)) doubts.length = 0;
  else if (!areListed) doubts.push('there are too many of them to look for attractors outside');
  else {
    const outside = foundOutside(reducer, spaces, complete, budget);
    more += outside.attractors.length;
    attractors.push(...outside.attractors);
    if (outside.mayBeMore)
      doubts.push('there may be attractors outside these, which could not be followed to their end');
  }
  return { attractors, more, missing: doubts[0] };
}
/** Outside the trap spaces, for each combination of free inputs where these are few. */
function foundOutside(
  { whole, given, inputs }: Reducer,
  spaces: readonly (readonly Value[])[],
  complete: Completer,
  budget: Budget,
): { readonly attractors: readonly AnalysedAttractor[]; readonly mayBeMore: boolean } {
  const split = inputs.length <= mostSplit ? inputs : [];
  const attractors: AnalysedAttractor[] = [];
  for (let word = 0; word < 2 ** split.length; word++) {
    const values = new Map(split.map((input, i) => [input, ((word >>> i) & 1) as 0 | 1]));
    const part = split.length === 0 ? whole : given(values);
    const inPart = spaces.filter((space) => split.every((input) => space[input] === values.get(input)));
    const { found, open, complete: looked } = searchAttractors(part.network, inPart, budget);
    attractors.push(...found.map((states) => completed(states, part, complete, 'asynchronous')));
    if (open > 0 || !looked) return { attractors, mayBeMore: true };
  }
  return { attractors, mayBeMore: false };
}
const mostSplit = 6;

const fixedIn = (space: readonly Value[]): ReadonlyMap<number, 0 | 1> =>
  new Map(space.flatMap((value, v) => (value === '*' ? [] : [[v, value] as const])));

function completed(
  states: readonly Values[],
  { followers }: Reduction,
  { follow, told }: Completer,
  update: UpdateScheme,
): AnalysedAttractor {
  const whole = statesOf(states);
  follow(whole, followers, update);
  return told(whole, followers, update);
}

/** The attractors in a trap space of many states; where there is one too large to be visited, what is certain of it. */
function searchedIn(
  part: Reduction,
  space: readonly Value[],
  network: GeneNetwork,
  fates: readonly NamedDiagram[],
  complete: Completer,
  budget: Budget,
  doubts: string[],
): AnalysedAttractor[] {
  const { found, open, single, complete: looked } = searchAttractors(part.network, [], budget);
  if (found.length > 0) {
    if ((open > 0 || !looked) && !single) doubts.push('a trap space may hold more attractors than were found in it');
    return found.map((states) => completed(states, part, complete, 'asynchronous'));
  }
  if (!single) {
    doubts.push('a trap space too large to be visited may hold several attractors');
    return [trapOf(space, network, fates)];
  }
  return [trapOf(space, network, fates, met(single, part, space, fates))];
}
const walked = 4096;
/** Fates that a walk from a state of an attractor met for certain, and those it was for certain without. */
function met(from: Values, part: Reduction, space: readonly Value[], fates: readonly NamedDiagram[]): Met {
  const dynamics = valueDynamics(part.network);
  const leftOut = new Set(part.followers);
  const [having, lacking] = [new Set<string>(), new Set<string>()];
  asynchronousWalk(dynamics, from.slice(), stream(0, 'attractors', 'fates met'), walked, (state) => {
    const seen = space.map((value, v) => (value === '*' && !leftOut.has(v) ? (state[v] as 0 | 1) : value));
    for (const { name, rule } of fates) {
      const [off, on] = valuesIn(rule, seen);
      if (!off) having.add(name);
      if (!on) lacking.add(name);
    }
    return undefined;
  });
  return { having, lacking };
}
interface Met {
  readonly having: ReadonlySet<string>;
  readonly lacking: ReadonlySet<string>;
}

/**
 * A trap space for the attractors in it: a fate is kept where all its states have it; touched where some have, which
 * need not be among those of an attractor, unless a state of one was `met`.
 */
function trapOf(
  space: readonly Value[],
  network: GeneNetwork,
  fates: readonly NamedDiagram[],
  { having, lacking }: Met = { having: new Set(), lacking: new Set() },
): AnalysedAttractor {
  const size = 2 ** space.filter((value) => value === '*').length;
  const possible = fates.filter(({ rule }) => valuesIn(rule, space)[1]);
  const kept = possible.filter(({ rule }) => !valuesIn(rule, space)[0]).map(({ name }) => name);
  const touched = possible.map(({ name }) => name);
  const open = touched.filter((name) => !kept.includes(name) && !(having.has(name) && lacking.has(name)));
  return {
    kind: size === 1 ? 'steady' : 'trap',
    size,
    basin: null,
    states: [spaceText(network)(space)],
    fate: kept.length === 0 && open.length > 0 ? 'not known' : fateOf(kept, touched),
    kept,
    touched,
    ...(open.length > 0 ? { open } : {}),
  };
}
