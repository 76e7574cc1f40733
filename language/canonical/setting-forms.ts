/** Settings in canonical form: by the names of their parameters, in SI units, with defaults filled in. */
import type { Form } from '../../catalogue/forms.ts';
import { type Parameters, slotsOf } from '../../catalogue/parameters.ts';
import type { Behind } from '../../catalogue/settings.ts';
import { formOf } from './call-form.ts';
import { sweepOf } from './canonical-expression.ts';
import { last, type Read, values } from './read-settings.ts';

/** What the settings of a noun say. @throws Refused for values that have no canonical form */
export const settingForms = (
  reads: readonly Read[],
  takes: Parameters<never>,
  behind: Behind<Parameters>,
): Readonly<Record<string, Form>> =>
  Object.fromEntries(
    slotsOf(takes).flatMap((slot) => {
      const found = last(reads, behind[slot.name] ?? slot.name);
      const written = found ? values(found, slot.name) : [];
      if (found && written.length > 0)
        return [
          [
            slot.name,
            slot.many ? { list: rising(written.flatMap(sweepOf)) } : formOf(written[0].base, slot, found.scope),
          ],
        ];
      return slot.default?.value === undefined ? [] : [[slot.name, slot.default.value]];
    }),
  );
const rising = (values: readonly number[]): readonly number[] => [...new Set(values)].sort((a, b) => a - b);
