/** Something that learns. */
import type { Activation } from '../../engine/learning/index.ts';
import { unwrittenActivation, writtenActivations } from '../../catalogue/activation-words.ts';
import { initialisations } from '../../catalogue/initialisations.ts';
import type { NetworkNoun, Quantity } from '../specification.ts';
import { connectOf } from './connect-noun.ts';
import { defaultQuantity } from './defaults.ts';
import { describe, type Description } from './description.ts';
import { quantityOf } from './canonical-expression.ts';
import { notYet, Refused } from './scope.ts';
import { has, last, needed, optional, type Read, settings, value } from './read-settings.ts';

const activationOf = (found: Read): Activation =>
  writtenActivations.find((name) => has(found, name)) ?? unwrittenActivation;

export function networkOf(description: Description): NetworkNoun {
  const withoutCircuit = description.removed.has('recurrent');
  const reads = settings({
    ...description,
    removed: new Set([...description.removed].filter((name) => name !== 'recurrent')),
  });
  if (description.controls.length > 0)
    notYet(`\`${description.controls[0].call.callee.text}\``, description.controls[0].call.range);
  const input = needed(reads, 'input', description),
    readout = needed(reads, 'readout', description);
  const recurrent = last(reads, 'recurrent'),
    neurons = last(reads, 'neurons');
  if (!recurrent && !neurons)
    throw new Refused(
      `\`network ${description.name}\` needs \`recurrent\` or \`neurons\`: nothing says how wide it is.`,
      description.declaration.name.range,
    );
  const size = (found: Read, slot: string): Quantity => quantityOf(value(found, slot), found.scope.variables);
  return {
    noun: 'network',
    name: description.name,
    stream: description.stream,
    input: { size: size(input, 'size'), activation: activationOf(input), biased: !has(input, 'unbiased') },
    ...(recurrent && {
      recurrent: {
        matrix: connectOf(matrixOf(recurrent)),
        removed: withoutCircuit,
        fixed: has(recurrent, 'fixed'),
        steps: optional(recurrent, 'steps')
          ? size(recurrent, 'steps')
          : defaultQuantity(recurrent.match.entry.options?.find(({ name }) => name === 'steps') ?? {}),
        activation: activationOf(recurrent),
        biased: !has(recurrent, 'fixed') && !has(recurrent, 'unbiased'),
      },
    }),
    ...(neurons && { neurons: size(neurons, 'neurons') }),
    readout: { size: size(readout, 'size'), biased: !has(readout, 'unbiased') },
  };
}
function matrixOf(found: Read): Description {
  const given = value(found, 'matrix');
  const name = given.base.kind === 'name' ? given.base.text : undefined;
  if (name !== undefined && !found.scope.file.declared.has(name) && initialisations.some(({ word }) => word === name))
    return notYet(`\`${name}\``, given.range);
  return describe(given, found.scope);
}
