/** Which noun a value is, without looking inside it. */
import type { Expression, RangeExpression } from '../../grammar/tree.ts';
import type { FileScope } from '../canonical/scope.ts';
import { functionEntry, isNoun, type NounKind } from '../vocabulary/index.ts';

export function nounOfBase(base: Expression | RangeExpression, scope: FileScope): NounKind | undefined {
  if (base.kind === 'group') return nounOfBase(base.expression, scope);
  const kind = kindOf(base, scope);
  return kind !== undefined && isNoun(kind) ? kind : undefined;
}
function kindOf(base: Expression | RangeExpression, scope: FileScope): string | undefined {
  if (base.kind === 'name') return scope.declared.get(base.text)?.declaration.noun.text;
  if (base.kind === 'string') return scope.declared.get(base.value)?.declaration.noun.text;
  return base.kind === 'call' ? functionEntry(base.callee.text)?.result : undefined;
}
