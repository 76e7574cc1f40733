/** What was found in one declaration, and where it stands once the text around it has changed. */
import { changedStretch, type Stretch } from '../../grammar/index.ts';
import type { Range } from '../../grammar/tree.ts';
import type { Block, Found, GeneNames, Mark, Named, Names, Occurrence, Piece } from './walk-context.ts';

/** The places that stand in what was found in a range, those outside it. */
export function outsideOf(
  { occurrences, marks, blocks }: Found,
  own: Range,
  all: GeneNames,
): Pick<Piece, 'outside' | 'ofAllGenes'> {
  const outside = new Map<string, Range>(),
    seen = new Set<unknown>([all]);
  let ofAllGenes = false;
  const add = (range: Range): void => {
    if (range.start < own.start || range.end > own.end) outside.set(`${range.start} ${range.end}`, range);
  };
  const look = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    ofAllGenes ||= part === all;
    if (seen.has(part)) return;
    seen.add(part);
    if (part instanceof Map) part.forEach(look);
    else if (isRange(part)) add(part);
    else if (!Array.isArray(part) && !isElsewhere(part)) Object.values(part).forEach(look);
  };
  for (const { range } of [...occurrences, ...marks, ...blocks]) add(range);
  for (const { declaration } of occurrences) if (declaration) add(declaration);
  for (const { names } of blocks) look(names);
  return { outside: [...outside.values()], ofAllGenes };
}
const isRange = (part: object): part is Range =>
  (part as Partial<Range>).start !== undefined && (part as Partial<Range>).end !== undefined;
/** In another file. */
const isElsewhere = (part: object): boolean => (part as Partial<Named>).path !== undefined;

/** What differs between two texts, as one stretch; what stands behind it moves. */
export class Edit {
  readonly #stretch: Stretch;
  /** Of every experiment, and not moved with it. */
  readonly #genes: readonly [before: GeneNames, after: GeneNames];
  readonly #names = new Map<Names, Names>();

  constructor(before: string, after: string, genes: readonly [GeneNames, GeneNames]) {
    this.#stretch = changedStretch(before, after);
    this.#genes = genes;
  }

  /** Undefined where it is part of what differs. */
  moved(range: Range): Range | undefined {
    const { start, end, by } = this.#stretch;
    if (range.end <= start) return range;
    return range.start < end ? undefined : { start: range.start + by, end: range.end + by };
  }
  /** Whether a range of the text as it is now touches what differs. */
  touches({ start, end }: Range): boolean {
    return start <= this.#stretch.end + this.#stretch.by && this.#stretch.start <= end;
  }

  /** Undefined where it knows of anything that is part of what differs. */
  placed(piece: Piece): Piece | undefined {
    const range = this.moved(piece.range);
    if (!range) return undefined;
    const outside: Range[] = [];
    let stays = range === piece.range && !piece.ofAllGenes;
    for (const place of piece.outside) {
      const moved = this.moved(place);
      if (!moved) return undefined;
      stays &&= moved === place;
      outside.push(moved);
    }
    return stays ? piece : new MovedPiece(piece, { edit: this, range, outside });
  }

  occurrence(one: Occurrence): Occurrence {
    const range = this.#moved(one.range),
      declaration = one.declaration && this.#moved(one.declaration);
    return range === one.range && declaration === one.declaration
      ? one
      : { ...one, range, ...(declaration && { declaration }) };
  }
  mark(one: Mark): Mark {
    const range = this.#moved(one.range);
    return range === one.range ? one : { ...one, range };
  }
  block(block: Block): Block {
    return { ...block, range: this.#moved(block.range), names: this.#namesOf(block.names) };
  }

  #moved(range: Range): Range {
    const found = this.moved(range);
    if (!found) throw new Error('what is part of an edit does not move');
    return found;
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
    if (Array.isArray(part) || isElsewhere(part)) return part;
    if (isRange(part)) return this.#moved(part);
    const copy: Record<string, unknown> = { ...part };
    for (const name in copy) copy[name] = this.#part(copy[name]);
    return copy;
  }
}

/** A piece at another place: what was found in it moves when it is first looked at. */
class MovedPiece implements Piece {
  readonly range: Range;
  readonly outside: readonly Range[];
  readonly #piece: Piece;
  readonly #edit: Edit;
  #occurrences: readonly Occurrence[] | undefined;
  #marks: readonly Mark[] | undefined;
  #blocks: readonly Block[] | undefined;

  constructor(piece: Piece, { edit, range, outside }: { edit: Edit; range: Range; outside: readonly Range[] }) {
    this.range = range;
    this.outside = outside;
    this.#piece = piece;
    this.#edit = edit;
  }
  get origin(): object {
    return this.#piece.origin;
  }
  get name(): string {
    return this.#piece.name;
  }
  get isExperiment(): boolean {
    return this.#piece.isExperiment;
  }
  get words(): ReadonlySet<string> {
    return this.#piece.words;
  }
  get isRead(): boolean {
    return this.#piece.isRead;
  }
  get lasts(): boolean {
    return this.#piece.lasts;
  }
  get ofAllGenes(): boolean {
    return this.#piece.ofAllGenes;
  }
  get occurrences(): readonly Occurrence[] {
    return (this.#occurrences ??= this.#piece.occurrences.map((one) => this.#edit.occurrence(one)));
  }
  get marks(): readonly Mark[] {
    return (this.#marks ??= this.#piece.marks.map((one) => this.#edit.mark(one)));
  }
  get blocks(): readonly Block[] {
    return (this.#blocks ??= this.#piece.blocks.map((one) => this.#edit.block(one)));
  }
}

/** The piece with all that was found in it, so that it needs no other. */
export const settled = ({
  origin,
  range,
  name,
  isExperiment,
  words,
  isRead,
  lasts,
  outside,
  ofAllGenes,
  occurrences,
  marks,
  blocks,
}: Piece): Piece => ({
  ...{ origin, range, name, isExperiment, words, isRead, lasts, outside, ofAllGenes },
  ...{ occurrences, marks, blocks },
});
