/** Rows of a table that a condition chooses. */
import { isExact } from '../formats/index.ts';
import { compileBoolean, type Expression, type Quantity } from '../engine/expressions/index.ts';

/** A column as a condition reads it: numbers, NaN where there is none, or texts. */
export type ConditionColumn = Float64Array | readonly string[];

/**
 * The rows 0 .. count − 1 for which a condition holds; a row that lacks a number which it asks for is not among them.
 * `said`: how the condition is called, in code marks. @throws ExpressionError where the condition does not fit the
 * columns, and what `read` throws
 */
export function rowsWhere(
  condition: Expression,
  { count, said, read }: { count: number; said: string; read: (column: string) => ConditionColumn },
): readonly number[] {
  const asked: Float64Array[] = [];
  const quantity = (name: string): readonly [string, Quantity<number>] => {
    const column = read(name);
    if (!(column instanceof Float64Array)) return [name, { kind: 'string', read: (row) => column[row] }];
    asked.push(column);
    return [name, { kind: 'number', read: (row) => column[row] }];
  };
  const holds = compileBoolean<number>(condition, {
    where: said,
    names: Object.fromEntries(columnsIn(condition).map(quantity)),
  });
  return Array.from({ length: count }, (_, row) => row).filter(
    (row) => asked.every((values) => !Number.isNaN(values[row])) && holds(row),
  );
}

/** The columns that a condition names, each once. */
export function columnsIn(expression: Expression): readonly string[] {
  if (typeof expression !== 'object') return [];
  if ('name' in expression) return [expression.name];
  return 'call' in expression ? [...new Set(expression.arguments.flatMap(columnsIn))] : [];
}

/** Numbers, where a column of texts holds nothing else, none too long to be one; empty texts are none. */
export function asNumbers(texts: readonly string[]): Float64Array | undefined {
  const values = Float64Array.from(texts, (text) => (text === '' ? NaN : Number(text)));
  return texts.every((text, row) => text === '' || (Number.isFinite(values[row]) && isExact(text))) &&
    !values.every(Number.isNaN)
    ? values
    : undefined;
}
