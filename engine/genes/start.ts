import type { GeneNetwork } from './network.ts';
import { compileRule, fixedBits, regulators, variableIndex } from './rule.ts';

/** A state to start from. */
export interface Start {
  /** The state word; see `CellDynamics`. */
  readonly state: number;
  /** Genes that are on, in declaration order. */
  readonly on: readonly string[];
  /** How many states of the genes have the fate (with the inputs at whichever values it allows). */
  readonly qualifying: number;
}

/**
 * The state meant by `start … as FATE`: only the genes it needs are on, the fewest that give the fate; among equally few, the set whose
 * genes are declared first. Inputs are on only where the fate needs them. Undefined where no state has the fate.
 */
export function minimalStart(network: GeneNetwork, fate: string): Start | undefined {
  const rule = ruleOfFate(network, fate);
  const index = variableIndex(network);
  const test = compileRule(rule, index);
  const genes = network.genes.length;
  const fixed = fixedBits(network);
  const free = regulators(rule).map((name) => index.get(name) as number).filter((bit) => ((fixed.mask >>> bit) & 1) === 0).sort((a, b) => a - b);
  if (free.length > 20) throw new RangeError(`the fate ${fate} depends on ${free.length} genes; its start state is searched up to 20. Say the state outright: start … { on A, B }`);
  const freeGenes = free.filter((bit) => bit < genes);
  const geneStates = new Set<number>();
  let best: { readonly state: number; readonly on: readonly number[] } | undefined;
  for (let subset = 0; subset < 2 ** free.length; subset++) {
    const state = free.reduce((word, bit, i) => ((subset >>> i) & 1 ? word | (1 << bit) : word), fixed.values) >>> 0;
    if (!test(state)) continue;
    const on = freeGenes.filter((bit) => ((state >>> bit) & 1) === 1);
    geneStates.add(on.reduce((word, bit) => word | (1 << bit), 0));
    if (best === undefined || precedes(on, best.on)) best = { state, on };
  }
  if (best === undefined) return undefined;
  const heldGenes = network.genes.filter(({ name }) => name in network.fixed).length;
  return {
    state: best.state,
    on: network.genes.flatMap(({ name }, g) => (((best.state >>> g) & 1) === 1 ? [name] : [])),
    qualifying: geneStates.size * 2 ** (genes - heldGenes - freeGenes.length),
  };
}

/** The state with exactly these genes (or inputs) on, and fixed ones at their values: `start … { on Sox2, Hes1 }`. */
export function stateWith(network: GeneNetwork, on: readonly string[]): number {
  const index = variableIndex(network);
  let state = 0;
  for (const name of on) {
    const bit = index.get(name);
    if (bit === undefined) throw new RangeError(`${name} is neither a gene nor an input of this network`);
    state |= 1 << bit;
  }
  const fixed = fixedBits(network);
  return ((state & ~fixed.mask) | fixed.values) >>> 0;
}

export function ruleOfFate(network: GeneNetwork, fate: string) {
  const found = network.fates.find(({ name }) => name === fate);
  if (!found) throw new RangeError(`there is no fate ${fate}; ${network.fates.length ? `there are ${network.fates.map(({ name }) => name).join(', ')}` : 'this network declares none'}`);
  return found.rule;
}

/** Fewer first; then the earlier declared. Both lists ascend. */
function precedes(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return a.length < b.length;
  const i = a.findIndex((bit, k) => bit !== b[k]);
  return i >= 0 && a[i] < b[i];
}
