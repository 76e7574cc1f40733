/**
 * Rate networks in the format of TensorFlow.js: `model.json` and the binary files that it names. A network in steps is
 * a layers model, a SimpleRNN and a Dense, that `tf.loadLayersModel` opens; what it is made of stands beside it. One in
 * continuous time, which no layer is, has its weights alone, for `tf.io.loadWeights`. All in single precision.
 */
import {
  actingWeights,
  partShapes,
  type RateParameters,
  type RatePart,
  rateParts,
  type RateShape,
} from '../engine/recurrent/index.ts';
import { FormatError } from './format-error.ts';
import { parseJson } from './json.ts';
import { activationsOfKeras, asLayers, layeredShape, layersTopology, networkOfLayers } from './tensorflow-layers.ts';
import { fieldsOf, numberIn, textIn } from './tensorflow-fields.ts';
import { filesNamed, type NamedWeights, packed, unpacked } from './tensorflow-weights.ts';
import { encodeText } from './text-bytes.ts';

export interface RateNetworkFile {
  readonly shape: RateShape;
  readonly parameters: RateParameters;
}

/** The name of the file that says what a network is, and names the others. */
export const modelFile = 'model.json';
/** What `model.json` says by itself; the number of inputs is not known of layers that another program wrote. */
export interface RateNetworkHeader extends Pick<RateShape, 'neurons' | 'outputs' | 'activation' | 'dt'> {
  readonly inputs?: number;
  /** The files beside it that hold the numbers of the network. */
  readonly files: readonly string[];
}

/** The files by their names. Numbers are rounded to single precision. */
export function tensorflowModel(shape: RateShape, parameters: RateParameters): Readonly<Record<string, Uint8Array>> {
  const whole = packed('parameters.bin', partsOf(shape, parameters));
  const { signs: _, mask: __, ...network } = shape;
  const said = { generatedBy: 'Anlage', convertedBy: null, userDefinedMetadata: { network } };
  const json = (model: unknown): Uint8Array => encodeText(`${JSON.stringify(model, null, 1)}\n`);
  if (shape.dt !== undefined)
    return {
      'model.json': json({ format: 'weights', ...said, weightsManifest: whole.manifest }),
      'parameters.bin': whole.bytes,
    };
  const layers = packed('weights.bin', asLayers(shape, parameters, actingWeights(shape, parameters.recurrent)));
  return {
    'model.json': json({
      format: 'layers-model',
      ...said,
      userDefinedMetadata: { network, parameters: whole.manifest },
      modelTopology: layersTopology(shape),
      weightsManifest: layers.manifest,
    }),
    'weights.bin': layers.bytes,
    'parameters.bin': whole.bytes,
  };
}

/**
 * Reads what `tensorflowModel` wrote, part by part; of another layers model a SimpleRNN, with or without a Dense, as a
 * network in steps. `read` gives the bytes of a file beside `model.json`, undefined where there is none.
 * @throws FormatError for a damaged file, and for a model that is no such network; it names the file or field
 */
export function readTensorflowModel(
  model: Uint8Array,
  read: (name: string) => Uint8Array | undefined,
): RateNetworkFile {
  const { userDefinedMetadata, modelTopology, weightsManifest } = fieldsOf(parseJson(model), 'model.json');
  if (typeof userDefinedMetadata === 'object' && userDefinedMetadata !== null && 'network' in userDefinedMetadata) {
    const { network, parameters } = fieldsOf(userDefinedMetadata, 'userDefinedMetadata');
    return networkOf(network, unpacked(parameters ?? weightsManifest, read));
  }
  if (modelTopology === undefined) throw noTopology();
  return networkOfLayers(modelTopology, unpacked(weightsManifest, read));
}

