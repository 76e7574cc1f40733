/** Points of the sweep that a claim is about: `at size = 16`, `at genotype = mutant`. */
import type { AtClause, Expression } from '../../grammar/tree.ts';
import { isNumber, same } from '../../catalogue/units.ts';
import { misplaced, otherChoice, undeclared } from '../checks/language-checks.ts';
import { choiceMeant } from '../choice-names.ts';
import { constantOf } from '../constants.ts';
import { dimensioned, dimensionOf, isBare } from '../kinds-of-expressions.ts';
import type { ChoiceName, Names, Walk } from './walk-context.ts';
import { occurLevel } from './walk-choices.ts';
import { occurVariable } from './walk-names.ts';
import { report } from './walk-numbers.ts';

/** `at step = 0.5`: the value of a series there; in a learning curve a step is an epoch. */
const stepWords: readonly string[] = ['step', 'epoch'];

/** `checkNumber`: what stands behind `=`, where it is no choice. */
interface Told {
  readonly checkNumber: (value: Expression) => void;
  readonly steps: boolean;
}
export function checkPoint(walk: Walk, at: readonly AtClause[], names: Names, told: Told): void {
  for (const { name, value } of at) {
    if (checkVariable(walk, name, names, told.steps)) checkValueOf(walk, name.text, value, names, told);
  }
}
/** Whether it is one. */
export function checkVariable(walk: Walk, name: AtClause['name'], { variables }: Names, steps: boolean): boolean {
  const variable = variables.get(name.text);
  if (variable) occurVariable(walk, name.range, name.text, variable.range);
  else if (!steps || !stepWords.includes(name.text)) {
    walk.problems.push(undeclared(name.text, name.range, 'variable of `vary`', [...variables.keys()]));
    return false;
  }
  return true;
}
/** A value, or a choice, that a variable of the sweep has. */
export function checkValueOf(
  walk: Walk,
  name: string,
  value: Expression,
  names: Names,
  { checkNumber }: Pick<Told, 'checkNumber'>,
): void {
  const variable = names.variables.get(name);
  if (variable?.levels) {
    const level = ['name', 'string', 'call'].includes(value.kind) ? choiceMeant(value) : undefined;
    const known = level === undefined ? undefined : variable.levels.get(level);
    if (known) occurLevel(walk, value.range, level as string, known);
    else if (value.kind !== 'error' && !variable.isOpen && !isLost(walk, variable.levels))
      walk.problems.push(otherChoice(name, value.range, level, [...variable.levels.keys()]));
    return;
  }
  if (variable) {
    const written = constantOf(value),
      found = dimensionOf(value);
    if (found && dimensioned(variable.kind) && !same(found, variable.kind))
      report(
        walk,
        isNumber(found) && isBare(value)
          ? { misfit: 'bare', range: value.range, expected: variable.kind }
          : { misfit: 'dimension', range: value.range, found, expected: variable.kind },
        /\d\s*(?!by\b)([A-Za-z%]\S*?)(?:,|\s|$)/.exec(variable.written)?.[1],
      );
    else if (variable.values && written !== undefined && !variable.values.some((value) => isNearly(value, written)))
      walk.problems.push(
        misplaced(
          value.range,
          `\`${name}\` never has this value: it is ${variable.written}. Write one of these, or add it to \`vary\`.`,
        ),
      );
  }
  checkNumber(value);
}
/** Whether one of the choices is not known itself: which is meant is said there. */
function isLost({ problems, scope, source }: Walk, levels: ReadonlyMap<string, ChoiceName>): boolean {
  const areNouns = [...levels.keys()].some((name) => scope.declared.has(name));
  return [...levels].some(
    ([name, { range, isNamed }]) =>
      (areNouns && !isNamed && !scope.declared.has(name) && source.slice(range.start, range.end) === name) ||
      problems.some(({ code, range: { start, end } }) => code === 'L004' && range.start <= start && end <= range.end),
  );
}
/** `3 * 0.1` is `0.3`. */
const isNearly = (value: number, written: number): boolean =>
  Math.abs(value - written) <= 1e-9 * Math.max(Math.abs(value), Math.abs(written));
