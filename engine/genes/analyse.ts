import type { Budget } from './budget.ts';
import type { AnalysedAttractor, NetworkAnalysis } from './network-analysis.ts';
import { type Attractor, attractorsOf } from './attractors.ts';
import { fateShares, fateSharesOf } from './basins.ts';
import { completerOf } from './completed-attractors.ts';
import type { GeneNetwork, UpdateScheme } from './gene-network.ts';
import { type ReducedAttractors, reducedAttractors } from './reduced-attractors.ts';
import { reducerOf, upstreamOf } from './reduction.ts';
import { freeIn, type StateSpace, stateSpace, tooLarge } from './state-space.ts';
import { namesIn, symbolicAnalysis } from './symbolic.ts';
import { budgetFrom, endOf, listed } from './trap-spaces.ts';

export interface AnalyseOptions {
  /** In the place of the network's own scheme. */
  readonly update?: UpdateScheme;
  /**
   * Beyond exhaustion: `trapSpaces` is a number of search steps (100 million unless given), so that what is found does
   * not depend on the machine; `seconds` stops earlier. `spend`: of a larger budget that it is part of.
   */
  readonly budget?: { readonly seconds?: number; readonly trapSpaces?: number; readonly spend?: Budget['spend'] };
  readonly signal?: { readonly aborted: boolean };
  /** False: leave out the probabilities of ending in each fate (`basin` is null). */
  readonly basins?: boolean;
}

/**
 * Where a network ends. Up to 20 genes and inputs that are not fixed, every state is visited: all attractors, with what
 * leads to them. Beyond, constants are carried through and genes that nothing uses left out, and what decides is
 * visited where it is small enough; else attractors are searched one by one (`symbolicAnalysis`). Inputs that are not
 * fixed are held constant, at both values.
 */
export function analyseNetwork(network: GeneNetwork, options: AnalyseOptions = {}): NetworkAnalysis {
  const update = options.update ?? network.update;
  if (!tooLarge(network)) {
    options.budget?.spend?.(Math.ceil(2 ** freeIn(network) / 8));
    return exhaustive(network, update, options.basins ?? true);
  }
  const found = reduced(network, update, options) ?? symbolicAnalysis(network, update, options);
  return { ...found, fates: withKnownFates(network, found, update, options) };
}

function exhaustive(network: GeneNetwork, update: UpdateScheme, basins: boolean): NetworkAnalysis {
  const space = stateSpace(network);
  const attractors = attractorsOf(network, space, update);
  const shares = basins ? fateSharesOf(network, space, attractors, update, 'basin') : undefined;
  return {
    ...namesIn(network),
    update,
    method: 'exhaustive',
    complete: true,
    free: space.free.length,
    attractors: attractors.slice(0, listed).map((attractor) => asText(network, space, attractor)),
    count: String(attractors.length),
    fates: Object.fromEntries(
      network.fates.map(({ name }) => [
        name,
        { reachable: attractors.some(({ kept }) => kept.includes(name)), basin: shares?.fates[name] ?? null },
      ]),
    ),
    mixed: shares?.mixed ?? null,
    undecided: shares?.undecided ?? null,
  };
}
function asText(
  network: GeneNetwork,
  space: StateSpace,
  { kind, size, basin, states, fate, kept, touched }: Attractor,
): AnalysedAttractor {
  const shown = space.variables.flatMap((name, variable) =>
    variable < network.genes.length || !(name in network.fixed) ? [variable] : [],
  );
  const text = (state: number) => shown.map((variable) => space.value(state, variable)).join('');
  return {
    kind,
    size,
    basin,
    states: Array.from({ length: Math.min(size, listed) }, (_, i) => text(states[i])),
    fate,
    kept,
    touched,
  };
}

/** Beyond 20 genes and inputs, where fewer decide; undefined where these are too many as well. */
function reduced(
  network: GeneNetwork,
  update: UpdateScheme,
  { budget: allowed, signal, basins = true }: AnalyseOptions,
): NetworkAnalysis | undefined {
  let found: ReducedAttractors | undefined;
  endOf(() => {
    const budget = budgetFrom({ ...allowed, steps: allowed?.trapSpaces, signal });
    found = reducedAttractors(reducerOf(network, budget), completerOf(network, listed), update, listed, budget);
  });
  if (!found) return undefined;
  const { attractors, count, kept, visited } = found;
  const shares = basins ? fateShares(network, update) : undefined;
  return {
    ...namesIn(network),
    update,
    method: 'exhaustive',
    complete: true,
    free: freeIn(network),
    visited,
    attractors,
    count: String(count),
    fates: Object.fromEntries(
      network.fates.map(({ name }) => [name, { reachable: kept.has(name), basin: shares?.fates[name] ?? null }]),
    ),
    mixed: shares?.mixed ?? null,
    undecided: shares?.undecided ?? null,
  };
}

/** What is open of the whole may be known of the part of it that a fate depends on, which runs by itself. */
function withKnownFates(
  network: GeneNetwork,
  { fates }: NetworkAnalysis,
  update: UpdateScheme,
  options: AnalyseOptions,
): NetworkAnalysis['fates'] {
  const known = ({ name, rule }: GeneNetwork['fates'][number]): boolean | null => {
    const { reachable } = fates[name];
    if (reachable !== null) return reachable;
    const part = { ...upstreamOf(network, [rule]), fates: [{ name, rule }] };
    if (freeIn(part) === freeIn(network)) return null;
    return analyseNetwork(part, { ...options, update, basins: false }).fates[name].reachable;
  };
  return Object.fromEntries(network.fates.map((fate) => [fate.name, { ...fates[fate.name], reachable: known(fate) }]));
}
