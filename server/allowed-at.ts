import {
  nodesAt,
  type Block,
  type Call,
  type ClaimTable,
  type Declaration,
  type Name,
  type Node,
  type Phrase,
  type Setting,
  type Statement,
  type Value,
  type WithClause,
  type WithoutClause,
} from '../grammar/index.ts';
import { expressionText } from '../grammar/statement-text.ts';
import { analyseText, type TextAnalysis } from '../language/index.ts';
import { experimentIn, fitsIn } from './fitting-measures.ts';
import { match } from '../language/match.ts';
import { noNames } from '../language/walk/walk-context.ts';
import { genesOfValue } from '../language/walk/walk-names.ts';
import { screenEntryOf } from '../language/walk/walk-screens.ts';
import { nounEntry, studiedKinds } from '../language/nouns/index.ts';
import {
  type ConnectingName,
  claimFunctions,
  connecting,
  functionEntry,
  type NounKind,
  type Slot,
  type Type,
  type Word,
  wordEntry,
} from '../language/vocabulary/index.ts';

/** What may stand at a place of the text, for completion and help. */
export type Allowed =
  /** `after`: the noun before. */
  | { readonly kind: 'declaration'; readonly after?: string }
  /** A word or name that begins a statement. */
  | {
      readonly kind: 'statement';
      readonly words: readonly Word[];
      readonly used: ReadonlySet<string>;
      readonly holds: 'settings' | 'rules' | 'conditions';
      readonly experiment: boolean;
      /** The word that the statement before begins with. */
      readonly after?: string;
    }
  /** `options`: words that may stand in its place, where it is one more of a list. */
  | {
      readonly kind: 'value';
      readonly type: Type;
      readonly slot?: Slot;
      readonly names: Names;
      readonly options?: readonly Slot[];
      /** Arguments of the call around it that are not given yet. */
      readonly unnamed?: readonly Slot[];
      /** What is defined by it: its name, and in an experiment which measures a condition of it may have. */
      readonly defines?: { readonly name: string; readonly fits: (measure: string) => boolean };
      /** The noun whose `like` stands there: what is like it in turn cannot be meant. */
      readonly likeOf?: string;
    }
  | { readonly kind: 'rule'; readonly names: Names }
  /** `behind`: what may stand there in place of a unit. */
  | { readonly kind: 'unit'; readonly type?: Type; readonly behind?: Behind }
  | { readonly kind: 'claim'; readonly names: Names }
  /** `before`: the levels that are written in front of it. */
  | { readonly kind: 'condition'; readonly names: Names; readonly before: readonly Name[] }
  /** What is replaced in a noun, or taken from it. */
  | { readonly kind: 'changed'; readonly how: 'with' | 'without'; readonly base: Value['base'] }
  /** Behind a whole value: labels, options, `with` and the like. */
  | Behind;
interface Behind {
  readonly kind: 'behind';
  readonly words: readonly ConnectingName[];
  readonly options: readonly Slot[];
  readonly labelled: Readonly<Record<string, readonly Slot[]>>;
}
type Names = TextAnalysis['walk']['blocks'][number]['names'];

const placeholder = 'here__';
const nounTypeOf = (nouns: readonly NounKind[]): Type => ({
  says: 'the name of a noun',
  example: '',
  nouns,
  calls: nouns,
});
const behindNoun: readonly ConnectingName[] = ['with', 'without'];

/** The word around an offset, as far as it is written before it. */
export function wordBefore(source: string, offset: number): number {
  let start = offset;
  while (start > 0 && /[A-Za-z0-9_]/.test(source[start - 1])) start--;
  return start;
}

