import type { GeneNetwork } from '../genes/network.ts';

/** The network with a gene (or input) held at 0. Preserves every rule, fate, input and the clock of asynchronous update. */
export const knockOut = (network: GeneNetwork, gene: string): GeneNetwork => held(network, gene, 0);
/** The network with a gene (or input) held at 1. Preserves every rule, fate, input and the clock of asynchronous update. */
export const overExpress = (network: GeneNetwork, gene: string): GeneNetwork => held(network, gene, 1);

function held(network: GeneNetwork, gene: string, value: 0 | 1): GeneNetwork {
  const names = [...network.genes.map(({ name }) => name), ...network.inputs];
  if (!names.includes(gene)) throw new RangeError(`there is no gene ${gene} to hold at ${value}; the genes are ${names.join(', ')}`);
  return { ...network, fixed: { ...network.fixed, [gene]: value } };
}
