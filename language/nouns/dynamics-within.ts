/** A dynamics named inside a matrix, `connect edge from echo`: who reads dynamics, which rest on matrices, reads it. */
import type { Description } from '../canonical/description.ts';
import { Refused } from '../canonical/scope.ts';
import type { DynamicsForm } from './dynamics-form.ts';

type Reader = (description: Description) => DynamicsForm<unknown>;
let reader: Reader | undefined;
/** Said once, where dynamics are read. */
export function dynamicsAreReadBy(given: Reader): void {
  reader = given;
}
/** Dynamics whose matrix is being found: one that would run on what it has scaled itself has none. */
const underway = new Set<string>();
/** @throws Refused for a dynamics that rests on itself */
export function dynamicsWithin<Matrix>(description: Description): DynamicsForm<Matrix> {
  const { name } = description;
  if (!reader) throw new Error('dynamics are not read yet');
  if (underway.has(name))
    throw new Refused(
      `\`${name}\` would run on the matrix that it has itself scaled: name another matrix.`,
      description.declaration.name.range,
    );
  underway.add(name);
  try {
    return reader(description) as DynamicsForm<Matrix>;
  } finally {
    underway.delete(name);
  }
}
