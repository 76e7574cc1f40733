/** Settings in canonical form: by the names of their parameters, in SI units, with defaults filled in. */
import type { Counted, Form } from '../../catalogue/forms.ts';
import { type Parameters, slotsOf } from '../../catalogue/parameters.ts';
import type { Behind } from '../../catalogue/settings.ts';
import { meaningOf } from '../../catalogue/units.ts';
import type { Value } from '../../grammar/tree.ts';
import { formOf } from './call-form.ts';
import { sweepOf } from './canonical-expression.ts';
import { last, type Read, values } from './read-settings.ts';

/** What the settings of a noun say. @throws Refused for values that have no canonical form */
export const settingForms = (
  reads: readonly Read[],
  takes: Parameters<never>,
  behind: Behind<Parameters> = {},
): Readonly<Record<string, Form>> =>
  Object.fromEntries(
    slotsOf(takes).flatMap((slot) => {
      const found = last(reads, behind[slot.name] ?? slot.name);
      const written = found ? values(found, slot.name) : [];
      if (found && written.length > 0)
        return [
          [
            slot.name,
            slot.many ? { list: rising(written.flatMap(itemsOf)) } : formOf(written[0].base, slot, found.scope),
          ],
        ];
      return slot.default?.value === undefined ? [] : [[slot.name, slot.default.value]];
    }),
  );
/** Numbers in SI units; of `10 steps`, and of a range that counts, so many steps. */
function itemsOf(given: Value): readonly (number | Counted)[] {
  const { base } = given,
    written = base.kind === 'range' ? base.to : base;
  const counted = written.kind === 'number' && written.unit ? meaningOf(written.unit.text)?.count : undefined;
  const values = sweepOf(given);
  return counted === undefined ? values : values.map((value) => ({ counted, value }));
}
/** A list is the same in any order: each value once, those that count after the others. */
function rising(items: readonly (number | Counted)[]): readonly (number | Counted)[] {
  const once = [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
  const size = (item: number | Counted): number => (typeof item === 'number' ? item : item.value);
  return once.sort((a, b) => Number(typeof a !== 'number') - Number(typeof b !== 'number') || size(a) - size(b));
}
