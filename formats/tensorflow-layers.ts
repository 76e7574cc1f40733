/** A rate network in steps as the layers that Keras and TensorFlow.js have: SimpleRNN and Dense. */
import type { Activation } from '../engine/learning/index.ts';
import type { RateParameters, RateShape } from '../engine/recurrent/index.ts';
import { FormatError } from './format-error.ts';
import { type Fields, fieldsOf, listIn, numberIn, textIn } from './tensorflow-fields.ts';
import type { NamedWeights, Weight } from './tensorflow-weights.ts';

export const activationsOfKeras: Readonly<Record<string, Activation>> = {
  linear: 'identity',
  relu: 'relu',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
  softplus: 'softplus',
};
const kerasOf = (activation: Activation): string =>
  Object.keys(activationsOfKeras).find((name) => activationsOfKeras[name] === activation) as string;

export function layersTopology({ neurons, inputs, outputs, activation }: RateShape): unknown {
  const rnn = {
    class_name: 'SimpleRNN',
    config: {
      name: 'recurrent',
      trainable: true,
      batch_input_shape: [null, null, inputs],
      dtype: 'float32',
      units: neurons,
      activation: kerasOf(activation),
      use_bias: true,
      return_sequences: true,
      return_state: false,
      go_backwards: false,
      stateful: false,
      unroll: false,
    },
  };
  const dense = {
    class_name: 'Dense',
    config: { name: 'readout', trainable: true, units: outputs, activation: 'linear', use_bias: true },
  };
  return {
    keras_version: '2.1.6',
    backend: 'tensor_flow.js',
    model_config: {
      class_name: 'Sequential',
      config: { name: 'network', layers: outputs > 0 ? [rnn, dense] : [rnn] },
    },
  };
}

/**
 * With h = softplus(β y), or f(y): r = max(g, 0) h / β, so that gains and smoothness go into the weights from a neuron,
 * and β into those to it. `acting`: the recurrent weights that act.
 */
export function asLayers(shape: RateShape, parameters: RateParameters, acting: Float64Array): NamedWeights {
  const { neurons, inputs, outputs, activation } = shape,
    { input, readout, readoutBias, gain, bias, smoothness } = parameters;
  const beta = (i: number): number => (activation === 'softplus' ? smoothness[i] : 1),
    from = (j: number): number => Math.max(gain[j], 0) / beta(j);
  const filled = (rows: number, columns: number, of: (row: number, column: number) => number): Weight => ({
    type: 'float32',
    shape: [rows, columns],
    values: Float32Array.from({ length: rows * columns }, (_, at) => of(Math.floor(at / columns), at % columns)),
  });
  const vector = (length: number, of: (i: number) => number): Weight => ({
    type: 'float32',
    shape: [length],
    values: Float32Array.from({ length }, (_, i) => of(i)),
  });
  return new Map([
    ['recurrent/kernel', filled(inputs, neurons, (c, i) => beta(i) * input[i * inputs + c])],
    ['recurrent/recurrent_kernel', filled(neurons, neurons, (j, i) => beta(i) * acting[i * neurons + j] * from(j))],
    ['recurrent/bias', vector(neurons, (i) => beta(i) * bias[i])],
    ...(outputs > 0
      ? ([
          ['readout/kernel', filled(neurons, outputs, (j, k) => readout[k * neurons + j] * from(j))],
          ['readout/bias', vector(outputs, (k) => readoutBias[k])],
        ] as const)
      : []),
  ]);
}

interface Layered extends Pick<RateShape, 'neurons' | 'outputs' | 'activation'> {
  readonly rnn: Layer;
  readonly dense?: Layer;
}
/** @throws FormatError for other layers than a SimpleRNN and, behind it, a linear Dense */
export function layeredShape(topology: unknown): Layered {
  const [rnn, dense, ...others] = layersOf(topology).filter(({ kind }) => kind !== 'InputLayer');
  if (rnn?.kind !== 'SimpleRNN' || (dense && dense.kind !== 'Dense') || others.length > 0)
    throw new FormatError(
      'The model is no rate network: it must be a SimpleRNN and, if it has a readout, one Dense. Its layers are ' +
        `${[rnn, dense, ...others].flatMap((layer) => (layer ? [layer.kind] : [])).join(', ') || 'none'}.`,
    );
  if (rnn.config.go_backwards === true || rnn.config.stateful === true)
    throw new FormatError(
      `The layer ${rnn.name} is ${rnn.config.stateful === true ? '`stateful`' : '`go_backwards`'}, which no rate ` +
        'network is.',
    );
  if (dense && dense.config.activation !== undefined && dense.config.activation !== 'linear')
    throw new FormatError(
      `The layer ${dense.name} has the activation ${JSON.stringify(dense.config.activation)}; a readout is linear. ` +
        'Save the model without it.',
    );
  const activation = activationsOfKeras[textIn(rnn.config, 'activation', `layers.${rnn.name}`)];
  if (!activation)
    throw new FormatError(
      `The layer ${rnn.name} has the activation ${JSON.stringify(rnn.config.activation)}; there are ` +
        `${Object.keys(activationsOfKeras).join(', ')}.`,
    );
  const neurons = numberIn(rnn.config, 'units', `layers.${rnn.name}`, { least: 1, whole: true }),
    outputs = dense ? numberIn(dense.config, 'units', `layers.${dense.name}`, { least: 1, whole: true }) : 0;
  return { neurons, outputs, activation, rnn, ...(dense && { dense }) };
}

