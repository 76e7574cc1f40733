import type { Expression } from '../engine/expressions/index.ts';
import { countedInGenes, findMeasure, type MeasureOptions } from '../engine/measures/index.ts';
import type { GeneNetwork, Share } from '../engine/genes/index.ts';
import type { GenesNoun, MeasureSpec, Noun } from '../language/specification.ts';
import { wordOf } from '../language/calls.ts';
import { NotApplicable } from './not-applicable.ts';
import { nounsIn } from '../language/nouns-within.ts';

/** Whether a measure is taken of a gene network: its value needs no circuit and no training. */
export function isOfGenes({ call }: MeasureSpec): boolean {
  if (typeof call !== 'object' || !('call' in call)) return false;
  return call.call === 'count'
    ? Object.hasOwn(countedInGenes, argument(call, 'what') ?? '')
    : findMeasure(call.call, 'genes') !== undefined;
}

/** The network that a measure names, as the condition has it; without a name, the one that the condition depends on. */
export function genesMeant({ call, nouns }: MeasureSpec, noun: Noun): GenesNoun | undefined {
  const own = nounsIn(noun).filter((held) => held.noun === 'genes');
  const name = typeof call === 'object' && 'call' in call ? argument(call, 'genes') : undefined;
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
function optionsOf(call: Call): MeasureOptions {
  return call.call === 'count'
    ? { of: argument(call, 'what') }
    : { fate: argument(call, 'fate'), from: argument(call, 'from') };
}

/** The argument of that name as a word, said by name or by place. */
function argument({ call, arguments: given, named }: Call, name: string): string | undefined {
  const place = (places[call] ?? ['genes']).indexOf(name);
  return wordOf(named?.[name] ?? (place < 0 ? undefined : given[place]));
}
/** What stands where in measures of genes; in those not named here, `genes` comes first. */
const places: Readonly<Record<string, readonly string[]>> = {
  count: ['what', 'fate', 'genes'],
  basin: ['fate', 'genes'],
  absorption: ['fate', 'from', 'genes'],
};
