/** What the names in a declaration are of, told without places of the text, so that it lasts when the text moves. */
import type { Declaration, Range } from '../../grammar/tree.ts';
import { ofPiece } from '../of-piece.ts';
import { declarations, type View } from '../view.ts';

type Found = View['walk']['apart']['head'];
type Piece = View['walk']['apart']['pieces'][number];

export interface NameUses {
  /** Where used names are declared: how far from where which declaration begins; of a parameter, its name. */
  readonly used: ReadonlySet<string>;
  /** The nouns among them. */
  readonly nouns: ReadonlySet<string>;
  /** Inputs, variables and parameters that are declared, by their turn among the names. */
  readonly declared: readonly { readonly turn: number; readonly place: string }[];
  /** Its own name is declared. */
  readonly isNamed: boolean;
}

/** Of what stands outside declarations, and of each of them. */
export function namesUsed(view: View): { readonly head: NameUses; readonly each: readonly NameUses[] } {
  const { head, pieces } = view.walk.apart;
  return { head: usesIn(head, view), each: pieces.map((piece) => usesOf(piece, view)) };
}
const usesOf = ofPiece((piece: Piece, view: View) => usesIn(piece, view, piece));

function usesIn({ occurrences }: Found, view: View, own?: Piece): NameUses {
  const all = view.tree.declarations,
    spoken = own ? spokenIn(view, own) : [];
  const used = new Set<string>(),
    nouns = new Set<string>();
  const declared: NameUses['declared'][number][] = [];
  let isNamed = false;
  for (const [turn, { name, defines, kind, range, declaration: at }] of occurrences.entries()) {
    if (!at) continue;
    const home = all[lastBegun(all, at.start)];
    const isWithin = home && at.end <= home.range.end;
    const place = isWithin ? `${at.start - home.range.start} ${home.name.text}` : ` ${name}`;
    if (defines) {
      isNamed ||= isWithin && range.start === home.name.range.start;
      if (kind === 'input' || kind === 'variable' || kind === 'parameter') declared.push({ turn, place });
    } else if (kind !== 'variable' || !spoken.some(({ start, end }) => range.start >= start && range.end <= end)) {
      used.add(place);
      if (isWithin && at.start === home.name.range.start) nouns.add(home.name.text);
    }
  }
  return { used, nouns, declared, isNamed };
}
/** Where a variable is spoken of, and changes nothing. */
function spokenIn(view: View, { name, isExperiment }: Piece): readonly Range[] {
  const own = isExperiment ? experimentsByName(view).get(name) : undefined;
  return own ? claimsAndPlots(own) : [];
}
function experimentsByName(view: View): ReadonlyMap<string, Declaration> {
  const found = byName.get(view) ?? new Map(declarations(view, 'experiment').map((one) => [one.name.text, one]));
  byName.set(view, found);
  return found;
}
const byName = new WeakMap<View, ReadonlyMap<string, Declaration>>();
export const claimsAndPlots = ({ block }: Declaration): readonly Range[] =>
  (block?.statements ?? [])
    .filter(
      (statement) =>
        ['expectation', 'claims'].includes(statement.kind) ||
        (statement.kind === 'setting' && statement.word.text === 'plot'),
    )
    .map(({ range }) => range);

/** The last declaration that begins before or at an offset. */
export function lastBegun(all: readonly Declaration[], offset: number): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle].range.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
