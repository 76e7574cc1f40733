/**
 * An order of nodes around a circle that brings those joined by edges near each other: from the given order, pairs
 * change places as long as the sum of the edges' lengths along the circle falls. Deterministic.
 */
export function circleOrder(
  count: number,
  edges: readonly { readonly source: number; readonly target: number }[],
): number[] {
  const place = Array.from({ length: count }, (_, node) => node);
  const neighbours: number[][] = place.map(() => []);
  for (const { source, target } of edges)
    if (source !== target) {
      neighbours[source].push(target);
      neighbours[target].push(source);
    }
  const apart = (a: number, b: number) => {
    const d = Math.abs(a - b);
    return Math.min(d, count - d);
  };
  const cost = (node: number, at: number, other: number, otherAt: number) =>
    neighbours[node].reduce((sum, next) => sum + apart(at, next === other ? otherAt : place[next]), 0);
  for (let pass = 0; pass < 50; pass++) {
    let changed = false;
    for (let a = 0; a < count; a++)
      for (let b = a + 1; b < count; b++) {
        const now = cost(a, place[a], b, place[b]) + cost(b, place[b], a, place[a]);
        const then = cost(a, place[b], b, place[a]) + cost(b, place[a], a, place[b]);
        if (then < now) {
          [place[a], place[b]] = [place[b], place[a]];
          changed = true;
        }
      }
    if (!changed) break;
  }
  const order = new Array<number>(count);
  place.forEach((at, node) => {
    order[at] = node;
  });
  return order;
}
