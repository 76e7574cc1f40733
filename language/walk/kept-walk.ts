/**
 * What a walk found, declaration by declaration: of one whose text stands as it was, and for whose names the same holds
 * as before, it is known after an edit, and only moves.
 */
import { ofText } from '../../grammar/index.ts';
import type { Declaration, FileTree, Range } from '../../grammar/tree.ts';
import { groupingsIn } from '../groupings.ts';
import type { Imports } from '../imports.ts';
import { wordsOf } from '../words-written.ts';
import type { Guard } from '../guard.ts';
import type { Block, GeneNames, Mark, Named, Names, Occurrence, Walk } from './walk-context.ts';
import { allGenes } from './walk-names.ts';

/** What was found in one declaration. */
interface Piece {
  readonly range: Range;
  readonly name: string;
  readonly isExperiment: boolean;
  readonly words: ReadonlySet<string>;
  /** It could be read whole: the same text is the same declaration. */
  readonly isRead: boolean;
  /** What it says depends on nothing but its text and the names that stand in it: nothing is wrong with it. */
  readonly lasts: boolean;
  readonly occurrences: readonly Occurrence[];
  readonly marks: readonly Mark[];
  readonly blocks: readonly Block[];
}
/** How a declaration is walked, how that is tried, and where the text could not be read. */
interface Visits {
  readonly visit: (declaration: Declaration) => void;
  readonly guard: Guard;
  readonly errors: Errors;
}
type Errors = readonly { readonly range: Range }[];
/** A text that was walked, with all that its declarations may ask of the whole of it. */
interface Walked {
  readonly walk: Walk;
  readonly genes: GeneNames;
  readonly groupings: ReadonlyMap<string, Range>;
  readonly lets: string;
  readonly pieces: readonly Piece[];
}

export class KeptWalk {
  #last: Walked | undefined;
  #imports: Imports | undefined;

  /** Of a text that imports something else nothing is known. */
  forImports(imports: Imports): void {
    if (imports !== this.#imports) this.#last = undefined;
    this.#imports = imports;
  }

  /** Walks all declarations: those that nothing has changed for are not visited. */
  walk(walk: Walk, tree: FileTree, visits: Visits): void {
    const { source, scope } = walk;
    const now = {
      walk,
      genes: allGenes(scope),
      groupings: groupingsIn(scope),
      lets: tree.lets.map(({ range }) => source.slice(range.start, range.end)).join('\n'),
    };
    const last = this.#last;
    this.#last = undefined;
    const edit = last && new Edit(last.walk.source, source, [last.genes, now.genes]);
    const standing =
      last && edit && isAlike(last, now, edit)
        ? standingIn(tree, { last, now, edit, errors: visits.errors })
        : new Map<never, never>();
    const pieces = tree.declarations.map((declaration) => {
      const moved = standing.get(declaration);
      const piece = moved ?? visited(walk, declaration, visits);
      if (moved) {
        walk.occurrences.push(...moved.occurrences);
        walk.marks.push(...moved.marks);
        walk.blocks.push(...moved.blocks);
      }
      return piece;
    });
    this.#last = { ...now, pieces };
  }
}

function visited(walk: Walk, declaration: Declaration, { visit, guard, errors }: Visits): Piece {
  const { range, name, noun } = declaration;
  const text = walk.source.slice(range.start, range.end);
  const [problems, occurrences, marks, blocks] = [walk.problems, walk.occurrences, walk.marks, walk.blocks].map(
    ({ length }) => length,
  );
  const isWhole = guard(() => {
    visit(declaration);
    return true;
  }, false);
  const isExperiment = noun.text === 'experiment';
  return {
    range,
    name: name.text,
    isExperiment,
    words: wordsOf(text),
    isRead: isRead(declaration, errors),
    // an experiment that compares nothing is of whatever the text declares
    lasts: isWhole && walk.problems.length === problems && (!isExperiment || /\bcompare\b/.test(text)),
    occurrences: walk.occurrences.slice(occurrences),
    marks: walk.marks.slice(marks),
    blocks: walk.blocks.slice(blocks),
  };
}
const isRead = (declaration: Declaration, errors: Errors): boolean =>
  isClosed(declaration) &&
  !errors.some(({ range: { start, end } }) => start <= declaration.range.end && end >= declaration.range.start);
const isClosed = ofText(({ block }) => block?.closed !== false);

/** Whether what holds for every declaration of a text is what held before. */
function isAlike(last: Walked, now: Omit<Walked, 'pieces'>, edit: Edit): boolean {
  const [before, after] = [last.walk, now.walk];
  return (
    before.complete === after.complete &&
    last.genes.open === now.genes.open &&
    isSame(before.nameless, after.nameless) &&
    isSame(before.scope.groups, after.scope.groups) &&
    last.groupings.size === now.groupings.size &&
    [...last.groupings].every(([name, range]) => isAt(now.groupings.get(name), edit.moved(range)))
  );
}
const isSame = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((each) => b.has(each));
const isAt = (a: Range | undefined, b: Range | undefined): boolean => a?.start === b?.start && a?.end === b?.end;

interface Compared {
  readonly last: Walked;
  readonly now: Omit<Walked, 'pieces'>;
  readonly edit: Edit;
  readonly errors: Errors;
}
/** By declaration, what is still known of it, where it stands now. */
function standingIn(tree: FileTree, { last, now, edit, errors }: Compared): ReadonlyMap<Declaration, Piece> {
  const byStart = new Map(
    last.pieces.flatMap((piece) => {
      const range = edit.moved(piece.range);
      return range ? [[range.start, { piece, end: range.end }] as const] : [];
    }),
  );
  const unchanged = new Map<Declaration, Piece>();
  const changed = new Set<string>();
  for (const declaration of tree.declarations) {
    const { range, name } = declaration;
    const known = byStart.get(range.start);
    if (known?.end === range.end && known.piece.name === name.text && known.piece.isRead && isRead(declaration, errors))
      unchanged.set(declaration, known.piece);
    else changed.add(name.text);
  }
  const still = new Set(unchanged.values());
  for (const piece of last.pieces) if (!still.has(piece)) changed.add(piece.name);
  for (const { walk } of [last, now])
    for (const name of last.lets === now.lets ? walk.varied.keys() : walk.scope.parameters.keys()) changed.add(name);
  const genes = changedGenes(last.genes, now.genes, edit);
  let names: ReadonlySet<string> = changed;
  while (names.size > 0) {
    const next = new Set<string>();
    for (const [declaration, { words, isExperiment, name }] of unchanged)
      if (meets(words, names) || (isExperiment && names === changed && meets(words, genes))) {
        unchanged.delete(declaration);
        if (!changed.has(name)) next.add(name);
      }
    for (const name of next) changed.add(name);
    names = next;
  }
  const found = new Map<Declaration, Piece>();
  for (const [declaration, piece] of unchanged) {
    const placed = piece.lasts ? edit.placed(piece) : undefined;
    if (placed) found.set(declaration, placed);
  }
  return found;
}
function meets(words: ReadonlySet<string>, names: ReadonlySet<string>): boolean {
  const [fewer, more] = words.size < names.size ? [words, names] : [names, words];
  for (const each of fewer) if (more.has(each)) return true;
  return false;
}
function changedGenes(before: GeneNames, after: GeneNames, edit: Edit): ReadonlySet<string> {
  const found = new Set<string>();
  for (const kind of ['genes', 'inputs', 'fates'] as const)
    for (const name of new Set([...before[kind].keys(), ...after[kind].keys()])) {
      const [a, b] = [before[kind].get(name), after[kind].get(name)];
      if (a?.path !== b?.path || !isAt(a?.path === undefined ? a && edit.moved(a.range) : a.range, b?.range))
        found.add(name);
    }
  return found;
}

/** What differs between two texts, as one stretch; what stands behind it moves. */
class Edit {
  readonly #start: number;
  readonly #end: number;
  readonly #by: number;
  /** Of every experiment, and not moved with it. */
  readonly #genes: readonly [before: GeneNames, after: GeneNames];
  readonly #names = new Map<Names, Names>();

