/** Statements against the words of their block. */
import { nearest } from '../../grammar/spelling.ts';
import type { Block, Definition, Item, Phrase, Range, Setting, Statement, Value } from '../../grammar/tree.ts';
import { misplaced, missing, twice, undeclared, unexpected, unknownWord } from '../checks/language.ts';
import { columnWithoutUnit } from '../checks/units.ts';
import { replaceBy } from '../checks/check.ts';
import { bareName, match, type Match } from '../match.ts';
import { isNoun, nounEntry, type NounKind, type Type, type Word, wordEntry } from '../vocabulary/index.ts';
import { nounOfBase } from './kinds.ts';
import type { Names, Walk } from './context.ts';
import { genesOfValue, nounNames, occur } from './names.ts';
import { check, checkRule, checkValue } from './values.ts';

export interface Inside {
  readonly words: readonly Word[];
  readonly names: Names;
  /** How a message names the place: `in \`develop\``. */
  readonly where: string;
  readonly rules?: boolean;
}

/** The statements of a block that holds settings. */
export function checkBlock(walk: Walk, block: Block, inside: Inside): readonly Match[] {
  walk.blocks.push({ range: block.range, words: inside.words, holds: inside.rules ? 'rules' : 'settings', names: inside.names });
  const matches = block.statements.flatMap((statement) => checkStatement(walk, statement, inside) ?? []);
  const seen = new Set<Word>();
  for (const { entry, setting } of matches) {
    if (seen.has(entry) && !entry.repeats) walk.problems.push(twice(entry.word, setting.word.range, 'The setting', 'Keep one of them.'));
    seen.add(entry);
  }
  return matches;
}

function checkStatement(walk: Walk, statement: Statement, inside: Inside): Match | undefined {
  switch (statement.kind) {
    case 'setting': return checkSetting(walk, statement, inside);
    case 'definition': checkDefinition(walk, statement, inside); return undefined;
    case 'assignment': {
      if (inside.rules) { checkRule(walk, statement.value.base, inside.names.genes); return undefined; }
      const entry = wordEntry(inside.words, statement.name.text);
      const text = `${statement.name.text} ${walk.source.slice(statement.value.range.start, statement.value.range.end)}`;
      walk.problems.push(entry
        ? unexpected(statement.range, `A setting is written without \`${statement.symbol}\`: \`${text}\`.`, [replaceBy(statement.range, text)])
        : unexpected(statement.range, `\`name ${statement.symbol} value\` is a gene rule (only inside \`genes\`) or a condition (only inside \`compare\`).`));
      return undefined;
    }
    case 'regulation':
      if (!inside.rules) { walk.problems.push(unexpected(statement.range, 'A declared sign such as `Sox2 -> Pax6` stands inside `genes` only.')); return undefined; }
      for (const end of [statement.source, statement.target]) if (end.text) checkRule(walk, end, inside.names.genes);
      return undefined;
    case 'expectation': walk.problems.push(unexpected(statement.range, '`expect` stands inside `experiment` only.')); return undefined;
  }
}

function checkDefinition(walk: Walk, definition: Definition, { words, names, where, rules }: Inside): void {
  const entry = wordEntry(words, definition.word.text);
  if (!entry?.defines) {
    walk.problems.push(entry
      ? unexpected(definition.range, `\`${entry.word}\` is written without a name and \`=\`: \`${entry.example}\`.`)
      : unknownWord(definition.word.text, definition.word.range, words.map(({ word }) => word), where));
    return;
  }
  walk.marks.push({ range: definition.word.range, meaning: { kind: 'word', entry } });
  const { name, value } = definition;
  if (rules) {
    occur(walk, name.range, name.text, 'fate', { range: names.genes.fates.get(name.text)?.range ?? name.range }, true);
    checkRule(walk, value, names.genes);
    return;
  }
  const type = entry.items?.[0]?.type;
  if (entry.defines === 'input') {
    const input = names.genes.inputs.get(name.text);
    if (input) occur(walk, name.range, name.text, 'input', input);
    else if (!names.genes.open) walk.problems.push(undeclared(name.text, name.range, 'input of the genes', [...names.genes.inputs.keys()]));
  }
  if (type) check(walk, value, type, names);
}

