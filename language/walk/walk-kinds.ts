/** Which noun a value is, without looking inside it. */
import type { Expression, RangeExpression } from '../../grammar/tree.ts';
import type { FileScope } from '../canonical/scope.ts';
import { functionEntry, isNoun, type NounKind } from '../vocabulary/index.ts';

export function nounOfBase(base: Expression | RangeExpression, scope: FileScope): NounKind | undefined {
  if (base.kind === 'group') return nounOfBase(base.expression, scope);
  const kind =
    base.kind === 'name'
      ? scope.declared.get(base.text)?.declaration.noun.text
      : base.kind === 'call'
        ? functionEntry(base.callee.text)?.result
        : undefined;
  return kind !== undefined && isNoun(kind) ? kind : undefined;
}
