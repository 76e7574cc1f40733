/**
 * Checks of a text, group by group: declarations that name each other are looked at together, and what was found in a
 * group is known as long as nothing changes that it depends on.
 */
import { pictures } from '../../catalogue/plots/index.ts';
import { moved } from '../../grammar/index.ts';
import type { Declaration, Range } from '../../grammar/tree.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Imports } from '../imports.ts';
import { declarations, standing, type View } from '../view.ts';
import { NamesWritten, TextNumbers, wordsIn } from '../words-written.ts';
import type { Finder } from './check.ts';
import { lastBegun } from './name-uses.ts';

/** What finders found, each diagnostic relative to the declaration of the group that it stands in. */
type Found = readonly { readonly finder: number; readonly of: number; readonly said: Diagnostic }[];

/** What was found in the groups of a text; lasts until a text is checked in which a group does not stand. */
export class KeptChecks {
  #imports: Imports | undefined;
  #known = new Map<string, Found>();
  readonly #texts: Texts = {
    declared: new NamesWritten(),
    measured: new NamesWritten(),
    numbers: new TextNumbers(),
  };

  /** What each finder finds, in its order; undefined where a group cannot be looked at by itself. */
  find(finders: readonly Finder[], view: View, imports: Imports): readonly (readonly Diagnostic[])[] | undefined {
    if (imports !== this.#imports) this.#known.clear();
    this.#imports = imports;
    const all = view.tree.declarations,
      groups = groupsOf(view, this.#texts);
    const fresh = foundIn(
      groups.filter(({ key }) => !this.#known.has(key)),
      finders,
      view,
    );
    if (!fresh) return undefined;
    const known = new Map<string, Found>();
    const found: Diagnostic[][] = finders.map(() => []);
    for (const { members, key } of groups) {
      const those = this.#known.get(key) ?? fresh.get(key) ?? [];
      known.set(key, those);
      for (const { finder, of, said } of those) found[finder].push(moved(said, all[members[of]].range.start));
    }
    this.#known = known;
    return found;
  }
}

/** By the keys of groups; nothing where a check fails, or says something of another group. */
function foundIn(
  groups: readonly Group[],
  finders: readonly Finder[],
  whole: View,
): ReadonlyMap<string, Found> | undefined {
  const all = whole.tree.declarations;
  const homes = new Map(
    groups.flatMap(({ members, key }) => members.map((index, of) => [index, { key, of }] as const)),
  );
  if (homes.size === 0) return new Map();
  let isWhole = true;
  const guard: View['guard'] = (part, otherwise) =>
    whole.guard(() => {
      try {
        return part();
      } catch (error) {
        isWhole = false;
        throw error;
      }
    }, otherwise);
  const among = [...homes.keys()].sort((a, b) => a - b).map((index) => all[index]);
  const view: View = { ...whole, part: { among, whole }, guard };
  const found = new Map<string, Found[number][]>(groups.map(({ key }) => [key, []]));
  for (const [finder, find] of finders.entries())
    for (const said of guard(() => find(view), [])) {
      const index = lastBegun(all, said.range.start);
      const home = [said.range, ...editsOf(said)].every(isIn(all[index]?.range)) ? homes.get(index) : undefined;
      if (!home) return undefined;
      found.get(home.key)!.push({ finder, of: home.of, said: moved(said, -all[index].range.start) });
    }
  return isWhole ? found : undefined;
}

const editsOf = ({ fixes = [] }: Diagnostic): readonly Range[] =>
  fixes.flatMap(({ edits }) => edits.map(({ range }) => range));
const isIn =
  (around: Range | undefined) =>
  (one: Range): boolean =>
    around !== undefined && one.start >= around.start && one.end <= around.end;
/** Where names of declarations and parameters stand, and those of measures; which text each declaration is. */
interface Texts {
  readonly declared: NamesWritten;
  readonly measured: NamesWritten;
  readonly numbers: TextNumbers;
}
interface Group {
  /** Which of the declarations. */
  readonly members: readonly number[];
  /** All that what is found in it depends on. */
  readonly key: string;
}
/** Declarations by what they name. What only holds data joins nothing: it is read by many, and says nothing of them. */
function groupsOf(view: View, texts: Texts): readonly Group[] {
  const { tree, source } = view;
  const all = tree.declarations;
  const named = new Map<string, number[]>(),
    parameters = new Map<string, number[]>(tree.lets.map(({ name }) => [name.text, []]));
  all.forEach(({ name }, index) => {
    const same = named.get(name.text);
    if (same) same.push(index);
    else if (name.text) named.set(name.text, [index]);
  });
  const written = texts.declared.in(all, source, [...named.keys(), ...parameters.keys()]);
  const isData = all.map(
    ({ noun, name }, index) =>
      noun.text === 'data' && named.get(name.text)?.length === 1 && !written[index].some((word) => word !== name.text),
  );
  const joined = new Joined(all.length),
    dataOf = all.map((): number[] => []);
  written.forEach((those, index) => {
    for (const word of those) {
      for (const other of named.get(word) ?? [])
        if (other !== index) isData[other] ? dataOf[index].push(other) : joined.join(index, other);
      parameters.get(word)?.push(index);
    }
  });
  for (const users of parameters.values()) for (const user of users) joined.join(user, users[0]);
  const numbers = texts.numbers.in(all, source);
  const facts = factsOf(view, texts.measured);
  const errors = new Map<number, Range[]>();
  for (const error of view.errors) {
    const index = lastBegun(all, error.start);
    const others = errors.get(index);
    if (others) others.push(error);
    else errors.set(index, [error]);
  }
  return joined.groups().map((members): Group => {
    const within = [...new Set([...members, ...members.flatMap((index) => dataOf[index])])];
    const wrong = within.flatMap((index, at) =>
      (errors.get(index) ?? []).map(({ start, end }) => [
        at,
        start - all[index].range.start,
        end - all[index].range.start,
      ]),
    );
    const has = (word: string): boolean => members.some((index) => wordsIn(all[index], source).has(word));
    const rest = JSON.stringify([members.length, wrong, facts(members, has)]);
    return { members, key: [...within.map((index) => numbers[index]), rest].join(' ') };
  });
}

/** What is known of a whole text that the checks of a group may ask: of its experiments, its nouns, its parameters. */
function factsOf(
  view: View,
  names: NamesWritten,
): (members: readonly number[], has: (word: string) => boolean) => unknown {
  const { tree, source, scope } = view;
  const experiments = declarations(view, 'experiment');
  const measured = experiments.flatMap((experiment) => measuredIn(view, experiment));
  const drawn = [...new Set(measured.map(([, callee]) => callee))].filter((callee) => drawnBy.has(callee)).sort();
  const calleesOf = new Map<string, Set<string>>();
  for (const [name, callee] of measured) {
    const known = calleesOf.get(name) ?? new Set();
    known.delete(callee); // the last one counts
    calleesOf.set(name, known.add(callee));
  }
  const written = names.in(tree.declarations, source, [...calleesOf.keys()]);
  const namedBy = (members: readonly number[]): readonly unknown[] =>
    [...new Set(members.flatMap((index) => written[index]))].map((word) => [word, ...calleesOf.get(word)!]);
  const comparesNothing = (declaration: Declaration): boolean =>
    declaration.noun.text === 'experiment' && !wordsIn(declaration, source).has('compare');
  const nouns = [...scope.declared].map(([name, { declaration }]) => `${declaration.noun.text} ${name}`);
  const lets = tree.lets.map(({ range }) => source.slice(range.start, range.end));
  return (members, has) => [
    experiments.length > 0,
    lets,
    has('plot') && [drawn, namedBy(members)],
    members.map((index) => tree.declarations[index]).some(comparesNothing) && nouns,
  ];
}
const measuredIn = standing(({ block }) =>
  (block?.statements ?? []).flatMap((statement) =>
    statement.kind === 'definition' && statement.word.text === 'measure' && statement.value.kind === 'call'
      ? [[statement.name.text, statement.value.callee.text] as const]
      : [],
  ),
);
const drawnBy: ReadonlySet<string> = new Set(
  Object.values(pictures).flatMap((picture) => ('foundBy' in picture ? picture.foundBy : [])),
);

/** Numbers that belong together. */
class Joined {
  readonly #first: number[];

  constructor(size: number) {
    this.#first = Array.from({ length: size }, (_, index) => index);
  }
  #of(index: number): number {
    let first = index;
    while (this.#first[first] !== first) first = this.#first[first] = this.#first[this.#first[first]];
    return first;
  }
  join(one: number, other: number): void {
    const [a, b] = [this.#of(one), this.#of(other)];
    this.#first[Math.max(a, b)] = Math.min(a, b);
  }
  /** In the order of their first members. */
  groups(): readonly (readonly number[])[] {
    const found = new Map<number, number[]>();
    this.#first.forEach((_, index) => {
      const first = this.#of(index);
      const others = found.get(first);
      if (others) others.push(index);
      else found.set(first, [index]);
    });
    return [...found.values()];
  }
}
