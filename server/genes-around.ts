import { nodesAt, type Argument, type Call, type Declaration } from '../grammar/index.ts';
import type { GenesNoun } from '../language/index.ts';
import type { View } from '../language/view.ts';
import { nounsIn } from '../language/nouns-within.ts';
import { genesNamed, nounNamed } from './noun-facts.ts';

/**
 * The network that a gene, input or fate at an offset is one of: the genes of the call, the block or the noun around
 * it; else the first that knows the name (or any).
 */
export function genesAround(view: View, offset: number, name?: string): GenesNoun | undefined {
  for (const network of candidates(view, offset)) if (name === undefined || knows(network, name)) return network;
  return undefined;
}

const knows = ({ genes, inputs, fates }: GenesNoun, name: string): boolean =>
  genes.some((gene) => gene.name === name) || inputs.includes(name) || fates.some((fate) => fate.name === name);

function* candidates(view: View, offset: number): Generator<GenesNoun> {
  const path = nodesAt(view.tree, offset);
  const call = path.findLast((node): node is Call => 'kind' in node && node.kind === 'call');
  for (const argument of call?.arguments ?? []) yield* named(view, argument);
  const declaration = path.find((node): node is Declaration => 'kind' in node && node.kind === 'declaration');
  const noun = declaration && nounNamed(view, declaration.name.text);
  if (noun) for (const inner of nounsIn(noun)) if (inner.noun === 'genes') yield inner;
  for (const [
    other,
    {
      declaration: { noun: kind },
    },
  ] of view.scope.declared) {
    const network = kind.text === 'genes' ? genesNamed(view, other) : undefined;
    if (network) yield network;
  }
}
function* named(view: View, { value }: Argument): Generator<GenesNoun> {
  const network = value.kind === 'name' ? genesNamed(view, value.text) : undefined;
  if (network) yield network;
}
