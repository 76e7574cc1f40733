/** Distributions, in canonical form. */
import { bareDistributions } from '../../catalogue/distributions.ts';
import { type CallForm, isVariable } from '../../catalogue/forms.ts';
import type { Value } from '../../grammar/tree.ts';
import { functionEntry } from '../vocabulary/index.ts';
import { bareForm, callFormOf } from './call-form.ts';
import { Refused, type Scope } from './scope.ts';

/** A call of a distribution, or the name of one that needs no argument. */
export function distributionForm(base: Value['base'], scope: Scope): CallForm | undefined {
  if (base.kind === 'name') {
    const entry = bareDistributions.some((bare) => bare.word === base.text) ? functionEntry(base.text) : undefined;
    return entry && bareForm(entry);
  }
  const entry = base.kind === 'call' ? functionEntry(base.callee.text) : undefined;
  if (base.kind !== 'call' || entry?.result !== 'distribution') return undefined;
  const form = callFormOf(base, entry, scope);
  if (Object.values(form.takes).every((argument) => typeof argument === 'number' || isVariable(argument))) return form;
  throw new Refused('A distribution takes numbers and `vary` variables.', base.range);
}
