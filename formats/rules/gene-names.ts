import {
  type BooleanExpression,
  type GeneNetwork,
  type OpenRule,
  regulators,
  type Sign,
  variables,
} from '../../engine/genes/index.ts';
import type { Line, RulesFile } from './rules-file.ts';
import { isReserved } from './dialects.ts';

/** Genes, inputs, and what the rules name besides, each once. */
export const namesOf = (network: GeneNetwork): readonly string[] => [
  ...new Set([...variables(network), ...network.genes.flatMap(({ rule }) => regulators(rule))]),
];

/**
 * Formats that take only identifiers hold any other name as an identifier of its own and a comment beside it, which
 * other programs skip:
 * `#name:NKX2_1:"NKX2-1"`. The name is a JSON string.
 */
export interface Identifiers {
  readonly of: (name: string) => string;
  readonly comments: readonly string[];
}

export function identifiersFor(names: readonly string[]): Identifiers {
  const identifiers = new Map<string, string>();
  const taken = new Set(names.filter(isIdentifier));
  const lastOf = new Map<string, number>();
  for (const name of new Set(names)) {
    const identifier = isIdentifier(name) ? name : free(name.replace(/[^A-Za-z0-9_]/g, '_'));
    taken.add(identifier);
    identifiers.set(name, identifier);
  }
  const comments = [...identifiers]
    .filter(([name, identifier]) => name !== identifier)
    .map(([name, identifier]) => `#name:${identifier}:${JSON.stringify(name)}`);
  return { of: (name) => identifiers.get(name) as string, comments };

  function free(plain: string): string {
    const stem = isIdentifier(plain) ? plain : `v_${plain}`;
    let n = lastOf.get(stem) ?? 1;
    const numbered = (): string => (n === 1 ? stem : `${stem}_${n}`);
    while (taken.has(numbered())) n++;
    lastOf.set(stem, n);
    return numbered();
  }
}
/** The declared signs of each gene. */
export function signsByTarget(network: GeneNetwork): (target: string) => readonly Sign[] {
  const groups = new Map<string, Sign[]>();
  for (const sign of network.signs) {
    const group = groups.get(sign.target);
    if (group) group.push(sign);
    else groups.set(sign.target, [sign]);
  }
  return (target) => groups.get(target) ?? [];
}
/** What every such format takes as it stands. */
export const isIdentifier = (name: string): boolean =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !isReserved(name) && !/^random$/i.test(name) && !ofBoolNet.test(name);
/** Words of BoolNet's rules. */
const ofBoolNet = /^(all|any|maj|(sum|time)(is|gt|lt))$/i;

/**
 * The file with the names that its comments give to its identifiers. A comment that would make two names one is left
 * unread.
 */
export function renamed(file: RulesFile, lines: readonly Line[]): RulesFile {
  const known = new Set([...file.genes.map(({ name }) => name), ...file.inputs]);
  const names = new Map<string, string>();
  const given = new Set<string>();
  for (const { text } of lines) {
    const comment = nameComment(text);
    if (
      !comment ||
      !known.has(comment.identifier) ||
      known.has(comment.name) ||
      names.has(comment.identifier) ||
      given.has(comment.name)
    )
      continue;
    names.set(comment.identifier, comment.name);
    given.add(comment.name);
  }
  if (names.size === 0) return file;
  const of = (name: string): string => names.get(name) ?? name;
  return {
    ...file,
    genes: file.genes.map(({ name, rule }) => ({ name: of(name), rule: withNames(rule, of) })),
    inputs: file.inputs.map(of),
    signs: file.signs.map((sign) => ({ ...sign, source: of(sign.source), target: of(sign.target) })),
    ...(file.open && { open: file.open.map((rule) => withNamesOpen(rule, of)) }),
    places: new Map([...file.places].map(([name, place]) => [of(name), place])),
    ...(file.initial && {
      initial: Object.fromEntries(Object.entries(file.initial).map(([name, value]) => [of(name), value])),
    }),
  };
}
function nameComment(line: string): { readonly identifier: string; readonly name: string } | undefined {
  const [, identifier, written] = /^#\s*name:([A-Za-z0-9_]+):(".*")\s*$/.exec(line) ?? [];
  if (identifier === undefined) return undefined;
  try {
    return { identifier, name: JSON.parse(written) as string };
  } catch {
    return undefined;
  }
}
function withNamesOpen(rule: OpenRule, of: (name: string) => string): OpenRule {
  const gene = of(rule.gene);
  return 'tables' in rule
    ? { ...rule, gene, tables: rule.tables.map((table) => ({ ...table, regulators: table.regulators.map(of) })) }
    : { gene, regulators: rule.regulators.map((regulator) => ({ ...regulator, name: of(regulator.name) })) };
}
function withNames(rule: BooleanExpression, of: (name: string) => string): BooleanExpression {
  if ('gene' in rule) return { gene: of(rule.gene) };
  if ('constant' in rule) return rule;
  if ('not' in rule) return { not: withNames(rule.not, of) };
  return 'and' in rule
    ? { and: rule.and.map((part) => withNames(part, of)) }
    : { or: rule.or.map((part) => withNames(part, of)) };
}
