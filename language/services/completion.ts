/** What can be written at the cursor: words of the block, values of the slot, names, functions, units. */
import type { Range } from '../../grammar/tree.ts';
import type { TextAnalysis } from '../analysis.ts';
import { isNumber, units, unitsOf } from '../units.ts';
import { functionEntry, nounEntry, nouns, type Slot, type Type, type Word, wordEntry } from '../vocabulary/index.ts';
import { type Block, type Names, noNames } from '../walk/context.ts';
import { nounNames } from '../walk/names.ts';
import { nounType } from '../walk/statements.ts';
import { fitting } from '../walk/values.ts';
import { functionText, nounText, slotText, wordText } from './describe.ts';
import { callAt } from './signature.ts';

export type CompletionKind = 'noun' | 'word' | 'label' | 'option' | 'choice' | 'function' | 'argument' | 'name' | 'quantity' | 'unit' | 'snippet';
export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail: string;
  /** Markdown. */
  readonly documentation: string;
  /** What is inserted, in LSP snippet syntax where `snippet`. */
  readonly insert: string;
  readonly snippet: boolean;
  /** What it replaces: the word that has been begun. */
  readonly replace: Range;
}

export function completions(analysis: TextAnalysis, offset: number): readonly Completion[] {
  const { source } = analysis;
  const begun = /[A-Za-z_]\w*$/.exec(source.slice(0, offset))?.[0] ?? '';
  const replace = { start: offset - begun.length, end: offset };
  const statement = statementBefore(source, replace.start);
  if (statement === undefined) return [];
  const make = maker(replace);
  const block = analysis.walk.blocks.filter(({ range }) => range.start < offset && offset <= range.end).sort((a, b) => b.range.start - a.range.start)[0];
  const names = block?.names ?? noNames;
  const unit = unitAfterNumber(source, replace.start, statement, block, make);
  if (unit) return unit;
  const call = callAt(source, replace.start);
  if (call) {
    const slot = call.named ? call.entry.parameters.find(({ name }) => name === call.named) : call.entry.parameters[call.index];
    return [...(slot ? valuesFor(analysis, slot.type, names, make) : []), ...call.entry.parameters.filter(({ name }) => !call.named && name !== slot?.name).map((other) => make(`${other.name}:`, 'argument', other.type.says, slotText(other), `${other.name}: `))];
  }
  if (!block) return inHeader(analysis, statement, make);
  if (block.holds === 'conditions') return statement.includes('=') ? [...afterNoun(statement, make), ...valuesFor(analysis, nounType('network', 'dynamics', 'connect', 'develop', 'genes', 'data'), names, make)] : [];
  return inBlock(analysis, block, statement, names, make);
}

type Make = (label: string, kind: CompletionKind, detail: string, documentation: string, insert?: string) => Completion;
const maker = (replace: Range): Make => (label, kind, detail, documentation, insert = label) => ({ label, kind, detail, documentation, insert, snippet: insert.includes('$'), replace });

