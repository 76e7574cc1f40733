/** Genes without which no gene represses itself, however long the way. */
import { eachStrongComponent } from './chain.ts';
import type { RuleDiagram } from './rule-diagram.ts';

type Sign = 1 | -1 | 0;

/** What a gene does to a rule: `sign` 0 where it both activates and represses. */
interface Influence {
  readonly source: number;
  readonly target: number;
  readonly sign: Sign;
}

/**
 * Genes that meet every negative cycle of a network's influences (exact signs of the rules as functions): without them
 * no cycle is left that represses itself. Chosen greedily, so not always the fewest. `rules` has none (undefined) for
 * what does not change.
 */
export function negativeFeedbackGenes(rules: readonly (RuleDiagram | undefined)[]): number[] {
  const influences = rules.flatMap((rule, target) => (rule ? influencesOn(target, rule, rules) : []));
  const chosen = new Set(
    influences.flatMap(({ source, target, sign }) => (source === target && sign < 1 ? [source] : [])),
  );
  for (;;) {
    const left = influences.filter(({ source, target }) => !chosen.has(source) && !chosen.has(target));
    const mixed = componentsOf(rules.length, left).filter((inside) => !isBalanced(inside));
    if (mixed.length === 0) return [...chosen].sort((a, b) => a - b);
    for (const inside of mixed) chosen.add(busiest(inside));
  }
}

function influencesOn(
  target: number,
  { diagrams, root, variables }: RuleDiagram,
  rules: readonly (RuleDiagram | undefined)[],
): Influence[] {
  const { asks, nodes, restrict, and, not } = diagrams;
  return [...new Set(nodes(root).map(asks))].flatMap((place) => {
    const source = variables[place];
    if (!rules[source]) return [];
    const [off, on] = [restrict(root, place, 0), restrict(root, place, 1)];
    const activates = and(on, not(off)) !== 0;
    const represses = and(off, not(on)) !== 0;
    return [{ source, target, sign: activates && represses ? 0 : activates ? 1 : -1 } as const];
  });
}

/** The influences within each strongly connected component. */
function componentsOf(count: number, influences: readonly Influence[]): Influence[][] {
  const successors: number[][] = Array.from({ length: count }, () => []);
  for (const { source, target } of influences) successors[source].push(target);
  const offsets = [0];
  for (const own of successors) offsets.push(offsets[offsets.length - 1] + own.length);
  const component = new Int32Array(count);
  let components = 0;
  eachStrongComponent({ count, offsets, successors: successors.flat() }, (members) => {
    for (const member of members) component[member] = components;
    components++;
  });
  const inside = new Map<number, Influence[]>();
  for (const influence of influences) {
    const own = component[influence.source];
    if (own === component[influence.target]) listIn(inside, own).push(influence);
  }
  return [...inside.values()];
}

function listIn<Item>(lists: Map<number, Item[]>, key: number): Item[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

/**
 * Whether the genes of a strongly connected component fall into two sides that activate within and repress across:
 * just then none of its cycles is negative (Harary 1953).
 */
function isBalanced(influences: readonly Influence[]): boolean {
  const around = new Map<number, { readonly other: number; readonly sign: Sign }[]>();
  for (const { source, target, sign } of influences) {
    if (sign === 0) return false;
    listIn(around, source).push({ other: target, sign });
    listIn(around, target).push({ other: source, sign });
  }
  const side = new Map([[influences[0].source, 1]]);
  for (const [gene, own] of side)
    for (const { other, sign } of around.get(gene) ?? []) {
      const known = side.get(other);
      if (known === undefined) side.set(other, own * sign);
      else if (known !== own * sign) return false;
    }
  return true;
}

/** The gene with the most ways through it. */
function busiest(influences: readonly Influence[]): number {
  const [ins, outs] = [new Map<number, number>(), new Map<number, number>()];
  for (const { source, target } of influences) {
    outs.set(source, (outs.get(source) ?? 0) + 1);
    ins.set(target, (ins.get(target) ?? 0) + 1);
  }
  const ways = (gene: number) => (ins.get(gene) ?? 0) * (outs.get(gene) ?? 0);
  return [...outs.keys()].reduce((best, gene) => (ways(gene) > ways(best) ? gene : best));
}
