/** Statements against the words of their block. */
import { nearest } from '../../grammar/spelling.ts';
import { isSlip } from '../../grammar/mistakes.ts';
import type { Block, Definition, Item, Name, Phrase, Range, Setting, Statement, Value } from '../../grammar/tree.ts';
import { misplaced, missing, onlyOne, twice, undeclared, unexpected, unknownWord } from '../checks/language-checks.ts';
import { columnWithoutUnit } from '../checks/unit-checks.ts';
import { replaceBy } from '../checks/check.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { addedAll } from '../edits.ts';
import { bareName, match, type Match } from '../match.ts';
import { nounEntry, nouns } from '../nouns/index.ts';
import {
  isNoun,
  type NounEntry,
  type NounKind,
  type Slot,
  type Type,
  type Word,
  wordEntry,
} from '../vocabulary/index.ts';
import { nounOfBase } from './walk-kinds.ts';
import type { Names, Walk } from './walk-context.ts';
import { genesOfValue, nounNames, occur } from './walk-names.ts';
import { checkRule } from './walk-rules.ts';
import { check } from './walk-values.ts';

export interface Inside {
  readonly words: readonly Word[];
  readonly names: Names;
  /** How a message names the place: `in \`develop\``. */
  readonly where: string;
  readonly rules?: boolean;
}

/** The statements of a block that holds settings. */
export function checkBlock(walk: Walk, block: Block, inside: Inside): readonly Match[] {
  walk.blocks.push({
    range: block.range,
    words: inside.words,
    holds: inside.rules ? 'rules' : 'settings',
    names: inside.names,
  });
  const matches = block.statements.flatMap((statement) => checkStatement(walk, statement, inside) ?? []);
  const seen = new Set<Word>();
  for (const { entry, setting } of matches) {
    if (seen.has(entry) && !(entry.repeats || entry.joins))
      walk.problems.push(twice(entry.word, setting.word.range, 'The setting', 'Keep one of them.'));
    seen.add(entry);
  }
  return matches;
}

export function checkStatement(walk: Walk, statement: Statement, inside: Inside): Match | undefined {
  switch (statement.kind) {
    case 'setting':
      return checkSetting(walk, statement, inside);
    case 'definition':
      checkDefinition(walk, statement, inside);
      return undefined;
    case 'assignment': {
      const entry = wordEntry(inside.words, statement.name.text);
      if (entry && !statement.name.quoted && (inside.rules ? entry.status !== 'later' : entry.defines)) {
        walk.problems.push(lacksName(statement.range, entry, inside.rules));
        return undefined;
      }
      if (inside.rules) {
        checkRule(walk, statement.value.base, inside.names.genes);
        return undefined;
      }
      const { start, end } = statement.value.range;
      const text = `${statement.name.text} ${walk.source.slice(start, end)}`;
      walk.problems.push(
        entry
          ? unexpected(statement.range, `A setting is written without \`${statement.symbol}\`: \`${text}\`.`, [
              replaceBy(statement.range, text),
            ])
          : unexpected(
              statement.range,
              `\`name ${statement.symbol} value\` is a gene rule (only inside \`genes\`) or a condition ` +
                `(only inside \`compare\`).`,
            ),
      );
      return undefined;
    }
    case 'regulation':
      if (!inside.rules) {
        walk.problems.push(
          unexpected(statement.range, 'A declared sign such as `Sox2 -> Pax6` stands inside `genes` only.'),
        );
        return undefined;
      }
      for (const end of [statement.source, statement.target]) if (end.text) checkRule(walk, end, inside.names.genes);
      return undefined;
    case 'expectation':
      walk.problems.push(unexpected(statement.range, '`expect` stands inside `experiment` only.'));
      return undefined;
  }
}

function checkDefinition(walk: Walk, definition: Definition, { words, names, where, rules }: Inside): void {
  const entry = wordEntry(words, definition.word.text);
  if (!entry?.defines) {
    walk.problems.push(
      entry
        ? unexpected(definition.range, `\`${entry.word}\` is written without a name and \`=\`: \`${entry.example}\`.`)
        : unknownStatement(definition.word, { words, names, where }),
    );
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
    else if (!names.genes.open)
      walk.problems.push(undeclared(name.text, name.range, 'input of the genes', [...names.genes.inputs.keys()]));
  }
  if (type) check(walk, value, type, names);
}

