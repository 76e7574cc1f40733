/** Weights and expressions over what is known of a pair of neurons, in canonical form. */
import { laws, type MatrixProgram } from '../../engine/connectivity/index.ts';
import { type Expression, functions } from '../../engine/expressions/index.ts';
import type { Range, Value } from '../../grammar/tree.ts';
import { weightsForm } from '../../catalogue/distributions.ts';
import { canonical, computedOf, isArithmetic } from '../canonical/canonical-expression.ts';
import { distributionForm } from '../canonical/distribution-form.ts';
import { type Read, value } from '../canonical/read-settings.ts';
import { notYet, Refused } from '../canonical/scope.ts';
import type { Varying } from '../varying.ts';
import { functionEntry } from '../vocabulary/index.ts';

/** What a matrix is drawn by whose neurons, and their places, come from elsewhere. */
export type PairProgram = Omit<MatrixProgram, 'neurons' | 'groups' | 'place' | 'ring' | 'rewire' | 'signs'>;

/** An expression over what a pair knows. */
export function overPair(
  found: Read,
  slot: string,
  known: readonly string[],
  given: Value = value(found, slot),
): Expression {
  const expression = withDistributions(canonical(given.base, found.scope.variables), given.range);
  for (const name of callsIn(expression))
    if (!Object.hasOwn(functions, name) && name !== 'scaled')
      notYet(`\`${name}\` over the pairs of a matrix`, given.range);
  for (const name of namesOf(expression))
    if (!known.includes(name))
      throw new Refused(
        `\`${name}\` is not known of the pairs of this matrix${
          known.length > 0 ? `; known are ${known.map((one) => `\`${one}\``).join(', ')}` : ''
        }.`,
        given.range,
      );
  return expression;
}
/** Every distribution as a call with its numbers in the order of its law, however it is written. */
function withDistributions(expression: Expression, range: Range): Expression {
  if (typeof expression !== 'object') return expression;
  if (!('call' in expression)) return expression;
  const entry = functionEntry(expression.call);
  if (entry?.result !== 'distribution')
    return { ...expression, arguments: expression.arguments.map((each) => withDistributions(each, range)) };
  const takes = Object.fromEntries(
    entry.parameters.flatMap(({ name }, place) => {
      const given = expression.named?.[name] ?? expression.arguments[place];
      if (typeof given === 'number' || (typeof given === 'object' && 'variable' in given)) return [[name, given]];
      if (given !== undefined && isArithmetic(given)) return [[name, computedOf(given)]];
      throw new Refused('A distribution takes numbers and `vary` variables.', range);
    }),
  );
  const form = weightsForm({ call: expression.call, takes });
  return {
    call: form.distribution,
    arguments: laws[form.distribution].takes.map(
      (argument) => (form.takes as Readonly<Record<string, Expression>>)[argument],
    ),
  };
}
/** Functions and operators of an expression; distributions are told by themselves. */
function callsIn(expression: Expression): readonly string[] {
  if (typeof expression !== 'object' || !('call' in expression)) return [];
  const own = functionEntry(expression.call)?.result === 'distribution' ? [] : [expression.call];
  return [...own, ...expression.arguments.flatMap(callsIn)];
}
/** Names of the place in an expression. */
export function namesOf(expression: Expression): readonly string[] {
  if (typeof expression !== 'object' || 'variable' in expression) return [];
  if ('name' in expression) return [expression.name];
  return 'member' in expression ? [expression.member.join('.')] : expression.arguments.flatMap(namesOf);
}

export function lawOf(found: Read, known: readonly string[]): Varying<MatrixProgram>['weights'] {
  const form = distributionForm(value(found, 'weights').base, found.scope);
  if (form) return weightsForm(form);
  const expression = overPair(found, 'weights', known);
  return typeof expression === 'number'
    ? { constant: expression }
    : typeof expression === 'object' && 'variable' in expression
      ? { constant: { variable: expression.variable } }
      : { expression };
}
