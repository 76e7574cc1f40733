import type { Stream } from '../random/index.ts';
import type { GeneNetwork } from './gene-network.ts';
import { mustBeClosed } from './open-rules.ts';
import { compileRule, fixedBits, variableIndex } from './compiled-rule.ts';
import { minimalStart, stateWith } from './start.ts';

/** The genes of one cell. A state is an unsigned word of bits: genes in declaration order from bit 0, then inputs. */
export interface CellDynamics {
  readonly genes: readonly string[];
  readonly inputs: readonly string[];
  readonly fates: readonly string[];
  /**
   * The state of a founder: exactly the genes `on`, or the fewest that give the fate (`minimalStart`), or all off;
   * fixed ones at their values.
   */
  start(start: { readonly fate?: string; readonly on?: readonly string[] }): number;
  /**
   * One development step under the network's scheme, the inputs held as the state has them. Synchronous: all genes at
   * once. Asynchronous: n draws with replacement among the n genes of the wild type, each drawn gene updated at once; a
   * fixed gene is drawn and stays, so that a knock-out does not change the clock. A fixed input is put back before
   * anything else.
   */
  update(state: number, draws: Stream): number;
  /** Index of the first declared fate whose rule is true, −1 where none is (`undecided`). */
  fateOf(state: number): number;
}

/** Compiles a network for growth. At most 32 genes and inputs together. */
export function cellDynamics(network: GeneNetwork): CellDynamics {
  const genes = network.genes.length;
  if (genes + network.inputs.length > 32) {
    throw new RangeError(
      `a cell's state holds at most 32 genes and inputs; this network has ${genes} genes and ` +
        `${network.inputs.length} inputs`,
    );
  }
  const index = variableIndex(network);
  mustBeClosed(network);
  const rules = network.genes.map(({ rule }) => compileRule(rule, index));
  const fates = network.fates.map(({ rule }) => compileRule(rule, index));
  const fixed = fixedBits(network);
  const hold = (state: number) => ((state & ~fixed.mask) | fixed.values) >>> 0;

  const synchronous = (state: number) => {
    let next = state;
    for (let g = 0; g < genes; g++) next = rules[g](state) ? next | (1 << g) : next & ~(1 << g);
    return hold(next);
  };
  const asynchronous = (state: number, draws: Stream) => {
    for (let draw = 0; draw < genes; draw++) {
      const g = draws.below(genes);
      state = hold(rules[g](state) ? state | (1 << g) : state & ~(1 << g));
    }
    return state;
  };
  return {
    genes: network.genes.map(({ name }) => name),
    inputs: network.inputs,
    fates: network.fates.map(({ name }) => name),
    start: ({ fate, on }) => (on ? stateWith(network, on) : fate === undefined ? hold(0) : founderOf(network, fate)),
    update:
      network.update === 'synchronous'
        ? (state) => synchronous(hold(state))
        : (state, draws) => asynchronous(hold(state), draws),
    fateOf: (state) => fates.findIndex((fate) => fate(state)),
  };
}

function founderOf(network: GeneNetwork, fate: string): number {
  const start = minimalStart(network, fate);
  if (start) return start.state;
  const held = Object.entries(network.fixed)
    .map(([name, value]) => `${name} held at ${value}`)
    .join(', ');
  throw new RangeError(
    `no state of the genes has the fate ${fate}${held && ` with ${held}`}; start from another fate, or say ` +
      `which genes are on`,
  );
}
