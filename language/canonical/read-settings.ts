/**
 * The statements of a description, matched to its noun's words, ready to be read by name. Refuses words of later
 * versions.
 */
import type { Statement, Value } from '../../grammar/tree.ts';
import { bareName, type Filled, filledBy, type Match, match, valuesOf } from '../match.ts';
import { type Word, wordEntry } from '../vocabulary/index.ts';
import { type Description, inForce } from './description.ts';
import { notYet, Refused, type Scope, type Scoped } from './scope.ts';

export interface Read {
  readonly match: Match;
  readonly scope: Scope;
}

export const read = (statements: readonly Scoped[], words: readonly Word[]): readonly Read[] =>
  statements.flatMap(({ statement, scope }) => {
    if (statement.kind !== 'setting') return [];
    const entry = wordEntry(words, statement.word.text);
    if (!entry) throw new Refused(`\`${statement.word.text}\` is not known here.`, statement.word.range);
    if (entry.status === 'later') notYet(`\`${entry.word}\``, statement.word.range);
    const found = match(statement, entry);
    for (const { slot, value: given, word: name } of found.filled) {
      const chosen = given && bareName(given)?.text;
      const isLater =
        slot.type.words?.some(({ word: known, status }) => known === chosen && status === 'later') &&
        !scope.file.declared.has(chosen ?? '');
      if (slot.status === 'later' || isLater)
        notYet(`\`${slot.status === 'later' ? slot.name : chosen}\``, (given ?? name ?? statement.word).range);
    }
    return [{ match: found, scope }];
  });

/** The settings of a noun that are in force. */
export function settings(description: Description): readonly Read[] {
  const { entry } = description;
  if (entry.status === 'later') return notYet(`\`${entry.noun}\``, description.declaration.noun.range);
  return read(inForce(description), entry.words);
}
export const all = (reads: readonly Read[], word: string): readonly Read[] =>
  reads.filter(({ match }) => match.entry.word === word);
export const last = (reads: readonly Read[], word: string): Read | undefined => all(reads, word).at(-1);
export function needed(reads: readonly Read[], word: string, description: Description): Read {
  const found = last(reads, word);
  if (!found)
    throw new Refused(
      `\`${description.entry.noun} ${description.name}\` needs \`${word}\`.`,
      description.declaration.name.range,
    );
  return found;
}

export const filled = (found: Read, slot: string): Filled | undefined => filledBy(found.match, slot);
export const has = (found: Read | undefined, slot: string): boolean =>
  found !== undefined && filledBy(found.match, slot) !== undefined;
export const values = (found: Read, slot: string): readonly Value[] => valuesOf(found.match, slot);
export const optional = (found: Read | undefined, slot: string): Value | undefined =>
  found && valuesOf(found.match, slot)[0];
export function value(found: Read, slot: string): Value {
  const [first] = valuesOf(found.match, slot);
  if (!first)
    throw new Refused(
      `\`${found.match.entry.word}\` needs ${slot}: \`${found.match.entry.example}\`.`,
      found.match.setting.range,
    );
  return first;
}
/** A value that is one name, as text. */
export function word(given: Value): string {
  if (given.base.kind === 'name') return given.base.text;
  if (given.base.kind === 'string') return given.base.value;
  throw new Refused('Here a name must stand.', given.range);
}
export const statementsOf = (statements: readonly Statement[], scope: Scope): readonly Scoped[] =>
  statements.map((statement) => ({ statement, scope }));
