/** By node: the nodes that lead to it. */
export type Sources = ReadonlyMap<number, readonly number[]>;

/**
 * Nodes that lead to none, those that then lead to none, and so on, in that order; never those of `kept`. A node that
 * leads to itself is none of them.
 */
export function endsAmong(nodes: readonly number[], sources: Sources, kept: (node: number) => boolean): number[] {
  const uses = new Map<number, number>();
  const count = (node: number, by: number): number => {
    const now = (uses.get(node) ?? 0) + by;
    uses.set(node, now);
    return now;
  };
  for (const node of nodes) for (const source of sources.get(node) as readonly number[]) count(source, 1);
  const ends = nodes.filter((node) => !uses.has(node) && !kept(node));
  for (const end of ends)
    for (const source of sources.get(end) as readonly number[])
      if (count(source, -1) === 0 && !kept(source)) ends.push(source);
  return ends;
}
/** The nodes without their ends. */
export function withoutEnds(nodes: readonly number[], sources: Sources, kept: (node: number) => boolean): number[] {
  const ends = new Set(endsAmong(nodes, sources, kept));
  return nodes.filter((node) => !ends.has(node));
}

/** The parts of a graph between which nothing leads either way. */
export function separateParts(nodes: readonly number[], sources: Sources): number[][] {
  const parent = new Map(nodes.map((node) => [node, node]));
  const rootOf = (node: number): number => {
    let root = node;
    while (parent.get(root) !== root) root = parent.get(root) as number;
    parent.set(node, root);
    return root;
  };
  for (const node of nodes)
    for (const source of sources.get(node) as readonly number[]) parent.set(rootOf(node), rootOf(source));
  const parts = new Map<number, number[]>();
  for (const node of nodes) {
    const root = rootOf(node);
    parts.set(root, [...(parts.get(root) ?? []), node]);
  }
  return [...parts.values()];
}

/**
 * The strongly connected blocks of a part that nothing outside them leads to (Tarjan 1972, against the arrows: these
 * blocks come first).
 */
export function sourceBlocks(part: readonly number[], sources: Sources): number[][] {
  const order = new Map<number, number>();
  const low = new Map<number, number>();
  const open: number[] = [];
  const blockOf = new Map<number, number>();
  const blocks: number[][] = [];
  const visit = (node: number): number => {
    let lowest = order.size;
    order.set(node, lowest);
    open.push(node);
    for (const source of sources.get(node) as readonly number[]) {
      if (blockOf.has(source)) continue;
      lowest = Math.min(lowest, order.has(source) ? ((low.get(source) ?? order.get(source)) as number) : visit(source));
    }
    low.set(node, lowest);
    if (lowest === order.get(node)) {
      const block = open.splice(open.indexOf(node));
      for (const member of block) blockOf.set(member, blocks.length);
      blocks.push(block);
    }
    return lowest;
  };
  for (const node of part) if (!order.has(node)) visit(node);
  return blocks.filter((block, b) =>
    block.every((node) => (sources.get(node) as readonly number[]).every((source) => blockOf.get(source) === b)),
  );
}