/** @throws FormatError for layers that are no rate network, and weights that do not fit them */
export function networkOfLayers(
  topology: unknown,
  weights: NamedWeights,
): { readonly shape: RateShape; readonly parameters: RateParameters } {
  const { neurons, outputs, activation, rnn, dense } = layeredShape(topology);
  const kernel = weightOf(weights, rnn, 'kernel', [undefined, neurons]),
    inputs = kernel.shape[0];
  const biasOf = (layer: Layer, length: number): Float64Array =>
    layer.config.use_bias === false
      ? new Float64Array(length)
      : Float64Array.from(weightOf(weights, layer, 'bias', [length]).values);
  return {
    shape: { neurons, inputs, outputs, activation },
    parameters: {
      recurrent: turned(weightOf(weights, rnn, 'recurrent_kernel', [neurons, neurons])),
      input: turned(kernel),
      readout: dense ? turned(weightOf(weights, dense, 'kernel', [neurons, outputs])) : new Float64Array(0),
      readoutBias: dense ? biasOf(dense, outputs) : new Float64Array(0),
      gain: new Float64Array(neurons).fill(1),
      bias: biasOf(rnn, neurons),
      smoothness: new Float64Array(neurons).fill(1),
      tau: new Float64Array(neurons).fill(1),
      firstState: new Float64Array(neurons),
    },
  };
}

interface Layer {
  readonly kind: string;
  readonly name: string;
  readonly config: Fields;
}
/** As Keras writes it, under `model_config`, or TensorFlow.js, at once; a Sequential is its layers, or holds them. */
function layersOf(topology: unknown): readonly Layer[] {
  const outer = fieldsOf(topology, 'modelTopology'),
    model = outer.model_config === undefined ? outer : fieldsOf(outer.model_config, 'modelTopology.model_config');
  const kind = textIn(model, 'class_name', 'modelTopology');
  if (kind !== 'Sequential')
    throw new FormatError(`The model is of the class ${kind}; a Sequential model can be read.`);
  const listed = Array.isArray(model.config)
    ? { layers: model.config }
    : fieldsOf(model.config, 'modelTopology.config');
  return listIn(listed, 'layers', 'modelTopology.config').map((layer, index) => {
    const place = `modelTopology.config.layers[${index}]`,
      fields = fieldsOf(layer, place),
      config = fieldsOf(fields.config, `${place}.config`);
    return { kind: textIn(fields, 'class_name', place), name: textIn(config, 'name', `${place}.config`), config };
  });
}
/** `layer/kernel`, or with the name of its cell between, as newer versions of Keras write it. */
function weightOf(
  weights: NamedWeights,
  { name }: Layer,
  kind: string,
  shape: readonly (number | undefined)[],
): Weight {
  const found = [...weights].find(([full]) => full.startsWith(`${name}/`) && full.endsWith(`/${kind}`))?.[1];
  if (!found) throw new FormatError(`The weights have no \`${name}/${kind}\`; save the model again.`);
  const fits =
    found.type === 'float32' &&
    found.shape.length === shape.length &&
    shape.every((size, i) => size === undefined || size === found.shape[i]);
  if (fits) return found;
  throw new FormatError(
    `The weight \`${name}/${kind}\` is ${found.type}, ${found.shape.join(' × ')}, and the layer's is float32, ` +
      `${shape.map((size) => size ?? 'any').join(' × ')}.`,
  );
}
function turned({ shape: [rows, columns], values }: Weight): Float64Array {
  return Float64Array.from(values, (_, at) => values[(at % rows) * columns + Math.floor(at / rows)]);
}
