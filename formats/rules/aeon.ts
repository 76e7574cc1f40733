import {
  type BooleanExpression,
  type Gene,
  type GeneNetwork,
  type OpenRegulator,
  type OpenRule,
  regulators,
  ruleFacts,
  type Sign,
  standIn,
  tooOpen,
} from '../../engine/genes/index.ts';
import { FormatError } from '../format-error.ts';
import { assembly } from './assembly.ts';
import { linesOf, Misread, notSupported, type RulesFile } from './rules-file.ts';
import { identifiersFor, namesOf, renamed, signsByTarget } from './gene-names.ts';
import { type Application, applied, constantAt, openTables, replaced, withOpen } from './open-functions.ts';
import { dialect, endOf, genesIn, readRule, ruleIn, said, type Token, tokensOf, type Words } from './dialects.ts';

const plainNames = dialect('[\\p{L}\\p{M}\\p{N}_]', ['^', '=>', '<=>']);
const words: Words = { not: '!', and: '&', or: '|', true: 'true', false: 'false' };
/** A sign of 0: unknown. A regulation with `?` behind it may be without effect. */
const arrows: Readonly<Record<string, { readonly sign: 1 | -1 | 0; readonly optional?: true }>> = {
  '->': { sign: 1 },
  '-|': { sign: -1 },
  '-?': { sign: 0 },
  '->?': { sign: 1, optional: true },
  '-|?': { sign: -1, optional: true },
  '-??': { sign: 0, optional: true },
};

/**
 * Reads a Boolean network of AEON (Beneš 2020): regulations `a -> b`, `a -| b`, `a -? b`, with a further `?` where they
 * may have no effect; rules `$b: a & !c`. A name that nothing regulates and that has no rule is an input. What AEON
 * leaves open is kept as `open`: a regulated gene without a rule, a function `f(a, b)` within one, a constant that no
 * regulation declares; of each gene all functions that keep to its regulations.
 */
