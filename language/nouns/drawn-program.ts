/** How the weights of a matrix are drawn, in canonical form. */
import { holdsDraw, laws, type MatrixProgram } from '../../engine/connectivity/index.ts';
import { type Expression, functions } from '../../engine/expressions/index.ts';
import { weightsForm } from '../../catalogue/distributions.ts';
import { canonical, computedOf, isArithmetic, quantityOf } from '../canonical/canonical-expression.ts';
import type { Description } from '../canonical/description.ts';
import { distributionForm } from '../canonical/distribution-form.ts';
import { has, last, needed, optional, type Read, value, values, word } from '../canonical/read-settings.ts';
import { notYet, Refused } from '../canonical/scope.ts';
import type { Range } from '../../grammar/tree.ts';
import type { Varying } from '../varying.ts';
import { functionEntry } from '../vocabulary/index.ts';

/** What a matrix is drawn by whose neurons, and their places, come from elsewhere. */
export type PairProgram = Omit<MatrixProgram, 'neurons' | 'groups' | 'place'>;

const number = (found: Read, slot: string) => quantityOf(value(found, slot), found.scope.variables);

export function programOf(description: Description, reads: readonly Read[]): Varying<MatrixProgram> {
  const size = needed(reads, 'neurons', description);
  const groups = last(reads, 'groups'),
    place = last(reads, 'place');
  const known = [...(place ? ['distance'] : []), ...(groups ? ['same_group'] : [])];
  return {
    neurons: number(size, 'neurons'),
    ...(groups && { groups: number(groups, 'groups') }),
    ...(place && { place: placeOf(place) }),
    ...pairProgramOf(description, reads, known),
  };
}
function placeOf(place: Read): NonNullable<Varying<MatrixProgram>['place']> {
  const how = word(value(place, 'place')),
    lengths = values(place, 'lengths').map((given) => quantityOf(given, place.scope.variables));
  if (how !== 'grid' && how !== 'uniform')
    throw new Refused(
      `\`place ${how}\` is of the neurons of a field, and this matrix is drawn: write \`place uniform in 8 mm, 8 mm\`.`,
      place.match.setting.range,
    );
  if (lengths.length === 0)
    throw new Refused(
      `\`place ${how}\` needs the lengths of its space: \`place ${how} in 8 mm, 8 mm\`.`,
      place.match.setting.range,
    );
  return { how, lengths, torus: has(place, 'torus') };
}

/** `known`: what an expression may speak of. */
export function pairProgramOf(
  description: Description,
  reads: readonly Read[],
  known: readonly string[],
  keepsDiagonal = false,
): Varying<PairProgram> {
  const weights = needed(reads, 'weights', description),
    wire = last(reads, 'wire');
  const law = lawOf(weights, known);
  const blind = ['centred', 'elliptic'].find((flag) => has(weights, flag));
  if (blind && 'expression' in law && holdsDraw(law.expression as Expression))
    throw new Refused(
      `\`${blind}\` needs the mean of the weights, and an expression with a distribution in it does not tell it: ` +
        `leave \`${blind}\` out, or draw from one distribution.`,
      weights.match.setting.range,
    );
  return {
    ...(wire && { wire: overPair(wire, 'probability', known) }),
    weights: law,
    symmetric: has(weights, 'symmetric'),
    ...(has(weights, 'asymmetric') && {
      asymmetric: { construction: 'triangles' as const, eta: number(weights, 'asymmetric') },
    }),
    ...(has(weights, 'elliptic') && {
      asymmetric: { construction: 'elliptic' as const, correlation: number(weights, 'elliptic') },
    }),
    centred: has(weights, 'centred'),
    positive: has(weights, 'positive'),
    ...(has(weights, 'excitatory') && { excitatory: number(weights, 'excitatory') }),
    autapses: keepsDiagonal || has(weights, 'autapses') || last(reads, 'autapses') !== undefined,
    ...(optional(weights, 'mean') && { mean: number(weights, 'mean') }),
    ...(optional(weights, 'floor') && { floor: number(weights, 'floor') }),
  };
}

/** An expression over what a pair knows. */
function overPair(found: Read, slot: string, known: readonly string[]): Expression {
  const given = value(found, slot);
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

function lawOf(found: Read, known: readonly string[]): Varying<MatrixProgram>['weights'] {
  const form = distributionForm(value(found, 'weights').base, found.scope);
  if (form) return weightsForm(form);
  const expression = overPair(found, 'weights', known);
  return typeof expression === 'number'
    ? { constant: expression }
    : typeof expression === 'object' && 'variable' in expression
      ? { constant: { variable: expression.variable } }
      : { expression };
}
