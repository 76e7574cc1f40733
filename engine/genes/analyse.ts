import type { AnalysedAttractor, NetworkAnalysis } from './network-analysis.ts';
import { type Attractor, attractorsOf } from './attractors.ts';
import { fateSharesOf } from './basins.ts';
import { countTrapSpaces } from './counting.ts';
import type { GeneNetwork, UpdateScheme } from './gene-network.ts';
import { networkDiagrams, type RuleDiagram, ruleDiagrams, valuesIn } from './rule-diagram.ts';
import { type StateSpace, stateSpace, tooLarge } from './state-space.ts';
import { trapProblem, type Value } from './subspaces.ts';
import { budgetFrom, endOf, listed, listMinimal, spaceText } from './trap-spaces.ts';

export interface AnalyseOptions {
  /** In the place of the network's own scheme. */
  readonly update?: UpdateScheme;
  /**
   * Beyond exhaustion: `trapSpaces` is a number of search steps (100 million unless given), so that what is found does
   * not depend on the machine; `seconds` stops earlier.
   */
  readonly budget?: { readonly seconds?: number; readonly trapSpaces?: number };
  readonly signal?: { readonly aborted: boolean };
  /** False: leave out the probabilities of ending in each fate (`basin` is null). */
  readonly basins?: boolean;
}

/**
 * Where a network ends. Up to 20 genes and inputs that are not fixed, every state is visited: all attractors, with what
 * leads to them. Beyond, steady states and minimal trap spaces, which are the same in both update schemes. Inputs that
 * are not fixed are held constant, at both values.
 */
export function analyseNetwork(network: GeneNetwork, options: AnalyseOptions = {}): NetworkAnalysis {
  const update = options.update ?? network.update;
  return tooLarge(network) ? symbolic(network, update, options) : exhaustive(network, update, options.basins ?? true);
}

const namesOf = (network: GeneNetwork) => ({
  genes: network.genes.map(({ name }) => name),
  inputs: network.inputs.filter((name) => !(name in network.fixed)),
});

function exhaustive(network: GeneNetwork, update: UpdateScheme, basins: boolean): NetworkAnalysis {
  const space = stateSpace(network);
  const attractors = attractorsOf(network, space, update);
  const shares = basins ? fateSharesOf(network, space, attractors, update, 'basin') : undefined;
  return {
    ...namesOf(network),
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

function symbolic(
  network: GeneNetwork,
  update: UpdateScheme,
  { budget: allowed, signal }: AnalyseOptions,
): NetworkAnalysis {
  const found: Value[][] = [];
  const reachable = new Set<string>();
  let fates: readonly { readonly name: string; readonly rule: RuleDiagram }[] = [];
  let count = 0n;
  let stage = 'the rules were not read';
  const ended = endOf(() => {
    const budget = budgetFrom({ steps: allowed?.trapSpaces, seconds: allowed?.seconds, signal });
    const { rules, fixed } = networkDiagrams(network);
    const diagramOf = ruleDiagrams(network);
    fates = network.fates.map(({ name, rule }) => ({ name, rule: diagramOf(rule) }));
    const problem = trapProblem(rules, fixed, 'minimal', budget);
    stage = 'there may be more steady states and minimal trap spaces';
    const all = listMinimal(problem, 'minimal', found);
    stage = 'whether a fate is reachable is not known of those that are not listed';
    for (const { name, rule } of fates) {
      if (found.some((space) => !valuesIn(rule, space)[0]) || (!all && problem.solver.solve([problem.always(rule, 1)])))
        reachable.add(name);
    }
    stage = 'there are more steady states and minimal trap spaces than are listed; how many was not counted';
    count = all ? BigInt(found.length) : countTrapSpaces(rules, fixed, budget).minimal;
  });
  const text = spaceText(network);
  const attractors = found.map((space) => trapOf(space, text, fates));
  return {
    ...namesOf(network),
    update,
    method: 'symbolic',
    complete: ended === undefined,
    ...(ended === undefined ? {} : { unfinished: `${stage}: ${ended}` }),
    free: network.genes.length + network.inputs.length - Object.keys(network.fixed).length,
    attractors: attractors.sort((a, b) => a.size - b.size),
    count: String(ended === undefined ? count : found.length),
    fates: Object.fromEntries(
      network.fates.map(({ name }) => [
        name,
        { reachable: reachable.has(name) || attractors.some(({ kept }) => kept.includes(name)), basin: null },
      ]),
    ),
    mixed: null,
    undecided: null,
  };
}

/**
 * A fate is kept where all states of the trap space have it; touched where some have, which need not be among those of
 * its attractors.
 */
function trapOf(
  space: readonly Value[],
  text: (space: readonly Value[]) => string,
  fates: readonly { readonly name: string; readonly rule: RuleDiagram }[],
): AnalysedAttractor {
  const size = 2 ** space.filter((value) => value === '*').length;
  const touched = fates.filter(({ rule }) => valuesIn(rule, space)[1]);
  const kept = touched.filter(({ rule }) => !valuesIn(rule, space)[0]).map(({ name }) => name);
  return {
    kind: size === 1 ? 'steady' : 'trap',
    size,
    basin: null,
    states: [text(space)],
    fate: kept[0] ?? (touched.length > 0 ? 'mixed' : 'undecided'),
    kept,
    touched: touched.map(({ name }) => name),
  };
}
