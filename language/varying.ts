/** Numbers that a sweep may change. */
import type { Expression } from '../engine/expressions/expression.ts';

/**
 * In SI units, or a `vary` variable, or what is computed of variables: then `variable` is how it is written, `N / 2`.
 */
export type Quantity = number | Variable;
export interface Variable {
  readonly variable: string;
  readonly computed?: Expression;
}
/**
 * What the engine takes, before a sweep point is put in: any number of it may be a variable. `settled` gives it back
 * where there is none.
 */
export type Varying<T> = T extends number
  ? Quantity
  : T extends string | boolean | undefined
    ? T
    : T extends readonly (infer Item)[]
      ? readonly Varying<Item>[]
      : T extends Expression
        ? T
        : { readonly [Key in keyof T]: Varying<T[Key]> };

/** A value for each variable of `vary`, in SI units, or the name of a choice; empty without a sweep. */
export type SweepPoint = Readonly<Record<string, number | string>>;
