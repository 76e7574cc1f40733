/** Something that learns. */
import type { Expression } from '../../engine/expressions/index.ts';
import type { Activation } from '../../engine/learning/index.ts';
import { unwrittenActivation, writtenActivations } from '../../catalogue/activation-words.ts';
import { quantityOf } from '../canonical/canonical-expression.ts';
import type { Settled } from '../canonical/instantiate.ts';
import { defaultQuantity } from '../canonical/defaults.ts';
import type { ControlForm } from '../../catalogue/controls/index.ts';
import { controlFormOf } from '../canonical/control-form.ts';
import { describeAs, type Description } from '../canonical/description.ts';
import { all, has, last, needed, optional, type Read, settings, value, word } from '../canonical/read-settings.ts';
import { Refused } from '../canonical/scope.ts';
import type { Quantity } from '../varying.ts';
import { chosenNeurons } from './chosen-neurons.ts';
import { type ConnectNoun, connectOf } from './connect-noun.ts';
import { initialOf } from './initial-weights.ts';
import { networkEntry } from './network-words.ts';
import { networksAreReadBy } from './network-within.ts';
import { overTimeOf } from './over-time.ts';
import type { OverTime } from './over-time-form.ts';
import type { NounDefinition } from './noun-definition.ts';

export interface NetworkNoun {
  readonly noun: 'network';
  readonly name: string;
  readonly stream: string;
  readonly input: InputChannels & {
    readonly activation: Activation;
    readonly biased: boolean;
    /** The channels of further statements, in order. */
    readonly more?: readonly InputChannels[];
  };
  /** The circuit. `removed`: only its width is used (`reader without recurrent`). */
  readonly recurrent?: {
    readonly matrix: ConnectNoun;
    readonly removed: boolean;
    readonly fixed: boolean;
    readonly steps: Quantity;
    readonly activation: Activation;
    readonly biased: boolean;
    /** Weights below 0 become 0 after each update. */
    readonly positive?: true;
    /** The sign of a neuron's outgoing weights is kept. */
    readonly dale?: true;
    /** Connections that the matrix has not cannot grow. */
    readonly masked?: true;
  };
  /** Width when there is no circuit at all: `neurons 85`. */
  readonly neurons?: Quantity;
  /** As many neurons as this matrix has, where they stand in it: `neurons from field`. */
  readonly neuronsFrom?: ConnectNoun;
  readonly readout: ReadoutChannels & {
    readonly more?: readonly ReadoutChannels[];
  };
  readonly overTime?: OverTime;
  /** Where all its parts begin; what is left of these weights after `controls` is what the circuit begins with. */
  readonly begun?: { readonly path: string; readonly controls: readonly ControlForm[] };
}
export interface InputChannels {
  readonly size: Quantity;
  /** A condition over the neurons that receive it; all of them, when left out. */
  readonly to?: Expression;
  readonly fixed?: true;
}
export interface ReadoutChannels {
  readonly size: Quantity;
  readonly biased: boolean;
  /** A condition over the neurons that are read; all of them, when left out. */
  readonly from?: Expression;
  readonly fixed?: true;
}
/** The channels of an input or a readout, statement by statement. */
export const channelsOf = <Channels>(
  layer: Channels & { readonly more?: readonly Channels[] },
): readonly Channels[] => [layer, ...(layer.more ?? [])];
/** The activation of every neuron over trials: as it is said, or by the word behind `recurrent`. */
export const activationOver = ({ overTime, recurrent }: Settled<NetworkNoun>): Activation =>
  overTime?.activation?.name ?? recurrent?.activation ?? unwrittenActivation;
/** How many channels they are together. */
export const sizeOf = (layer: {
  readonly size: number;
  readonly more?: readonly { readonly size: number }[];
}): number => channelsOf(layer).reduce((sum, { size }) => sum + size, 0);
const activationOf = (found: Read): Activation =>
  writtenActivations.find((name) => has(found, name)) ?? unwrittenActivation;

