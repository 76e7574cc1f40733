import { separateParts, sourceBlocks, type Sources, withoutEnds } from './blocks.ts';
import type { Budget } from './budget.ts';
import { type Residual, residualsOf } from './residual.ts';
import type { RuleDiagram } from './rule-diagram.ts';
import { trapProblem, type Value } from './subspaces.ts';

/** How many minimal trap spaces there are, and how many of them are steady states. */
export interface Counts {
  readonly steady: bigint;
  readonly minimal: bigint;
}

/**
 * Counts minimal trap spaces without listing them, block by block as Mizera et al. (2019, IEEE/ACM TCBB 16:29) find
 * attractors: in a strongly connected block that nothing outside regulates, a minimal trap space of the network is a
 * minimal trap space of the block, and each of these goes on into the rest with its values put in. Parts that do not
 * touch each other multiply; what is left of a part is counted once; a gene that regulates nothing follows from the
 * others and is left out. Free inputs are blocks of one.
 */
export function countTrapSpaces(
  rules: readonly (RuleDiagram | undefined)[],
  known: readonly (Value | undefined)[],
  budget: Budget,
): Counts {
  const { first, put, sources } = residualsOf(rules, known, budget);
  const counted = new Map<string, Counts>();
  const isInput = (v: number) => rules[v] === undefined;

  const count = (residual: Residual, among: readonly number[]): Counts => {
    const open = among.filter((v) => residual.values[v] === undefined);
    const openSources: Sources = new Map(
      open.map((v) => [
        v,
        isInput(v) ? [] : sources(residual, v).filter((source) => residual.values[source] === undefined),
      ]),
    );
    budget.spend(10 * open.length);
    const parts = separateParts(withoutEnds(open, openSources, isInput), openSources);
    return parts
      .map((part) => countPart(residual, part, openSources))
      .reduce((product, part) => ({ steady: product.steady * part.steady, minimal: product.minimal * part.minimal }), {
        steady: 1n,
        minimal: 1n,
      });
  };
  const countPart = (residual: Residual, part: readonly number[], openSources: Sources): Counts => {
    if (part.length === 1 && isInput(part[0])) return { steady: 2n, minimal: 2n };
    const key = nameOf(residual, part);
    const before = counted.get(key);
    if (before) return before;
    const block = nextBlock(part, openSources);
    let result: Counts = { steady: 0n, minimal: 0n };
    for (const space of minimalIn(residual, block)) {
      const { steady, minimal } = count(put(residual, block, space), part);
      result = {
        steady: space.includes('*') ? result.steady : result.steady + steady,
        minimal: result.minimal + minimal,
      };
    }
    counted.set(key, result);
    return result;
  };
  /** What decides the count of a part: its rules as they are now, and which of their sources are at `*`. */
  const nameOf = (residual: Residual, part: readonly number[]): string => {
    const stars = part.flatMap((v) =>
      isInput(v) ? [] : sources(residual, v).filter((source) => residual.values[source] === '*'),
    );
    return `${part.map((v) => `${v}:${residual.roots[v]}`).join()}|${[...new Set(stars)].sort((a, b) => a - b).join()}`;
  };
  const minimalIn = (residual: Residual, block: readonly number[]): readonly (readonly Value[])[] => {
    if (isInput(block[0])) return [[0], [1]];
    budget.spend(10 * rules.length);
    const inside = new Set(block);
    const rulesNow = rules.map((rule, v): RuleDiagram | undefined =>
      inside.has(v) && rule ? { ...rule, root: residual.roots[v] } : undefined,
    );
    // The block's rules depend on the block and on what is at `*`; any value will do for the rest.
    const values = residual.values.map((value, v) => (inside.has(v) ? undefined : (value ?? 0)));
    return Array.from(trapProblem(rulesNow, values, 'minimal', budget).each(), (space) => block.map((v) => space[v]));
  };
  return count(
    first,
    rules.map((_, v) => v),
  );
}

/**
 * Small blocks first, and those that bring a gene of few sources closest to its value: so that parts soon fall apart.
 */
function nextBlock(part: readonly number[], sources: Sources): readonly number[] {
  const blocks = sourceBlocks(part, sources);
  const blockOf = new Map(blocks.flatMap((block) => block.map((v) => [v, block] as const)));
  const cost = new Map(blocks.map((block) => [block, Infinity]));
  for (const gene of part) {
    const needed = sources.get(gene) as readonly number[];
    for (const source of needed) {
      const block = blockOf.get(source);
      if (block && block !== blockOf.get(gene))
        cost.set(block, Math.min(cost.get(block) as number, needed.length + (block.length > 1 ? block.length : 0)));
    }
  }
  return blocks.reduce((best, block) => ((cost.get(block) as number) < (cost.get(best) as number) ? block : best));
}
