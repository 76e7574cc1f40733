import { calculated } from '../../catalogue/forms.ts';
import type { Expression } from '../../engine/expressions/expression.ts';
import type { SweepPoint, Varying } from '../varying.ts';

/** What the engine takes, where no variable is left in it. */
export const settled = <T>(given: Varying<T>): T | undefined =>
  variablesIn(given).length > 0 ? undefined : (given as T);

/** The variables that a value holds; what is canonical never changes, so each part of it is looked through once. */
function variablesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return none;
  const known = held.get(value);
  if (known) return known;
  const own = isVariable(value) && !('computed' in value) ? [value.variable] : none;
  const found = [...new Set([...own, ...Object.values(value).flatMap(variablesIn)])];
  held.set(value, found);
  return found;
}
const none: readonly string[] = [];
const isVariable = (value: object): value is { readonly variable: string; readonly computed?: Expression } =>
  'variable' in value && typeof value.variable === 'string';
const held = new WeakMap<object, readonly string[]>();

/** The same where every `{ variable }` has become its number. */
export type Settled<T> = T extends { readonly variable: string }
  ? number
  : T extends object
    ? { readonly [Key in keyof T]: Settled<T[Key]> }
    : T;

/**
 * A point of the sweep put in: every `{ variable }` of a noun, a training or a measure becomes its number. What holds
 * none is not copied, and points that agree in what a noun holds give one noun: seeds and points share what they can.
 */
export function instantiate<T>(value: T, at: SweepPoint): Settled<T> {
  const variables = variablesIn(value);
  if (variables.length === 0 || typeof value !== 'object' || value === null) return value as Settled<T>;
  if (isVariable(value) && value.computed !== undefined)
    return calculated({ formula: instantiate(value.computed, at) }) as Settled<T>;
  if (isVariable(value) && Object.keys(value).length === 1) {
    const name = value.variable;
    if (!(name in at))
      throw new Error(`the variable ${name} has no value: no "vary ${name} in …" stands in the experiment`);
    return at[name] as Settled<T>;
  }
  if (!('noun' in value)) return putInto(value, at) as Settled<T>;
  const known = settledNouns.get(value) ?? new Map<string, object>();
  settledNouns.set(value, known);
  const point = variables.map((name) => at[name]).join();
  const noun = known.get(point) ?? putInto(value, at);
  known.set(point, noun);
  return noun as Settled<T>;
}
const settledNouns = new WeakMap<object, Map<string, object>>();

const putInto = (value: object, at: SweepPoint): object =>
  Array.isArray(value)
    ? value.map((held) => instantiate(held, at))
    : Object.fromEntries(Object.entries(value).map(([key, held]) => [key, instantiate(held, at)]));
