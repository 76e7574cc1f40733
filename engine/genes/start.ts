import type { GeneNetwork } from './gene-network.ts';
import { fixedBits, regulators, variableIndex } from './compiled-rule.ts';
import { valueDynamics } from './values-dynamics.ts';

/** A state to start from. */
export interface Start {
  /** The state word; see `CellDynamics`. Not a number where there are more than 32 genes and inputs. */
  readonly state: number;
  /** The same of any network: genes, then inputs that are not fixed, as text. */
  readonly text: string;
  /** Genes that are on, in declaration order. */
  readonly on: readonly string[];
  /** How many states of the genes have the fate (with the inputs at whichever values it allows). */
  readonly qualifying: number;
}

/**
 * The state meant by `start … as FATE`: only the genes it needs are on, the fewest that give the fate; among equally
 * few, the set whose genes are declared first. Inputs are on only where the fate needs them. Undefined where no state
 * has the fate.
 */
export function minimalStart(network: GeneNetwork, fate: string): Start | undefined {
  const rule = ruleOfFate(network, fate);
  const { names, test: compiled, read, text, genes, inputs } = valueDynamics(network);
  const test = compiled(rule);
  const named = new Set(regulators(rule));
  const freeGenes = Array.from(genes).filter((gene) => named.has(names[gene]));
  const free = [...freeGenes, ...Array.from(inputs).filter((input) => named.has(names[input]))];
  if (free.length > 20)
    throw new RangeError(
      `the fate ${fate} depends on ${free.length} genes; its start state is searched up to 20. Say the ` +
        `state outright: start … { on A, B }`,
    );
  const state = read('0'.repeat(network.genes.length + inputs.length));
  const geneStates = new Set<number>();
  let best: { readonly subset: number; readonly on: readonly number[] } | undefined;
  const set = (subset: number): void => {
    free.forEach((variable, i) => {
      state[variable] = (subset >>> i) & 1;
    });
  };
  for (let subset = 0; subset < 2 ** free.length; subset++) {
    set(subset);
    if (!test(state)) continue;
    const on = freeGenes.filter((gene) => state[gene]);
    geneStates.add(subset & (2 ** freeGenes.length - 1));
    if (best === undefined || precedes(on, best.on)) best = { subset, on };
  }
  if (best === undefined) return undefined;
  set(best.subset);
  return {
    state: state.length <= 32 ? state.reduce((word, value, bit) => word | (value << bit), 0) >>> 0 : NaN,
    text: text(state),
    on: network.genes.flatMap(({ name }, g) => (state[g] ? [name] : [])),
    qualifying: geneStates.size * 2 ** (genes.length - freeGenes.length),
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
  if (!found)
    throw new RangeError(
      `there is no fate ${fate}; ` +
        `${
          network.fates.length
            ? `there are ${network.fates.map(({ name }) => name).join(', ')}`
            : 'this network declares none'
        }`,
    );
  return found.rule;
}

/** Fewer first; then the earlier declared. Both lists ascend. */
function precedes(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return a.length < b.length;
  const i = a.findIndex((bit, k) => bit !== b[k]);
  return i >= 0 && a[i] < b[i];
}
