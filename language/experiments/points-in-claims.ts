/** `(alpha of a - alpha of b at size = 16)`: parts of a claim that stand at points of the sweep of their own. */
import type { Expression } from '../../engine/expressions/expression.ts';

type Levels = Readonly<Record<string, Expression>>;

/** With what `at` says at each measure that it is said of; a variable that it fixes becomes its number. */
export function withPoints(side: Expression, at: Levels = {}): Expression {
  if (typeof side !== 'object') return side;
  const isAnywhere = Object.keys(at).length === 0;
  if ('variable' in side) return at[side.variable] ?? side;
  if ('name' in side) return isAnywhere ? side : { call: 'at', arguments: [side], named: at };
  if (!('call' in side)) return side;
  if (side.call === 'at') return withPoints(side.arguments[0], { ...at, ...side.named });
  if (side.call === 'of') return isAnywhere ? side : { call: 'at', arguments: [side], named: at };
  return { ...side, arguments: side.arguments.map((argument) => withPoints(argument, at)) };
}
