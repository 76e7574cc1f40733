import type { Expression } from '../engine/expressions/index.ts';

type Call = Extract<Expression, { readonly call: string }>;
export const isCall = (expression: Expression | undefined): expression is Call =>
  typeof expression === 'object' && 'call' in expression;

/** The word that an argument is, where it is one. */
export const wordOf = (expression: Expression | undefined): string | undefined =>
  typeof expression === 'string'
    ? expression
    : typeof expression === 'object' && 'name' in expression
      ? expression.name
      : undefined;

/** The argument of that name, said by name or by its place among `places`. */
export function argument(
  { arguments: given, named }: Call,
  name: string,
  places: readonly string[],
): Expression | undefined {
  const place = places.indexOf(name);
  return named?.[name] ?? (place < 0 ? undefined : given[place]);
}

/** The ends of `1 .. 100`; a number is both. */
export function rangeOf(
  expression: Expression | undefined,
): { readonly from: number; readonly to: number } | undefined {
  if (typeof expression === 'number') return { from: expression, to: expression };
  if (!isCall(expression) || expression.call !== 'range') return undefined;
  const [from, to] = expression.arguments;
  return typeof from === 'number' && typeof to === 'number' ? { from, to } : undefined;
}
export const numberOf = (expression: Expression | undefined, otherwise: number): number =>
  typeof expression === 'number' ? expression : otherwise;
