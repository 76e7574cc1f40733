/** What a text says of a model whose activity is counted: statements of the noun, and of the block behind the model. */
import { columnOf, type Word } from '../../catalogue/entry.ts';
import type { Form } from '../../catalogue/forms.ts';
import {
  behindSpiking,
  type CountedForm,
  type CountedName,
  spikingWords,
  takesOfCounted,
} from '../../catalogue/spiking-model.ts';
import { current, type Dimension, meaningOf, resistance, same, toSI, voltage } from '../../catalogue/units.ts';
import type { Value } from '../../grammar/tree.ts';
import { last, read, type Read, statementsOf } from '../canonical/read-settings.ts';
import { settingForms } from '../canonical/setting-forms.ts';
import { tableValuesOf } from './drawn-values.ts';
import { fromTable } from './table-words.ts';

/** Settings of which each neuron can have its own from a table. */
const drawnOf: Readonly<Record<string, { readonly dimension: Dimension; readonly example: string }>> = {
  threshold: { dimension: voltage, example: 'cells.threshold' },
  resistance: { dimension: resistance, example: 'cells.ri' },
};
/** The statements of the block behind `model spiking`. */
export const spikingBlock: readonly Word[] = spikingWords.map((entry) => {
  const drawn = Object.hasOwn(drawnOf, entry.word) ? drawnOf[entry.word] : undefined;
  if (!drawn) return entry;
  return {
    ...entry,
    items: entry.items?.map((item) => ({ ...item, optional: true })),
    ...fromTable(
      'A column of a table: each neuron has the value of the cell that it draws.',
      columnOf(drawn.dimension, drawn.example),
    ),
  };
});

/** @throws Refused for values that have no canonical form */
export function countedFormOf(motion: CountedName, model: Read, reads: readonly Read[]): CountedForm {
  const { block } = model.match;
  const all = [...reads, ...(block ? read(statementsOf(block.statements, model.scope), spikingBlock) : [])];
  const forms = settingForms(all, takesOfCounted(motion), behindSpiking);
  return {
    motion,
    takes: Object.fromEntries(
      Object.entries(forms).map(([name, form]): [string, Form] => {
        const drawn = ['tau', ...Object.keys(drawnOf)].includes(name) && tableValuesOf(last(all, name), name);
        return [name, drawn ? { drawn } : form];
      }),
    ),
  };
}

/** A drive that is written as a current, `500 pA`, in the unit that a plain number has. */
export function inNanoamperes(base: Value['base']): number | undefined {
  const unit = base.kind === 'number' && base.unit ? meaningOf(base.unit.text) : undefined;
  if (base.kind !== 'number' || !unit || !same(unit.dimension, current)) return undefined;
  return Number((toSI(base.value, unit) * 1e9).toPrecision(15));
}
