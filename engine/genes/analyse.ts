import type { AnalysedAttractor, NetworkAnalysis } from './analysis.ts';
import { type Attractor, attractorsOf } from './attractors.ts';
import { fateSharesOf } from './basins.ts';
import type { GeneNetwork, UpdateScheme } from './network.ts';
import { type StateSpace, stateSpace } from './space.ts';

export interface AnalyseOptions {
  /** In the place of the network's own scheme. */
  readonly update?: UpdateScheme;
  /** Search steps beyond exhaustion, so that what is found does not depend on the machine; `seconds` stops earlier where it is given. */
  readonly budget?: { readonly seconds?: number; readonly trapSpaces?: number };
  readonly signal?: { readonly aborted: boolean };
  /** False: leave out the probabilities of ending in each fate (`basin` is null). */
  readonly basins?: boolean;
}
const listed = 1000;

/**
 * Where a network ends. Up to 20 genes and inputs that are not fixed, every state is visited: all attractors. Inputs that are not fixed are
 * held constant, at both values.
 */
export function analyseNetwork(network: GeneNetwork, options: AnalyseOptions = {}): NetworkAnalysis {
  return exhaustive(network, options.update ?? network.update, options.basins ?? true);
}

function exhaustive(network: GeneNetwork, update: UpdateScheme, basins: boolean): NetworkAnalysis {
  const space = stateSpace(network);
  const attractors = attractorsOf(network, space, update);
  const shares = basins ? fateSharesOf(network, space, attractors, update, 'basin') : undefined;
  return {
    genes: network.genes.map(({ name }) => name),
    inputs: network.inputs.filter((name) => !(name in network.fixed)),
    update,
    method: 'exhaustive',
    complete: true,
    free: space.free.length,
    attractors: attractors.slice(0, listed).map((attractor) => asText(network, space, attractor)),
    count: String(attractors.length),
    fates: Object.fromEntries(network.fates.map(({ name }) => [name, { reachable: attractors.some(({ kept }) => kept.includes(name)), basin: shares?.fates[name] ?? null }])),
    mixed: shares?.mixed ?? null,
    undecided: shares?.undecided ?? null,
  };
}

function asText(network: GeneNetwork, space: StateSpace, { kind, size, basin, states, fate, kept, touched }: Attractor): AnalysedAttractor {
  const shown = space.variables.flatMap((name, variable) => (variable < network.genes.length || !(name in network.fixed) ? [variable] : []));
  const text = (state: number) => shown.map((variable) => space.value(state, variable)).join('');
  return { kind, size, basin, states: Array.from({ length: Math.min(size, listed) }, (_, i) => text(states[i])), fate, kept, touched };
}
