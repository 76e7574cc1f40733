import { type GeneNetwork, regulators } from '../../engine/genes/index.ts';
import { FormatError } from '../format-error.ts';
import { assembly } from './assembly.ts';
import { identifiersFor, renamed } from './gene-names.ts';
import { linesOf, Misread, notSupported, type RulesFile } from './rules-file.ts';
import {
  dialect,
  endOf,
  genesIn,
  isName,
  isReserved,
  readRule,
  ruleIn,
  said,
  symbols,
  type Token,
  tokensOf,
} from './dialects.ts';

/**
 * A name is any run of characters but operators, brackets, quotes, control characters and what other formats say with
 * `= < > ^ ; [ ] { }`.
 */
export const looseNames = dialect('[^\\s#!~&|(),"=<>^;\\[\\]{}\\u0000-\\u001f\\u007f\\ufffd]');

/**
 * Reads Boolean rules as BoolNet (Müssel 2010) and PyBoolNet (Klarner 2017) write them: one `gene, rule` a line; a
 * header `targets, factors` or none; `#` to the end of a line is a comment; `& | !` (or `&& || ~`, `and or not`),
 * brackets, `0 1 true false`. A name is any run of other characters, or stands in double quotes.
 */
export function readBnet(text: string): RulesFile {
  const file = assembly();
  const lines = linesOf(text);
  let mayBeHeader = true;
  for (const { text: source, number } of lines) {
    const tokens = tokensOf(source, number, looseNames);
    if (tokens.length === 0) continue;
    const header = mayBeHeader && isHeader(tokens);
    mayBeHeader = false;
    if (header && !file.attempt(() => refuseProbabilities(tokens))) break;
    if (header) continue;
    file.attempt(() => {
      const end = endOf(tokens, number);
      const [target, comma = end, ...rule] = tokens;
      if (!isName(target))
        throw new Misread(
          `A line starts with the gene it defines, as in "Sox2, Sox2 & !Tbr1"; here stands ${said(target)}.`,
          target,
        );
      if (comma.text !== ',' || comma.kind !== 'other')
        throw new Misread(
          `A comma must stand between the gene ${target.text} and its rule; here stands ${said(comma)}.`,
          comma,
        );
      file.define({ name: target.text, rule: readRule(rule, end) }, target);
      for (const gene of genesIn(rule)) file.mention(gene.text, gene);
    });
  }
  return renamed(file.finish(), lines);
}

/** Writes rules with the header `targets, factors`; BoolNet takes no names but identifiers. */
export function writeBnet({ genes }: Pick<GeneNetwork, 'genes'>): string {
  const { of, comments } = identifiersFor(genes.flatMap(({ name, rule }) => [name, ...regulators(rule)]));
  const lines = genes.map(({ name, rule }) => `${of(name)}, ${ruleIn(symbols, rule, of)}`);
  return [...comments, 'targets, factors', ...lines, ''].join('\n');
}

/** A name as it stands in a file of loose names: bare, or in quotes. */
export function looseName(format: string, name: string): string {
  const [token, ...more] = tokensOf(name, 1, looseNames);
  if (token?.kind === 'name' && token.text === name && more.length === 0 && !isReserved(name)) return name;
  if (name === '' || /["\r\n]/.test(name))
    throw new FormatError(
      `A ${format} file cannot hold the name ${JSON.stringify(name)}; rename the gene without quotes and line breaks.`,
    );
  return `"${name}"`;
}

const isHeader = (tokens: readonly Token[]): boolean =>
  /^targets?$/i.test(tokens[0].text) && tokens[1]?.text === ',' && /^(factors|functions)$/i.test(tokens[2]?.text ?? '');
function refuseProbabilities(tokens: readonly Token[]): void {
  if (tokens.length > 3)
    throw notSupported(
      'This file gives rules with probabilities; probabilistic networks are not read. Keep one rule for ' +
        'each gene and the columns targets, factors.',
      tokens[4] ?? tokens[3],
    );
}