/** Reads the text with a word put in at the offset, and sees where it lands. */
export function allowedAt(analysis: TextAnalysis, offset: number): Allowed | undefined {
  const { source, imports } = analysis;
  const start = wordBefore(source, offset);
  if (analysis.tree.comments.some(({ range }) => range.start < offset && offset <= range.end)) return undefined;
  const replaces = /\bwith[ \t]+$/.test(source.slice(0, start)) && !/^\w*[ \t]*=/.test(source.slice(offset));
  const tried = analyseText(
    `${source.slice(0, start)}${placeholder}${replaces ? ` = ${placeholder}` : ''}${source.slice(offset)}`,
    imports,
  );
  const path = nodesAt(tried.tree, start + 1);
  const node = path.at(-1)!;
  if ('kind' in node && node.kind === 'string') return undefined;
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
    return { kind: 'declaration', ...(before && { after: before.noun.text }) };
  }
  if (node === declaration.name) return undefined;
  const known = block && tried.walk.blocks.findLast(({ range }) => range.start === block.range.start);
  if (!block || !known) return inHeader(declaration, path, start);
  const inBlock = path.slice(path.lastIndexOf(block) + 1);
  const statement = (inBlock[0] ?? block.statements.findLast(({ range }) => range.start < start)) as
    | Statement
    | undefined;
  const { names } = known;
  if (!statement || begins(statement, node)) {
    const used = new Set(
      block.statements.flatMap((other) => (other.kind === 'setting' && other !== statement ? [other.word.text] : [])),
    );
    const before = block.statements.findLast((other) => other !== statement && other.range.end <= start);
    const after = before?.kind === 'expectation' ? 'expect' : before && 'word' in before ? before.word.text : undefined;
    return {
      kind: 'statement',
      words: known.words,
      used,
      ...(after !== undefined && { after }),
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
    const instead = behindNumber(statement, known, path);
    return {
      kind: 'unit',
      type: typeOf(statement, known.words, path, tried.scope),
      ...(instead?.kind === 'behind' && { behind: instead }),
    };
  }
  const call = path.findLast((one): one is Call => 'kind' in one && one.kind === 'call' && one.callee !== node);
  const around = valueAt(statement, known, path, tried);
  return (call && node.range.start === start && inCall(call, node, names, around, tried.scope)) || around;
}

/** A number may be whole: then what follows its statement stands there. */
function behindNumber(
  statement: Statement,
  { words, names }: TextAnalysis['walk']['blocks'][number],
  path: readonly Node[],
): Allowed | undefined {
  if (path.some((one) => 'kind' in one && one.kind === 'call')) return undefined;
  if (statement.kind === 'expectation') return { kind: 'behind', words: ['within', 'at'], options: [], labelled: {} };
  return statement.kind === 'setting' ? inSetting(statement, words, names, path, false) : undefined;
}

/** A noun is replaced by one of its kind. */
function replacing(name: string, { scope }: TextAnalysis): Type {
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
function openHeader({ tree, source }: TextAnalysis, start: number): Declaration | undefined {
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
  };
}

/** Inside a call an expression still knows what the place knows. */
function inCall(
  call: Call,
  node: Node,
  names: Names,
  around: Allowed | undefined,
  scope: TextAnalysis['scope'],
): Allowed | undefined {
  const entry =
    functionEntry(call.callee.text) ??
    (around?.kind === 'claim' ? claimFunctions.find(({ name }) => name === call.callee.text) : undefined);
  if (!entry) return undefined;
  const index = call.arguments.findIndex(({ range }) => range.start <= node.range.start && node.range.end <= range.end);
  const argument = call.arguments[index];
  const slot = argument?.name
    ? entry.parameters.find(({ name }) => name === argument.name!.text)
    : entry.parameters[Math.min(index, entry.parameters.length - 1)];
  const quantities = around?.kind === 'value' ? around.type.expression?.quantities : undefined;
  const type =
    slot?.type.expression && quantities
      ? { ...slot.type, expression: { ...slot.type.expression, quantities } }
      : slot?.type;
  const [first] = call.arguments;
  const genes =
    index > 0 && slot?.type.names?.includes('gene') && first && entry.parameters[0].type.nouns?.includes('genes')
      ? genesOfValue(first.value, scope)
      : names.genes;
  const given = new Set(call.arguments.flatMap(({ name }) => name?.text ?? []));
  const unnamed = argument?.name
    ? []
    : entry.parameters.filter(({ name, many }, at) => (at >= index || index < 0) && !many && !given.has(name));
  return slot && type && { kind: 'value', type, slot, names: { ...names, genes }, unnamed };
}

