import { type Gene, type GeneNetwork, regulators, ruleFacts, type Sign } from '../../engine/genes/index.ts';
import { assembly } from './assembly.ts';
import { linesOf, Misread, notSupported, type Place, type RulesFile } from './rules-file.ts';
import { identifiersFor, namesOf, renamed, signsByTarget } from './gene-names.ts';
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
 * leaves open — a regulated gene without a rule, a function `f(a, b)`, a name that no regulation declares — is refused
 * where it stands.
 */
export function readAeon(text: string): RulesFile {
  const file = assembly();
  const lines = linesOf(text);
  const regulations = new Map<string, { readonly source: Token; readonly target: Token }>();
  const rules: { readonly target: Token; readonly used: readonly Token[] }[] = [];
  let whole = true;
  for (const { text: source, number } of lines) {
    if (/^\s*(#|$)/.test(source)) continue;
    whole =
      file.attempt(() => (/^\s*\$/.test(source) ? readFunction(source, number) : readRegulation(source, number))) &&
      whole;
  }
  if (whole) checkRegulations();
  return renamed(file.finish(), lines);

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
    regulations.set(pair, { source: regulator, target });
    for (const side of sides) file.mention(side.text, side);
    const { sign, optional } = arrows[arrow[0]];
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
        `$${target.text}(…) describes an uninterpreted function, which is not read; write the rule of each ` +
          `gene with genes alone.`,
        target,
      );
    if (colon.text !== ':')
      throw new Misread(`":" must stand between $${target.text} and its rule; here stands ${said(colon)}.`, colon);
    file.define({ name: target.text, rule: readRule(rule, end) }, target);
    rules.push({ target, used: genesIn(rule) });
  }

  /** A rule may name its regulators and nothing else, and what is regulated needs a rule. */
  function checkRegulations(): void {
    const regulatorsOf = new Map<string, Set<string>>();
    for (const { source, target } of regulations.values())
      regulatorsOf.set(target.text, (regulatorsOf.get(target.text) ?? new Set()).add(source.text));
    const known = new Set([
      ...[...regulations.values()].flatMap(({ source, target }) => [source.text, target.text]),
      ...rules.map(({ target }) => target.text),
    ]);
    const refuse = (refusal: Misread): void => {
      file.attempt(() => {
        throw refusal;
      });
    };
    for (const { target, used } of rules) {
      const said = new Set<string>();
      for (const gene of used) {
        if (said.has(gene.text) || regulatorsOf.get(target.text)?.has(gene.text)) continue;
        said.add(gene.text);
        refuse(
          known.has(gene.text)
            ? new Misread(
                `${gene.text} is not declared as a regulator of ${target.text}; add the line "${gene.text} ` +
                  `-?? ${target.text}".`,
                gene,
              )
            : notSupported(
                `${gene.text} is neither a gene nor a regulator of ${target.text}: AEON takes it for an ` +
                  `unknown constant, which is not read. Add the line "${gene.text} -?? ${target.text}", or ` +
                  `write true or false.`,
                gene,
              ),
        );
      }
    }
    const withRule = new Set(rules.map(({ target }) => target.text));
    const first = new Map<string, Place>();
    for (const { target } of regulations.values())
      if (!withRule.has(target.text) && !first.has(target.text)) first.set(target.text, target);
    for (const [name, place] of first)
      refuse(
        notSupported(
          `${name} is regulated and has no rule: its function is open, which is not read. Give it one, as ` +
            `in "$${name}: ${[...(regulatorsOf.get(name) ?? [])].join(' | ')}".`,
          place,
        ),
      );
  }
}

/**
 * Writes regulations, with the declared signs, and rules; `?` where no sign is declared, `??` where the regulator may
 * be without effect.
 */
export function writeAeon(network: GeneNetwork): string {
  const { of, comments } = identifiersFor([...namesOf(network), ...network.signs.map(({ source }) => source)]);
  const signs = signsByTarget(network);
  const regulations = network.genes.flatMap((gene) =>
    regulationsOf(gene, signs(gene.name)).map(([source, arrow]) => `${of(source)} ${arrow} ${of(gene.name)}`),
  );
  return [
    ...comments,
    ...regulations,
    ...network.genes.map(({ name, rule }) => `$${of(name)}: ${ruleIn(words, rule, of)}`),
    '',
  ].join('\n');
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