const lacksName = (range: Range, entry: Word, rules = false): Diagnostic =>
  unexpected(
    range,
    `\`${entry.word}\` needs a name${entry.defines ? ' and `=`' : ''}: ` +
      `\`${entry.example}\`.${rules ? ` (A gene of this name stands in quotes, \`"${entry.word}"\`.)` : ''}`,
  );

/** The first noun, or else the first word with a block, in which a word stands. */
const homes: ReadonlyMap<string, string> = new Map(
  [
    ...nouns.flatMap(({ noun, words }) => words.map(({ word }) => [word, noun] as const)),
    ...nouns.flatMap(({ words }) =>
      words.flatMap(({ word, block = [] }) => block.map((inner) => [inner.word, word] as const)),
    ),
  ].reverse(),
);

/** A word that begins no statement here: the nearest one that does, or where this one belongs. */
function unknownStatement({ text, range }: Name, { words, where }: Inside): Diagnostic {
  const known = [...words.map(({ word }) => word), ...(where === 'in `experiment`' ? ['expect'] : [])];
  const home = words.find(({ block }) => block?.some(({ word }) => word === text))?.word ?? homes.get(text);
  if (nounEntry(text)) return unexpected(range, `\`${text}\` begins a declaration: it stands by itself, not ${where}.`);
  return home && !known.some((word) => isSlip(text, word))
    ? unexpected(range, `\`${text}\` is not known ${where}; it belongs in \`${home}\`.`)
    : unknownWord(text, range, known, where);
}

/** `Sox2`, `Pax6 Sox2`: a rule without its comma. */
function incompleteRule({ word, items, phrases }: Setting, { words, names }: Inside): Diagnostic | undefined {
  if (words.some((known) => isSlip(word.text, known.word)) || phrases.length > 0) return undefined;
  const afterName = { start: word.range.end, end: word.range.end };
  if (items.length > 0)
    return unexpected(word.range, `A gene rule has a comma or \`=\` after the gene: \`${word.text}, …\`.`, [
      replaceBy(afterName, ',', `Write \`${word.text},\``),
    ]);
  return names.genes.genes.has(word.text) ||
    !nearest(
      word.text,
      words.map((known) => known.word),
    )
    ? unexpected(
        word.range,
        `\`${word.text}\` alone says nothing: a rule is written \`${word.text}, CONDITION\`, an input ` +
          `\`input ${word.text}\`.`,
      )
    : undefined;
}

function checkSetting(walk: Walk, setting: Setting, inside: Inside): Match | undefined {
  const entry = wordEntry(inside.words, setting.word.text);
  if (!entry) {
    walk.problems.push((inside.rules && incompleteRule(setting, inside)) || unknownStatement(setting.word, inside));
    return undefined;
  }
  walk.marks.push({ range: setting.word.range, meaning: { kind: 'word', entry } });
  if (entry.defines) {
    const only = setting.items.length === 1 ? setting.items[0].value.base : undefined;
    const at = { start: setting.word.range.end, end: setting.word.range.end };
    const fixes =
      only?.kind === 'call' && setting.phrases.length === 0
        ? [replaceBy(at, ` ${only.callee.text} =`, `Write \`${entry.word} ${only.callee.text} = …\``)]
        : [];
    walk.problems.push(
      unexpected(setting.range, `\`${entry.word}\` needs a name and \`=\`: \`${entry.example}\`.`, fixes),
    );
    return undefined;
  }
  if ((entry.word === 'vary' || entry.word === 'choose') && !setting.phrases.some(({ label }) => label.text === 'in')) {
    walk.problems.push(missing(setting.word.range, `\`${entry.word}\``, '`in` and the values', entry.example));
    return undefined;
  }
  const found = match(setting, entry);
  checkFit(walk, found, entry, setting.phrases, inside.names, setting.word.range, setting.word.text);
  if (entry.conditions) return found;
  if (entry.block && found.block) {
    const before = walk.problems.length;
    const inner = checkBlock(walk, found.block, {
      words: entry.block,
      names: inside.names,
      where: `in \`${entry.word}\``,
    });
    const unsure = walk.problems.slice(before).some(({ code }) => code === 'L001' || code === 'L003');
    if (!unsure && !setting.items.some(({ value }) => value.base.kind === 'error'))
      checkRequired(walk, entry.block, inner, setting.word.range, `\`${entry.word}\``, found.block);
  } else if (entry.block?.some(({ required }) => required))
    checkRequired(walk, entry.block, [], setting.word.range, `\`${entry.word}\``, setting.range.end);
  else if (setting.block)
    walk.problems.push(
      unexpected(
        { start: setting.block.range.start, end: setting.block.range.start + 1 },
        `\`${entry.word}\` has no block: \`${entry.example}\`.`,
      ),
    );
  return found;
}