function valueAt(
  statement: Statement,
  { words, holds, names }: TextAnalysis['walk']['blocks'][number],
  path: readonly Node[],
  tried: TextAnalysis,
): Allowed | undefined {
  const node = path.at(-1)!;
  const within = path.includes(statement) && node !== statement;
  switch (statement.kind) {
    case 'regulation':
      return { kind: 'rule', names };
    case 'assignment':
      if (holds === 'rules') return { kind: 'rule', names };
      return within
        ? { kind: 'value', type: nounTypeOf(studiedKinds), names }
        : { kind: 'behind', words: behindNoun, options: [], labelled: {} };
    case 'definition': {
      if (holds === 'rules') return { kind: 'rule', names };
      const type = wordEntry(words, statement.word.text)?.items?.[0]?.type;
      if (node === statement.name)
        return wordEntry(words, statement.word.text)?.defines === 'input'
          ? { kind: 'value', type: { says: '', example: '', names: ['input'] }, names }
          : undefined;
      const fits = fitsIn(experimentIn(path), tried);
      const of = levelsBefore(path, node);
      if (of) return { kind: 'condition', names, before: of };
      // alone it is a measure of the catalogue; as part of an expression, one of the experiment
      const isPart = statement.word.text === 'measure' && statement.value !== node && statement.value.kind !== 'call';
      const whole = type && isPart ? { ...type, names: ['measure' as const] } : type;
      return whole && { kind: 'value', type: whole, names, defines: { name: statement.name.text, fits } };
    }
    case 'row':
      return path.includes(statement.value)
        ? { kind: 'value', type: valuesLeft(path, names), names: noNames }
        : { kind: 'claim', names };
    case 'claims':
    case 'expectation': {
      if (statement.kind === 'claims' && statement.by === node)
        return { kind: 'value', type: { says: '', example: '', names: ['variable'] }, names };
      if (statement.at.some(({ name }) => name === node))
        return { kind: 'value', type: { says: '', example: '', names: ['variable'] }, names };
      const of = levelsBefore(path, node);
      if (of) return { kind: 'condition', names, before: of };
      return within
        ? { kind: 'claim', names }
        : { kind: 'behind', words: ['of', 'in', 'within', 'at', 'by', 'matches'], options: [], labelled: {} };
    }
    case 'setting':
      return namesConditions(statement, holds) && statement.phrases.some((phrase) => path.includes(phrase))
        ? { kind: 'condition', names, before: [] }
        : inSetting(statement, words, names, path, within);
  }
}
/** Values of the variable that a table of claims has no row for. */
function valuesLeft(path: readonly Node[], { variables }: Names): Type {
  const table = path.findLast((one): one is ClaimTable => 'kind' in one && one.kind === 'claims');
  const taken = (table?.block?.statements ?? []).map((row) => (row.kind === 'row' ? expressionText(row.value) : ''));
  const written = (table && variables.get(table.by.text)?.written.split(', ')) ?? [];
  const left = written.filter((text) => !text.includes('..') && !taken.includes(text));
  return { says: '', example: '', words: left.map((word) => ({ word, documentation: 'A value of the variable.' })) };
}
/** A level of a factor that written conditions have: `functional of a, b`. */
/** Behind `of`: the levels of a condition that stand before. */
function levelsBefore(path: readonly Node[], node: Node): readonly Name[] | undefined {
  const of = path.findLast((one) => 'kind' in one && one.kind === 'of');
  return of && 'condition' in of && (of.condition === node || of.levels?.some((level) => level === node))
    ? (of.levels ?? []).filter(({ range }) => range.end < node.range.start)
    : undefined;
}

const namesConditions = ({ word, phrases }: Setting, holds: string): boolean =>
  holds === 'conditions' && word.text !== 'factor' && phrases[0]?.label.text === 'of';

function inSetting(
  setting: Setting,
  words: readonly Word[],
  names: Names,
  path: readonly Node[],
  within: boolean,
): Allowed | undefined {
  const known = wordEntry(words, setting.word.text);
  const entry = known && (known.word === 'screen' ? screenEntryOf(setting) : known);
  if (!entry) return undefined;
  const node = path.at(-1)!;
  const filled = match(setting, entry).filled.find(({ value }) => value && path.includes(value));
  const item = path.findLast((one) => 'value' in one && !('kind' in one));
  const worded = item && 'word' in item && item.word && !filled;
  const isLater =
    filled?.slot.many &&
    setting.phrases.some(({ items }) => items.slice(1).some(({ value }) => value === filled.value));
  if (within && filled && !worded)
    return {
      kind: 'value',
      type: filled.slot.type,
      slot: filled.slot,
      names,
      options: isLater ? entry.options : undefined,
    };
  const labelled = Object.fromEntries(
    Object.entries(entry.labels ?? {}).filter(
      ([label]) => !setting.phrases.some((phrase) => phrase.label.text === label && phrase.label !== node),
    ),
  );
  const beside = Object.keys(labelled).length === 0 && entry.items?.some(({ type }) => type.nouns) ? behindNoun : [];
  return { kind: 'behind', words: beside, options: entry.options ?? [], labelled };
}

function typeOf(
  statement: Statement,
  words: readonly Word[],
  path: readonly Node[],
  scope: TextAnalysis['scope'],
): Type | undefined {
  const call = path.findLast((one): one is Call => 'kind' in one && one.kind === 'call');
  const inner = call && inCall(call, path.at(-1)!, noNames, undefined, scope);
  if (inner?.kind === 'value') return inner.type;
  if (statement.kind !== 'setting') return undefined;
  const entry = wordEntry(words, statement.word.text);
  return entry && match(statement, entry).filled.find(({ value }) => value && path.includes(value))?.slot.type;
}
