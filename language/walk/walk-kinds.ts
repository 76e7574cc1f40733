/** Which noun a value is, without looking inside it. */

import type { Call, Expression, RangeExpression } from '../../grammar/tree.ts';
import type { FileScope } from '../canonical/scope.ts';
import { functionEntry, isNoun, type NounKind, type Result, type Type } from '../vocabulary/index.ts';

export function nounOfBase(base: Expression | RangeExpression, scope: FileScope): NounKind | undefined {
  if (base.kind === 'group') return nounOfBase(base.expression, scope);
  const kind = kindOf(base, scope);
  return kind !== undefined && isNoun(kind) ? kind : undefined;
}
function kindOf(base: Expression | RangeExpression, scope: FileScope): string | undefined {
  if (base.kind === 'name') return scope.declared.get(base.text)?.declaration.noun.text;
  if (base.kind === 'string') return scope.declared.get(base.value)?.declaration.noun.text;
  return base.kind === 'call' ? resultOf(base, scope) : undefined;
}
/** What a call gives; a control of one of several kinds of noun gives the kind that it is of. */
export function resultOf(call: Call, scope: FileScope): Result | undefined {
  const entry = functionEntry(call.callee.text),
    first = call.arguments[0]?.value;
  const kinds = entry?.parameters[0]?.type.nouns ?? [];
  const given = entry && isNoun(entry.result) && kinds.length > 1 && first ? nounOfBase(first, scope) : undefined;
  return given && kinds.includes(given) ? given : entry?.result;
}

/** Of a slot that takes a noun of these kinds, or a call that makes one. */
export const nounType = (...kinds: readonly NounKind[]): Type => ({
  says: `the name of ${kinds.map((kind) => `a \`${kind}\``).join(' or ')}`,
  example: '',
  nouns: kinds,
  calls: kinds,
});
