import type { GeneNetwork } from '../genes/gene-network.ts';

/** The network with a gene (or input) held at a value. @throws RangeError for one that it does not have */
export function held(network: GeneNetwork, gene: string, value: 0 | 1): GeneNetwork {
  const names = [...network.genes.map(({ name }) => name), ...network.inputs];
  if (!names.includes(gene))
    throw new RangeError(`there is no gene ${gene} to hold at ${value}; the genes are ${names.join(', ')}`);
  return { ...network, fixed: { ...network.fixed, [gene]: value } };
}
