/** AEON's functions that are not known: `f(A, B)` within a rule, and a name that nothing declares. */
import {
  type BooleanExpression,
  keepsTo,
  onlyFunction,
  type OpenRegulator,
  type OpenRule,
  type OpenTable,
  standIn,
  sumOfProducts,
  truthTableOf,
} from '../../engine/genes/index.ts';
import { genesIn, isName, isReserved, said, type Token } from './dialects.ts';
import { Misread, notSupported, type Place, type RulesFile } from './rules-file.ts';

/** An unknown function where a rule applies it to genes; a constant has none. */
export interface Application {
  readonly name: string;
  readonly genes: readonly string[];
  readonly at: Token;
}
/** The tokens of a rule in which each application is one name, and what these names mean. */
export interface Applied {
  readonly tokens: readonly Token[];
  readonly applications: ReadonlyMap<string, Application>;
}
const stands = (name: string, genes: readonly string[]): string => `\u0000${name}(${genes.join(',')})`;

/** @throws Misread for arguments that are no genes */
export function applied(tokens: readonly Token[]): Applied {
  const applications = new Map<string, Application>();
  const kept: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token.kind !== 'name' || isReserved(token.text) || tokens[i + 1]?.kind !== '(') {
      kept.push(token);
      continue;
    }
    const genes: string[] = [];
    for (i += 2; tokens[i]?.kind !== ')'; i++) {
      const gene = tokens[i];
      if (!gene || genesIn([gene]).length === 0)
        throw notSupported(
          `An unknown function is applied to genes, as in f(A, B)${gene ? `; here stands ${said(gene)}` : ''}.`,
          gene ?? token,
        );
      genes.push(gene.text);
      const behind = tokens[i + 1];
      if (behind?.text === ',' && tokens[i + 2] && isName(tokens[i + 2])) i++;
      else if (behind?.kind !== ')')
        throw new Misread(`")" or "," and a gene must follow ${said(gene)}.`, behind ?? gene);
    }
    const name = stands(token.text, genes);
    applications.set(name, { name: token.text, genes, at: token });
    kept.push({ ...token, kind: 'quoted', text: name });
  }
  return { tokens: kept, applications };
}
/** A name that nothing declares is a constant that is not known. */
export const constantAt = (token: Token): readonly [name: string, application: Application] => [
  token.text,
  { name: token.text, genes: [], at: token },
];

/** So many values of unknown functions of a rule are tried, each at 0 and 1, over so many regulators. */
const mostValues = 12;
const mostRegulators = 8;

/**
 * All functions that a rule with unknown functions in it may be, each once, as far as they keep to what is declared of
 * its regulators. @throws Misread where there are none or too many
 */
export function openTables(
  gene: string,
  rule: BooleanExpression,
  applications: ReadonlyMap<string, Application>,
  regulators: readonly OpenRegulator[],
  at: Place,
): OpenRule {
  const functions = [...new Map([...applications.values()].map((each) => [each.name, each])).values()];
  const odd = [...applications.values()].find(
    (each) => each.genes.length !== functions.find(({ name }) => name === each.name)?.genes.length,
  );
  if (odd) throw new Misread(`${odd.name} is applied to different numbers of genes in the rule of ${gene}.`, odd.at);
  const names = regulators.map(({ name }) => name);
  const sizes = functions.map(({ genes }) => 2 ** genes.length);
  const values = sizes.reduce((sum, size) => sum + size, 0);
  if (values > mostValues || regulators.length > mostRegulators)
    throw notSupported(
      `The unknown functions in the rule of ${gene} have ${values} values over ${names.length} regulators; up ` +
        `to ${mostValues} over ${mostRegulators} are tried. Without its rule ${gene} may be any function that keeps ` +
        `to the signs.`,
      at,
    );
  const found = new Map<string, OpenTable>();
  for (let choice = 0; choice < 2 ** values; choice++) {
    const bitsOf = new Map<string, number>();
    let first = 0;
    functions.forEach(({ name }, f) => {
      bitsOf.set(name, (choice >>> first) & (2 ** sizes[f] - 1));
      first += sizes[f];
    });
    const table = truthTableOf(
      replaced(rule, (name) => {
        const application = applications.get(name);
        if (!application) return { gene: name };
        const bits = bitsOf.get(application.name) as number;
        const entries = Uint8Array.from({ length: 2 ** application.genes.length }, (_, entry) => (bits >>> entry) & 1);
        return sumOfProducts(entries, application.genes);
      }),
      names,
    );
    if (keepsTo(table, regulators))
      found.set(table.join(''), { regulators: names, values: Array.from(table, (value) => (value ? 1 : 0)) });
  }
  if (found.size === 0)
    throw new Misread(
      `Whatever its unknown functions are, the rule of ${gene} does not keep to the signs of its regulations.`,
      at,
    );
  return { gene, tables: [...found.values()] };
}

/** A file with rules that are left open; where there is one such function, it is known. `constants` are no inputs. */
export function withOpen(
  file: RulesFile,
  open: ReadonlyMap<string, OpenRule>,
  constants: ReadonlySet<string> = new Set(),
): RulesFile {
  if (open.size === 0) return file;
  const left = file.genes.flatMap(({ name }) => open.get(name) ?? []).filter((rule) => !onlyFunction(rule));
  return {
    ...file,
    inputs: file.inputs.filter((name) => !constants.has(name)),
    genes: file.genes.map((gene) => {
      const rule = open.get(gene.name);
      return rule ? { ...gene, rule: onlyFunction(rule) ?? standIn(rule) } : gene;
    }),
    ...(left.length > 0 && { open: left }),
  };
}

/** A rule with something in the place of each name. */
export function replaced(rule: BooleanExpression, by: (name: string) => BooleanExpression): BooleanExpression {
  if ('gene' in rule) return by(rule.gene);
  if ('constant' in rule) return rule;
  if ('not' in rule) return { not: replaced(rule.not, by) };
  return 'and' in rule
    ? { and: rule.and.map((part) => replaced(part, by)) }
    : { or: rule.or.map((part) => replaced(part, by)) };
}
