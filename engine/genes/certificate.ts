/** A proof that minimal trap spaces tell all attractors of asynchronous update, for more of them than can be listed. */
import { separateParts, sourceBlocks, type Sources, withoutEnds } from './blocks.ts';
import type { Budget } from './budget.ts';
import { fewestCandidates } from './candidates.ts';
import { countTrapSpaces } from './counting.ts';
import { type Residual, residualsOf } from './residual.ts';
import type { NetworkDiagrams, RuleDiagram } from './rule-diagram.ts';
import { terminalComponents } from './strong-components.ts';
import { trapProblem, type Value } from './subspaces.ts';

/** Blocks of so many genes are enumerated. */
const mostEnumerated = 12;

/**
 * Whether it is proved that each minimal trap space holds one attractor and that none lies outside; false where it is
 * not proved. Block by block, as they are counted (`countTrapSpaces`): each block that nothing regulates is proved by
 * itself, then the rest with the values of each of its trap spaces. What a block that goes on oscillating regulates is
 * proved together with it, by the number of candidates: every attractor has one, so where there are as many as minimal
 * trap spaces, each of these has one attractor.
 */
export function oneInEachTrapSpace({ rules, fixed }: NetworkDiagrams, budget: Budget): boolean {
  const { first, put, sources } = residualsOf(rules, fixed, budget);
  const proved = new Map<string, boolean>();
  const isInput = (v: number) => rules[v] === undefined;

  const isProved = (residual: Residual, among: readonly number[]): boolean => {
    const open = among.filter((v) => residual.values[v] === undefined);
    const openSources: Sources = new Map(
      open.map((v) => [
        v,
        isInput(v) ? [] : sources(residual, v).filter((source) => residual.values[source] === undefined),
      ]),
    );
    budget.spend(10 * open.length);
    const parts = separateParts(withoutEnds(open, openSources, isInput), openSources);
    const isDriven = (part: readonly number[]) =>
      part.some((v) => !isInput(v) && sources(residual, v).some((source) => residual.values[source] === '*'));
    const driven = parts.filter(isDriven).flat();
    return (
      (driven.length === 0 || isProvedTogether(residual, driven)) &&
      parts.every((part) => isDriven(part) || isPartProved(residual, part, openSources))
    );
  };
  const isPartProved = (residual: Residual, part: readonly number[], openSources: Sources): boolean => {
    if (part.length === 1 && isInput(part[0])) return true;
    const key = part.map((v) => `${v}:${residual.roots[v]}`).join();
    const before = proved.get(key);
    if (before !== undefined) return before;
    const block = sourceBlocks(part, openSources).reduce((best, one) => (one.length < best.length ? one : best));
    const spaces = isInput(block[0]) ? inputSpaces : spacesIn(residual, block);
    const answer =
      (isInput(block[0]) || isBlockProved(residual, block, spaces.length)) &&
      spaces.every((space) => isProved(put(residual, block, space), part));
    proved.set(key, answer);
    return answer;
  };
  /** The rules of a block by itself; any value will do for the rest. */
  const alone = (residual: Residual, block: readonly number[]): NetworkDiagrams => {
    const inside = new Set(block);
    budget.spend(10 * rules.length);
    return {
      rules: rules.map((rule, v) => (inside.has(v) && rule ? { ...rule, root: residual.roots[v] } : undefined)),
      fixed: rules.map((_, v) => (inside.has(v) ? undefined : 0)),
    };
  };
  const spacesIn = (residual: Residual, block: readonly number[]): readonly (readonly Value[])[] => {
    const own = alone(residual, block);
    return Array.from(trapProblem(own.rules, own.fixed, 'minimal', budget).each(), (space) =>
      block.map((v) => space[v]),
    );
  };
  const isBlockProved = (residual: Residual, block: readonly number[], spaces: number): boolean => {
    if (block.length > mostEnumerated) return fewestCandidates(alone(residual, block), budget) === BigInt(spaces);
    budget.spend(4 * 2 ** block.length);
    return terminalComponents(successorsIn(residual, block)).length === spaces;
  };
  const successorsIn = (residual: Residual, block: readonly number[]): Uint32Array => {
    const bit = new Map(block.map((v, i) => [v, i]));
    return Uint32Array.from({ length: 2 ** block.length }, (_, state) =>
      block.reduce((next, gene, i) => {
        const { diagrams, variables } = rules[gene] as RuleDiagram;
        let node = residual.roots[gene];
        while (node > 1)
          node =
            (state >>> (bit.get(variables[diagrams.asks(node)]) as number)) & 1
              ? diagrams.high(node)
              : diagrams.low(node);
        return next | (node << i);
      }, 0),
    );
  };
  /** With all that oscillates and regulates them. */
  const isProvedTogether = (residual: Residual, genes: readonly number[]): boolean => {
    const together = new Set(genes);
    const isConstant = (v: number) => residual.values[v] === 0 || residual.values[v] === 1;
    for (const v of together)
      for (const source of rules[v]?.variables ?? []) if (!isConstant(source)) together.add(source);
    const joint: NetworkDiagrams = {
      rules: rules.map((rule, v) => (together.has(v) ? rule : undefined)),
      fixed: residual.values.map((value, v) => (together.has(v) ? undefined : value === 1 ? 1 : 0)),
    };
    return fewestCandidates(joint, budget) === countTrapSpaces(joint.rules, joint.fixed, budget).minimal;
  };
  return isProved(
    first,
    rules.map((_, v) => v),
  );
}
const inputSpaces: readonly (readonly Value[])[] = [[0], [1]];
