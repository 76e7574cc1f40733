/** What a claim compares: like with like, at values that its variables have. */
import type { Expectation } from '../../grammar/tree.ts';
import { isNumber, same } from '../../catalogue/units.ts';
import { replaceBy } from '../checks/check.ts';
import { misplaced } from '../checks/language-checks.ts';
import { constantOf } from '../constants.ts';
import { parametersWithin } from '../file-parameters.ts';
import { dimensioned, infer, isBare, type Kind, type Place } from '../kinds-of-expressions.ts';
import type { Names, Walk } from './walk-context.ts';
import { checkOrder, report } from './walk-numbers.ts';
import { checkOperand } from './walk-operands.ts';
import { checkPoint } from './walk-points.ts';

export function checkExpectation(
  walk: Walk,
  expectation: Expectation,
  names: Names,
  kinds: ReadonlyMap<string, Kind>,
  shares: ReadonlySet<string>,
): void {
  const before = walk.problems.length;
  checkOperand(walk, expectation.left, names);
  if (expectation.test.kind === 'compare') {
    checkOperand(walk, expectation.test.right, names);
    if (expectation.test.within) checkOperand(walk, expectation.test.within, names);
  } else {
    for (const end of [expectation.test.range.from, expectation.test.range.to]) checkOperand(walk, end, names);
    if (walk.problems.length === before) checkOrder(walk, expectation.test.range, true);
  }
  if (walk.problems.length === before) checkFixed(walk, expectation, names);
  if (walk.problems.length === before) checkDimensions(walk, expectation, kinds);
  if (walk.problems.length === before) checkShares(walk, expectation, shares);
  checkPoint(walk, expectation.at, names, {
    checkNumber: (value) => checkOperand(walk, value, names),
    steps: true,
  });
}

/** The ends of a range, what lies `within`, and the point of a claim are the same all through the sweep. */
function checkFixed(walk: Walk, { test, at }: Expectation, { variables }: Names): void {
  const bounds = test.kind === 'in' ? [test.range.from, test.range.to].map((bound) => ({ bound, of: 'in' })) : [];
  const within = test.kind === 'compare' && test.within ? [{ bound: test.within, of: 'within' }] : [];
  const points = at.filter(({ name }) => !variables.get(name.text)?.levels);
  for (const { bound, of } of [...bounds, ...within, ...points.map(({ value }) => ({ bound: value, of: 'at' }))])
    if (constantOf(bound) === undefined || parametersWithin(bound).some((name) => variables.has(name))) {
      walk.problems.push(
        misplaced(
          bound.range,
          `After \`${of}\` a number must stand that is the same all through the sweep` +
            (of === 'at' ? '.' : ': write two claims, `>=` the least and `<=` the most.'),
        ),
      );
      return;
    }
}

/** A claim compares like with like: `accuracy of a > 85 um` says nothing. */
function checkDimensions(walk: Walk, { left, test }: Expectation, kinds: ReadonlyMap<string, Kind>): void {
  const place: Place = { kindOf: (name) => kinds.get(name), report: (misfit) => report(walk, misfit) };
  const kind = infer(left, place);
  for (const right of test.kind === 'compare' ? [test.right, ...(test.within ? [test.within] : [])] : [test.range]) {
    const other = infer(right, place);
    if (!dimensioned(kind) || !dimensioned(other) || same(kind, other)) continue;
    report(
      walk,
      isNumber(other) && isBare(right)
        ? { misfit: 'bare', range: right.range, expected: kind }
        : { misfit: 'dimension', range: right.range, found: other, expected: kind },
    );
  }
}
/** A share lies between 0 and 1: `accuracy > 85` can never hold. */
function checkShares(walk: Walk, { left, test }: Expectation, shares: ReadonlySet<string>): void {
  const measure = left.kind === 'of' ? left.measure : left;
  if (measure.kind !== 'name' || !shares.has(measure.text)) return;
  for (const bound of test.kind === 'compare' ? [test.right] : [test.range.from, test.range.to]) {
    const value = constantOf(bound);
    if (value === undefined || (value >= 0 && value <= 1)) continue;
    const text = walk.source.slice(bound.range.start, bound.range.end);
    const fixes = bound.kind === 'number' && !bound.unit && value <= 100 ? [replaceBy(bound.range, `${text} %`)] : [];
    walk.problems.push(
      misplaced(
        bound.range,
        `\`${measure.text}\` is a share: it lies between 0 and 1, or 0 % and 100 ` +
          `%.${fixes.length ? ` Write \`${text} %\`.` : ''}`,
        fixes,
      ),
    );
    return;
  }
}