/** The statement's text up to the cursor; undefined inside comments and strings. */
function statementBefore(source: string, offset: number): string | undefined {
  const line = source.slice(source.lastIndexOf('\n', offset - 1) + 1, offset);
  if (/^[^"]*(?:"[^"]*"[^"]*)*#/.test(line) || (line.match(/"/g)?.length ?? 0) % 2 === 1) return undefined;
  return line.slice(Math.max(line.lastIndexOf(';'), line.lastIndexOf('{'), line.lastIndexOf('}')) + 1).trimStart();
}

function unitAfterNumber(source: string, offset: number, statement: string, block: Block | undefined, make: Make): readonly Completion[] | undefined {
  if (!/(?:^|[^\w.])[\d_.]+(?:e-?\d+)?[ \t]+$/i.test(source.slice(Math.max(0, offset - 40), offset))) return undefined;
  const slot = block && slotAt(block.words, statement)?.slot;
  const dimension = slot?.type.number?.dimension;
  const known = dimension && !isNumber(dimension) ? unitsOf(dimension) : slot?.type.number?.counts ? [] : Object.keys(units);
  const labels = block ? labelsAfter(block.words, statement, make) : [];
  return [...(slot?.type.number?.counts ?? []), ...known].map((name) => make(name, 'unit', slot?.type.says ?? 'a unit', '')).concat(labels);
}

function inHeader(analysis: TextAnalysis, statement: string, make: Make): readonly Completion[] {
  const [noun, name, ...rest] = statement.split(/\s+/);
  const entry = nounEntry(noun);
  if (!entry) {
    return statement === '' ? [...nouns.map((known) => make(known.noun, 'noun', 'noun', nounText(known), `${known.noun} \${1:name}${known.requires?.length ? ` ${known.requires[0]} \${2:${known.requires[0] === 'from' ? known.labels.from[0].type.example.replace('"', '') : 'name'}}` : ''} {\n  $0\n}`)), make('use', 'word', 'nouns of another file', 'Imports the nouns of another file, relative to this one.', 'use "$1"')] : [];
  }
  if (name === undefined || name === '') return [];
  const label = rest.filter((word) => word !== '').at(-1);
  if (label === undefined) return [...Object.keys(entry.labels), 'like'].map((known) => make(known, 'label', 'label', entry.labels[known]?.map(slotText).join('\n\n') ?? 'A variant of another noun.'));
  const type = label === 'like' ? nounType(entry.noun) : entry.labels[label]?.[0]?.type;
  return type ? valuesFor(analysis, type, noNames, make) : [];
}

function inBlock(analysis: TextAnalysis, block: Block, statement: string, names: Names, make: Make): readonly Completion[] {
  if (statement === '') return [...block.words.map((word) => make(word.word, 'word', word.status === 'later' ? 'later' : 'word', wordText(word), snippetOf(word))), ...(block.words.some(({ word }) => word === 'measure') ? [make('expect', 'word', 'claim', 'A claim, written down so that it can fail.', 'expect ')] : [])];
  if (block.holds === 'rules' && /^[\w"-]+\s*(,|=|->|-\|)|^fate\b.*=/.test(statement)) return geneNames(names, make);
  if (/^expect\b/.test(statement)) return inClaim(statement, names, make);
  const definition = /^(\w+)\s+\w+\s*=/.exec(statement);
  const defined = definition && wordEntry(block.words, definition[1])?.items?.[0];
  if (defined) return valuesFor(analysis, defined.type, names, make);
  const found = slotAt(block.words, statement);
  return [...(found?.slot ? valuesFor(analysis, found.slot.type, names, make) : []), ...afterNoun(statement, make), ...labelsAfter(block.words, statement, make)];
}

/** The slot that the text of a statement has come to. */
function slotAt(words: readonly Word[], statement: string): { readonly word: Word; readonly slot?: Slot } | undefined {
  const parts = statement.trim().split(/[\s,]+/);
  const word = wordEntry(words, parts[0]);
  if (!word) return undefined;
  const label = parts.slice(1).findLast((part) => word.labels?.[part]);
  const option = word.options?.find(({ name, type }) => !type.flag && name === parts.slice(1).findLast((part) => word.options?.some((known) => known.name === part && !known.type.flag)));
  if (option && parts.lastIndexOf(option.name) > (label ? parts.lastIndexOf(label) : 0)) return { word, slot: option };
  const slots = label ? word.labels?.[label] : word.items;
  const written = parts.slice(label ? parts.lastIndexOf(label) + 1 : 1).filter((part) => /^[A-Za-z_"]/.test(part) || label === undefined).length;
  return { word, slot: slots?.[Math.min(written, slots.length - 1)] };
}
function labelsAfter(words: readonly Word[], statement: string, make: Make): readonly Completion[] {
  const word = wordEntry(words, statement.trim().split(/\s+/)[0]);
  if (!word) return [];
  const used = new Set(statement.split(/[\s,]+/));
  return [
    ...Object.entries(word.labels ?? {}).filter(([label]) => !used.has(label)).map(([label, slots]) => make(label, 'label', slots[0].type.says, slots.map(slotText).join('\n\n'))),
    ...(word.options ?? []).filter(({ name }) => !used.has(name)).map((slot) => make(slot.name, 'option', slot.type.flag ? 'option' : slot.type.says, slotText(slot))),
  ];
}
const afterNoun = (statement: string, make: Make): readonly Completion[] => (/(=|,|\s)\s*\w+\s+$/.test(statement)
  ? [make('with', 'label', 'variant', 'Another noun in place of one that this depends on: `with mouse = knock_out(mouse, Pax6)`.'), make('without', 'label', 'variant', 'Without a setting: `without recurrent`.')] : []);

function inClaim(statement: string, names: Names, make: Make): readonly Completion[] {
  if (/\bof\s+$/.test(statement)) return [...names.conditions.keys()].map((name) => make(name, 'name', 'condition', ''));
  if (/\bat\s+$/.test(statement)) return [...names.variables.keys()].map((name) => make(name, 'name', 'variable', ''));
  if (/\w\s+$/.test(statement) && !/(expect|every|[<>=+-])\s*$/.test(statement)) return [make('of', 'label', 'condition', 'The measure of one condition.'), make('in', 'label', 'range', 'Between two values: `in 0.8 .. 0.9`.'), make('at', 'label', 'sweep point', 'At one value of a variable.')];
  return [...names.measures.keys()].map((name) => make(name, 'name', 'measure', ''));
}

/** Everything that may stand in a slot. */
function valuesFor(analysis: TextAnalysis, type: Type, names: Names, make: Make): readonly Completion[] {
  return [
    ...(type.words ?? []).map(({ word, documentation, status }) => make(word, 'choice', status === 'later' ? 'later' : 'word', documentation)),
    ...(type.nouns ? nounNames(analysis.walk, type.nouns).map((name) => make(name, 'name', type.says, '')) : []),
    ...(type.names ?? []).flatMap((kind) => tableOf(kind, names).map((name) => make(name, 'name', kind, ''))),
    ...(type.expression?.quantities ?? []).map(({ name, documentation }) => make(name, 'quantity', 'quantity', documentation)),
    ...(type.expression || type.number ? [...names.variables.keys()].map((name) => make(name, 'name', 'variable', '')) : []),
    ...(type.unit ? Object.keys(units).map((name) => make(name, 'unit', 'unit', '')) : []),
    ...fitting(type).filter(({ name }) => functionEntry(name) !== undefined && !(type.number && !type.expression && !type.calls)).map((entry) => make(entry.name, 'function', entry.status === 'later' ? 'later' : entry.result, functionText(entry), entry.parameters.length > 0 ? `${entry.name}($1)` : `${entry.name}()`)),
  ];
}
function tableOf(kind: string, names: Names): readonly string[] {
  switch (kind) {
    case 'fate': return [...names.genes.fates.keys()];
    case 'gene': return [...names.genes.genes.keys(), ...names.genes.inputs.keys()];
    case 'input': return [...names.genes.inputs.keys()];
    case 'measure': return [...names.measures.keys()];
    case 'condition': return [...names.conditions.keys()];
    case 'variable': return [...names.variables.keys()];
    default: return [];
  }
}
const geneNames = (names: Names, make: Make): readonly Completion[] => [...names.genes.genes.keys()].map((name) => make(name, 'name', 'gene', '')).concat([...names.genes.inputs.keys()].map((name) => make(name, 'name', 'input', '')));
const snippetOf = (word: Word): string => (word.defines ? `${word.word} \${1:name} = $0` : word.conditions ? `${word.word} {\n  \${1:name} = $0\n}` : word.items || word.labels || word.options ? `${word.word} ` : word.word);
