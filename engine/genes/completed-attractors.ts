/** Attractors of a network that was cut down (`Reduction`), completed by the genes that were left out. */
import { fateOf } from './fate-of.ts';
import type { GeneNetwork, UpdateScheme } from './gene-network.ts';
import type { AnalysedAttractor } from './network-analysis.ts';
import { networkDiagrams, type RuleDiagram, ruleDiagrams, valuesIn } from './rule-diagram.ts';
import type { StateSpace } from './state-space.ts';
import type { Value } from './subspaces.ts';
import type { Values } from './values-dynamics.ts';

/** The states of an attractor: a value of each variable in each of them, of those left out as it becomes known. */
export interface States {
  readonly count: number;
  /** `*`: both values, together with each of the others. */
  readonly at: (state: number, variable: number) => Value;
  /** Gives a gene that was left out its value in every state. */
  readonly set: (gene: number, values: Value | Uint8Array) => void;
}
export function statesAt(space: StateSpace, states: ArrayLike<number>): States {
  const bit = new Int32Array(space.variables.length).fill(-1);
  space.free.forEach((variable, i) => {
    bit[variable] = i;
  });
  return completing(states.length, (state, variable) =>
    bit[variable] >= 0 ? (((states[state] >>> bit[variable]) & 1) as 0 | 1) : space.value(0, variable),
  );
}
export const statesOf = (states: readonly Values[]): States =>
  completing(states.length, (state, variable) => states[state][variable] as 0 | 1);

function completing(count: number, given: (state: number, variable: number) => 0 | 1): States {
  const completed = new Map<number, Value | Uint8Array>();
  return {
    count,
    at: (state, variable) => {
      const values = completed.get(variable);
      if (values === undefined) return given(state, variable);
      return typeof values === 'object' ? (values[state] as 0 | 1) : values;
    },
    set: (gene, values) => completed.set(gene, values),
  };
}

export interface Completer {
  /** Gives the genes left out their values. */
  readonly follow: (states: States, followers: readonly number[], update: UpdateScheme) => void;
  /** Whether a fate's rule is 0, and whether it is 1, in some of the states. */
  readonly fateIn: (states: States, fate: string) => readonly [boolean, boolean];
  /** As it is told, with at most `most` states; `kept` and `touched` where the fates are known already. */
  readonly told: (
    states: States,
    followers: readonly number[],
    update: UpdateScheme,
    known?: Pick<AnalysedAttractor, 'kept' | 'touched'>,
  ) => AnalysedAttractor;
  /** Fates whose rules name one of the variables. */
  readonly fatesNaming: (variables: readonly number[]) => readonly string[];
}

export function completerOf(network: GeneNetwork, most: number): Completer {
  const { rules } = networkDiagrams(network);
  const diagramOf = ruleDiagrams(network);
  const fates = new Map(network.fates.map(({ name, rule }) => [name, diagramOf(rule)]));
  const names = [...network.genes.map(({ name }) => name), ...network.inputs];
  const shown = names.flatMap((name, v) => (v < network.genes.length || !(name in network.fixed) ? [v] : []));
  const scratch: Value[] = names.map(() => 0);

  const valuesAt = (states: States, state: number, rule: RuleDiagram): readonly [boolean, boolean] => {
    for (const variable of rule.variables) scratch[variable] = states.at(state, variable);
    return valuesIn(rule, scratch);
  };
  const valuesAmong = (states: States, rule: RuleDiagram): readonly [boolean, boolean] => {
    let [off, on] = [false, false];
    for (let state = 0; state < states.count && !(off && on); state++) {
      const values = valuesAt(states, state, rule);
      off ||= values[0];
      on ||= values[1];
    }
    return [off, on];
  };
  /** Under synchronous update a gene has after each step what its rule says before it. */
  const followCycle = (states: States, gene: number, rule: RuleDiagram): void => {
    const values = new Uint8Array(states.count);
    for (let t = 0; t < states.count; t++) values[(t + 1) % states.count] = valuesAt(states, t, rule)[1] ? 1 : 0;
    states.set(gene, values);
  };
  /**
   * Under asynchronous update a gene that nothing uses has either one value in all states of the attractor, or both
   * together with each of them: its states all lead to each other, and the gene may wait for the one it needs.
   */
  const followAnyTime = (states: States, gene: number, rule: RuleDiagram): void => {
    const [off, on] = valuesAmong(states, rule);
    states.set(gene, off && on ? '*' : on ? 1 : 0);
  };
  const fateIn: Completer['fateIn'] = (states, fate) => valuesAmong(states, fates.get(fate) as RuleDiagram);
  const fatesOf = (states: States): Pick<AnalysedAttractor, 'kept' | 'touched'> => {
    const values = [...fates.keys()].map((name) => ({ name, in: fateIn(states, name) }));
    return {
      kept: values.flatMap((fate) => (fate.in[0] ? [] : [fate.name])),
      touched: values.flatMap((fate) => (fate.in[1] ? [fate.name] : [])),
    };
  };
  return {
    follow: (states, followers, update) => {
      for (const gene of followers)
        (update === 'synchronous' ? followCycle : followAnyTime)(states, gene, rules[gene] as RuleDiagram);
    },
    fateIn,
    told: (states, followers, update, { kept, touched } = fatesOf(states)) => {
      const size = states.count * 2 ** followers.filter((gene) => states.at(0, gene) === '*').length;
      return {
        kind: size === 1 ? 'steady' : update === 'synchronous' ? 'cycle' : 'complex',
        size,
        basin: null,
        states: textsOf(states, shown, most),
        fate: fateOf(kept, touched),
        kept,
        touched,
      };
    },
    fatesNaming: (variables) => {
      const naming = new Set(variables);
      return [...fates].flatMap(([name, rule]) => (rule.variables.some((v) => naming.has(v)) ? [name] : []));
    },
  };
}

/** The first `most` states, `*` standing for both values. */
function textsOf(states: States, shown: readonly number[], most: number): string[] {
  const texts: string[] = [];
  for (let state = 0; state < states.count; state++) {
    const values = shown.map((variable) => states.at(state, variable));
    const free = values.flatMap((value, place) => (value === '*' ? [place] : []));
    for (let word = 0; word < 2 ** free.length; word++) {
      if (texts.length === most) return texts;
      free.forEach((place, i) => {
        values[place] = (Math.floor(word / 2 ** (free.length - 1 - i)) % 2) as 0 | 1;
      });
      texts.push(values.join(''));
    }
  }
  return texts;
}