/** Values, labels and options of a word or of a declaration's header. */
export function checkFit(
  walk: Walk,
  found: Pick<Match, 'filled' | 'stray' | 'missing'>,
  entry: Pick<Word, 'items' | 'labels' | 'options'> & { readonly example: string },
  phrases: readonly Phrase[],
  names: Names,
  at: Range,
  title: string,
): void {
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
  const double = givenTwice(walk, found.filled);
  if (double) {
    walk.problems.push(double);
    return;
  }
  for (const slot of entry.items ?? []) {
    const given = found.filled.filter((filled) => filled.slot === slot).length;
    if (slot.counts && given > 0 && !slot.counts.includes(given)) {
      walk.problems.push(
        missing(at, `\`${title}\``, `${slot.counts.join(' or ')} values, not ${given}`, entry.example),
      );
      return;
    }
  }
  for (const { slot, label } of found.missing) {
    if (title === 'column') walk.problems.push(columnWithoutUnit(at, walk.source));
    else
      walk.problems.push(
        missing(at, `\`${title}\``, `${label ? `\`${label}\` and ` : ''}${slot.type.says}`, entry.example),
      );
    return;
  }
  for (const [label, slots] of Object.entries(entry.labels ?? {})) {
    const needed = slots.some((slot) => !slot.optional && !slot.default && slot.status !== 'later');
    if (needed && required(title, label) && !phrases.some((phrase) => phrase.label.text === label)) {
      walk.problems.push(
        title === 'column'
          ? columnWithoutUnit(at, walk.source)
          : missing(at, `\`${title}\``, `\`${label}\` and ${slots[0].type.says}`, entry.example),
      );
      return;
    }
  }
}
/** A value of a slot that has one, or a second of several that exclude each other: only the first would be read. */
function givenTwice({ source }: Walk, filled: Match['filled']): Diagnostic | undefined {
  const first = new Map<Slot | string, Match['filled'][number]>();
  for (const one of filled) {
    const { slot, value, word } = one;
    const range = word ? { start: word.range.start, end: (value ?? word).range.end } : value?.range;
    const earlier = first.get(slot) ?? (slot.oneOf === undefined ? undefined : first.get(slot.oneOf));
    for (const key of slot.oneOf === undefined ? [slot] : [slot, slot.oneOf]) if (!first.has(key)) first.set(key, one);
    if (!range || !earlier || slot.many) continue;
    const start = commaBefore(source, range.start) ?? range.start;
    const fixes = [replaceBy({ start, end: range.end }, '', `Remove \`${source.slice(range.start, range.end)}\``)];
    return earlier.slot === slot
      ? twice(slot.name, range, 'In this statement', 'Keep one of them.', fixes)
      : onlyOne(slot.oneOf ?? '', [earlier.slot.name, slot.name], range, fixes);
  }
  return undefined;
}
function commaBefore(source: string, at: number): number | undefined {
  let place = at - 1;
  while (place >= 0 && /\s/.test(source[place])) place--;
  return source[place] === ',' ? place : undefined;
}
/** Labels a word cannot do without. */
const neededLabels: Readonly<Record<string, readonly string[]>> = {
  divide: ['every'],
  migrate: ['along', 'at'],
  synapse: ['to'],
  strengthen: ['every', 'until'],
  stop: ['at'],
  train: ['on'],
  teach: ['on'],
  vary: ['in'],
  choose: ['in'],
  sampled: ['at'],
  positions: ['from', 'in'],
  place: ['in'],
  spikes: ['in'],
  column: ['in'],
  edges: ['where'],
  group: ['by'],
  join: ['by'],
  match: ['to'],
};
const required = (title: string, label: string): boolean => neededLabels[title]?.includes(label) ?? false;
const isBlockOfWord = (value: Value, entry: Pick<Word, 'items'> & { readonly block?: unknown }): boolean =>
  entry.block !== undefined && value.modifiers.length === 1 && value.modifiers[0].kind === 'block';

