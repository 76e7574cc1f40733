/** What stands in a declaration's first line. */
import type { Value } from '../../grammar/tree.ts';
import type { Description } from './description.ts';
import type { Scope } from './scope.ts';

/** The value behind a header label, with its scope. */
export function header(
  description: Description,
  label: string,
): { readonly value: Value; readonly scope: Scope } | undefined {
  const found = description.header.find(({ phrase }) => phrase.label.text === label);
  const given = found?.phrase.items[0]?.value;
  return found && given && { value: given, scope: found.scope };
}
export const referenceOf = (given: Value | undefined): string | undefined =>
  given?.base.kind === 'string' ? given.base.value : undefined;
