/** What follows from what was found in a declaration, wherever that stands: found once. */
export function ofPiece<T, Piece extends { readonly origin: object }, Given extends readonly unknown[]>(
  find: (piece: Piece, ...given: Given) => T,
): (piece: Piece, ...given: Given) => T {
  const known = new WeakMap<object, { readonly found: T }>();
  return (piece, ...given) => {
    const kept = known.get(piece.origin) ?? { found: find(piece, ...given) };
    known.set(piece.origin, kept);
    return kept.found;
  };
}
