/** `input 3 to neurons where class = "sensory"`: a condition over what is known of the neurons of a network. */
import { cellsWhere, type Groups, groupsText, namesOfGroups } from '../../engine/connectivity/index.ts';
import { compileBoolean, type Expression, ExpressionError } from '../../engine/expressions/index.ts';
import type { Value } from '../../grammar/tree.ts';
import { canonical } from '../canonical/canonical-expression.ts';
import { optional, type Read } from '../canonical/read-settings.ts';
import { Refused } from '../canonical/scope.ts';
import type { ConnectNoun } from './connect-noun.ts';
import { settled } from '../canonical/instantiate.ts';
import { namesOf } from './over-pairs.ts';
import { unscaled } from './unscaled.ts';

/** Undefined where all are meant. @throws Refused where nothing of the kind is known of the neurons */
export function chosenNeurons(
  found: Read,
  label: 'to' | 'from',
  matrix: ConnectNoun | undefined,
): Expression | undefined {
  const where = optional(found, 'where'),
    chosen = optional(found, label);
  if (chosen && !where)
    throw new Refused(`Which neurons? Write \`${label} neurons where\` and a condition.`, chosen.range);
  if (!where) return undefined;
  if (!chosen) throw new Refused(`A condition chooses neurons: write \`${label} neurons where …\`.`, where.range);
  return conditionOver(where, matrix);
}
/** What is written behind `where`. @throws Refused where nothing of the kind is known of the neurons */
export function conditionOver({ base, range }: Value, matrix: ConnectNoun | undefined): Expression {
  const condition = canonical(base, new Set());
  const unknown = matrix ? notKnown(condition, matrix) : 'There is no matrix of neurons to choose from.';
  if (unknown) throw new Refused(unknown, range);
  return condition;
}
/** Why a condition says nothing of the neurons of a matrix, as far as its text tells. */
function notKnown(condition: Expression, connect: ConnectNoun): string | undefined {
  const { name, source } = connect;
  switch (source.kind) {
    case 'file':
      return undefined;
    case 'develop':
      try {
        cellsWhere(
          condition,
          source.develop.genes.fates.map((fate) => fate.name),
        );
        return undefined;
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
        return `The neurons of \`${name}\` cannot be chosen so: ${error.message}.`;
      }
    case 'drawn': {
      if (source.program.groups === undefined)
        return `Nothing is known of the neurons of \`${name}\` to choose them by: give it \`groups\`.`;
      const { groups } = source.program,
        settledGroups = settled<Groups>(groups);
      const known = Object.keys(namesOfGroups(settledGroups));
      const other = namesOf(condition).find((one) => !known.includes(one));
      if (other) return `Of a neuron of \`${name}\` its \`group\` is known, and not \`${other}\`.`;
      if (settledGroups === undefined) return undefined;
      return !someGroup(condition, settledGroups)
        ? `No neuron of \`${name}\` is chosen so: its groups are ${groupsText(settledGroups)}.`
        : undefined;
    }
    case 'scaled':
      return notKnown(condition, { ...unscaled(connect), name });
    case 'initial':
    case 'trained':
    case 'matrix':
    case 'field':
    case 'recording':
    case 'goe':
      return (
        `Nothing is known of the neurons of \`${name}\` to choose them by: a file of connections, a grown circuit ` +
        'and `groups` of a drawn matrix say more of them.'
      );
  }
}
/** Whether a condition holds of one of the groups at least; of one that cannot be asked its use says what is wrong. */
function someGroup(condition: Expression, groups: Groups): boolean {
  try {
    const holds = compileBoolean<number>(condition, {
      where: '`neurons where`',
      names: namesOfGroups(groups),
    });
    return Array.from({ length: typeof groups === 'number' ? groups : groups.length }, (_, place) => place).some(
      (group) => holds(group),
    );
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return true;
  }
}