function checkStray(
  walk: Walk,
  stray: Item | Phrase,
  entry: Pick<Word, 'items' | 'labels' | 'options'> & { readonly example: string },
  title: string,
): void {
  const options = [...(entry.options ?? []).map(({ name }) => name), ...Object.keys(entry.labels ?? {})];
  if ('label' in stray) {
    walk.problems.push(
      unexpected(stray.label.range, `\`${title}\` takes no \`${stray.label.text}\`: \`${entry.example}\`.`),
    );
    return;
  }
  const first = entry.items?.[0]?.type.words?.find(({ word }) => word === stray.word?.text);
  if (first && !entry.options?.length) {
    const { start, end } = stray.value.range;
    walk.problems.push(
      unexpected(
        stray.value.range,
        `\`${title}\` takes no \`${walk.source.slice(start, end)}\`: \`${entry.example}\`.`,
        [replaceBy({ start: stray.word?.range.end ?? start, end }, '', `Remove \`${walk.source.slice(start, end)}\``)],
      ),
    );
    return;
  }
  const slip = separatedWrongly(walk, stray, entry);
  if (slip) {
    walk.problems.push(slip);
    return;
  }
  const misspelt = stray.word && bareName(stray.value);
  if (misspelt && nearest(misspelt.text, Object.keys(entry.labels ?? {}))) {
    walk.problems.push(unknownWord(misspelt.text, misspelt.range, Object.keys(entry.labels ?? {}), `in \`${title}\``));
    return;
  }
  const word = stray.word ?? bareName(stray.value);
  if (stray.value.base.kind === 'error') return;
  const option = entry.options?.find(({ name }) => name === word?.text);
  if (word && option)
    walk.problems.push(
      option.type.flag
        ? unexpected(stray.value.range, `\`${option.name}\` stands alone, without a value.`)
        : missing(word.range, `\`${option.name}\``, option.type.says, `${option.name} ${option.type.example}`),
    );
  else if (word && options.length > 0)
    walk.problems.push(unknownWord(word.text, word.range, options, `in \`${title}\``));
  else
    walk.problems.push(
      unexpected(
        stray.range,
        entry.items?.length
          ? `\`${title}\` takes no more than this: \`${entry.example}\`.`
          : `\`${title}\` takes no value here: \`${entry.example}\`.`,
      ),
    );
}

/** A comma too many or too few, or one that was to be something else. */
function separatedWrongly(
  { source }: Walk,
  { word, value, range }: Item,
  { options = [] }: Pick<Word, 'options'>,
): Diagnostic | undefined {
  const before = source.slice(0, range.start);
  const comma = before.trimEnd().length - 1;
  if (before[comma] === ',' && before.slice(comma).includes('\n')) {
    const at = { start: comma, end: comma + 1 };
    return unexpected(at, 'This comma joins the next line to this one: remove it.', [
      replaceBy(at, '', 'Remove the comma'),
    ]);
  }
  const [digits] = /^\d+/.exec(source.slice(range.start)) ?? [];
  if (digits && /\d,$/.test(before)) {
    const at = { start: comma, end: comma + 1 };
    return digits.length === 3
      ? unexpected(at, 'A comma begins another value; digits are grouped by `_`, as in `5_000`.', [replaceBy(at, '_')])
      : unexpected(at, 'A comma begins another value; the decimal point is `.`.', [replaceBy(at, '.')]);
  }
  const next = bareName(value);
  if (word && next && options.some(({ name }) => name === next.text))
    return unexpected(word.range, `A comma is missing after \`${word.text}\`.`, [
      replaceBy({ start: word.range.end, end: word.range.end }, ',', 'Write a comma'),
    ]);
  return word && value.base.kind === 'string'
    ? unexpected(word.range, `An \`=\` is missing after \`${word.text}\`.`, [
        replaceBy({ start: word.range.end, end: word.range.end }, ' =', 'Write `=`'),
      ])
    : undefined;
}

/**
 * One message for all that is missing. `into`: the block, or where one would begin; the fix writes what is missing
 * there.
 */
export function checkRequired(
  walk: Walk,
  words: readonly Word[],
  given: readonly Match[],
  at: Range,
  what: string,
  into: Block | number,
): void {
  const lacking = words.filter(
    (word) => word.required && word.status !== 'later' && !given.some(({ entry }) => entry === word),
  );
  if (lacking.length === 0) return;
  const examples = lacking.map(({ example }) => example);
  const names = lacking.map(({ word }) => `\`${word}\``);
  const needs = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  const edits =
    typeof into === 'number'
      ? [{ range: { start: into, end: into }, text: ` { ${examples.join(';  ')} }` }]
      : [addedAll(into, examples, walk.source)];
  walk.problems.push(missing(at, what, needs, examples.join('; '), [{ title: `Write ${needs}`, edits }]));
}

