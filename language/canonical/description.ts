/**
 * The override algebra: from a written value (`reader { … }`, `reader without recurrent`, `reader with B = C`,
 * `rewired(grown)`, a `like`) to the statements that hold for it. Everything here is about text and names; what the
 * statements mean is for each noun's own file.
 */
import type {
  Block,
  Call,
  Declaration,
  Expression,
  RangeExpression,
  Setting,
  Statement,
  Value,
} from '../../grammar/tree.ts';
import { type FunctionEntry, functionEntry, isNoun, type NounEntry, type NounKind } from '../vocabulary/index.ts';
import {
  Circular,
  type Description,
  notYet,
  Refused,
  type Bound,
  type FileScope,
  type Scope,
  type Scoped,
} from './scope.ts';
import { isPartial, withParts } from './partial-statement.ts';
import { textOf } from './spelled-expression.ts';

export type { Description } from './scope.ts';

/** The noun that a value describes. Throws `Refused` where it describes none. */
export function describe(value: Value | Expression | RangeExpression, scope: Scope): Description {
  if (value.kind !== 'value') return describeBase(value, scope);
  let description = describeBase(value.base, scope);
  for (const modifier of value.modifiers) {
    if (modifier.kind === 'block') description = override(description, modifier, scope);
    else if (modifier.kind === 'without')
      description = { ...description, removed: new Set([...description.removed, modifier.name.text]) };
    else description = substitute(description, modifier.name.text, { value: modifier.value, scope });
  }
  return description;
}

function describeBase(base: Expression | RangeExpression, scope: Scope): Description {
  if (base.kind === 'group') return describeBase(base.expression, scope);
  if (base.kind === 'name' || base.kind === 'string') {
    const name = base.kind === 'name' ? base.text : base.value;
    const bound = scope.substitutions.get(name);
    if (bound) return describe(bound.value, bound.scope);
    const declared = scope.file.declared.get(name);
    if (declared) return describeDeclaration(declared.declaration, declared.file, scope);
  }
  if (base.kind === 'call' && makesMatrix(functionEntry(base.callee.text))) return describeMade(base, scope);
  if (base.kind === 'call') {
    const entry = functionEntry(base.callee.text);
    const first = base.arguments[0]?.value;
    if (entry && isNoun(entry.result) && first) {
      if (entry.status === 'later') notYet(`\`${entry.name}\``, base.range);
      const description = describe(first, scope);
      const { noun } = description.entry;
      if (noun !== entry.result && !entry.parameters[0]?.type.nouns?.includes(noun))
        throw new Refused(`\`${entry.name}\` is of a \`${entry.result}\`, and this is a \`${noun}\`.`, base.range);
      return { ...description, controls: [...description.controls, { call: base, scope }] };
    }
  }
  throw new Refused('This does not name a noun that can run.', base.range);
}

const makesMatrix = (entry: FunctionEntry | undefined): boolean => Boolean(entry?.isPrefix ?? entry?.isOfDynamics);
/** `trained rnn`, `tuned(echo)`: as a `connect` from it says. */
function describeMade(call: Call, scope: Scope): Description {
  const [given] = call.arguments;
  const entry = scope.file.entries.get('connect');
  if (!given || !entry) throw new Refused('Here the name of a noun is missing.', call.range);
  const value: Value = { kind: 'value', base: call, modifiers: [], range: call.range };
  const label = { kind: 'name', text: 'from', quoted: false, range: call.range } as const;
  const name = textOf(call);
  return {
    entry,
    name,
    stream: name,
    declaration: describe(given.value, scope).declaration,
    header: [{ phrase: { label, items: [{ value, range: call.range }], range: call.range }, scope }],
    statements: [],
    removed: new Set(),
    controls: [],
  };
}

/** The noun of a kind that a value describes. Throws `Refused` where it describes none, or another kind. */
export function describeAs(kind: NounKind, value: Value, scope: Scope): Description {
  const description = describe(value, scope);
  const { noun } = description.entry;
  if (noun !== kind) throw new Refused(`This is a \`${noun}\` noun, and a \`${kind}\` must stand here.`, value.range);
  return description;
}

interface Link {
  readonly declaration: Declaration;
  readonly file: FileScope;
}
/**
 * What a declaration says with all that it is `like`, however long the chain is. Throws `Circular` where it comes back
 * to itself, and `Refused` where what it is like is no noun.
 */
