/** Settings of a noun as typed parameters: a statement of its own for each, `interval 3 s`. */
import type { Word } from './entry.ts';
import { type Parameters, slotsOf } from './parameters.ts';

/** Settings that stand behind a comma of another's statement: `inputs random, features 100`. */
export type Behind<Takes> = { readonly [Name in keyof Takes]?: keyof Takes & string };

/** The settings as the vocabulary shows them. */
export function wordsOf(takes: Parameters<never>, behind: Behind<Parameters> = {}): readonly Word[] {
  const slots = slotsOf(takes);
  return slots
    .filter(({ name }) => behind[name] === undefined)
    .map(({ name, type, documentation, many, default: given }): Word => {
      const options = slots.filter((slot) => behind[slot.name] === name);
      return {
        word: name,
        documentation,
        example: [{ name, type }, ...options].map((slot) => `${slot.name} ${slot.type.example}`).join(', '),
        items: [{ name, type, documentation: sentence(type.says), ...(many && { many }) }],
        ...(options.length > 0 && { options }),
        ...(given && { default: given }),
      };
    });
}
const sentence = (says: string): string => `${says[0].toUpperCase()}${says.slice(1)}.`;