function checkSetting(walk: Walk, setting: Setting, inside: Inside): Match | undefined {
  const entry = wordEntry(inside.words, setting.word.text);
  if (!entry) {
    walk.problems.push(unknownWord(setting.word.text, setting.word.range, inside.words.map(({ word }) => word), inside.where));
    return undefined;
  }
  walk.marks.push({ range: setting.word.range, meaning: { kind: 'word', entry } });
  if (entry.defines) { walk.problems.push(unexpected(setting.range, `\`${entry.word}\` needs a name and \`=\`: \`${entry.example}\`.`)); return undefined; }
  const found = match(setting, entry);
  checkFit(walk, found, entry, setting.phrases, inside.names, setting.word.range, setting.word.text);
  if (entry.conditions) return found;
  if (entry.block && found.block) {
    const inner = checkBlock(walk, found.block, { words: entry.block, names: inside.names, where: `in \`${entry.word}\`` });
    if (!setting.items.some(({ value }) => value.base.kind === 'error')) checkRequired(walk, entry.block, inner, setting.word.range, `\`${entry.word}\``);
  } else if (entry.block?.some(({ required }) => required)) checkRequired(walk, entry.block, [], setting.word.range, `\`${entry.word}\``);
  else if (setting.block) walk.problems.push(unexpected({ start: setting.block.range.start, end: setting.block.range.start + 1 }, `\`${entry.word}\` has no block: \`${entry.example}\`.`));
  return found;
}

/** Values, labels and options of a word or of a declaration's header. */
export function checkFit(walk: Walk, found: Pick<Match, 'filled' | 'stray' | 'missing'>, entry: Pick<Word, 'items' | 'labels' | 'options'> & { readonly example: string }, phrases: readonly Phrase[], names: Names, at: Range, title: string): void {
  const before = walk.problems.length;
  for (const { label } of phrases) {
    const slots = entry.labels?.[label.text];
    if (slots) walk.marks.push({ range: label.range, meaning: { kind: 'label', label: label.text, slots } });
  }
  for (const { slot, value, word } of found.filled) {
    if (word) walk.marks.push({ range: word.range, meaning: { kind: 'option', slot } });
    if (!value) continue;
    if (isBlockOfWord(value, entry)) check(walk, value.base, slot.type, names);
    else checkValue(walk, value, slot.type, names);
  }
  for (const stray of found.stray) if (walk.problems.length === before) checkStray(walk, stray, entry, title);
  if (walk.problems.length > before) return;
  for (const slot of entry.items ?? []) {
    const given = found.filled.filter((filled) => filled.slot === slot).length;
    if (slot.counts && given > 0 && !slot.counts.includes(given)) { walk.problems.push(missing(at, `\`${title}\``, `${slot.counts.join(' or ')} values, not ${given}`, entry.example)); return; }
  }
  for (const { slot, label } of found.missing) {
    if (title === 'column') walk.problems.push(columnWithoutUnit(at, walk.source.slice(at.end).trim().split(/\s/)[0]));
    else walk.problems.push(missing(at, `\`${title}\``, `${label ? `\`${label}\` and ` : ''}${slot.type.says}`, entry.example));
    return;
  }
  for (const [label, slots] of Object.entries(entry.labels ?? {})) {
    const needed = slots.some((slot) => !slot.optional && !slot.default && slot.status !== 'later');
    if (needed && required(title, label) && !phrases.some((phrase) => phrase.label.text === label)) {
      walk.problems.push(title === 'column' ? columnWithoutUnit(at, walk.source.slice(at.end).trim().split(/[\s;}]/)[0]) : missing(at, `\`${title}\``, `\`${label}\` and ${slots[0].type.says}`, entry.example));
      return;
    }
  }
}
/** Labels a word cannot do without. */
const neededLabels: Readonly<Record<string, readonly string[]>> = {
  divide: ['every'], migrate: ['along', 'at'], synapse: ['to'], strengthen: ['every', 'until'], stop: ['at'], train: ['on'], teach: ['on'], vary: ['in'], choose: ['in'],
  sampled: ['at'], positions: ['from', 'in'], column: ['in'], edges: ['where'], group: ['by'],
};
const required = (title: string, label: string): boolean => neededLabels[title]?.includes(label) ?? false;
const isBlockOfWord = (value: Value, entry: Pick<Word, 'items'> & { readonly block?: unknown }): boolean => entry.block !== undefined && value.modifiers.length === 1 && value.modifiers[0].kind === 'block';

