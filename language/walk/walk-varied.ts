/** Values that experiments give parameters, against the slots that the parameters reach. */
import type { Declaration, Expression, FileTree, RangeExpression, Setting, Value } from '../../grammar/tree.ts';
import { stepsByFactor } from '../../catalogue/forms.ts';
import { sweepOf } from '../canonical/canonical-expression.ts';
import type { FileScope } from '../canonical/scope.ts';
import { constantOf } from '../constants.ts';
import { parametersWithin, variablesIn } from '../file-parameters.ts';
import type { Varied, Walk } from './walk-context.ts';

/** By parameter, the experiments of the file that vary it. */
export function variedIn(tree: FileTree, scope: FileScope): Walk['varied'] {
  const found = new Map<string, Varied[]>();
  if (scope.parameters.size === 0) return found;
  for (const experiment of tree.declarations) {
    if (experiment.noun.text !== 'experiment') continue;
    let declarations: ReadonlySet<Declaration> | undefined;
    for (const [name, setting] of variablesIn(experiment, tree)) {
      if (!scope.parameters.has(name)) continue;
      declarations ??= madeOf(experiment, scope);
      const { range: at } = setting.items[0].value;
      const one = { experiment: experiment.name.text, at, reaches: reachedBy(setting), declarations };
      const known = found.get(name);
      if (known) known.push(one);
      else found.set(name, [one]);
    }
  }
  return found;
}
/** Values of a sweep that are written: numbers, and the ends of ranges. */
export const reachedBy = ({ phrases }: Setting): readonly number[] =>
  (phrases.find(({ label }) => label.text === 'in')?.items ?? [])
    .flatMap(({ value: { base } }) => (base.kind === 'range' ? [base.from, base.to] : [base]))
    .flatMap((written) => constantOf(written) ?? []);

/** More values than a claim is looked up among. */
const mostLookedUp = 1e4;
/** All values of a sweep, those of ranges too; undefined where one is not known. */
export function valuesOf({ phrases }: Setting): readonly number[] | undefined {
  const values = (phrases.find(({ label }) => label.text === 'in')?.items ?? []).map(({ value }) =>
    value.base.kind === 'range' ? stepsOf(value, value.base) : constantOf(value.base),
  );
  return values.length > 0 && values.every((value) => value !== undefined) ? values.flat() : undefined;
}
function stepsOf(value: Value, { from, to, by, isGeometric }: RangeExpression): readonly number[] | undefined {
  const [first, last, step] = [constantOf(from), constantOf(to), by ? constantOf(by) : 1];
  if (first === undefined || last === undefined || step === undefined || first > last) return undefined;
  if (isGeometric ? !(first > 0 && step > 1) : !(step > 0)) return undefined;
  const steps = isGeometric ? stepsByFactor(first, last, step) : (last - first) / step;
  return steps < mostLookedUp ? sweepOf(value) : undefined;
}

/** A declaration, and those that names in it lead to. */
function madeOf(declaration: Declaration, { declared }: FileScope): ReadonlySet<Declaration> {
  const all = new Set([declaration]);
  const follow = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { kind, text } = node as { readonly kind?: unknown; readonly text?: unknown };
    const other = kind === 'name' && typeof text === 'string' ? declared.get(text)?.declaration : undefined;
    if (other) all.add(other);
    else for (const part of Object.values(node)) follow(part);
  };
  for (const one of all) follow([one.phrases, one.block]);
  return all;
}

/** Why a value that an experiment gives a parameter cannot stand here; undefined where all can. */
export function outsideWhereVaried(
  { varied, scope }: Walk,
  written: Expression | RangeExpression,
  problemOf: (value: number) => string | undefined,
): string | undefined {
  if (varied.size === 0) return undefined;
  const names = new Set(parametersWithin(written));
  for (const name of names)
    for (const { experiment, reaches, declarations } of varied.get(name) ?? []) {
      const isReached = [...declarations].some(
        ({ range }) => range.start <= written.range.start && written.range.end <= range.end,
      );
      if (!isReached || !scope.parameters.has(name)) continue;
      for (const reached of reaches) {
        const value = constantOf(written, (parameter) => (parameter === name ? reached : undefined));
        const problem = value === undefined ? undefined : problemOf(value);
        if (!problem) continue;
        const becomes = value === reached ? '' : ` and this ${value}`;
        return `In \`experiment ${experiment}\` \`${name}\` becomes ${reached}${becomes}, and cannot here. ${problem}`;
      }
    }
  return undefined;
}
