import type { Stream } from '../random/index.ts';
import type { GeneNetwork } from './network.ts';
import { compileRule, variableIndex } from './rule.ts';

/** The genes of one cell. A state is a word of bits: genes in declaration order from bit 0, then inputs; unsigned. */
export interface CellDynamics {
  readonly genes: number;
  readonly inputs: number;
  /** Bits of the genes, without the inputs. */
  readonly geneMask: number;
  /** The state with fixed genes and inputs (knock-out, over-expression) at their values. */
  hold(state: number): number;
  /** The state with input `input` (0 = the first input) set from outside; a fixed input stays as it is. */
  setInput(state: number, input: number, value: boolean): number;
  /**
   * One development step under the network's scheme. Synchronous: all genes at once. Asynchronous: n draws with replacement among
   * the n genes of the wild type, each drawn gene updated at once; a fixed gene is drawn and stays, so a knock-out keeps the clock.
   */
  update(state: number, draws: Stream): number;
  /** Index of the first declared fate whose rule is true, −1 where none is (`undecided`). */
  fate(state: number): number;
}

/** Compiles a network for growth. At most 32 genes and inputs together. */
export function cellDynamics(network: GeneNetwork): CellDynamics {
  const genes = network.genes.length;
  const inputs = network.inputs.length;
  if (genes + inputs > 32) throw new RangeError(`a cell's state holds at most 32 genes and inputs; this network has ${genes} genes and ${inputs} inputs`);
  const index = variableIndex(network);
  const rules = network.genes.map(({ rule }) => compileRule(rule, index));
  const fates = network.fates.map(({ rule }) => compileRule(rule, index));
  const { mask: fixedMask, values: fixedValues } = fixedBits(network);

  const hold = (state: number) => ((state & ~fixedMask) | fixedValues) >>> 0;
  const put = (state: number, bit: number, value: boolean) => hold(value ? state | (1 << bit) : state & ~(1 << bit));
  const synchronous = (state: number) => {
    let next = state;
    for (let g = 0; g < genes; g++) next = rules[g](state) ? next | (1 << g) : next & ~(1 << g);
    return hold(next);
  };
  const asynchronous = (state: number, draws: Stream) => {
    for (let draw = 0; draw < genes; draw++) {
      const g = draws.below(genes);
      state = put(state, g, rules[g](state));
    }
    return state;
  };
  return {
    genes,
    inputs,
    geneMask: maskOf(genes),
    hold,
    setInput: (state, input, value) => put(state, genes + input, value),
    update: network.update === 'synchronous' ? (state) => synchronous(hold(state)) : (state, draws) => asynchronous(hold(state), draws),
    fate: (state) => fates.findIndex((fate) => fate(state)),
  };
}

/** Which bits `fixed` holds, and at what. */
export function fixedBits(network: GeneNetwork): { readonly mask: number; readonly values: number } {
  const index = variableIndex(network);
  let mask = 0;
  let values = 0;
  for (const [name, value] of Object.entries(network.fixed)) {
    const bit = index.get(name);
    if (bit === undefined) throw new RangeError(`${name} is held at ${value}, but it is neither a gene nor an input of this network`);
    mask |= 1 << bit;
    values |= value << bit;
  }
  return { mask: mask >>> 0, values: values >>> 0 };
}
/** The lowest n bits, 0 ≤ n ≤ 32. */
export function maskOf(n: number): number {
  return n === 32 ? 0xffffffff : ((1 << n) >>> 0) - 1;
}
