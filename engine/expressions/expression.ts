/**
 * Canonical expressions: what is left of a written expression when names are resolved and quantities are in SI units.
 * Operators are calls named by their symbol: `+ - * / ^ < <= > >= = and or not`.
 * `{ name }` is a quantity of the place of use (`distance`, `similarity`, …); `{ variable }` a `vary` variable of the
 * experiment, replaced by its number before a job is made.
 */
export type Expression =
  | number
  | string
  | boolean
  | { readonly name: string }
  | { readonly variable: string }
  | { readonly member: readonly [string, string] }
  | {
      readonly call: string;
      readonly arguments: readonly Expression[];
      readonly named?: Readonly<Record<string, Expression>>;
    };

/** What an expression comes to. */
export type Value = number | boolean | string;
export type Kind = 'number' | 'boolean' | 'string';
