/** What a text says of a model whose activity is counted: statements of the noun, and of the block behind the model. */
import {
  type CountedForm,
  type CountedName,
  behindSpiking,
  spikingWords,
  takesOfCounted,
} from '../../catalogue/spiking-model.ts';
import { current, same, toSI, meaningOf } from '../../catalogue/units.ts';
import type { Value } from '../../grammar/tree.ts';
import { read, type Read, statementsOf } from '../canonical/read-settings.ts';
import { settingForms } from '../canonical/setting-forms.ts';

/** @throws Refused for values that have no canonical form */
export function countedFormOf(motion: CountedName, model: Read, reads: readonly Read[]): CountedForm {
  const { block } = model.match;
  const inside = block ? read(statementsOf(block.statements, model.scope), spikingWords) : [];
  return { motion, takes: settingForms([...reads, ...inside], takesOfCounted(motion), behindSpiking) };
}

/** A drive that is written as a current, `500 pA`, in the unit that a plain number has. */
export function inNanoamperes(base: Value['base']): number | undefined {
  const unit = base.kind === 'number' && base.unit ? meaningOf(base.unit.text) : undefined;
  if (base.kind !== 'number' || !unit || !same(unit.dimension, current)) return undefined;
  return Number((toSI(base.value, unit) * 1e9).toPrecision(15));
}
