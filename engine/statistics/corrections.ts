/** A p-value, or null where none means anything; nulls stay null and do not count as comparisons. */
export type P = number | null;

/** Adjusted p-values that control the family-wise error (Holm 1979), in the order given. */
export function holm(ps: readonly P[]): P[] {
  const order = ascending(ps);
  const adjusted: P[] = ps.map(() => null);
  let running = 0;
  order.forEach((index, rank) => {
    running = Math.max(running, Math.min(1, (order.length - rank) * (ps[index] as number)));
    adjusted[index] = running;
  });
  return adjusted;
}

/** Adjusted p-values that control the false discovery rate (Benjamini & Hochberg 1995), in the order given. */
export function benjaminiHochberg(ps: readonly P[]): P[] {
  const order = ascending(ps);
  const adjusted: P[] = ps.map(() => null);
  let running = 1;
  for (let rank = order.length; rank >= 1; rank--) {
    const index = order[rank - 1];
    running = Math.min(running, ((ps[index] as number) * order.length) / rank);
    adjusted[index] = running;
  }
  return adjusted;
}

/** Positions of the p-values that are there, smallest first. */
function ascending(ps: readonly P[]): number[] {
  return ps.flatMap((p, i) => (p === null ? [] : [i])).sort((i, j) => (ps[i] as number) - (ps[j] as number));
}
