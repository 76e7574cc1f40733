import type { Budget } from './budget.ts';
import type { Node } from './diagram.ts';
import type { RuleDiagram } from './rule-diagram.ts';
import { trapProblem, type Value } from './subspaces.ts';

/** How many minimal trap spaces there are, and how many of them are steady states. */
export interface Counts { readonly steady: bigint; readonly minimal: bigint }

/**
 * Counts minimal trap spaces without listing them, block by block as attractors are found in Mizera et al. 2019 (IEEE/ACM TCBB 16:29): in a strongly
 * connected block that nothing outside regulates, a minimal trap space of the network is a minimal trap space of the block, and each of these
 * goes on into the rest with its values put in. Parts that do not touch each other multiply; a part met before is looked up; a gene that
 * regulates nothing follows from the others and is left out. Free inputs are blocks of one.
 */
export function countTrapSpaces(rules: readonly (RuleDiagram | undefined)[], known: readonly (Value | undefined)[], budget: Budget): Counts {
  const users: number[][] = rules.map(() => []);
  rules.forEach((rule, gene) => { for (const variable of rule?.variables ?? []) users[variable].push(gene); });
  const counted = new Map<string, Counts>();
  const places = rules.map((rule) => new Map(rule?.variables.map((variable, i) => [variable, i])));

  const supports = new Map<number, Map<Node, number[]>>();
  const supportOf = (gene: number, root: Node): number[] => {
    let of = supports.get(gene);
    if (!of) supports.set(gene, of = new Map());
    let found = of.get(root);
    if (!found) {
      const { diagrams, variables } = rules[gene] as RuleDiagram;
      found = [...new Set(diagrams.nodes(root).map((node) => variables[diagrams.asks(node)]))];
      of.set(root, found);
    }
    return found;
  };

  /** Values put in, and what follows from them. `undefined` in `values`: open. */
  const settle = (values: (Value | undefined)[], roots: Node[], news: number[]): void => {
    for (const variable of news) {
      const value = values[variable];
      for (const gene of users[variable]) {
        if (values[gene] !== undefined) continue;
        const { diagrams } = rules[gene] as RuleDiagram;
        if (value !== '*') roots[gene] = diagrams.restrict(roots[gene], places[gene].get(variable) as number, value as 0 | 1);
        budget.spend(20);
        if (roots[gene] < 2) { values[gene] = roots[gene] as 0 | 1; news.push(gene); }
        else if (supportOf(gene, roots[gene]).every((source) => values[source] === '*')) { values[gene] = '*'; news.push(gene); }
      }
    }
  };

  const count = (values: readonly (Value | undefined)[], roots: readonly Node[], among: readonly number[]): Counts => {
    let open = among.filter((v) => values[v] === undefined);
    // leave out what regulates nothing
    const outs = new Map<number, number>(open.map((v) => [v, 0]));
    const sources = new Map<number, number[]>();
    for (const g of open) if (rules[g]) { const s = supportOf(g, roots[g]).filter((x) => values[x] === undefined); sources.set(g, s); for (const x of s) outs.set(x, (outs.get(x) as number) + 1); }
    const drop = open.filter((v) => rules[v] && outs.get(v) === 0);
    const dropped = new Set(drop);
    for (const v of drop) for (const x of sources.get(v) as number[]) {
      const left = (outs.get(x) as number) - 1; outs.set(x, left);
      if (left === 0 && rules[x]) { drop.push(x); dropped.add(x); }
    }
    open = open.filter((v) => !dropped.has(v));
    let total: Counts = { steady: 1n, minimal: 1n };
    for (const part of parts(open, sources)) {
      const c = countPart(values, roots, part, sources);
      total = { steady: total.steady * c.steady, minimal: total.minimal * c.minimal };
    }
    return total;
  };

  const countPart = (values: readonly (Value | undefined)[], roots: readonly Node[], part: readonly number[], sources: ReadonlyMap<number, number[]>): Counts => {
    if (part.length === 1 && !rules[part[0]]) return { steady: 2n, minimal: 2n };
    const stars = new Set<number>();
    for (const g of part) if (rules[g]) for (const s of supportOf(g, roots[g])) if (values[s] === '*') stars.add(s);
    const key = `${part.map((v) => (rules[v] ? `${v}:${roots[v]}` : v)).join()}|${[...stars].sort((a, b) => a - b).join()}`;
    const before = counted.get(key);
    if (before) return before;
    const block = sourceBlock(part, sources);
    let steady = 0n; let minimal = 0n;
    for (const found of spacesOf(values, roots, block)) {
      const next = [...values]; const nextRoots = [...roots];
      for (const v of block) next[v] = found[v];
      settle(next, nextRoots, [...block]);
      const c = count(next, nextRoots, part);
      minimal += c.minimal;
      if (block.every((v) => found[v] !== '*')) steady += c.steady;
    }
    const result = { steady, minimal };
    counted.set(key, result);
    return result;
  };
  const spacesOf = function* (values: readonly (Value | undefined)[], roots: readonly Node[], block: readonly number[]): Generator<Record<number, Value>> {
    if (block.length === 1 && !rules[block[0]]) { yield { [block[0]]: 0 }; yield { [block[0]]: 1 }; return; }
    const inBlock = new Set(block);
    const p = trapProblem(rules.map((r, v) => (inBlock.has(v) ? { ...(r as RuleDiagram), root: roots[v] } : undefined)), values.map((x, v) => (inBlock.has(v) ? undefined : x ?? 0)), 'minimal', budget);
    for (const m of p.each()) yield m;
  };
  const values = [...known]; const roots = rules.map((r) => r?.root ?? 0);
  const news = rules.flatMap((_, v) => (known[v] !== undefined ? [v] : []));
  rules.forEach((r, v) => { if (r && r.root < 2 && values[v] === undefined) { values[v] = r.root as 0 | 1; news.push(v); } });
  settle(values, roots, news);
  return count(values, roots, rules.map((_, v) => v));
}
function parts(open: readonly number[], sources: ReadonlyMap<number, readonly number[]>): number[][] {
  const parent = new Map(open.map((v) => [v, v]));
  const find = (v: number): number => { let r = v; while (parent.get(r) !== r) r = parent.get(r) as number; while (parent.get(v) !== r) { const n = parent.get(v) as number; parent.set(v, r); v = n; } return r; };
  for (const g of open) for (const s of sources.get(g) ?? []) parent.set(find(g), find(s));
  const groups = new Map<number, number[]>();
  for (const v of open) { const r = find(v); const group = groups.get(r); if (group) group.push(v); else groups.set(r, [v]); }
  return [...groups.values()];
}

