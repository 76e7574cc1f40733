import type { Expression } from '../engine/expressions/index.ts';
import { countedInGenes, findMeasure, type MeasureOptions } from '../engine/measures/index.ts';
import type { GeneNetwork, Share } from '../engine/genes/index.ts';
import type { GenesNoun, MeasureSpec, Noun } from '../language/specification.ts';
import { NotApplicable, wordOf } from './measures.ts';
import { nounsIn } from './nouns.ts';

/** Whether a measure is taken of a gene network: its value needs no circuit and no training. */
export function isOfGenes({ call }: MeasureSpec): boolean {
  if (typeof call !== 'object' || !('call' in call)) return false;
  return call.call === 'count' ? Object.hasOwn(countedInGenes, wordOf(call.arguments[0]) ?? '') : findMeasure(call.call, 'genes') !== undefined;
}

/** The network that a measure names, as the condition has it; without a name, the one that the condition depends on. */
export function genesMeant({ call, nouns }: MeasureSpec, noun: Noun): GenesNoun | undefined {
  const own = nounsIn(noun).filter((held) => held.noun === 'genes');
  const name = namedGenes(call, nouns);
  if (name === undefined) return own[0];
  return own.find((held) => held.name === name) ?? (nouns[name] as GenesNoun);
}

/** @throws NotApplicable where there is no such number. */
export function measureGenes({ call, text }: MeasureSpec, network: GeneNetwork | undefined): Share {
  if (typeof call !== 'object' || !('call' in call)) throw new Error(`${text} is not a call`);
  const measure = findMeasure(call.call, 'genes');
  if (!measure) throw new Error(`the measure ${text} is not known to this version`);
  if (!network) throw new NotApplicable('it depends on no genes');
  try {
    return measure.compute(network, optionsOf(call));
  } catch (error) {
    throw error instanceof RangeError ? new NotApplicable(error.message) : error;
  }
}

type Call = Extract<Expression, { readonly call: string }>;
function optionsOf({ call, arguments: [first], named }: Call): MeasureOptions {
  const word = wordOf(first);
  return call === 'count' ? { of: word } : { fate: word, from: wordOf(named?.from) };
}

/** The first argument of `count`, `basin` and `absorption` says what is wanted of the network; any other may be its name. */
function namedGenes(call: Expression, nouns: MeasureSpec['nouns']): string | undefined {
  if (typeof call !== 'object' || !('call' in call)) return undefined;
  const others = saysWhat.has(call.call) ? call.arguments.slice(1) : call.arguments;
  return [...others, call.named?.genes].map(wordOf).find((word) => word !== undefined && nouns[word]?.noun === 'genes');
}
const saysWhat: ReadonlySet<string> = new Set(['count', 'basin', 'absorption']);
