/** How the weights of a matrix are drawn, in canonical form. */
import { type Groups, holdsDraw, type MatrixProgram } from '../../engine/connectivity/index.ts';
import type { Expression } from '../../engine/expressions/index.ts';
import { quantityOf } from '../canonical/canonical-expression.ts';
import type { Description } from '../canonical/description.ts';
import { has, last, needed, optional, type Read, value, values, word } from '../canonical/read-settings.ts';
import { Refused } from '../canonical/scope.ts';
import type { Varying } from '../varying.ts';
import { signsByGroup, withGroups } from './between-groups.ts';
import { lawOf, overPair, type PairProgram } from './over-pairs.ts';

const number = (found: Read, slot: string) => quantityOf(value(found, slot), found.scope.variables);

export function programOf(description: Description, reads: readonly Read[]): Varying<MatrixProgram> {
  const size = needed(reads, 'neurons', description);
  const groups = last(reads, 'groups'),
    place = last(reads, 'place');
  const isRing = place && isOfRing(place),
    rewire = last(reads, 'rewire'),
    named = groups && namedGroups(groups);
  const names = (named ?? []).map(({ group }) => group as string);
  const known = [
    ...(isRing ? ['ring_distance'] : place ? ['distance'] : []),
    ...(groups ? ['same_group'] : []),
    ...(named ? ['pre.group', 'post.group', ...names] : []),
  ];
  const program = pairProgramOf(description, reads, known);
  if (rewire && !isRing)
    throw new Refused('`rewire` is of a ring: write `place ring` beside it.', rewire.match.setting.range);
  if (rewire && (program.centred || program.autapses))
    throw new Refused(
      `\`rewire\` does not go with \`${program.centred ? 'centred' : 'autapses'}\`: leave one of them out.`,
      rewire.match.setting.range,
    );
  const signs = signsByGroup(reads, names);
  if (signs && (program.symmetric || program.asymmetric || program.excitatory !== undefined))
    throw new Refused(
      '`excitatory` and `inhibitory` give columns of one sign: leave ' +
        `\`${program.symmetric ? 'symmetric' : program.asymmetric ? 'asymmetric' : 'excitatory'}\` of \`weights\` out.`,
      signs.at,
    );
  return {
    neurons: number(size, 'neurons'),
    ...(groups && { groups: named ?? number(groups, 'groups') }),
    ...(place && (isRing ? { ring: true as const } : { place: placeOf(place) })),
    ...(rewire && { rewire: number(rewire, 'probability') }),
    ...(signs && { signs: signs.signs }),
    ...withGroups(program, reads, { names, known }),
  };
}
/** `groups E 80 %, I 20 %`: shares where one is written so, or is no whole number; else numbers of neurons. */
function namedGroups(groups: Read): Varying<Exclude<Groups, number>> | undefined {
  const { filled, setting } = groups.match;
  if (filled.every(({ word: name }) => !name) && filled.length === 1) return undefined;
  const parts = filled.map(({ word: name, value: given }) => {
    if (!name || !given)
      throw new Refused('Every group has a name: `groups E 80 %, I 20 %`.', given?.range ?? setting.range);
    const { base } = given;
    const size = quantityOf(given, groups.scope.variables);
    const isShare =
      typeof size !== 'number' || !Number.isInteger(size) || (base.kind === 'number' && base.unit?.text === '%');
    return { name: name.text, size, isShare, range: given.range };
  });
  const twice = parts.find(({ name }, place) => parts.findIndex((other) => other.name === name) < place);
  if (twice) throw new Refused(`The group \`${twice.name}\` stands twice.`, twice.range);
  const isShared = parts.some(({ isShare }) => isShare);
  return isShared
    ? parts.map(({ name, size }) => ({ group: name, share: size }))
    : parts.map(({ name, size }) => ({ group: name, neurons: size }));
}
function isOfRing(place: Read): boolean {
  const isRing = word(value(place, 'place')) === 'ring';
  const [length] = values(place, 'lengths');
  if (isRing && (length || has(place, 'torus')))
    throw new Refused(
      '`place ring` has places, and no lengths: leave out what follows.',
      length?.range ?? place.match.setting.range,
    );
  return isRing;
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
