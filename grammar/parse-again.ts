/** Reads a text a declaration at a time, and those that were read before not again. */
import { changedStretch } from './changed-stretch.ts';
import { parse, parsePart } from './parse.ts';
import type { Block, Declaration, Name, Parsed, Range } from './tree.ts';
import { nouns, reservedWords } from './words.ts';

interface Part {
  /** As if a text began with it. */
  readonly read: Parsed;
  readonly length: number;
  readonly isLast: boolean;
  readonly tokens: number;
  readonly open: number;
  /** Where it stands, and as it stands there. */
  readonly offset: number;
  readonly parsed: Parsed;
}
/** The declarations of one text; each lasts until a text is read in which it does not stand. */
export class ParsedParts {
  #source = '';
  #parts: readonly Part[] = [];

  /** The same as `parse` gives. What stands where it stood is the same object. */
  parse(source: string): Parsed {
    const begins = beginnings(source);
    if (source.length > longest || begins.length < 2) return parse(source);
    const parts = this.#partsOf(source, begins);
    this.#source = source;
    this.#parts = parts;
    let [tokens, open] = [0, 0];
    for (const part of parts) {
      tokens += part.tokens;
      open += part.open;
    }
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

  /** What stands before or behind all that has changed is known by its place, what is between by what is written. */
  #partsOf(source: string, begins: readonly number[]): readonly Part[] {
    const { start: first, end, by } = changedStretch(this.#source, source);
    const byPlace = new Map<number, Part>(),
      byText = new Map<string, Part>();
    for (const part of this.#parts) {
      const { offset, length, isLast } = part;
      if (offset + length <= first) byPlace.set(offset, part);
      else if (offset >= end) byPlace.set(offset + by, part);
      else byText.set(keyOf(this.#source.slice(offset, offset + length), isLast), part);
    }
    return begins.map((start, index) => {
      const isLast = index === begins.length - 1;
      const length = (begins[index + 1] ?? source.length) - start;
      const there = byPlace.get(start);
      if (there?.length === length && there.isLast === isLast) return placed(there, start);
      const text = source.slice(start, start + length),
        key = keyOf(text, isLast);
      const known = byText.get(key) ?? partOf(text, isLast);
      byText.set(key, known);
      return placed(known, start);
    });
  }
}
const keyOf = (text: string, isLast: boolean): string => (isLast ? `${text}${endOfText}` : text);
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

function partOf(text: string, isLast: boolean): Part {
  const { parsed, tokens } = parsePart(text, isLast);
  return { read: parsed, length: text.length, isLast, tokens, open: unclosedIn(text), offset: 0, parsed };
}
function placed(part: Part, offset: number): Part {
  if (part.offset === offset) return part;
  const { tree, errors } = part.read;
  const { declarations, ...rest } = tree;
  const parsed: Parsed = {
    tree: { ...moved(rest, offset), declarations: declarations.map((one) => movedDeclaration(one, offset)) },
    errors: moved(errors, offset),
  };
  return { ...part, offset, parsed };
}

function movedDeclaration(declaration: Declaration, by: number): Declaration {
  const { kind, noun, name, phrases, block, range } = declaration;
  const copy = {
    ...{ kind, noun: movedName(noun, by), name: movedName(name, by), phrases: moved(phrases, by) },
    range: movedRange(range, by),
  };
  if (block) return withBlock(copy, declaration, () => moved(block, by));
  readAs.set(copy, asRead(declaration));
  return copy;
}
/** A declaration made of another, with a block that is made when it is first looked at. */
export function withBlock(head: Omit<Declaration, 'block'>, of: Declaration, make: () => Block): Declaration {
  let made: Block | undefined;
  const copy = {
    ...head,
    get block() {
      return (made ??= make());
    },
  };
  readAs.set(copy, asRead(of));
  return copy;
}
/**
 * What a declaration was when its text was read, without the values of parameters: the same object as long as the text
 * is the same.
 */
export const asRead = (declaration: Declaration): Declaration => readAs.get(declaration) ?? declaration;
const readAs = new WeakMap<Declaration, Declaration>();
/** What follows from the text of a declaration alone, found once; places in it count from where it was read. */
export function ofText<T>(find: (declaration: Declaration) => T): (declaration: Declaration) => T {
  const known = new WeakMap<Declaration, { readonly found: T }>();
  return (declaration) => {
    const read = asRead(declaration);
    const kept = known.get(read) ?? { found: find(read) };
    known.set(read, kept);
    return kept.found;
  };
}

/** A copy in which every range stands further on. */
export function moved<T>(node: T, by: number): T {
  if (typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node)) return node.length === 0 ? node : (node.map((each) => moved(each, by)) as T);
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
const movedName = (name: Name, by: number): Name => ({ ...name, range: movedRange(name.range, by) });
const movedRange = ({ start, end }: Range, by: number): Range => ({ start: start + by, end: end + by });