function sourceBlock(part: readonly number[], sources: ReadonlyMap<number, readonly number[]>): number[] {
  // Tarjan: source components
  const inPart = new Set(part);
  const order = new Map<number, number>(); const low = new Map<number, number>(); const stack: number[] = []; const on = new Set<number>();
  const found: number[][] = [];
  const visit = (v: number): void => {
    order.set(v, order.size + 1); low.set(v, order.get(v) as number); stack.push(v); on.add(v);
    let closed = true;
    for (const s of sources.get(v) ?? []) {
      if (!inPart.has(s)) continue;
      if (!order.has(s)) visit(s);
      if (on.has(s)) low.set(v, Math.min(low.get(v) as number, low.get(s) as number)); 
    }
    if (low.get(v) === order.get(v)) {
      const members: number[] = [];
      for (;;) { const w = stack.pop() as number; on.delete(w); members.push(w); if (w === v) break; }
      const set = new Set(members);
      closed = members.every((m) => (sources.get(m) ?? []).every((s) => set.has(s)));
      if (closed) found.push(members);
    }
  };
  for (const v of part) if (!order.has(v)) visit(v);
  // the block whose users have the fewest other open sources
  let best = found[0]; let bestScore = Infinity;
  for (const block of found) {
    const set = new Set(block);
    let score = Infinity;
    for (const g of part) { const s = sources.get(g); if (!s || set.has(g)) continue; if (s.some((x) => set.has(x))) score = Math.min(score, s.length); }
    if (block.length > 1) score += block.length;
    if (score < bestScore) { best = block; bestScore = score; }
  }
  return best;
}
