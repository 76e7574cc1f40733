/** Reads a text a declaration at a time, and those that were read before not again. */
import { parse, parsePart } from './parse.ts';
import type { Parsed, Range } from './tree.ts';
import { nouns, reservedWords } from './words.ts';

interface Part {
  readonly parsed: Parsed;
  readonly tokens: number;
  readonly open: number;
  /** Where it stood when its ranges were made. */
  readonly offset: number;
}
/** The declarations of one text, by what is written; each lasts until a text is read in which it does not stand. */
export class ParsedParts {
  #known = new Map<string, Part>();

  /** The same as `parse` gives. What stands where it stood is the same object. */
  parse(source: string): Parsed {
    const begins = beginnings(source);
    if (source.length > longest || begins.length < 2) return parse(source);
    const known = new Map<string, Part>();
    const parts: Part[] = [];
    let [tokens, open] = [0, 0];
    for (let index = 0; index < begins.length; index++) {
      const [start, end] = [begins[index], begins[index + 1] ?? source.length];
      const isLast = index === begins.length - 1;
      const text = source.slice(start, end);
      const key = isLast ? `${text}${endOfText}` : text;
      const found = known.get(key) ?? this.#known.get(key);
      const part = found ? movedTo(found, start) : { ...parsePart(text, isLast), open: unclosedIn(text), offset: 0 };
      const placed = found ? part : movedTo(part, start);
      known.set(key, placed);
      parts.push(placed);
      tokens += placed.tokens;
      open += placed.open;
    }
    this.#known = known;
    const cannotPart = parts.some(({ parsed: { tree } }, index) => index > 0 && tree.language !== undefined);
    if (cannotPart || tokens > mostTokens || open > mostOpen) return parse(source);
    const trees = parts.map(({ parsed: { tree } }) => tree);
    return {
      tree: {
        kind: 'file',
        ...(trees[0].language && { language: trees[0].language }),
        uses: trees.flatMap(({ uses }) => uses),
        lets: trees.flatMap(({ lets }) => lets),
        studies: trees.flatMap(({ studies }) => studies),
        declarations: trees.flatMap(({ declarations }) => declarations),
        comments: trees.flatMap(({ comments }) => comments),
        range: { start: 0, end: source.length },
      },
      errors: parts.flatMap(({ parsed: { errors } }) => errors),
    };
  }
}
const endOfText = '\u0000';
/** Longer texts, of more words, or with more blocks left open, are read whole: there limits count over all of it. */
const longest = 2 ** 20,
  mostTokens = 190_000,
  mostOpen = 20;

/** Where parts begin: at 0, and wherever a line begins with a noun and a name. */
function beginnings(source: string): readonly number[] {
  const found = [0];
  for (const { index, 1: name } of source.matchAll(declarationHead))
    if (index > 0 && !reservedWords.has(name)) found.push(index);
  return found;
}
const declarationHead = new RegExp(
  `(?<=[\\r\\n])(?:${nouns.join('|')})[ \\t]+(?:([A-Za-z_][A-Za-z0-9_]*)|"[^"\\r\\n]*")`,
  'g',
);
/** Braces and brackets that are opened and not closed, at most: those in comments and strings count too. */
function unclosedIn(text: string): number {
  let open = 0;
  for (const sign of text)
    if (sign === '{' || sign === '(' || sign === '[') open++;
    else if (sign === '}' || sign === ')' || sign === ']') open = Math.max(0, open - 1);
  return open;
}

const movedTo = (part: Part, offset: number): Part =>
  part.offset === offset ? part : { ...part, parsed: moved(part.parsed, offset - part.offset), offset };

/** A copy in which every range stands further on. */
export function moved<T>(node: T, by: number): T {
  if (typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node)) return node.map((each) => moved(each, by)) as T;
  const copy = { ...node } as Record<string, unknown>;
  for (const name in copy) {
    const value = copy[name];
    if (typeof value === 'object' && value !== null)
      copy[name] = name === 'range' && isRange(value) ? movedRange(value, by) : moved(value, by);
  }
  return copy as T;
}
/** What is called `range` may be an expression as well. */
const isRange = (value: object): value is Range => (value as Partial<Range>).start !== undefined;
const movedRange = ({ start, end }: Range, by: number): Range => ({ start: start + by, end: end + by });
