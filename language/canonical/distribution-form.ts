/** Distributions, in canonical form. */
import { bareDistributions } from '../../catalogue/distributions.ts';
import { type CallForm, isFormula, isVariable } from '../../catalogue/forms.ts';
import type { Value } from '../../grammar/tree.ts';
import { functionEntry } from '../vocabulary/index.ts';
import { bareForm, callFormOf } from './call-form.ts';
import { computedOf } from './canonical-expression.ts';
import { Refused, type Scope } from './scope.ts';

/** A call of a distribution, or the name of one that needs no argument. */
export function distributionForm(base: Value['base'], scope: Scope): CallForm | undefined {
  if (base.kind === 'name') {
    const entry = bareDistributions.some((bare) => bare.word === base.text) ? functionEntry(base.text) : undefined;
    return entry && bareForm(entry);
  }
  const entry = base.kind === 'call' ? functionEntry(base.callee.text) : undefined;
  if (base.kind !== 'call' || entry?.result !== 'distribution') return undefined;
  const { call, takes } = callFormOf(base, entry, scope);
  const given = Object.entries(takes).map(
    ([name, argument]) => [name, isFormula(argument) ? computedOf(argument.formula) : argument] as const,
  );
  if (given.every(([, argument]) => typeof argument === 'number' || isVariable(argument)))
    return { call, takes: Object.fromEntries(given) };
  throw new Refused('A distribution takes numbers and `vary` variables.', base.range);
}
