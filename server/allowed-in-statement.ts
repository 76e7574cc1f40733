/** What may stand in a statement behind its first word. */
import { expressionText } from '../grammar/index.ts';
import type { Block, Call, ClaimTable, Member, Name, Node, Setting, Statement } from '../grammar/index.ts';
import type { AtClause } from '../grammar/tree.ts';
import { isPlainName } from '../grammar/words.ts';
import type { TextAnalysis } from '../language/index.ts';
import { bareName, match } from '../language/match.ts';
import { studiedKinds } from '../language/nouns/index.ts';
import {
  claimFunctions,
  functionEntry,
  type NounKind,
  type Slot,
  type Type,
  type Word,
  wordEntry,
} from '../language/vocabulary/index.ts';
import { matchesWord } from '../language/vocabulary/published-words.ts';
import { noNames } from '../language/walk/walk-context.ts';
import { genesOfValue } from '../language/walk/walk-names.ts';
import { screenEntryOf } from '../language/walk/walk-screens.ts';
import { type Allowed, type Behind, behindNoun, type Names, nounTypeOf } from './allowed.ts';
import type { Tried } from './documents.ts';
import { columnsOf } from './table-columns.ts';
import { entryOf } from './word-of-setting.ts';
import { experimentIn, fitsIn } from './fitting-measures.ts';

/** A place of a text. */
interface Place {
  readonly source: string;
  readonly start: number;
}

/** A number may be whole: then what follows its statement stands there. */
export function behindNumber(
  statement: Statement,
  { words, names }: TextAnalysis['walk']['blocks'][number],
  path: readonly Node[],
  { source, start }: Place,
): Allowed | undefined {
  if (path.some((one) => 'kind' in one && one.kind === 'call')) return undefined;
  if (statement.kind === 'expectation') return behindClaim(names, source.slice(statement.range.start, start));
  return statement.kind === 'setting' ? inSetting(statement, words, names, path, false) : undefined;
}

/** Inside a call an expression still knows what the place knows. */
export function inCall(
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
  return (
    slot &&
    type && {
      kind: 'value',
      type,
      slot,
      names: { ...names, genes },
      unnamed,
      isLaterArgument: index > 0,
      ...(around?.kind === 'value' && around.defines && { defines: around.defines }),
    }
  );
}

export function valueAt(
  statement: Statement,
  { words, holds, names }: TextAnalysis['walk']['blocks'][number],
  path: readonly Node[],
  tried: Tried,
  start: number,
): Allowed | undefined {
  const node = path.at(-1)!;
  const within = path.includes(statement) && node !== statement;
  switch (statement.kind) {
    case 'regulation':
      return { kind: 'rule', names };
    case 'assignment':
      if (holds === 'rules') return { kind: 'rule', names };
      return within
        ? {
            kind: 'value',
            type: nounTypeOf(studiedKinds),
            names,
            defines: { name: statement.name.text, fits: () => 0 },
            others: kindsCompared(path, statement, tried.scope),
          }
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
      const written = tried.source.slice(statement.name.range.end, start);
      if (type && /[\w)][ \t]*$/.test(written)) return { kind: 'behind', words: ['of'], options: [], labelled: {} };
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
      if (statement.kind === 'claims' && statement.published?.path === node)
        return { kind: 'value', type: matchesWord.items![0].type, names };
      if (statement.kind === 'claims' && statement.published?.within && path.includes(statement.published.within))
        return { kind: 'value', type: matchesWord.labels!.within[0].type, names };
      if (statement.kind === 'claims' && statement.by === node)
        return { kind: 'value', type: { says: '', example: '', names: ['variable'] }, names };
      const point = path.findLast((one): one is AtClause => 'name' in one && 'value' in one && !('kind' in one));
      if (point?.name === node) return { kind: 'value', type: { says: '', example: '', names: ['variable'] }, names };
      const levels = point && names.variables.get(point.name.text)?.levels;
      if (levels?.size) return { kind: 'value', type: levelType(levels), names };
      const of = levelsBefore(path, node);
      const left = statement.left.range.end < node.range.start ? { left: statement.left } : {};
      if (of) return { kind: 'condition', names, before: of, ...left };
      return within
        ? { kind: 'claim', names, ...left }
        : behindClaim(names, tried.source.slice(statement.range.start, start));
    }
    case 'setting':
      return namesConditions(statement, holds) && statement.phrases.some((phrase) => path.includes(phrase))
        ? { kind: 'condition', names, before: [] }
        : (columnAt(path, tried.scope) ?? orChoices(statement, inSetting(statement, words, names, path, within)));
  }
}
/** The choices that a variable is at. */
const levelType = (levels: ReadonlyMap<string, unknown>): Type => ({
  says: 'a choice',
  example: '',
  words: [...levels.keys()].map((word) => ({
    word: isPlainName(word) ? word : `"${word}"`,
    documentation: 'One of the choices of the sweep.',
  })),
});
/** A sweep is of numbers, or of choices: nouns and what is made of them. */
function orChoices({ word }: Setting, allowed: Allowed | undefined): Allowed | undefined {
  const kinds: readonly NounKind[] = ['genes', 'connect', 'data', 'task', 'dynamics', 'network'];
  return word.text === 'vary' && allowed?.kind === 'value' && allowed.type.range
    ? { ...allowed, type: { ...allowed.type, nouns: kinds } }
    : allowed;
}