/** The same of `model.json` alone. @throws FormatError as `readTensorflowModel` does */
export function readTensorflowHeader(model: Uint8Array): RateNetworkHeader {
  const { userDefinedMetadata, modelTopology, weightsManifest } = fieldsOf(parseJson(model), 'model.json');
  if (typeof userDefinedMetadata === 'object' && userDefinedMetadata !== null && 'network' in userDefinedMetadata) {
    const { network, parameters } = fieldsOf(userDefinedMetadata, 'userDefinedMetadata');
    return { ...plainShapeOf(network), files: filesNamed(parameters ?? weightsManifest) };
  }
  if (modelTopology === undefined) throw noTopology();
  const { neurons, outputs, activation } = layeredShape(modelTopology);
  return { neurons, outputs, activation, files: filesNamed(weightsManifest) };
}
const noTopology = (): FormatError =>
  new FormatError('model.json has no `modelTopology`: it is no layers model. Save it by `model.save`.');

function partsOf(shape: RateShape, parameters: RateParameters): NamedWeights {
  const shapes = partShapes(shape),
    { neurons, signs, mask } = shape;
  const weights: NamedWeights = new Map(
    rateParts.map((part) => [
      part,
      { type: 'float32', shape: shapes[part], values: Float32Array.from(parameters[part]) },
    ]),
  );
  if (signs) weights.set('signs', { type: 'int32', shape: [neurons], values: Int32Array.from(signs) });
  if (mask) weights.set('mask', { type: 'bool', shape: [neurons, neurons], values: mask });
  return weights;
}

const place = 'userDefinedMetadata.network';
function plainShapeOf(said: unknown): Pick<RateShape, 'neurons' | 'inputs' | 'outputs' | 'activation' | 'dt'> {
  const fields = fieldsOf(said, place);
  const size = (name: string, least: number): number => numberIn(fields, name, place, { least, whole: true });
  return {
    neurons: size('neurons', 1),
    inputs: size('inputs', 0),
    outputs: size('outputs', 0),
    activation: activationNamed(fields.activation),
    ...(fields.dt !== undefined && { dt: numberIn(fields, 'dt', place, { above: 0 }) }),
  };
}
function networkOf(said: unknown, weights: NamedWeights): RateNetworkFile {
  const fields = fieldsOf(said, place);
  const plain = plainShapeOf(said),
    { neurons } = plain;
  const signs = weights.has('signs') ? numbersOf(weights, 'signs', [neurons]) : undefined,
    mask = weights.has('mask') ? numbersOf(weights, 'mask', [neurons, neurons]) : undefined;
  const shapes = partShapes(plain);
  const parameters = Object.fromEntries(
    rateParts.map((part) => [part, Float64Array.from(numbersOf(weights, part, shapes[part]))]),
  ) as Record<RatePart, Float64Array>;
  return {
    shape: {
      ...plain,
      ...(signs && { signs: Int8Array.from(signs) }),
      ...(mask && { mask: Uint8Array.from(mask) }),
      ...(fields.positive === true && { positive: true }),
      ...(fields.noise !== undefined && { noise: noiseOf(fields.noise, `${place}.noise`) }),
    },
    parameters,
  };
}
function activationNamed(name: unknown): RateShape['activation'] {
  const found = Object.values(activationsOfKeras).find((activation) => activation === name);
  if (found) return found;
  throw new FormatError(
    `The activation ${JSON.stringify(name)} is not known; there are ${Object.values(activationsOfKeras).join(', ')}.`,
  );
}
function noiseOf(said: unknown, place: string): NonNullable<RateShape['noise']> {
  const fields = fieldsOf(said, place),
    on = textIn(fields, 'on', place);
  if (on !== 'input' && on !== 'state')
    throw new FormatError(`\`${place}.on\` is ${JSON.stringify(on)}; it must be "input" or "state".`);
  return { on, deviation: numberIn(fields, 'deviation', place, { least: 0 }) };
}
/** @throws FormatError where the weight is missing, of another shape, or not finite */
function numbersOf(weights: NamedWeights, name: string, shape: readonly number[]): ArrayLike<number> {
  const found = weights.get(name);
  if (!found) throw new FormatError(`The weights have no \`${name}\`; write the model again.`);
  if (found.shape.join() !== shape.join())
    throw new FormatError(
      `The weight \`${name}\` is ${found.shape.join(' × ')}, and the network's is ${shape.join(' × ')}.`,
    );
  return found.values;
}
