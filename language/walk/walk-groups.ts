/** Named groups in what is said of pairs: they are compared, and are no numbers. */
import type { Expression, Range, RangeExpression, Setting } from '../../grammar/tree.ts';
import { misplaced } from '../checks/language-checks.ts';
import type { Type } from '../vocabulary/index.ts';
import type { Names, Walk, Written } from './walk-context.ts';

type Named = ReadonlySet<string>;
/** Whether a group stands as a number; said if so. */
export function refuseGroup(walk: Walk, written: Written, { expression }: Type, { variables }: Names): boolean {
  const isOfPairs = expression?.quantities.some(({ name }) => name === 'pre.group');
  const groups = new Set([...walk.scope.groups].filter((name) => !variables.has(name)));
  const range = isOfPairs ? groupAsNumber(written, groups) : undefined;
  if (!range) return false;
  const text = walk.source.slice(range.start, range.end);
  const compared = text.includes('.') ? `${text} = ${[...groups][0] ?? 'E'}` : `pre.group = ${text}`;
  walk.problems.push(
    misplaced(
      range,
      `\`${text}\` is a group here, and no number: compare it, \`if(${compared}, 4, 1)\`. The factor of a group is a ` +
        'statement of its own, `weights I * 4`, of the name of the group and a number; options such as `symmetric` ' +
        'stand at the `weights` of all.',
    ),
  );
  return true;
}
/** What is meant for a group, and does not say the same twice: `weights I * 4, symmetric`. */
export const isFactorOfGroup = ({ scope }: Walk, { word, items }: Setting): boolean =>
  (word.text === 'wire' || word.text === 'weights') &&
  items.some(({ value }) => groupAsNumber(value.base, scope.groups) !== undefined);
/** The first group, or number compared with one, that does not stand beside `=` and another group. */
function groupAsNumber(written: Expression | RangeExpression, groups: Named): Range | undefined {
  const among = (parts: readonly (Expression | RangeExpression)[]): Range | undefined =>
    parts.map((part) => groupAsNumber(part, groups)).find((range) => range);
  switch (written.kind) {
    case 'name':
    case 'member':
      return isGroup(written, groups) ? written.range : undefined;
    case 'group':
      return groupAsNumber(written.expression, groups);
    case 'unary':
      return groupAsNumber(written.operand, groups);
    case 'range':
      return among([written.from, written.to]);
    case 'call':
      return among(written.arguments.map(({ value }) => value));
    case 'binary': {
      const sides = [written.left, written.right];
      const isOfGroups = written.operator === '=' && sides.some((side) => isGroup(side, groups));
      return isOfGroups && !sides.some(({ kind }) => kind === 'number')
        ? among(sides.filter((side) => !isGroup(side, groups)))
        : among(sides);
    }
    default:
      return undefined;
  }
}
const isGroup = (written: Expression, groups: Named): boolean =>
  written.kind === 'name'
    ? groups.has(written.text)
    : written.kind === 'member' && /^(pre|post)$/.test(written.object.text) && written.property.text === 'group';