export function networkOf(description: Description): NetworkNoun {
  const withoutCircuit = description.removed.has('recurrent');
  const reads = settings({
    ...description,
    removed: new Set([...description.removed].filter((name) => name !== 'recurrent')),
  });
  needed(reads, 'input', description);
  needed(reads, 'readout', description);
  const [input, ...inputs] = all(reads, 'input'),
    [readout, ...readouts] = all(reads, 'readout');
  const odd = inputs.find((found) => has(found, 'unbiased') || activationOf(found) !== unwrittenActivation);
  if (odd)
    throw new Refused(
      'One of several inputs comes at each step of a trial: it has no activation and no bias of its own.',
      odd.match.setting.range,
    );
  const recurrent = last(reads, 'recurrent'),
    neurons = last(reads, 'neurons');
  const size = (found: Read, slot: string): Quantity => quantityOf(value(found, slot), found.scope.variables);
  const width = neurons && optional(neurons, 'neurons') && size(neurons, 'neurons'),
    field = optional(neurons, 'from');
  if (neurons && width !== undefined && field)
    throw new Refused('Either a number of neurons, or as many as a matrix has.', neurons.match.setting.range);
  const neuronsFrom = neurons && field && connectOf(describeAs('connect', field, neurons.scope));
  if (!recurrent && width === undefined && !neuronsFrom) throw widthless(description, '`recurrent` or `neurons`');
  const [control] = description.controls;
  if (control && !recurrent)
    throw new Refused(
      `\`${control.call.callee.text}\` is of a circuit, and this network has none.`,
      control.call.range,
    );
  const begun =
    recurrent &&
    (initialOf(value(recurrent, 'matrix'), description, recurrent.scope, width ?? neuronsFrom) ??
      connectOf(describeAs('connect', value(recurrent, 'matrix'), recurrent.scope)));
  const matrix = begun && { ...begun, controls: [...begun.controls, ...description.controls.map(controlFormOf)] };
  const overTime = overTimeOf(reads);
  const start = last(reads, 'start'),
    saved = start && optional(start, 'from');
  if (saved && !recurrent)
    throw new Refused(
      '`start from` gives a circuit its weights, and this network has none: write `recurrent` too.',
      saved.range,
    );
  const channels = (found: Read): InputChannels => {
    const to = chosenNeurons(found, 'to', matrix ?? neuronsFrom);
    return { size: size(found, 'size'), ...(to !== undefined && { to }), ...(has(found, 'fixed') && { fixed: true }) };
  };
  const outputs = (found: Read): ReadoutChannels => {
    const from = chosenNeurons(found, 'from', matrix ?? neuronsFrom);
    return {
      size: size(found, 'size'),
      biased: !has(found, 'unbiased'),
      ...(from !== undefined && { from }),
      ...(has(found, 'fixed') && { fixed: true }),
    };
  };
  return {
    noun: 'network',
    name: description.name,
    stream: description.stream,
    input: {
      ...channels(input),
      activation: activationOf(input),
      biased: !has(input, 'unbiased'),
      ...(inputs.length > 0 && { more: inputs.map(channels) }),
    },
    ...(recurrent &&
      matrix && {
        recurrent: {
          matrix,
          removed: withoutCircuit,
          fixed: has(recurrent, 'fixed'),
          steps: optional(recurrent, 'steps')
            ? size(recurrent, 'steps')
            : defaultQuantity(recurrent.match.entry.options?.find(({ name }) => name === 'steps') ?? {}),
          activation: activationOf(recurrent),
          biased: !has(recurrent, 'fixed') && !has(recurrent, 'unbiased'),
          ...(has(recurrent, 'positive') && { positive: true }),
          ...(has(recurrent, 'dale') && { dale: true }),
          ...((has(recurrent, 'masked') || (control && !has(recurrent, 'fixed'))) && { masked: true }),
        },
      }),
    ...(width !== undefined && { neurons: width }),
    ...(neuronsFrom && { neuronsFrom }),
    readout: { ...outputs(readout), ...(readouts.length > 0 && { more: readouts.map(outputs) }) },
    ...(overTime && { overTime }),
    ...(saved && { begun: { path: word(saved), controls: description.controls.map(controlFormOf) } }),
  };
}
/** Nothing says how wide a network is. */
export const widthless = (description: Description, needs: string): Refused =>
  new Refused(
    `\`network ${description.name}\` needs ${needs}: nothing says how wide it is. Write for ` +
      `example \`neurons 85\`, or \`recurrent\` and the name of a \`connect\`.`,
    description.declaration.name.range,
    { declaration: description.declaration, statement: 'neurons 85' },
  );

export const network: NounDefinition<'network', NetworkNoun> = { entry: networkEntry, formOf: networkOf };
networksAreReadBy(networkOf);
