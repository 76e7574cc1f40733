import {
  nodesAt,
  type Block,
  type Call,
  type Declaration,
  type Node,
  type Let,
  type Phrase,
  type Statement,
  type Value,
  type WithClause,
  type WithoutClause,
} from '../grammar/index.ts';
import { noNames } from '../language/walk/walk-context.ts';
import { nounEntry, studiedKinds } from '../language/nouns/index.ts';
import { fileEndingIn } from '../catalogue/entry.ts';
import { partsOf } from '../language/canonical/partial-statement.ts';
import { connecting, type Slot, type Type, wordEntry } from '../language/vocabulary/index.ts';
import { type Allowed, nounTypeOf } from './allowed.ts';
import type { Edited, Tried } from './documents.ts';
import { fittingWords } from './fitting-words.ts';
import { tablesNamed } from './table-columns.ts';
import { behindNumber, inCall, typeOf, valueAt } from './allowed-in-statement.ts';

const placeholder = 'here__';

/** What stands in double quotes around an offset. */
export interface Quoted {
  readonly start: number;
  /** Where the quotes end; where nothing closes them, the offset. */
  readonly end: number;
  readonly closed: boolean;
}
export function quotedAt(source: string, offset: number): Quoted | undefined {
  let open: number | undefined;
  for (let at = lineStart(source, offset); at < offset; at++) {
    if (source[at] === '#' && open === undefined) return undefined;
    if (source[at] === '"') open = open === undefined ? at : undefined;
  }
  if (open === undefined) return undefined;
  let end = offset;
  while (end < source.length && !/["\r\n]/.test(source[end])) end++;
  const closed = source[end] === '"';
  return { start: open + 1, end: closed ? end : offset, closed };
}
const lineStart = (source: string, offset: number): number =>
  Math.max(source.lastIndexOf('\n', offset - 1), source.lastIndexOf('\r', offset - 1)) + 1;

/** The word around an offset, as far as it is written before it. */
export function wordBefore(source: string, offset: number): number {
  let start = offset;
  while (start > 0 && /[A-Za-z0-9_]/.test(source[start - 1])) start--;
  return start;
}

/** Reads the text with a word, or something in quotes, put in at the offset, and sees where it lands. */
export function allowedAt(
  { analysis, tried: reread }: Pick<Edited, 'analysis' | 'tried'>,
  offset: number,
): Allowed | undefined {
  const { source } = analysis;
  if (analysis.tree.comments.some(({ range }) => range.start < offset && offset <= range.end)) return undefined;
  const quoted = quotedAt(source, offset);
  const start = quoted ? quoted.start - 1 : wordBefore(source, offset),
    end = quoted ? quoted.end + Number(quoted.closed) : offset,
    put = quoted ? `"${placeholder}"` : placeholder;
  const replaces = /\bwith[ \t]+$/.test(source.slice(0, start)) && !/^\w*[ \t]*=/.test(source.slice(end));
  const tried = reread(
    `${source.slice(0, start)}${put}${replaces ? ` = ${placeholder}` : ''}${source.slice(end)}`,
    start,
  );
  const path = nodesAt(tried.tree, start + 1);
  const allowed = allowedOn(path, tried, start);
  return allowed?.kind === 'value' && allowed.type.ofTable ? { ...allowed, tables: tablesNamed(path) } : allowed;
}

function allowedOn(path: readonly Node[], tried: Tried, start: number): Allowed | undefined {
  const { source } = tried;
  const node = path.at(-1)!;
  if (path.some((one) => 'kind' in one && one.kind === 'use'))
    return { kind: 'value', type: fileEndingIn('.anl'), names: noNames };
  const parameter = path.find((one): one is Let => 'kind' in one && one.kind === 'let');
  if (parameter) return inParameter(parameter, path);
  if (/(^|[\r\n])language[ \t]+$/.test(source.slice(0, start))) return { kind: 'version' };
  const block = path.findLast((one): one is Block => 'kind' in one && one.kind === 'block');
  if (path.some((one) => 'kind' in one && one.kind === 'study')) {
    const own = block && tried.walk.blocks.findLast(({ range }) => range.start === block.range.start);
    const used = block?.statements.flatMap((one) => (one.kind === 'setting' ? [one.word.text] : [])) ?? [];
    return own && { ...own, kind: 'statement', used: new Set(used), experiment: false };
  }
  const declaration =
    path.find((one): one is Declaration => 'kind' in one && one.kind === 'declaration') ?? openHeader(tried, start);
  if (!declaration || node === declaration.noun) {
    const before = tried.tree.declarations.findLast(({ range }) => range.end <= start);
    const isFirst = !tried.tree.language && !tried.tree.declarations.some(({ range }) => range.end <= start);
    return { kind: 'declaration', isFirst, ...(before && { after: before.noun.text }) };
  }
  if (node === declaration.name) return undefined;
  const known = block && tried.walk.blocks.findLast(({ range }) => range.start === block.range.start);
  if (!block || !known) return inHeader(declaration, path, start);
  const inBlock = path.slice(path.lastIndexOf(block) + 1);
  const statement = (inBlock[0] ?? block.statements.findLast(({ range }) => range.start < start)) as
    | Statement
    | undefined;
  const { names } = known;
  if (statement?.kind === 'setting' && statement.part?.name === node) return partAt(statement.part.of.text, known);
  if (!statement || begins(statement, node)) {
    const used = new Set(
      block.statements.flatMap((other) => (other.kind === 'setting' && other !== statement ? [other.word.text] : [])),
    );
    const before = block.statements.findLast((other) => other !== statement && other.range.end <= start);
    const behind = block.statements.find((other) => other !== statement && other.range.start > start);
    return {
      kind: 'statement',
      words: fittingWords(known.words, declaration, path, tried.scope),
      used,
      after: beginningOf(before),
      next: beginningOf(behind),
      names,
      holds: known.holds,
      experiment: declaration.noun.text === 'experiment' && block === declaration.block,
    };
  }
  const modifier = path.findLast(
    (one): one is WithClause | WithoutClause => 'kind' in one && (one.kind === 'with' || one.kind === 'without'),
  );
  const changed = path.findLast((one): one is Value => 'kind' in one && one.kind === 'value');
  if (modifier?.name === node && changed) return { kind: 'changed', how: modifier.kind, base: changed.base };
  if (modifier?.kind === 'with' && modifier.value === node)
    return { kind: 'value', type: replacing(modifier.name.text, tried), names };
  if (isUnit(node, path)) {
    const instead = behindNumber(statement, known, path, { source: tried.source, start });
    return {
      kind: 'unit',
      type: typeOf(statement, known.words, path, tried.scope),
      ...(instead?.kind === 'behind' && { behind: instead }),
    };
  }
  const call = path.findLast((one): one is Call => 'kind' in one && one.kind === 'call' && one.callee !== node);
  const around = valueAt(statement, known, path, tried, start);
  return (call && node.range.start === start && inCall(call, node, names, around, tried.scope)) || around;
}

/** `recurrent.‸`: what of a statement can be changed by itself. */
function partAt(word: string, { words, names }: Tried['walk']['blocks'][number]): Allowed | undefined {
  const entry = wordEntry(words, word);
  const parts = entry ? [...partsOf(entry), ...(entry.block ?? []).map((one) => ({ ...one, name: one.word }))] : [];
  const choices = parts.map(({ name, documentation }) => ({ word: name, documentation }));
  return { kind: 'value', type: { says: '', example: '', words: choices }, names };
}

const beginningOf = (statement: Statement | undefined): string | undefined =>
  statement?.kind === 'expectation' || statement?.kind === 'claims'
    ? 'expect'
    : statement && 'word' in statement
      ? statement.word.text
      : undefined;

/** `let reach = 120 um`. */
function inParameter(parameter: Let, path: readonly Node[]): Allowed | undefined {
  const node = path.at(-1)!;
  if (node === parameter.name) return undefined;
  if (isUnit(node, path)) return { kind: 'unit' };
  const type: Type = { says: 'a value', example: '400', expression: { quantities: [], dimension: 'any' } };
  return { kind: 'value', type, names: noNames };
}

/** A noun is replaced by one of its kind. */
function replacing(name: string, { scope }: Tried): Type {
  const kind = scope.declared.get(name)?.declaration.noun.text;
  return nounTypeOf(studiedKinds.filter((noun) => kind === undefined || noun === kind));
}
function begins(statement: Statement, node: Node): boolean {
  switch (statement.kind) {
    case 'setting':
    case 'definition':
      return node === statement.word;
    case 'assignment':
      return node === statement.name;
    case 'regulation':
      return node === statement.source;
    case 'expectation':
    case 'claims':
    case 'row':
      return false;
  }
}
const isUnit = (node: Node, path: readonly Node[]): boolean =>
  ('kind' in node && node.kind === 'unit') ||
  path.some((one) => 'kind' in one && one.kind === 'number' && one.unit?.text.includes(placeholder));

/** The declaration whose header the offset ends. */
function openHeader({ tree, source }: Tried, start: number): Declaration | undefined {
  const before = tree.declarations.findLast(({ range }) => range.start < start);
  return before && !before.block && !/[\r\n]/.test(source.slice(before.range.end, start)) ? before : undefined;
}

function inHeader(declaration: Declaration, path: readonly Node[], start: number): Allowed | undefined {
  const entry = nounEntry(declaration.noun.text);
  if (!entry) return undefined;
  const phrase = path.find((one): one is Phrase => 'label' in one);
  const labelled: Readonly<Record<string, readonly Slot[]>> = {
    ...entry.labels,
    like: [{ name: 'like', documentation: connecting.like.documentation, type: nounTypeOf([entry.noun]) }],
  };
  const slot = phrase && labelled[phrase.label.text]?.[0];
  const worded = path.some((one) => 'word' in one && !('kind' in one) && one.word !== undefined);
  if (slot && !worded && phrase.range.end > start) {
    const likeOf = phrase.label.text === 'like' ? { likeOf: declaration.name.text } : {};
    return { kind: 'value', type: slot.type, slot, names: noNames, ...likeOf };
  }
  const given = new Set(declaration.phrases.map(({ label }) => label.text));
  return {
    kind: 'behind',
    words: [],
    options: [],
    labelled: Object.fromEntries(Object.entries(labelled).filter(([label]) => !given.has(label))),
    needed: given.has('like') ? [] : entry.requires,
  };
}
