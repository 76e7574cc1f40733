import type { BooleanExpression, GeneNetwork } from './gene-network.ts';

/** Genes in declaration order, then inputs: variable i is bit i of a state word. */
export function variables(network: GeneNetwork): string[] {
  return [...network.genes.map((gene) => gene.name), ...network.inputs];
}
export function variableIndex(network: GeneNetwork): ReadonlyMap<string, number> {
  return new Map(variables(network).map((name, i) => [name, i]));
}

/** Names a rule mentions, each once, in order of first appearance. */
export function regulators(rule: BooleanExpression): string[] {
  const names = new Set<string>();
  collect(rule, names);
  return [...names];
}
function collect(rule: BooleanExpression, names: Set<string>): void {
  if ('gene' in rule) names.add(rule.gene);
  else if ('not' in rule) collect(rule.not, names);
  else if ('and' in rule) for (const part of rule.and) collect(part, names);
  else if ('or' in rule) for (const part of rule.or) collect(part, names);
}

/** Which bits of a state word `fixed` holds, and at what. */
export function fixedBits(network: GeneNetwork): { readonly mask: number; readonly values: number } {
  const index = variableIndex(network);
  let mask = 0;
  let values = 0;
  for (const [name, value] of Object.entries(network.fixed)) {
    const bit = index.get(name);
    if (bit === undefined)
      throw new RangeError(`${name} is held at ${value}, but it is neither a gene nor an input of this network`);
    mask |= 1 << bit;
    values |= value << bit;
  }
  return { mask: mask >>> 0, values: values >>> 0 };
}

/** Names that the rules and fates use and nobody defines, in order of first appearance. */
export function undefinedNames(network: GeneNetwork): string[] {
  const known = variableIndex(network);
  const used = [...network.genes, ...network.fates].flatMap(({ rule }) => regulators(rule));
  return [...new Set(used)].filter((name) => !known.has(name));
}

/**
 * Whether a rule is true in a state: bit `index.get(name)` is the value of that gene or input. At most 32 variables.
 */
export type StateTest = (state: number) => boolean;
export function compileRule(rule: BooleanExpression, index: ReadonlyMap<string, number>): StateTest {
  if ('constant' in rule) {
    const { constant } = rule;
    return () => constant;
  }
  if ('gene' in rule) {
    const bit = index.get(rule.gene);
    if (bit === undefined)
      throw new RangeError(`the rule uses ${rule.gene}, which is neither a gene nor an input of this network`);
    return (state) => ((state >>> bit) & 1) === 1;
  }
  if ('not' in rule) {
    const inner = compileRule(rule.not, index);
    return (state) => !inner(state);
  }
  if ('and' in rule) {
    const parts = rule.and.map((part) => compileRule(part, index));
    return (state) => parts.every((part) => part(state));
  }
  const parts = rule.or.map((part) => compileRule(part, index));
  return (state) => parts.some((part) => part(state));
}

/** A rule as text: `!`, `&`, `|`, with only the brackets that precedence needs. */
export function ruleText(rule: BooleanExpression, name: (gene: string) => string = (gene) => gene): string {
  if ('constant' in rule) return rule.constant ? '1' : '0';
  if ('gene' in rule) return name(rule.gene);
  if ('not' in rule) return `!${bracketed(rule.not, name, 'and' in rule.not || 'or' in rule.not)}`;
  if ('and' in rule)
    return rule.and.length === 0 ? '1' : rule.and.map((part) => bracketed(part, name, 'or' in part)).join(' & ');
  return rule.or.length === 0 ? '0' : rule.or.map((part) => ruleText(part, name)).join(' | ');
}
function bracketed(rule: BooleanExpression, name: (gene: string) => string, needed: boolean): string {
  const text = ruleText(rule, name);
  return needed ? `(${text})` : text;
}
