/** Controls and interventions, noun → noun, in canonical form. */
import type { ControlForm } from '../../catalogue/controls/index.ts';
import type { CallForm } from '../../catalogue/forms.ts';
import { functionEntry } from '../vocabulary/index.ts';
import { takesOf } from './call-form.ts';
import type { Description } from './description.ts';
import { textOf } from './spelled-expression.ts';
import { Refused } from './scope.ts';

type Written = Description['controls'][number];

/** What a control takes besides the noun that it is of, its first parameter. */
export function changeFormOf({ call, scope }: Written): CallForm {
  const entry = functionEntry(call.callee.text);
  if (!entry) throw new Refused(`\`${call.callee.text}\` is not known.`, call.range);
  return { call: entry.name, takes: takesOf(call, entry, entry.parameters.slice(1), scope) };
}
/** One that draws from a stream of its own: its text. */
export const controlFormOf = (written: Written): ControlForm => ({
  ...changeFormOf(written),
  stream: textOf(written.call),
});
