/** What a number that is computed of shares is read in. */
import type { Expression } from '../engine/expressions/expression.ts';

/**
 * `1 - a` and `(a + b) / 2` are shares again; what no level of all shares together changes, `a - b`, is in percentage
 * points, and so is what is above a level, `a - 0.1`; a multiple, `100 * a`, is a plain number.
 */
export function unitOfShares(value: Expression): '%' | 'percentage points' | '' {
  const [none, all] = [0, 1].map((share) => withShares(value, share));
  if (Math.min(none, all) === 0 && Math.max(none, all) === 1) return '%';
  if (none === all) return 'percentage points';
  if (isMultiple(value)) return '';
  return typeof value === 'object' && 'call' in value && value.call === '-' ? 'percentage points' : '%';
}

/** With every measure at one share. */
function withShares(value: Expression, share: number): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'object' || !('call' in value)) return share;
  if (value.call === 'of') return share;
  const [first, ...others] = value.arguments.map((argument) => withShares(argument, share));
  switch (value.call) {
    case '+':
      return others.reduce((sum, one) => sum + one, first);
    case '-':
      return others.length === 0 ? -first : first - others[0];
    case '*':
      return first * others[0];
    case '/':
      return first / others[0];
    case 'min':
      return Math.min(first, ...others);
    case 'max':
      return Math.max(first, ...others);
    case 'abs':
      return Math.abs(first);
    default:
      return first;
  }
}
const isMultiple = (value: Expression): boolean =>
  typeof value === 'object' && 'call' in value && (['*', '/'].includes(value.call) || value.arguments.some(isMultiple));
