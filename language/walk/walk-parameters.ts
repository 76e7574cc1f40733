/** The parameters of a file: what `let` declares, and where the names stand. */
import type { Call, Expression, FileTree, Let, RangeExpression, Setting } from '../../grammar/tree.ts';
import { replaceBy, takingOut } from '../checks/check.ts';
import { hiding, misplaced, otherKind, twice } from '../checks/language-checks.ts';
import type { Fix } from '../diagnostic.ts';
import { otherDimension } from '../checks/unit-checks.ts';
import { constantOf } from '../constants.ts';
import { dimensionOf } from '../kinds-of-expressions.ts';
import { type Parameter, usesOf, variableName } from '../file-parameters.ts';
import { same } from '../../catalogue/units.ts';
import type { Type } from '../vocabulary/index.ts';
import { noNames, type Walk } from './walk-context.ts';
import { allGenes, occur, placeOf } from './walk-names.ts';
import { check } from './walk-values.ts';

const value: Type = {
  says: 'a number',
  example: '20 ms',
  expression: { quantities: [], dimension: 'any' },
};

export function checkParameters(walk: Walk, tree: FileTree): void {
  const { parameters } = walk.scope;
  const first = new Map<string, Let>();
  for (const declared of tree.lets) {
    const { name } = declared;
    if (!name.text) continue;
    const other = first.get(name.text);
    occur(walk, name.range, name.text, 'parameter', { range: (other ?? declared).name.range }, true);
    if (other)
      walk.problems.push(
        twice(name.text, name.range, 'The parameter', undefined, [takingOut(declared.range, walk.source)]),
      );
    else checkParameter(walk, declared, parameters.get(name.text));
    first.set(name.text, other ?? declared);
  }
  if (parameters.size === 0) return;
  for (const { parameter } of usesOf(tree)) {
    const known = parameter && parameters.get(parameter.text);
    if (known) occur(walk, parameter.range, parameter.text, 'parameter', placeOf(known));
  }
}

function checkParameter(walk: Walk, declared: Let, known: Parameter | undefined): void {
  const { name } = declared;
  const { genes, inputs, fates } = allGenes(walk.scope);
  const problem =
    walk.scope.declared.has(name.text) || [genes, inputs, fates].some((names) => names.has(name.text))
      ? `\`${name.text}\` is declared already: a parameter has a name of its own.`
      : known?.fault === 'circular'
        ? `\`${name.text}\` is made of itself: give it a number.`
        : known?.fault === 'large'
          ? `\`${name.text}\` is made of more than a thousand numbers: give it one.`
          : undefined;
  if (problem) {
    walk.problems.push(misplaced(name.range, problem));
    return;
  }
  if (known?.hides !== undefined) walk.problems.push(hiding(name.text, name.range, known.hides));
  if (!known?.value) return;
  if (declared.value.kind === 'call') {
    walk.problems.push(misplaced(declared.value.range, ...noFunction(walk, declared.value)));
    return;
  }
  const before = walk.problems.length;
  check(walk, declared.value, value, noNames);
  if (walk.problems.length === before && declared.value.kind !== 'error' && constantOf(declared.value) === undefined)
    walk.problems.push(otherKind(declared.value.range, 'Something else', value.says, value.example));
}

/** A function in a `let`, and what is written instead where that is plain. */
function noFunction(
  { source }: Walk,
  { callee, arguments: given, range }: Call,
): [message: string, fixes: readonly Fix[]] {
  const [only] = given.length === 1 ? given : [];
  const root =
    callee.text === 'sqrt' && only && !only.name
      ? `(${source.slice(only.value.range.start, only.value.range.end)})^0.5`
      : undefined;
  return [
    'A parameter is made of numbers, units and other parameters by `+ - * / ^`, not by functions' +
      `${root ? `: write \`${root}\`` : ''}.`,
    root ? [replaceBy(range, root)] : [],
  ];
}

/** `vary N in …` of a parameter: the experiment's own values of it. Whether it is one. */
export function checkVariedParameter(walk: Walk, { items }: Setting): boolean {
  const name = variableName(items[0]?.value);
  const known = name && walk.scope.parameters.get(name.text);
  if (!name || !known) return false;
  occur(walk, name.range, name.text, 'parameter', placeOf(known));
  return true;
}

/** The values of a sweep are of one dimension: that of the parameter which is varied, else of the first value. */
export function checkSweptDimensions(walk: Walk, { items, phrases }: Setting): void {
  const known = walk.scope.parameters.get(variableName(items[0]?.value)?.text ?? '');
  const numbers = (phrases.find(({ label }) => label.text === 'in')?.items ?? []).flatMap(({ value: { base } }) =>
    base.kind === 'range' ? numbersOf(base) : [base],
  );
  const [first = undefined] = known?.value ? [known.value] : numbers;
  const dimension = first && dimensionOf(first);
  for (const number of numbers) {
    const found = dimensionOf(number);
    if (!first || !dimension || !found || same(found, dimension)) continue;
    const { start, end } = known?.declared.value.range ?? first.range;
    walk.problems.push(otherDimension(number.range, found, dimension, walk.source.slice(start, end)));
    return;
  }
}
/** In `1 .. 60 ms` the unit stands for both ends; a factor has none. */
function numbersOf({ from, to, by, isGeometric }: RangeExpression): readonly Expression[] {
  const isOfUnit = from.kind === 'number' && !from.unit && to.kind === 'number' && to.unit;
  return [...(isOfUnit ? [] : [from]), to, ...(by && !isGeometric ? [by] : [])];
}