function checkStray(walk: Walk, stray: Item | Phrase, entry: Pick<Word, 'items' | 'labels' | 'options'> & { readonly example: string }, title: string): void {
  const options = [...(entry.options ?? []).map(({ name }) => name), ...Object.keys(entry.labels ?? {})];
  if ('label' in stray) { walk.problems.push(unexpected(stray.label.range, `\`${title}\` takes no \`${stray.label.text}\`: \`${entry.example}\`.`)); return; }
  const misspelt = stray.word && bareName(stray.value);
  if (misspelt && nearest(misspelt.text, Object.keys(entry.labels ?? {}))) { walk.problems.push(unknownWord(misspelt.text, misspelt.range, Object.keys(entry.labels ?? {}), `in \`${title}\``)); return; }
  const word = stray.word ?? bareName(stray.value);
  if (stray.value.base.kind === 'error') return;
  const option = entry.options?.find(({ name }) => name === word?.text);
  if (word && option) walk.problems.push(option.type.flag ? unexpected(stray.value.range, `\`${option.name}\` stands alone, without a value.`) : missing(word.range, `\`${option.name}\``, option.type.says, `${option.name} ${option.type.example}`));
  else if (word && options.length > 0) walk.problems.push(unknownWord(word.text, word.range, options, `in \`${title}\``));
  else walk.problems.push(unexpected(stray.range, entry.items?.length ? `\`${title}\` takes no more than this: \`${entry.example}\`.` : `\`${title}\` takes no value here: \`${entry.example}\`.`));
}

export function checkRequired(walk: Walk, words: readonly Word[], given: readonly Match[], at: Range, what: string): void {
  for (const word of words) {
    if (word.required && word.status !== 'later' && !given.some(({ entry }) => entry === word)) walk.problems.push(missing(at, what, `\`${word.word}\``, word.example));
  }
}

/** `{ … }`, `with`, `without` behind a noun. */
export function checkModifiers(walk: Walk, value: Value, type: Type, names: Names): void {
  const noun = nounOfBase(value.base, walk.scope);
  if (!noun) {
    if (!(type.nouns && value.base.kind === 'name')) walk.problems.push(misplaced(value.modifiers[0].range, 'Only a noun can be changed by `{ … }`, `with` or `without`.'));
    return;
  }
  const entry = nounEntry(noun);
  if (!entry) return;
  const genes = genesOfValue(value.base, walk.scope);
  for (const modifier of value.modifiers) {
    if (modifier.kind === 'block') {
      checkBlock(walk, modifier, { words: entry.words, names: { ...names, genes }, where: `in \`${noun}\``, rules: entry.rules });
    } else if (modifier.kind === 'without') {
      const known = entry.words.map(({ word }) => word);
      const word = wordEntry(entry.words, modifier.name.text);
      if (word) walk.marks.push({ range: modifier.name.range, meaning: { kind: 'word', entry: word } });
      else if (modifier.name.text && !genes.fates.has(modifier.name.text)) walk.problems.push(unknownWord(modifier.name.text, modifier.name.range, known, `in \`${noun}\``));
    } else {
      const replaced = walk.scope.declared.get(modifier.name.text);
      if (!replaced) { if (walk.complete && modifier.name.text) walk.problems.push(undeclared(modifier.name.text, modifier.name.range, 'noun', nounNames(walk))); continue; }
      const kind = replaced.declaration.noun.text;
      if (!isNoun(kind)) continue;
      occur(walk, modifier.name.range, modifier.name.text, kind, { range: replaced.declaration.name.range, ...(replaced.file !== walk.scope && { path: replaced.file.path }) });
      check(walk, modifier.value, nounType(kind), names);
    }
  }
}
export const nounType = (...kinds: readonly NounKind[]): Type => ({ says: `the name of ${kinds.map((kind) => `a \`${kind}\``).join(' or ')}`, example: '', nouns: kinds, calls: kinds });
