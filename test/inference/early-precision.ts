/** Inferred regulations as a ranked list, for comparison with a reference network. */
import type { Association, Inference } from '../../engine/inference/index.ts';

export interface RankedEdge {
  readonly source: string;
  readonly target: string;
  readonly weight: number;
}

/**
 * Every ordered pair of two genes, the strongest first: weight = the regulator's worth, the best score with it less the
 * best without it, as a share of the pairs. Of equal weight by name.
 */
export function rankedEdges({ rules }: Inference): readonly RankedEdge[] {
  return rules
    .flatMap(({ gene, worth }) =>
      Object.entries(worth)
        .filter(([source]) => source !== gene)
        .map(([source, weight]) => ({ source, target: gene, weight })),
    )
    .sort((a, b) => b.weight - a.weight || (`${a.source} ${a.target}` < `${b.source} ${b.target}` ? -1 : 1));
}

/** The same by how a regulator goes together with a gene in the same cells: no rule, and neither sign nor direction. */
export function associatedEdges({ rules }: Inference, by: keyof Association): readonly RankedEdge[] {
  return rules
    .flatMap(({ gene, associated }) =>
      Object.entries(associated)
        .filter(([source]) => source !== gene)
        .map(([source, found]) => ({ source, target: gene, weight: Math.abs(found[by]) })),
    )
    .sort((a, b) => b.weight - a.weight);
}

export interface EarlyPrecision {
  /** Reference edges among the possible ones, and the share of the first that many ranked edges that are right. */
  readonly edges: number;
  readonly precision: number;
  /** The share of right edges among all possible ones: what a random ranking has on average. */
  readonly chance: number;
  readonly ratio: number;
}

/**
 * Early precision ratio (Pratapa et al. 2020, BEELINE): k is the number of reference edges without self-loops. Possible
 * edges run from a regulator of the reference to any of its genes; edges of equal weight at the cut count by their
 * share.
 */
export function earlyPrecision(
  ranked: readonly RankedEdge[],
  reference: readonly { readonly source: string; readonly target: string }[],
): EarlyPrecision {
  const key = (edge: { readonly source: string; readonly target: string }): string =>
    JSON.stringify([edge.source, edge.target]);
  const sources = new Set(reference.map(({ source }) => source)),
    genes = new Set(reference.flatMap(({ source, target }) => [source, target]));
  const possible = ranked.filter(({ source, target }) => sources.has(source) && genes.has(target));
  const known = new Set(possible.map(key));
  const right = new Set(
    reference
      .filter(({ source, target }) => source !== target)
      .map(key)
      .filter((edge) => known.has(edge)),
  );
  const k = right.size;
  const cut = possible[k - 1]?.weight ?? Infinity;
  const above = possible.filter(({ weight }) => weight > cut),
    at = possible.filter(({ weight }) => weight === cut);
  const hits = (edges: readonly RankedEdge[]): number => edges.filter((edge) => right.has(key(edge))).length;
  const precision = k === 0 ? 0 : (hits(above) + (at.length > 0 ? (hits(at) * (k - above.length)) / at.length : 0)) / k;
  const chance = possible.length === 0 ? 0 : k / possible.length;
  return { edges: k, precision, chance, ratio: chance > 0 ? precision / chance : 0 };
}