export function readAeon(text: string): RulesFile {
  const file = assembly();
  const lines = linesOf(text);
  const regulations = new Map<
    string,
    { readonly source: Token; readonly target: Token; readonly acts: OpenRegulator }
  >();
  const rules: Written[] = [];
  const open = new Map<string, OpenRule>();
  const constants = new Set<string>();
  let whole = true;
  for (const { text: source, number } of lines) {
    if (/^\s*(#|$)/.test(source)) continue;
    whole =
      file.attempt(() => (/^\s*\$/.test(source) ? readFunction(source, number) : readRegulation(source, number))) &&
      whole;
  }
  if (whole) checkRegulations();
  return renamed(withOpen(file.finish(), open, constants), lines);

  function readRegulation(source: string, line: number): void {
    const arrow = /->\?|-\|\?|-\?\?|->|-\||-\?/.exec(source);
    const tokens = tokensOf(arrow ? source.slice(0, arrow.index) : source, line, plainNames);
    const [from = endOf(tokens, line)] = tokens;
    if (!arrow)
      throw new Misread(
        'A line is a regulation, as in "Sox2 -> Pax6" or "Tbr1 -| Pax6", or a rule, as in "$Pax6: Sox2 & !Tbr1".',
        tokens[1] ?? from,
      );
    const behind = tokensOf(source, line, plainNames, arrow.index + arrow[0].length + 1);
    const sides = [tokens, behind].map((side): Token => {
      const [
        token = { ...endOf(side, line), column: side === tokens ? arrow.index + 1 : source.trimEnd().length + 1 },
      ] = side;
      if (token.kind !== 'name' && token.kind !== 'quoted')
        throw new Misread(
          `A name must stand on both sides of "${arrow[0]}"; here stands ` +
            `${token.kind === 'end' ? 'none' : said(token)}.`,
          token,
        );
      if (side.length > 1)
        throw new Misread(`One name stands on each side of "${arrow[0]}"; ${said(side[1])} is too much.`, side[1]);
      return token;
    });
    const [regulator, target] = sides;
    const pair = JSON.stringify([regulator.text, target.text]);
    if (regulations.has(pair))
      throw new Misread(
        `The regulation of ${target.text} by ${regulator.text} is declared already; keep one.`,
        regulator,
      );
    const { sign, optional } = arrows[arrow[0]];
    const acts = { name: regulator.text, ...(sign !== 0 && { sign }), ...(optional && { optional }) };
    regulations.set(pair, { source: regulator, target, acts });
    for (const side of sides) file.mention(side.text, side);
    if (sign !== 0) file.sign({ source: regulator.text, target: target.text, sign, ...(optional && { optional }) });
  }

  function readFunction(source: string, line: number): void {
    const tokens = tokensOf(source, line, plainNames);
    const end = endOf(tokens, line);
    const [, target = end, colon = end, ...rule] = tokens;
    if (target.kind !== 'name' && target.kind !== 'quoted')
      throw new Misread(
        `A rule starts with its gene, as in "$Pax6: Sox2 & !Tbr1"; here stands ${said(target)}.`,
        target,
      );
    if (colon.text === '(')
      throw notSupported(
        `$${target.text}(…) gives a function a rule of its own, which is not read; write it out where it is used.`,
        target,
      );
    if (colon.text !== ':')
      throw new Misread(`":" must stand between $${target.text} and its rule; here stands ${said(colon)}.`, colon);
    const { tokens: plain, applications } = applied(rule);
    const written = readRule(plain, end);
    // until all regulations are known: what it is applied to
    const named = replaced(written, (name) => {
      const application = applications.get(name);
      return application ? { or: application.genes.map((gene) => ({ gene })) } : { gene: name };
    });
    file.define({ name: target.text, rule: named }, target);
    const isFunction = (token: Token): boolean => [...applications.values()].some(({ at }) => at === token);
    rules.push({ target, used: genesIn(rule).filter((token) => !isFunction(token)), rule: written, applications });
  }

  /** A rule may name its regulators and nothing else that is declared; what it leaves open becomes an open rule. */
  function checkRegulations(): void {
    const regulatorsOf = new Map<string, OpenRegulator[]>();
    for (const { target, acts } of regulations.values())
      regulatorsOf.set(target.text, [...(regulatorsOf.get(target.text) ?? []), acts]);
    const known = new Set([
      ...[...regulations.values()].flatMap(({ source, target }) => [source.text, target.text]),
      ...rules.map(({ target }) => target.text),
    ]);
    const usedBy = new Map<string, string>();
    for (const { target, used, rule, applications } of rules) {
      const own = regulatorsOf.get(target.text) ?? [];
      const missing = used.filter(({ text }) => !own.some(({ name }) => name === text));
      const given = new Set([...applications.values()].flatMap(({ genes }) => genes));
      const undeclared = new Map(
        missing.flatMap((gene) => (known.has(gene.text) || given.has(gene.text) ? [[gene.text, gene] as const] : [])),
      );
      for (const gene of undeclared.values())
        file.attempt(() => {
          throw new Misread(
            `${gene.text} is not declared as a regulator of ${target.text}; add the line "${gene.text} ` +
              `-?? ${target.text}".`,
            gene,
          );
        });
      const unknown = new Map<string, Application>([...applications, ...missing.map(constantAt)]);
      if (undeclared.size > 0 || unknown.size === 0) continue;
      file.attempt(() => {
        for (const { name, at } of unknown.values()) {
          const other = usedBy.get(name) ?? target.text;
          usedBy.set(name, other);
          if (other !== target.text)
            throw notSupported(
              `${name} is not known and stands in the rules of ${other} and of ${target.text}: what two rules share ` +
                `is not read. Give each its own.`,
              at,
            );
        }
        for (const { text } of missing) constants.add(text);
        open.set(target.text, openTables(target.text, rule, unknown, own, target));
      });
    }
    const withRule = new Set(rules.map(({ target }) => target.text));
    for (const { target } of regulations.values()) {
      if (withRule.has(target.text)) continue;
      withRule.add(target.text);
      file.attempt(() => {
        const own = regulatorsOf.get(target.text) ?? [];
        const why = tooOpen(own);
        if (why !== undefined)
          throw notSupported(
            `${target.text} has no rule, and ${why}. Give it one, as in "$${target.text}: …".`,
            target,
          );
        const rule: OpenRule = { gene: target.text, regulators: own };
        open.set(target.text, rule);
        file.define({ name: target.text, rule: standIn(rule) }, target);
      });
    }
  }
}
interface Written {
  readonly target: Token;
  /** Genes that it names, and constants. */
  readonly used: readonly Token[];
  readonly rule: BooleanExpression;
  readonly applications: ReadonlyMap<string, Application>;
}

/**
 * Writes regulations, with the declared signs, and rules; `?` where no sign is declared, `??` where the regulator may
 * be without effect. A gene whose rule may be any function of its regulators has none.
 * @throws FormatError for a rule that is one of several functions
 */
export function writeAeon(network: GeneNetwork): string {
  const { of, comments } = identifiersFor([...namesOf(network), ...network.signs.map(({ source }) => source)]);
  const signs = signsByTarget(network);
  const open = new Map((network.open ?? []).map((rule) => [rule.gene, rule]));
  const regulations = network.genes.flatMap((gene) => {
    const rule = open.get(gene.name);
    return (rule ? openRegulations(rule) : regulationsOf(gene, signs(gene.name))).map(
      ([source, arrow]) => `${of(source)} ${arrow} ${of(gene.name)}`,
    );
  });
  return [
    ...comments,
    ...regulations,
    ...network.genes.flatMap(({ name, rule }) => (open.has(name) ? [] : [`$${of(name)}: ${ruleIn(words, rule, of)}`])),
    '',
  ].join('\n');
}
function openRegulations(rule: OpenRule): readonly (readonly [string, string])[] {
  if ('tables' in rule)
    throw new FormatError(
      `the rule of ${rule.gene} is one of several functions, which AEON has no words for: draw a member of the network`,
    );
  return rule.regulators.map(({ name, sign, optional }) => [
    name,
    `${sign === 1 ? '->' : sign === -1 ? '-|' : '-?'}${optional ? '?' : ''}`,
  ]);
}
function regulationsOf({ rule }: Gene, signs: readonly Sign[]): readonly (readonly [string, string])[] {
  const names = regulators(rule);
  const declared = new Map(
    signs.map(({ source, sign, optional }) => [source, `${sign === 1 ? '->' : '-|'}${optional ? '?' : ''}`]),
  );
  const influences = names.length <= mostStudied ? ruleFacts(rule).influences : undefined;
  const unsigned = (name: string): string =>
    influences !== undefined && influences.get(name) !== 'none' ? '-?' : '-??';
  return [...new Set([...declared.keys(), ...names])].map((name) => [name, declared.get(name) ?? unsigned(name)]);
}
/** Whether a regulator has an effect is worked out up to so many of one gene; `-??` says nothing and is always true. */
const mostStudied = 16;