export function describeDeclaration(declaration: Declaration, file: FileScope, outer: Scope): Description {
  const { described } = outer;
  const chain: Link[] = [];
  try {
    let base: Description | undefined;
    for (let link: Link | undefined = { declaration, file }; link && !base; ) {
      const known = described.get(link.declaration);
      if (known === 'underway') throw circular(chain, link, chain[chain.length - 1]?.declaration ?? link.declaration);
      if (known instanceof Refused) throw known;
      if (known) {
        base = known;
        break;
      }
      described.set(link.declaration, 'underway');
      chain.push(link);
      const model = likeOf(link.declaration);
      const next: Link | undefined = model && declaredBy(model, link.file, outer);
      if (model && !next) base = describe(model, { ...outer, file: link.file });
      link = next;
    }
    for (const link of chain.reverse()) {
      base = linked(link, base, outer);
      described.set(link.declaration, base);
    }
    return base as Description;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    for (const link of chain) described.set(link.declaration, error);
    throw error;
  }
}
export const likeOf = ({ phrases }: Declaration): Value | undefined =>
  phrases.find(({ label }) => label.text === 'like')?.items[0]?.value;
/** The declaration that a bare name means. */
function declaredBy({ base, modifiers }: Value, file: FileScope, { substitutions }: Scope): Link | undefined {
  return base.kind === 'name' && modifiers.length === 0 && !substitutions.has(base.text)
    ? file.declared.get(base.text)
    : undefined;
}
/** `chain`: as far as it was followed; `again`: where it comes back to; `closing`: whose `like` does that. */
function circular(chain: readonly Link[], again: Link, closing: Declaration): Circular {
  const from = chain.findIndex(({ declaration }) => declaration === again.declaration);
  const [first, ...others] = chain.slice(Math.max(0, from)).map(({ declaration }) => `\`${declaration.name.text}\``);
  const through = others.length > 3 ? [...others.slice(0, 3), '…'] : others;
  return new Circular(
    `${first ?? `\`${again.declaration.name.text}\``} is like ${
      through.length > 0 ? `${through.join(', which is like ')}, which is like ${first}` : 'itself'
    }: say in one of them what it is.`,
    likeOf(closing)?.range ?? closing.name.range,
  );
}

/** What a declaration adds to the one that it is like. */
function linked({ declaration, file }: Link, base: Description | undefined, outer: Scope): Description {
  const scope: Scope = { ...outer, file };
  const noun = declaration.noun.text;
  const entry = file.entries.get(noun);
  if (!entry) throw new Refused(`\`${noun}\` is not a noun.`, declaration.noun.range);
  const name = declaration.name.text;
  const statements = (declaration.block?.statements ?? []).map((statement) => ({ statement, scope }));
  const header = declaration.phrases
    .filter((phrase) => phrase.label.text !== 'like')
    .map((phrase) => ({ phrase, scope }));
  const pinned = pinnedStream(declaration.block?.statements ?? []);
  if (!base)
    return { entry, name, stream: pinned ?? name, declaration, header, statements, removed: new Set(), controls: [] };
  if (base.entry.noun !== entry.noun)
    throw new Refused(
      `\`${base.name}\` is a \`${base.entry.noun}\` noun, and \`${name}\` is a \`${noun}\`.`,
      likeOf(declaration)?.range ?? declaration.name.range,
    );
  const replaced = new Set(header.map(({ phrase }) => phrase.label.text));
  return {
    ...base,
    name,
    declaration,
    stream: pinned ?? base.stream,
    header: [...base.header.filter(({ phrase }) => !replaced.has(phrase.label.text)), ...header],
    statements: replace(base.statements, statements, entry),
    removed: stillRemoved(base.removed, statements),
  };
}

/** The statements that hold: without those taken away by their word, or by the name that they define. */
export const inForce = ({ statements, removed }: Description): readonly Scoped[] =>
  statements.filter(({ statement }) => {
    if (statement.kind === 'setting') return !removed.has(statement.word.text);
    return !(statement.kind === 'definition' && (removed.has(statement.word.text) || removed.has(statement.name.text)));
  });
/** What is said anew is not taken away any more. */
const stillRemoved = (removed: ReadonlySet<string>, by: readonly Scoped[]): ReadonlySet<string> => {
  const said = new Set(
    by.flatMap(({ statement }) =>
      statement.kind === 'setting' || statement.kind === 'definition' ? [statement.word.text] : [],
    ),
  );
  return new Set([...removed].filter((word) => !said.has(word)));
};