/** Values of the variable that a table of claims has no row for. */
function valuesLeft(path: readonly Node[], { variables }: Names): Type {
  const table = path.findLast((one): one is ClaimTable => 'kind' in one && one.kind === 'claims');
  const taken = (table?.block?.statements ?? []).map((row) => (row.kind === 'row' ? expressionText(row.value) : ''));
  const written = (table && variables.get(table.by.text)?.written.split(', ')) ?? [];
  const left = written.filter((text) => !text.includes('..') && !taken.includes(text));
  return { says: '', example: '', words: left.map((word) => ({ word, documentation: 'A value of the variable.' })) };
}
/** Behind the dot of a table: its columns. */
function columnAt(path: readonly Node[], { declared }: TextAnalysis['scope']): Allowed | undefined {
  const member = path.findLast((one): one is Member => 'kind' in one && one.kind === 'member');
  const columns =
    member && member.property === path.at(-1) ? columnsOf(declared.get(member.object.text)?.declaration) : [];
  return columns.length > 0 ? { kind: 'value', type: { says: '', example: '' }, names: noNames, columns } : undefined;
}

/** Kinds of the nouns that the other conditions of a block are; undefined where it has none yet. */
function kindsCompared(
  path: readonly Node[],
  own: Statement,
  { declared }: TextAnalysis['scope'],
): ReadonlySet<string> | undefined {
  const block = path.findLast((one): one is Block => 'kind' in one && one.kind === 'block');
  const kinds = (block?.statements ?? []).flatMap((statement) => {
    if (statement === own || statement.kind !== 'assignment') return [];
    const { base } = statement.value;
    const name = base.kind === 'name' ? base.text : '';
    return declared.get(name)?.declaration.noun.text ?? [];
  });
  return kinds.length > 0 ? new Set(kinds) : undefined;
}

/** Behind a measure or a number of a claim. */
function behindClaim(names: Names, written: string): Behind {
  const [, sign, behindSign] = /(<=?|>=?|=|\bin\b)([^<>=]*)$/.exec(written) ?? [];
  const side = behindSign ?? written;
  const isNumber = /[\d%][\w%/]*\s*$/.test(side);
  return {
    kind: 'behind',
    words: [
      ...(/\bof\b/.test(side) || isNumber ? [] : (['of'] as const)),
      ...(sign !== undefined && sign !== 'in' && !/\bwithin\b/.test(side) ? (['within'] as const) : []),
      ...(sign !== undefined && names.variables.size > 0 ? (['at'] as const) : []),
      ...(sign === undefined ? (['in'] as const) : []),
    ],
    likely: sign === '=' ? 'within' : 'at',
    signs: sign === undefined ? ['>', '<', '='] : [],
    options: [],
    labelled: {},
  };
}
/** Behind `of`: the levels of a condition that stand before. */
function levelsBefore(path: readonly Node[], node: Node): readonly Name[] | undefined {
  const of = path.findLast((one) => 'kind' in one && one.kind === 'of');
  return of && 'condition' in of && (of.condition === node || of.levels?.some((level) => level === node))
    ? (of.levels ?? []).filter(({ range }) => range.end < node.range.start)
    : undefined;
}

