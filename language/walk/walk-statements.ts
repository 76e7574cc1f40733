/** Statements against the words of their block. */
import { needsLabel } from './needed-labels.ts';
import type { Block, Definition, Phrase, Range, Setting, Statement, Value } from '../../grammar/tree.ts';
import { replaceBy, takingOut } from '../checks/check.ts';
import { misplaced, missing, twice, undeclared, unexpected, unknownWord } from '../checks/language-checks.ts';
import { type NounEntry, type Type, type Word, isNoun, wordEntry } from '../vocabulary/index.ts';
import type { GeneNames, Inside, Names, Walk } from './walk-context.ts';
import { genesOfValue, nounNames, occur } from './walk-names.ts';
import { columnWithoutUnit } from '../checks/unit-checks.ts';
import { addedAll } from '../edits.ts';
import { isPartial } from '../canonical/partial-statement.ts';
import { type Match, match } from '../match.ts';
import { nounEntry } from '../nouns/index.ts';
import { nounOfBase, nounType } from './walk-kinds.ts';
import { checkGene, checkRule } from './walk-rules.ts';
import { checkPart, onlyOptions } from './walk-parts.ts';
import { check } from './walk-values.ts';
import { isFactorOfGroup } from './walk-groups.ts';
import { checkStray, givenTwice } from './walk-strays.ts';
import { incompleteRule, lacksName, unknownStatement } from './walk-unknown-statements.ts';

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
  const parts = new Set<string>();
  for (const statement of block.statements) {
    if (!isPartial(statement)) continue;
    if (parts.has(statement.word.text))
      walk.problems.push(twice(statement.word.text, statement.word.range, 'The part', 'Keep one of them.'));
    parts.add(statement.word.text);
  }
  for (const { entry, setting } of matches) {
    if (seen.has(entry) && !(entry.repeats || entry.joins || isFactorOfGroup(walk, setting)))
      walk.problems.push(
        twice(entry.word, setting.word.range, 'The setting', 'Keep one of them.', [
          takingOut(setting.range, walk.source),
        ]),
      );
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
    case 'claims':
    case 'row':
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

function checkSetting(walk: Walk, setting: Setting, inside: Inside): Match | undefined {
  if (isPartial(setting)) {
    checkPart(walk, setting, inside, { setting: checkSetting, value: checkValue });
    return undefined;
  }
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
  if (inside.changes && onlyOptions(walk, found)) return found;
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
    if (word && !slot.named) walk.marks.push({ range: word.range, meaning: { kind: 'option', slot } });
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
    if (needed && needsLabel(title, label) && !phrases.some((phrase) => phrase.label.text === label)) {
      walk.problems.push(
        title === 'column'
          ? columnWithoutUnit(at, walk.source)
          : missing(at, `\`${title}\``, `\`${label}\` and ${slots[0].type.says}`, entry.example),
      );
      return;
    }
  }
}
const isBlockOfWord = (value: Value, entry: Pick<Word, 'items'> & { readonly block?: unknown }): boolean =>
  entry.block !== undefined && value.modifiers.length === 1 && value.modifiers[0].kind === 'block';

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
      if (entry.rules) checkChangedGenes(walk, modifier, entry, genes);
      checkBlock(walk, modifier, {
        words: entry.words,
        names: { ...names, genes },
        where: `in \`${noun}\``,
        rules: entry.rules,
        changes: true,
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
        const own = setting.word === modifier.name.text ? setting.word : `${setting.word}.${modifier.name.text}`;
        const { start, end } = modifier.value.range;
        const written = `{ ${own} ${walk.source.slice(start, end)} }`;
        walk.problems.push(
          unexpected(
            modifier.range,
            `\`with\` puts one noun in the place of another; a setting is said in braces: \`${written}\`.`,
            [replaceBy(modifier.range, written)],
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
/** The genes that an override gives another rule are those of what it changes. */
function checkChangedGenes(walk: Walk, { statements }: Block, { words }: NounEntry, genes: GeneNames): void {
  for (const statement of statements) {
    if (statement.kind !== 'assignment') continue;
    const { text, range, quoted } = statement.name;
    if (text && (quoted || !wordEntry(words, text))) checkGene(walk, text, range, genes);
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
