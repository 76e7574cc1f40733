/** Something that learns. */
import type { Activation } from '../../engine/learning/index.ts';
import { unwrittenActivation, writtenActivations } from '../../catalogue/activation-words.ts';
import { initialisations } from '../../catalogue/initialisations.ts';
import { quantityOf } from '../canonical/canonical-expression.ts';
import { defaultQuantity } from '../canonical/defaults.ts';
import { describeAs, type Description } from '../canonical/description.ts';
import { has, last, needed, optional, type Read, settings, value } from '../canonical/read-settings.ts';
import { notYet, Refused } from '../canonical/scope.ts';
import type { Quantity } from '../varying.ts';
import { type ConnectNoun, connectOf } from './connect-noun.ts';
import { networkEntry } from './network-words.ts';
import type { NounDefinition } from './noun-definition.ts';

export interface NetworkNoun {
  readonly noun: 'network';
  readonly name: string;
  readonly stream: string;
  readonly input: { readonly size: Quantity; readonly activation: Activation; readonly biased: boolean };
  /** The circuit. `removed`: only its width is used (`reader without recurrent`). */
  readonly recurrent?: {
    readonly matrix: ConnectNoun;
    readonly removed: boolean;
    readonly fixed: boolean;
    readonly steps: Quantity;
    readonly activation: Activation;
    readonly biased: boolean;
  };
  /** Width when there is no circuit at all: `neurons 85`. */
  readonly neurons?: Quantity;
  readonly readout: { readonly size: Quantity; readonly biased: boolean };
}

const activationOf = (found: Read): Activation =>
  writtenActivations.find((name) => has(found, name)) ?? unwrittenActivation;

function networkOf(description: Description): NetworkNoun {
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
      `\`network ${description.name}\` needs \`recurrent\` or \`neurons\`: nothing says how wide it is. Write for ` +
        `example \`neurons 85\`, or \`recurrent\` and the name of a \`connect\`.`,
      description.declaration.name.range,
      { declaration: description.declaration, statement: 'neurons 85' },
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
  return describeAs('connect', given, found.scope);
}

export const network: NounDefinition<'network', NetworkNoun> = { entry: networkEntry, formOf: networkOf };