  constructor(before: string, after: string, genes: readonly [GeneNames, GeneNames]) {
    const shorter = Math.min(before.length, after.length);
    let start = 0;
    while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
    let tail = 0;
    while (
      tail < shorter - start &&
      before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
    )
      tail++;
    this.#start = start;
    this.#end = before.length - tail;
    this.#by = after.length - before.length;
    this.#genes = genes;
  }

  /** Undefined where it is part of what differs. */
  moved(range: Range): Range | undefined {
    if (range.end <= this.#start) return range;
    if (range.start < this.#end) return undefined;
    return { start: range.start + this.#by, end: range.end + this.#by };
  }

  /** Undefined where it holds anything that is part of what differs. */
  placed(piece: Piece): Piece | undefined {
    try {
      return {
        ...piece,
        range: this.#moved(piece.range),
        occurrences: piece.occurrences.map((one) => this.#occurrence(one)),
        marks: piece.marks.map((one) => {
          const range = this.#moved(one.range);
          return range === one.range ? one : { ...one, range };
        }),
        blocks: piece.blocks.map((block) => ({
          ...block,
          range: this.#moved(block.range),
          names: this.#namesOf(block.names),
        })),
      };
    } catch (error) {
      if (error instanceof Gone) return undefined;
      throw error;
    }
  }

  #moved(range: Range): Range {
    const found = this.moved(range);
    if (!found) throw new Gone();
    return found;
  }
  #occurrence(one: Occurrence): Occurrence {
    const range = this.#moved(one.range),
      declaration = one.declaration && this.#moved(one.declaration);
    return range === one.range && declaration === one.declaration
      ? one
      : { ...one, range, ...(declaration && { declaration }) };
  }
  #namesOf(names: Names): Names {
    const known = this.#names.get(names) ?? (this.#part(names) as Names);
    this.#names.set(names, known);
    return known;
  }
  /** Ranges stand in names, and in names of names. */
  #part(part: unknown): unknown {
    if (typeof part !== 'object' || part === null) return part;
    if (part === this.#genes[0]) return this.#genes[1];
    if (part instanceof Map) {
      if (part.size === 0) return part;
      const moved = new Map<unknown, unknown>();
      for (const [name, each] of part) moved.set(name, this.#part(each));
      return moved;
    }
    if (Array.isArray(part)) return part;
    const { start, end } = part as Partial<Range>;
    if (start !== undefined && end !== undefined) return this.#moved({ start, end });
    if ((part as Partial<Named>).path !== undefined) return part;
    const copy: Record<string, unknown> = { ...part };
    for (const name in copy) copy[name] = this.#part(copy[name]);
    return copy;
  }
}
/** Something stood in what an edit has changed. */
class Gone extends Error {}
