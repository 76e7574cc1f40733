import type { Stream } from '../random/index.ts';
import type { BooleanExpression, GeneNetwork } from './gene-network.ts';
import { mustBeClosed } from './open-rules.ts';
import { compileRule, fixedBits, type StateTest, variableIndex } from './compiled-rule.ts';
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
  const variables = genes + network.inputs.length;
  const tested = (rule: BooleanExpression): StateTest => tabulated(compileRule(rule, index), variables);
  const rules = network.genes.map(({ rule }) => tested(rule));
  const fates = network.fates.map(({ rule }) => tested(rule));
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
    fateOf(state) {
      for (let fate = 0; fate < fates.length; fate++) if (fates[fate](state)) return fate;
      return -1;
    },
  };
}

/** A test as a table of all states, where they are few: a cell asks some ten times a step. */
function tabulated(test: StateTest, variables: number): StateTest {
  if (variables > mostTabulated) return test;
  const table = Uint8Array.from({ length: 2 ** variables }, (_, state) => Number(test(state)));
  return (state) => table[state] === 1;
}
const mostTabulated = 10;

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
