/**
 * A control or an intervention makes a noun of a noun. Its record says what stays as it was and what changes; tests
 * hold it to what it says.
 */
import { type FunctionEntry, type NounKind, noun as nounType } from '../entry.ts';
import type { CallForm } from '../forms.ts';
import { type Described, entryOf, type Parameters } from '../parameters.ts';

/** `Kept`: what controls of this noun can keep, each as help and manual say it, and each looked at by a test. */
export interface Control<Takes extends Parameters<never> = Parameters<never>, Kept extends string = string>
  extends Described {
  readonly takes: Takes;
  readonly preserves: readonly Kept[];
  readonly changes: readonly string[];
  /** Each seed draws another one. */
  readonly draws: boolean;
}
/** A control in canonical form; `stream`, the text of its call, keys its draws. */
export interface ControlForm extends CallForm {
  readonly stream: string;
}

/** What the language calls the noun that a control is made of. */
const taken: Readonly<Partial<Record<NounKind, string>>> = { connect: 'matrix' };

/** A control as the vocabulary shows it: the noun it is of is its first parameter; of another noun it gives that. */
export function controlEntry(
  of: NounKind,
  control: Control,
  preserves: readonly string[] = control.preserves,
  also: readonly NounKind[] = [],
): FunctionEntry {
  const { parameters, ...entry } = entryOf(control, of, control.takes);
  return {
    ...entry,
    parameters: [
      { name: taken[of] ?? of, type: nounType(of, ...also), documentation: `The ${of} noun.` },
      ...parameters,
    ],
    preserves: preserves.join(', '),
    changes: control.changes.join(', '),
  };
}