/** A level of a factor that written conditions have: `functional of a, b`. */
const namesConditions = ({ word, phrases }: Setting, holds: string): boolean =>
  holds === 'conditions' && word.text !== 'factor' && phrases[0]?.label.text === 'of';

function inSetting(
  setting: Setting,
  words: readonly Word[],
  names: Names,
  path: readonly Node[],
  within: boolean,
): Allowed | undefined {
  const known = entryOf(setting, words);
  const entry = known && (known.word === 'screen' ? screenEntryOf(setting) : known);
  if (!entry) return undefined;
  const node = path.at(-1)!;
  if (entry.defines === 'input') return { kind: 'value', type: { says: '', example: '', names: ['input'] }, names };
  const { filled: all } = match(setting, entry);
  const filled = all.find(({ value }) => value && path.includes(value));
  const item = path.findLast((one) => 'value' in one && !('kind' in one));
  const worded = item && 'word' in item && item.word && !filled;
  const isLater =
    filled?.slot.many &&
    setting.phrases.some(({ items }) => items.slice(1).some(({ value }) => value === filled.value));
  const isFirst = filled && setting.items[0]?.value === filled.value && setting.items.length === 1;
  if (within && filled && !worded)
    return {
      kind: 'value',
      type: typeIn(filled.slot, setting, entry),
      slot: filled.slot,
      names,
      options: isLater ? entry.options : undefined,
      given: new Set(
        all.flatMap(({ slot, value }) => (slot === filled.slot && bareName(value) ? [bareName(value)!.text] : [])),
      ),
      ...(isFirst && entry.labels && { behind: { kind: 'behind', words: [], options: [], labelled: instead(entry) } }),
    };
  const labelled = Object.fromEntries(
    Object.entries(entry.labels ?? {}).filter(
      ([label]) => !setting.phrases.some((phrase) => phrase.label.text === label && phrase.label !== node),
    ),
  );
  const beside = Object.keys(labelled).length === 0 && entry.items?.some(({ type }) => type.nouns) ? behindNoun : [];
  return { kind: 'behind', words: beside, options: entry.options ?? [], labelled };
}

/** Labels that may stand in place of the first value: `tau from cells.tau`. */
const instead = ({ labels = {}, items = [] }: Word): NonNullable<Word['labels']> =>
  items.every(({ optional }) => optional) ? labels : {};
/** `to follow teacher`: of some labels the value has a word of its own. */
function typeIn(
  { name, type, documentation }: Slot,
  { phrases }: Setting,
  { example, documentation: said }: Word,
): Type {
  const label = phrases.at(-1)?.label.text;
  return label !== undefined && label !== name && [example, said].some((text) => text.includes(`${label} ${name} `))
    ? { ...type, words: [...(type.words ?? []), { word: name, documentation }] }
    : type;
}

export function typeOf(
  statement: Statement,
  words: readonly Word[],
  path: readonly Node[],
  scope: TextAnalysis['scope'],
): Type | undefined {
  const call = path.findLast((one): one is Call => 'kind' in one && one.kind === 'call');
  const inner = call && inCall(call, path.at(-1)!, noNames, undefined, scope);
  if (inner?.kind === 'value') return inner.type;
  if (statement.kind !== 'setting') return undefined;
  const entry = entryOf(statement, words);
  return entry && match(statement, entry).filled.find(({ value }) => value && path.includes(value))?.slot.type;
}
