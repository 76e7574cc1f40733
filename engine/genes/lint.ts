import type { Attractors } from './attractors.ts';
import { DiagramTooLarge, diagrams } from './diagram.ts';
import type { BooleanExpression, GeneNetwork, Sign } from './gene-network.ts';
import { genesKnown } from './open-rules.ts';
import { regulators } from './compiled-rule.ts';

/**
 * What a regulator does to a rule: never turns it off (`+`), never turns it on (`-`), both in different states, or
 * nothing at all.
 */
export type Influence = '+' | '-' | 'both' | 'none';

/**
 * What a rule is as a function, whatever way it is written: exact where it names each regulator once, and where its
 * decision diagram has at most 200,000 nodes; beyond, as far as its text says.
 */
export interface RuleFacts {
  /** In order of first appearance. */
  readonly influences: ReadonlyMap<string, Influence>;
  /** Its value where it is the same in every state; undefined where it is not constant. */
  readonly constant: boolean | undefined;
}

export function ruleFacts(rule: BooleanExpression): RuleFacts {
  const { influences, namedOnce } = asWritten(rule);
  if (namedOnce) return { influences, constant: undefined };
  try {
    return asFunction(rule);
  } catch (error) {
    if (error instanceof DiagramTooLarge) return { influences, constant: undefined };
    throw error;
  }
}

/**
 * By the parity of the negations above each regulator; where all are named once, beside no constant, each of them
 * matters.
 */
function asWritten(rule: BooleanExpression): {
  readonly influences: ReadonlyMap<string, Influence>;
  readonly namedOnce: boolean;
} {
  const influences = new Map<string, Influence>();
  let namedOnce = true;
  const walk = (part: BooleanExpression, sign: '+' | '-'): void => {
    if ('constant' in part) namedOnce = false;
    else if ('not' in part) walk(part.not, sign === '+' ? '-' : '+');
    else if ('and' in part) for (const term of part.and) walk(term, sign);
    else if ('or' in part) for (const term of part.or) walk(term, sign);
    else {
      const before = influences.get(part.gene);
      if (before) namedOnce = false;
      influences.set(part.gene, before && before !== sign ? 'both' : sign);
    }
  };
  walk(rule, '+');
  return { influences, namedOnce: namedOnce && influences.size > 0 };
}

function asFunction(rule: BooleanExpression): RuleFacts {
  const names = regulators(rule);
  const index = new Map(names.map((name, i) => [name, i]));
  const { build, variable, restrict, and, not } = diagrams(mostNodes);
  const root = build(rule, (name) => variable(index.get(name) as number));
  const influence = (v: number): Influence => {
    const [off, on] = [restrict(root, v, 0), restrict(root, v, 1)];
    const activates = and(on, not(off)) !== 0;
    const inhibits = and(off, not(on)) !== 0;
    return activates && inhibits ? 'both' : activates ? '+' : inhibits ? '-' : 'none';
  };
  return {
    influences: new Map(names.map((name, v) => [name, influence(v)])),
    constant: root > 1 ? undefined : root === 1,
  };
}

const mostNodes = 200_000;

/**
 * A declared sign that its rule does not bear out (G005). `found` is `absent` where the rule does not name the source.
 */
export interface Contradiction {
  readonly sign: Sign;
  readonly found: Influence | 'absent';
}
export function contradictedSigns(network: GeneNetwork): Contradiction[] {
  const known = genesKnown(network);
  return network.signs.flatMap((sign) => {
    const gene = known.find(({ name }) => name === sign.target);
    if (!gene) return [];
    const found = ruleFacts(gene.rule).influences.get(sign.source) ?? 'absent';
    const idle = found === 'none' || found === 'absent';
    return found === (sign.sign === 1 ? '+' : '-') || (sign.optional && idle) ? [] : [{ sign, found }];
  });
}

/**
 * Two fates that one state can have, and such a state: values of the genes that decide it, the others do not matter
 * (G003).
 */
export interface Overlap {
  readonly fates: readonly [string, string];
  readonly witness: Readonly<Record<string, 0 | 1>>;
}
export function overlappingFates(network: GeneNetwork): Overlap[] {
  const names = [...new Set(network.fates.flatMap(({ rule }) => regulators(rule)))];
  const index = new Map(names.map((name, i) => [name, i]));
  const { build, variable, and, witness } = diagrams();
  const roots = network.fates.map(({ rule }) => build(rule, (name) => variable(index.get(name) as number)));
  return network.fates.flatMap((later, j) =>
    network.fates.slice(0, j).flatMap((earlier, i) => {
      const values = witness(and(roots[i], roots[j]));
      if (!values) return [];
      return [
        {
          fates: [earlier.name, later.name] as const,
          witness: Object.fromEntries([...values].map(([v, value]) => [names[v], value])),
        },
      ];
    }),
  );
}

/** Fates whose own definition names the gene: knocking it out changes what the fate means. */
export function fatesNaming(network: GeneNetwork, gene: string): string[] {
  return network.fates.filter(({ rule }) => regulators(rule).includes(gene)).map(({ name }) => name);
}

/**
 * Attractors of one scheme that are none of the other (G007). Steady states are always shared; every attractor begins
 * with its smallest state. `a` and `b` are of the same network.
 */
export function attractorsOnlyIn(a: Attractors, b: Attractors): Attractors['attractors'] {
  const bySmallest = new Map(b.attractors.map((attractor) => [attractor.states[0], attractor]));
  return a.attractors.filter((attractor) => {
    const other = bySmallest.get(attractor.states[0]);
    if (other?.size !== attractor.size) return true;
    const states = new Set(Array.from(other.states));
    return !Array.from(attractor.states).every((state) => states.has(state));
  });
}
