/**
 * What a walk found, declaration by declaration: of one whose text stands as it was, and for whose names the same holds
 * as before, it is known after an edit, and only moves.
 */
import { ofText } from '../../grammar/index.ts';
import type { Declaration, FileTree, Range } from '../../grammar/tree.ts';
import { groupingsIn } from '../groupings.ts';
import type { Imports } from '../imports.ts';
import { wordsIn } from '../words-written.ts';
import type { Guard } from '../guard.ts';
import type { GeneNames, Piece, Walk } from './walk-context.ts';
import { allGenes } from './walk-names.ts';
import { Edit, outsideOf, settled } from './walk-pieces.ts';

/** How a declaration is walked, how that is tried, and where the text could not be read. */
export interface Visits {
  readonly visit: (walk: Walk, declaration: Declaration) => void;
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
  /** The text as it was walked last. */
  #last: Walked | undefined;
  /** As it was when the declarations that change now began to: what stands is moved from there, once. */
  #base: Walked | undefined;
  #imports: Imports | undefined;

  /** Of a text that imports something else nothing is known. */
  forImports(imports: Imports): void {
    if (imports !== this.#imports) this.#last = this.#base = undefined;
    this.#imports = imports;
  }

  /** Walks all declarations: those that nothing has changed for are not visited. What is found in each, in order. */
  walk(walk: Walk, tree: FileTree, visits: Visits): readonly Piece[] {
    const { source, scope } = walk;
    const now = {
      walk,
      genes: allGenes(scope),
      groupings: groupingsIn(scope),
      lets: tree.lets.map(({ range }) => source.slice(range.start, range.end)).join('\n'),
    };
    const compared = this.#compared(now, tree);
    this.#last = this.#base = undefined;
    const standing =
      compared && isAlike(compared.from, now, compared.edit)
        ? standingIn(tree, { ...compared, now, errors: visits.errors })
        : new Map<never, never>();
    const pieces = tree.declarations.map(
      (declaration) => standing.get(declaration) ?? visited(declaration, walk, visits),
    );
    this.#last = { ...now, pieces };
    this.#base = standing.size > 0 ? compared?.from : this.#last;
    return pieces;
  }

  /** With what the text is compared; where that would be over more declarations than changed last, with the last. */
  #compared(now: Omit<Walked, 'pieces'>, tree: FileTree): Pick<Compared, 'from' | 'edit'> | undefined {
    const [base, last] = [this.#base, this.#last];
    if (!base || !last) return undefined;
    const since = (from: Walked): Edit => new Edit(from.walk.source, now.walk.source, [from.genes, now.genes]);
    const reach = (edit: Edit): number => tree.declarations.filter(({ range }) => edit.touches(range)).length;
    const [long, short] = [since(base), since(last)];
    return reach(long) > reach(short)
      ? { from: { ...last, pieces: last.pieces.map(settled) }, edit: short }
      : { from: base, edit: long };
  }
}

export function visited(declaration: Declaration, walk: Walk, { visit, guard, errors }: Visits): Piece {
  const { range, name, noun } = declaration;
  const words = wordsIn(declaration, walk.source);
  const own: Walk = { ...walk, problems: [], occurrences: [], marks: [], blocks: [] };
  const isWhole = guard(() => {
    visit(own, declaration);
    return true;
  }, false);
  walk.problems.push(...own.problems);
  const isExperiment = noun.text === 'experiment';
  const { occurrences, marks, blocks } = own;
  let knows: ReturnType<typeof outsideOf> | undefined;
  const known = (): ReturnType<typeof outsideOf> => (knows ??= outsideOf(own, range, allGenes(walk.scope)));
  return {
    origin: {},
    range,
    name: name.text,
    isExperiment,
    words,
    isRead: isRead(declaration, errors),
    // an experiment that compares nothing is of whatever the text declares
    lasts: isWhole && own.problems.length === 0 && (!isExperiment || words.has('compare')),
    get outside() {
      return known().outside;
    },
    get ofAllGenes() {
      return known().ofAllGenes;
    },
    occurrences,
    marks,
    blocks,
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
  readonly from: Walked;
  readonly now: Omit<Walked, 'pieces'>;
  readonly edit: Edit;
  readonly errors: Errors;
}
/** By declaration, what is still known of it, where it stands now. */
function standingIn(tree: FileTree, { from: last, now, edit, errors }: Compared): ReadonlyMap<Declaration, Piece> {
  const byStart = new Map<number, Piece>();
  for (const piece of last.pieces) {
    const range = edit.moved(piece.range);
    if (range) byStart.set(range.start, piece);
  }
  const unchanged = new Map<Declaration, Piece>();
  const changed = new Set<string>();
  for (const declaration of tree.declarations) {
    const { range, name } = declaration;
    const known = byStart.get(range.start);
    if (
      known &&
      isAsLong(known.range, range) &&
      known.name === name.text &&
      known.isRead &&
      isRead(declaration, errors)
    )
      unchanged.set(declaration, known);
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
const isAsLong = (a: Range, b: Range): boolean => a.end - a.start === b.end - b.start;
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