function override(description: Description, block: Block, scope: Scope): Description {
  const said = block.statements.map((statement) => ({ statement, scope }));
  return {
    ...description,
    statements: replace(description.statements, said, description.entry),
    removed: stillRemoved(description.removed, said),
    stream: pinnedStream(block.statements) ?? description.stream,
  };
}

/** A statement replaces the statement of the same word (and name, where the word repeats); all, where it joins. */
function replace(before: readonly Scoped[], by: readonly Scoped[], entry: NounEntry): readonly Scoped[] {
  const partial = by.filter(({ statement }) => isPartial(statement));
  if (partial.length === 0) return replaceWhole(before, by, entry);
  const whole = by.filter((scoped) => !partial.includes(scoped));
  return withParts(replaceWhole(before, whole, entry), partial, entry);
}
function replaceWhole(before: readonly Scoped[], by: readonly Scoped[], { words }: NounEntry): readonly Scoped[] {
  const joined = new Set(words.filter((word) => word.joins).map((word) => word.word));
  const isJoined = ({ statement }: Scoped): boolean => statement.kind === 'setting' && joined.has(statement.word.text);
  const anew = new Set(by.filter(isJoined).map(({ statement }) => key(statement, new Set())));
  const base = before.filter((scoped) => !(isJoined(scoped) && anew.has(key(scoped.statement, new Set()))));
  const repeats = new Set(words.filter((word) => word.repeats).map((word) => word.word));
  const replacing = new Map(
    by.map((scoped, place) => [isJoined(scoped) ? `${place}` : key(scoped.statement, repeats), scoped]),
  );
  const kept = base.map((scoped) => {
    if (isJoined(scoped)) return scoped;
    const own = key(scoped.statement, repeats);
    const other = replacing.get(own);
    replacing.delete(own);
    return other ?? scoped;
  });
  return [...kept, ...replacing.values()];
}

/** What two statements of a block have in common where one replaces the other. */
export function key(statement: Statement, repeats: ReadonlySet<string>): string {
  switch (statement.kind) {
    case 'setting':
      return repeats.has(statement.word.text) ? keyOfRepeated(statement) : statement.word.text;
    case 'definition':
      return `${statement.word.text} ${statement.name.text}`;
    case 'assignment':
      return `= ${statement.name.text}`;
    case 'regulation':
      return `${statement.source.text} to ${statement.target.text}`;
    case 'expectation':
    case 'claims':
    case 'row':
      return `${statement.kind} ${statement.range.start}`;
  }
}
/** Its last item is what holds between the groups. */
const isOfGroups = (word: string): boolean => / (between|times)$/.test(word);
/** A word that may stand several times replaces the one with the same names, as `synapse a to b`, `teach a on b`. */
function keyOfRepeated({ word, items, phrases }: Setting): string {
  const targets = phrases.filter(({ label }) => ['to', 'on'].includes(label.text)).flatMap((phrase) => phrase.items);
  const own = isOfGroups(word.text) ? items.slice(0, -1) : items;
  return [word.text, ...[...own, ...targets].map((item) => nameOf(item.value))].join(' ');
}
const nameOf = (value: Value): string => (value.base.kind === 'name' ? value.base.text : '');

/** `with NAME = value`: the value stands in for the noun wherever the description depends on it. */
function substitute(description: Description, name: string, bound: Bound): Description {
  if (description.name === name) return describe(bound.value, bound.scope);
  const extend = (scope: Scope): Scope => ({
    ...scope,
    substitutions: new Map([[name, bound], ...scope.substitutions]),
    described: new Map(),
  });
  return {
    ...description,
    header: description.header.map(({ phrase, scope }) => ({ phrase, scope: extend(scope) })),
    statements: description.statements.map(({ statement, scope }) => ({ statement, scope: extend(scope) })),
    controls: description.controls.map(({ call, scope }) => ({ call, scope: extend(scope) })),
  };
}

function pinnedStream(statements: readonly Statement[]): string | undefined {
  for (const statement of statements) {
    if (statement.kind !== 'setting' || statement.word.text !== 'stream') continue;
    const value = statement.items[0]?.value.base;
    if (value?.kind === 'string') return value.value;
  }
  return undefined;
}