/** A value with its modifiers, against the type of its slot. */
export function checkValue(walk: Walk, value: Value, type: Type, names: Names): void {
  check(walk, value.base, type, names);
  if (value.modifiers.length > 0) checkModifiers(walk, value, type, names);
}
/** `{ … }`, `with`, `without` behind a noun. */
function checkModifiers(walk: Walk, value: Value, type: Type, names: Names): void {
  const noun = nounOfBase(value.base, walk.scope);
  if (!noun) {
    if (!(type.nouns && value.base.kind === 'name'))
      walk.problems.push(
        misplaced(value.modifiers[0].range, 'Only a noun can be changed by `{ … }`, `with` or `without`.'),
      );
    return;
  }
  const entry = nounEntry(noun);
  if (!entry) return;
  const genes = genesOfValue(value.base, walk.scope);
  for (const modifier of value.modifiers) {
    if (modifier.kind === 'block') {
      checkBlock(walk, modifier, {
        words: entry.words,
        names: { ...names, genes },
        where: `in \`${noun}\``,
        rules: entry.rules,
      });
    } else if (modifier.kind === 'without') {
      const known = entry.words.map(({ word }) => word);
      const word = wordEntry(entry.words, modifier.name.text);
      if (word) {
        walk.marks.push({ range: modifier.name.range, meaning: { kind: 'word', entry: word } });
        if (word.required)
          walk.problems.push(misplaced(modifier.name.range, `A \`${noun}\` cannot do without its \`${word.word}\`.`));
        else if (lacks(walk, value, word.word))
          walk.problems.push(
            misplaced(modifier.name.range, `There is no \`${word.word}\` to take away: what is changed here has none.`),
          );
      } else if (modifier.name.text && !genes.fates.has(modifier.name.text))
        walk.problems.push(unknownWord(modifier.name.text, modifier.name.range, known, `in \`${noun}\``));
    } else {
      const replaced = walk.scope.declared.get(modifier.name.text);
      const setting = replaced ? undefined : settingOf(entry, modifier.name.text);
      if (setting) {
        walk.problems.push(
          unexpected(
            modifier.range,
            `\`with\` puts one noun in the place of another; a setting is said in braces, its whole statement anew: ` +
              `\`{ ${setting.example} }\`.`,
          ),
        );
        continue;
      }
      if (!replaced) {
        if (walk.complete && modifier.name.text)
          walk.problems.push(undeclared(modifier.name.text, modifier.name.range, 'noun', nounNames(walk)));
        continue;
      }
      const kind = replaced.declaration.noun.text;
      if (!isNoun(kind)) continue;
      occur(walk, modifier.name.range, modifier.name.text, kind, {
        range: replaced.declaration.name.range,
        ...(replaced.file !== walk.scope && { path: replaced.file.path }),
      });
      check(walk, modifier.value, nounType(kind), names);
    }
  }
}
/** Whether a word is a setting of a noun, or stands behind one. */
const settingOf = ({ words }: NounEntry, name: string): Word | undefined =>
  words.find(({ word, options }) => word === name || options?.some((option) => option.name === name));
/** Whether a noun of this file, as it is declared, has no statement of a word. */
function lacks(walk: Walk, { base, modifiers }: Value, word: string): boolean {
  const declaration = base.kind === 'name' ? walk.scope.declared.get(base.text)?.declaration : undefined;
  if (!declaration || modifiers.length > 1 || declaration.phrases.some(({ label }) => label.text === 'like'))
    return false;
  const written = (declaration.block?.statements ?? []).flatMap((statement) =>
    statement.kind === 'setting' || statement.kind === 'definition' ? [statement.word.text] : [],
  );
  const known = nounEntry(declaration.noun.text)?.words ?? [];
  return written.length > 0 && written.every((text) => wordEntry(known, text)) && !written.includes(word);
}
export const nounType = (...kinds: readonly NounKind[]): Type => ({
  says: `the name of ${kinds.map((kind) => `a \`${kind}\``).join(' or ')}`,
  example: '',
  nouns: kinds,
  calls: kinds,
});
