import type { GeneNetwork } from '../genes/gene-network.ts';

export type GeneVariant = 'knock_out' | 'over_express';
/** What each variant of a gene network keeps and what it changes; help and the manual say what stands here. */
export const geneVariants: Readonly<
  Record<
    GeneVariant,
    {
      readonly doc: string;
      readonly preserves: readonly string[];
      readonly changes: readonly string[];
      readonly apply: (network: GeneNetwork, gene: string) => GeneNetwork;
    }
  >
> = {
  knock_out: {
    doc: 'One gene (or input) is held at 0, whatever its rule says.',
    preserves: ['rules', 'inputs', 'fates', 'update scheme', 'clock of asynchronous update'],
    changes: ['the regulation of the gene'],
    apply: knockOut,
  },
  over_express: {
    doc: 'One gene (or input) is held at 1, whatever its rule says.',
    preserves: ['rules', 'inputs', 'fates', 'update scheme', 'clock of asynchronous update'],
    changes: ['the regulation of the gene'],
    apply: overExpress,
  },
};

/** The network with a gene (or input) held at 0. */
export function knockOut(network: GeneNetwork, gene: string): GeneNetwork {
  return held(network, gene, 0);
}
/** The network with a gene (or input) held at 1. */
export function overExpress(network: GeneNetwork, gene: string): GeneNetwork {
  return held(network, gene, 1);
}

function held(network: GeneNetwork, gene: string, value: 0 | 1): GeneNetwork {
  const names = [...network.genes.map(({ name }) => name), ...network.inputs];
  if (!names.includes(gene))
    throw new RangeError(`there is no gene ${gene} to hold at ${value}; the genes are ${names.join(', ')}`);
  return { ...network, fixed: { ...network.fixed, [gene]: value } };
}
