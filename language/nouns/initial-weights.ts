/** What the recurrent weights of a network begin as, where it is no matrix of the file. */
import { initialisations } from '../../catalogue/initialisations.ts';
import type { CallForm } from '../../catalogue/forms.ts';
import type { Value } from '../../grammar/tree.ts';
import { bareForm, callFormOf } from '../canonical/call-form.ts';
import type { Description } from '../canonical/description.ts';
import { distributionForm } from '../canonical/distribution-form.ts';
import { textOf } from '../canonical/spelled-expression.ts';
import { notYet, Refused, type Scope } from '../canonical/scope.ts';
import type { Quantity } from '../varying.ts';
import { functionEntry } from '../vocabulary/index.ts';
import type { ConnectNoun } from './connect-noun.ts';

/** Undefined for a matrix of the file. It is drawn by the stream of its network. @throws Refused without a width */
export function initialOf(
  { base, range }: Value,
  network: Description,
  scope: Scope,
  neurons: Quantity | ConnectNoun | undefined,
): ConnectNoun | undefined {
  const initialisation = formOf(base, scope);
  if (!initialisation) return undefined;
  if (neurons === undefined)
    throw new Refused(`\`${textOf(base)}\` has no size of its own: say how many \`neurons\` there are.`, range, {
      declaration: network.declaration,
      statement: 'neurons 100',
    });
  return {
    noun: 'connect',
    name: textOf(base),
    stream: network.stream,
    source: { kind: 'initial', initialisation, neurons },
    controls: [],
    unitRows: false,
  };
}
function formOf(base: Value['base'], scope: Scope): CallForm | undefined {
  if (base.kind === 'name') {
    if (scope.file.declared.has(base.text)) return undefined;
    const choice = initialisations.find(({ word }) => word === base.text);
    if (choice?.status === 'later') notYet(`\`${base.text}\``, base.range);
    const entry = choice && functionEntry(base.text);
    return entry ? bareForm(entry) : distributionForm(base, scope);
  }
  const entry = base.kind === 'call' ? functionEntry(base.callee.text) : undefined;
  if (base.kind === 'call' && entry?.result === 'initialisation') return callFormOf(base, entry, scope);
  return distributionForm(base, scope);
}
