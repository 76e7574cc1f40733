import { type BooleanExpression, type Gene, regulators, ruleText } from '../engine/genes/index.ts';
import { FormatError } from './error.ts';

/** The rules of a `.bnet` file. `inputs`: names that rules use and no line defines, in order of first appearance. */
export interface BnetRules {
  readonly genes: readonly Gene[];
  readonly inputs: readonly string[];
  /** What is wrong, in order of appearance; what could be read is in `genes`. Of two rules for one gene the first is kept. */
  readonly problems: readonly BnetProblem[];
}
export interface BnetProblem {
  readonly kind: 'syntax' | 'two rules for one gene';
  readonly message: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  /** Number of characters, at least 1. */
  readonly length: number;
}

/**
 * Reads Boolean rules as BoolNet (Müssel 2010) and PyBoolNet (Klarner 2017) write them: one `gene, rule` a line; a header
 * `targets, factors` or none; `#` to the end of a line is a comment; `& | !` (or `&& || ~`, `and or not`), brackets, `0 1 true false`.
 * A name is any run of other characters, or stands in double quotes.
 */
export function readBnet(text: string): BnetRules {
  const genes: Gene[] = [];
  const problems: BnetProblem[] = [];
  const firstLine = new Map<string, number>();
  let mayBeHeader = true;
  for (const [i, source] of text.split(/\r\n|\r|\n/).entries()) {
    const tokens = tokensOf(source);
    if (tokens.length === 0) continue;
    const header = mayBeHeader && isHeader(tokens);
    mayBeHeader = false;
    try {
      if (header) { refuseProbabilities(tokens); continue; }
      const gene = readLine(tokens);
      const before = firstLine.get(gene.name);
      if (before === undefined) { firstLine.set(gene.name, i + 1); genes.push(gene); continue; }
      problems.push({ kind: 'two rules for one gene', line: i + 1, column: tokens[0].column, length: tokens[0].length,
        message: `${gene.name} has a rule on line ${before} already. Several rules for one gene make a probabilistic network, which is not read; keep one, or join them with |.` });
    } catch (error) {
      if (!(error instanceof Misread)) throw error;
      problems.push({ kind: 'syntax', message: error.message, line: i + 1, column: error.token.column, length: Math.max(1, error.token.length) });
    }
  }
  const defined = new Set(genes.map(({ name }) => name));
  const inputs = [...new Set(genes.flatMap(({ rule }) => regulators(rule)))].filter((name) => !defined.has(name));
  return { genes, inputs, problems };
}

/** Writes rules with the header `targets, factors`. @throws FormatError for a name the format cannot hold. */
export function writeBnet(genes: readonly Gene[]): string {
  const lines = genes.map(({ name, rule }) => `${writtenName(name)}, ${ruleText(rule, writtenName)}`);
  return ['targets, factors', ...lines, ''].join('\n');
}

function writtenName(name: string): string {
  const tokens = tokensOf(name);
  if (tokens.length === 1 && tokens[0].kind === 'name' && tokens[0].text === name && tokens[0].length === name.length && !constants.has(name.toLowerCase())) return name;
  if (name === '' || /["\r\n]/.test(name)) throw new FormatError(`A .bnet file cannot hold the name ${JSON.stringify(name)}; rename the gene without quotes and line breaks.`);
  return `"${name}"`;
}

type Operator = '!' | '&' | '|' | '(' | ')' | ',';
interface Token { readonly kind: Operator | 'name' | 'quoted' | 'end'; readonly text: string; readonly column: number; readonly length: number }
class Misread extends Error {
  readonly token: Token;
  constructor(message: string, token: Token) { super(message); this.token = token; }
}

const operators: Readonly<Record<string, Operator>> = { '!': '!', '~': '!', not: '!', '&': '&', '&&': '&', and: '&', '|': '|', '||': '|', or: '|', '(': '(', ')': ')', ',': ',' };
const constants: ReadonlyMap<string, boolean> = new Map([['0', false], ['1', true], ['false', false], ['true', true]]);

/** Tokens of a line up to its comment; a quote that is not closed becomes a token of its own and is refused where it stands. */
function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  for (const match of line.matchAll(/#.*|"([^"]*)"|&&|\|\||[!~&|(),"]|[^\s#!~&|(),"]+/g)) {
    const [text, quoted] = match;
    if (text.startsWith('#')) break;
    const kind = quoted !== undefined ? 'quoted' : (operators[text] ?? operators[/^(and|or|not)$/i.test(text) ? text.toLowerCase() : ''] ?? 'name');
    tokens.push({ kind, text: quoted ?? text, column: match.index + 1, length: text.length });
  }
  return tokens;
}
function isHeader(tokens: readonly Token[]): boolean {
  return /^targets?$/i.test(tokens[0].text) && tokens[1]?.kind === ',' && /^(factors|functions)$/i.test(tokens[2]?.text ?? '');
}
function refuseProbabilities(tokens: readonly Token[]): void {
  if (tokens.length > 3) throw new Misread('This file gives rules with probabilities; probabilistic networks are not read. Keep one rule for each gene and the columns targets, factors.', tokens[4] ?? tokens[3]);
}

/** `gene, rule` */
function readLine(tokens: readonly Token[]): Gene {
  const last = tokens[tokens.length - 1];
  const end: Token = { kind: 'end', text: '', column: last.column + last.length, length: 1 };
  let position = 0;
  const peek = () => tokens[position] ?? end;
  const take = () => tokens[position++] ?? end;

  const target = take();
  if (!isName(target)) throw new Misread(`A line starts with the gene it defines, as in "Sox2, Sox2 & !Tbr1"; here stands ${said(target)}.`, target);
  const comma = take();
  if (comma.kind !== ',') throw new Misread(`A comma must stand between the gene ${target.text} and its rule; here stands ${said(comma)}.`, comma);
  const rule = either();
  if (peek().kind !== 'end') throw new Misread(peek().kind === ')' ? 'This bracket closes nothing; remove it, or open one before it.' : `The rule has ended before ${said(peek())}; an operator (&, |) is missing.`, peek());
  return { name: target.text, rule };

  /** Brackets around an operator within the same operator mean nothing and leave no trace. */
  function either(): BooleanExpression {
    const parts = chain('|', both).flatMap((part) => ('or' in part ? part.or : [part]));
    return parts.length === 1 ? parts[0] : { or: parts };
  }
  function both(): BooleanExpression {
    const parts = chain('&', one).flatMap((part) => ('and' in part ? part.and : [part]));
    return parts.length === 1 ? parts[0] : { and: parts };
  }
  function chain(operator: Operator, part: () => BooleanExpression): BooleanExpression[] {
    const parts = [part()];
    while (peek().kind === operator) { take(); parts.push(part()); }
    return parts;
  }
  function one(): BooleanExpression {
    const token = take();
    if (token.kind === '!') return { not: one() };
    if (token.kind === '(') {
      const inner = either();
      if (peek().kind !== ')') throw new Misread(`This bracket is not closed: ")" is missing before ${said(peek())}.`, token);
      take();
      return inner;
    }
    if (!isName(token)) throw new Misread(`A gene, 0, 1, "!" or "(" must stand here, not ${said(token)}.`, token);
    const constant = token.kind === 'name' ? constants.get(token.text.toLowerCase()) : undefined;
    return constant === undefined ? { gene: token.text } : { constant };
  }
}
const isName = ({ kind, text }: Token): boolean => kind === 'quoted' || (kind === 'name' && text !== '"');
const said = ({ kind, text }: Token): string => (kind === 'end' ? 'the end of the line' : text === '"' ? 'a quote that is not closed' : `"${text}"`);
