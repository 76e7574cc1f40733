/** The parameters of a file: what `let` declares, and where the names stand. */
import type { Call, FileTree, Let, Setting } from '../../grammar/tree.ts';
import { replaceBy } from '../checks/check.ts';
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
    if (other) walk.problems.push(twice(name.text, name.range, 'The parameter'));
    else checkParameter(walk, declared, parameters.get(name.text));
    first.set(name.text, other ?? declared);
  }
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

/** `vary N in …` of a parameter: the experiment's own values of it, of its dimension. Whether it is one. */
export function checkVariedParameter(walk: Walk, { items, phrases }: Setting): boolean {
  const name = variableName(items[0]?.value);
  const known = name && walk.scope.parameters.get(name.text);
  if (!name || !known) return false;
  occur(walk, name.range, name.text, 'parameter', placeOf(known));
  const dimension = known.value && dimensionOf(known.value);
  for (const {
    value: { base },
  } of phrases.find(({ label }) => label.text === 'in')?.items ?? []) {
    const found = dimensionOf(base);
    if (!dimension || !found || same(found, dimension)) continue;
    const text = walk.source.slice(known.declared.value.range.start, known.declared.value.range.end);
    walk.problems.push(otherDimension(base.range, found, dimension, text));
    break;
  }
  return true;
}
