/**
 * Circles in a directed graph: its strongly connected parts of more than one node, and nodes that lead to themselves,
 * by Tarjan's algorithm (SIAM J. Comput. 1, 146–160, 1972); sorted by name.
 */
export function circles(uses: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): void => {
    order.set(node, order.size);
    lowest.set(node, order.get(node)!);
    open.push(node);
    for (const next of uses.get(node) ?? []) {
      if (!order.has(next)) visit(next);
      if (open.includes(next)) lowest.set(node, Math.min(lowest.get(node)!, lowest.get(next)!));
    }
    if (lowest.get(node) !== order.get(node)) return;
    const part = open.splice(open.indexOf(node));
    if (part.length > 1 || uses.get(node)?.includes(node)) found.push(part.sort());
  };
  for (const node of [...uses.keys()].sort()) if (!order.has(node)) visit(node);
  return found.sort(([a], [b]) => (a < b ? -1 : 1));
}
