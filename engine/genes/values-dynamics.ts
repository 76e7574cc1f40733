import { DiagramTooLarge, diagrams } from './diagram.ts';
import type { BooleanExpression, GeneNetwork } from './gene-network.ts';
import { mustBeClosed } from './open-rules.ts';
import { regulators, variableIndex, variables } from './compiled-rule.ts';

/** A state of a network of any size: one value per variable, genes in declaration order, then inputs. */
export type Values = Uint8Array<ArrayBuffer>;
export type ValuesTest = (state: Values) => boolean;

/** A network of any size, ready to be simulated state by state. */
export interface ValueDynamics {
  readonly names: readonly string[];
  /**
   * Variables that update can change (genes that are not fixed), and those that only a start can (inputs that are not
   * fixed).
   */
  readonly genes: Int32Array;
  readonly inputs: Int32Array;
  /** By gene, also of those that are fixed. */
  readonly rules: readonly ValuesTest[];
  /** By variable: the genes that are not fixed and whose rule names it. */
  readonly targets: readonly (readonly number[])[];
  readonly test: (rule: BooleanExpression) => ValuesTest;
  /**
   * A state from its text: genes, then inputs that are not fixed; what is fixed has its value, whatever the text says.
   */
  readonly read: (text: string) => Values;
  readonly text: (state: Values) => string;
}

export function valueDynamics(network: GeneNetwork): ValueDynamics {
  mustBeClosed(network);
  const names = variables(network);
  const index = variableIndex(network);
  const free = (variable: number): boolean => !(names[variable] in network.fixed);
  const count = network.genes.length;
  const genes = Int32Array.from(network.genes.keys()).filter(free);
  const inputs = Int32Array.from(network.inputs, (_, i) => count + i).filter(free);
  const shown = [...network.genes.keys(), ...inputs];
  const targets = names.map((): number[] => []);
  for (const gene of genes)
    for (const name of regulators(network.genes[gene].rule)) targets[placeOf(name, index)].push(gene);
  const start = Uint8Array.from(names, (name) => network.fixed[name] ?? 0);
  return {
    names,
    genes,
    inputs,
    targets,
    rules: network.genes.map(({ rule }) => compile(rule, index)),
    test: (rule) => compile(rule, index),
    read: (text) => {
      if (text.length !== shown.length || !/^[01]*$/.test(text))
        throw new RangeError(
          `the state ${text} is not one of this network; write ${shown.length} values, 0 or 1: genes in ` +
            `their order, then inputs that are not held`,
        );
      const state = start.slice();
      shown.forEach((variable, i) => {
        if (free(variable)) state[variable] = text.charCodeAt(i) - 48;
      });
      return state;
    },
    text: (state) => shown.map((variable) => state[variable]).join(''),
  };
}

/** Short rules as they are written; long ones by their decision diagrams, which ask for each regulator once at most. */
function compile(rule: BooleanExpression, index: ReadonlyMap<string, number>): ValuesTest {
  if (mentions(rule) <= 12) return asWritten(rule, index);
  try {
    return asDiagram(rule, index);
  } catch (error) {
    if (error instanceof DiagramTooLarge) return asWritten(rule, index);
    throw error;
  }
}
function mentions(rule: BooleanExpression): number {
  if ('constant' in rule) return 0;
  if ('gene' in rule) return 1;
  return 'not' in rule
    ? mentions(rule.not)
    : ('and' in rule ? rule.and : rule.or).reduce((sum, part) => sum + mentions(part), 0);
}
function asDiagram(rule: BooleanExpression, index: ReadonlyMap<string, number>): ValuesTest {
  const places = regulators(rule).map((name) => placeOf(name, index));
  const order = new Map(places.map((place, v) => [place, v]));
  const { build, variable, nodes, asks, low, high } = diagrams(10_000);
  const root = build(rule, (name) => variable(order.get(placeOf(name, index)) as number));
  const inner = nodes(root);
  const row = new Map([[0, 0], [1, 1], ...inner.map((node, i) => [node, i + 2] as const)]);
  const asked = Int32Array.from([0, 0, ...inner.map((node) => places[asks(node)])]);
  const [off, on] = [low, high].map((way) =>
    Int32Array.from([0, 1, ...inner.map((node) => row.get(way(node)) as number)]),
  );
  const start = row.get(root) as number;
  return (state) => {
    let at = start;
    while (at > 1) at = state[asked[at]] ? on[at] : off[at];
    return at === 1;
  };
}
function asWritten(rule: BooleanExpression, index: ReadonlyMap<string, number>): ValuesTest {
  if ('constant' in rule) {
    const { constant } = rule;
    return () => constant;
  }
  if ('gene' in rule) {
    const place = placeOf(rule.gene, index);
    return (state) => state[place] === 1;
  }
  if ('not' in rule) {
    const inner = asWritten(rule.not, index);
    return (state) => !inner(state);
  }
  const parts = ('and' in rule ? rule.and : rule.or).map((part) => asWritten(part, index));
  return 'and' in rule ? (state) => parts.every((part) => part(state)) : (state) => parts.some((part) => part(state));
}
function placeOf(name: string, index: ReadonlyMap<string, number>): number {
  const place = index.get(name);
  if (place === undefined)
    throw new RangeError(`a rule uses ${name}, which is neither a gene nor an input of this network`);
  return place;
}

/** The state that follows under synchronous update. */
export function synchronousNext({ genes, rules }: ValueDynamics, state: Values): Values {
  const next = state.slice();
  for (const gene of genes) next[gene] = rules[gene](state) ? 1 : 0;
  return next;
}
/** Genes whose rule says otherwise than the state. */
export function unstableGenes({ genes, rules }: ValueDynamics, state: Values): number[] {
  const found: number[] = [];
  for (const gene of genes) if (rules[gene](state) !== (state[gene] === 1)) found.push(gene);
  return found;
}
