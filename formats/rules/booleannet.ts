import type { GeneNetwork } from '../../engine/genes/index.ts';
import { assembly } from './assembly.ts';
import { linesOf, Misread, notSupported, type RulesFile } from './rules-file.ts';
import { identifiersFor, namesOf, renamed } from './gene-names.ts';
import {
  dialect,
  endOf,
  genesIn,
  isName,
  readRule,
  ruleIn,
  said,
  type Token,
  tokensOf,
  type Words,
} from './dialects.ts';

const plusNames = dialect('[\\p{L}\\p{M}\\p{N}_.+\\-]');
const words: Words = { not: 'not ', and: 'and', or: 'or', true: 'True', false: 'False' };

/**
 * Reads rules as booleannet writes them (Albert 2008): `A* = B and not C`, and values at the start: `A = B = True`,
 * `False` or `Random`. A name with a start value and no rule is an input. Ranks of rules (`1: A* = …`) mean an order
 * only where they differ, which is refused.
 */
export function readBooleannet(text: string): RulesFile {
  const file = assembly();
  const lines = linesOf(text);
  let rank: Token | undefined,
    ordered = false;
  for (const { text: source, number } of lines) {
    const all = tokensOf(source, number, plusNames),
      ranked = /^\d+$/.test(all[0]?.text) && all[1]?.text === ':',
      tokens = ranked ? all.slice(2) : all;
    if (ranked && !ordered && !file.attempt(() => demandOneRank((rank ??= all[0]), all[0]))) ordered = true;
    if (tokens.length > 0) file.attempt(() => (tokens[1]?.text === '*' ? readUpdate(tokens) : readStart(tokens)));
  }
  return renamed(file.finish(), lines);

  function readUpdate(tokens: readonly Token[]): void {
    const end = endOf(tokens, tokens[0].line);
    const [target, , equals = end, ...rule] = tokens;
    if (!isName(target))
      throw new Misread(
        `A rule starts with its gene, as in "Sox2* = Sox2 and not Tbr1"; here stands ${said(target)}.`,
        target,
      );
    if (equals.text !== '=')
      throw new Misread(`"=" must stand between ${target.text}* and its rule; here stands ${said(equals)}.`, equals);
    file.define({ name: target.text, rule: readRule(rule, end) }, target);
    for (const gene of genesIn(rule)) file.mention(gene.text, gene);
  }

  function readStart(tokens: readonly Token[]): void {
    const end = endOf(tokens, tokens[0].line);
    const level = tokens.find(({ text }, i) => i > 0 && tokens[i - 1].text === '=' && /^[\d(]/.test(text));
    if (level)
      throw notSupported(
        `A value at the start is True, False or Random; levels and concentrations, here ${said(level)}, are not read.`,
        level,
      );
    const value = tokens.at(-1) as Token;
    const names = tokens.slice(0, -1);
    names.forEach((token, i) => {
      if (i % 2 === 0 ? !isName(token) : token.text !== '=')
        throw new Misread(
          `A line is a rule, "A* = B and not C", or values at the start, "A = True"; here stands ${said(token)}.`,
          token,
        );
    });
    if (names.length === 0 || names.length % 2 === 1)
      throw new Misread(
        `A line is a rule, "A* = B and not C", or values at the start, "A = True"; ` +
          `${names.length === 0 ? 'a name alone says nothing' : 'the value is missing'}.`,
        names.length === 0 ? value : end,
      );
    const state = /^(true|false|random)$/i.exec(value.text)?.[0].toLowerCase();
    if (state === undefined)
      throw new Misread(
        `A value at the start is True, False or Random, not ${said(value)}. A rule has a star: "A* = B".`,
        value,
      );
    for (const name of names.filter(isName)) {
      file.mention(name.text, name);
      if (state !== 'random') file.start(name.text, state === 'true' ? 1 : 0);
    }
  }
}

/** @throws Misread where rules are updated in a given order */
function demandOneRank(first: Token, rank: Token): void {
  if (Number(first.text) === Number(rank.text)) return;
  throw notSupported(
    `Rules with different ranks, ${first.text}: and ${rank.text}:, are updated in a given order, which is not read. ` +
      `Leave the ranks out, and choose the update scheme in the genes block.`,
    rank,
  );
}

/** Inputs stand as `Random` at the start, unless `initial` says their value. */
export function writeBooleannet(network: GeneNetwork, initial: Readonly<Record<string, 0 | 1>> = {}): string {
  const names = namesOf(network);
  const { of, comments } = identifiersFor(names);
  const inputs = new Set(network.inputs);
  const start = names.flatMap((name) => {
    if (Object.hasOwn(initial, name)) return [`${of(name)} = ${initial[name] ? 'True' : 'False'}`];
    return inputs.has(name) ? [`${of(name)} = Random`] : [];
  });
  const rules = network.genes.map(({ name, rule }) => `${of(name)}* = ${ruleIn(words, rule, of)}`);
  return [...comments, ...start, ...rules, ''].join('\n');
}
