/** A weights manifest of TensorFlow.js: which arrays stand one after the other in which binary files. */
import { FormatError } from './format-error.ts';
import { fieldsOf, listIn, numberIn, textIn } from './tensorflow-fields.ts';

const types = {
  float32: { width: 4, of: (bytes: Uint8Array) => new Float32Array(whole(bytes)) },
  int32: { width: 4, of: (bytes: Uint8Array) => new Int32Array(whole(bytes)) },
  bool: { width: 1, of: (bytes: Uint8Array) => new Uint8Array(bytes) },
} as const;
type WeightType = keyof typeof types;
/** A copy of its own: the bytes may be part of a larger buffer, at any offset. */
const whole = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

export interface Weight {
  readonly type: WeightType;
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array | Uint8Array;
}
export type NamedWeights = Map<string, Weight>;
export type WeightsManifest = readonly {
  readonly paths: readonly string[];
  readonly weights: readonly { readonly name: string; readonly shape: readonly number[]; readonly dtype: string }[];
}[];

/** All in one file. TensorFlow.js takes little-endian numbers, as every machine that Anlage runs on has them. */
export function packed(
  path: string,
  weights: NamedWeights,
): { readonly manifest: WeightsManifest; readonly bytes: Uint8Array } {
  const parts = [...weights.values()].map(
    ({ values }) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  );
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  const specs = [...weights].map(([name, { type, shape }]) => ({ name, shape, dtype: type }));
  return { manifest: [{ paths: [path], weights: specs }], bytes };
}

/** @throws FormatError for a manifest that is none, and names of files elsewhere than beside it */
export function filesNamed(manifest: unknown): readonly string[] {
  return groupsIn(manifest).flatMap((group, index) => pathsOf(group, `weightsManifest[${index}]`));
}
function groupsIn(manifest: unknown): readonly unknown[] {
  if (Array.isArray(manifest)) return manifest;
  throw new FormatError('model.json has no `weightsManifest`: nothing says where its weights stand.');
}
const pathsOf = (group: unknown, place: string): readonly string[] =>
  listIn(fieldsOf(group, place), 'paths', place).map((path) => {
    if (typeof path !== 'string')
      throw new FormatError(`\`${place}.paths\` holds something that is no name of a file.`);
    if (/[/\\]|^\.*$/.test(path))
      throw new FormatError(
        `\`${place}.paths\` names ${JSON.stringify(path)}: weights stand beside model.json, in files without a folder.`,
      );
    return path;
  });

/** @throws FormatError for a manifest that is none, a file that is missing or too short or long, and other numbers */
export function unpacked(manifest: unknown, read: (path: string) => Uint8Array | undefined): NamedWeights {
  const weights: NamedWeights = new Map();
  groupsIn(manifest).forEach((group, index) => {
    const place = `weightsManifest[${index}]`,
      fields = fieldsOf(group, place);
    const paths = pathsOf(group, place);
    const bytes = joined(paths, read);
    let at = 0;
    listIn(fields, 'weights', place).forEach((spec, number) => {
      const { name, type, shape } = specOf(spec, `${place}.weights[${number}]`);
      const end = at + shape.reduce((product, size) => product * size, 1) * types[type].width;
      if (!(end <= bytes.length))
        throw new FormatError(
          `${paths.join(' and ')} end${paths.length === 1 ? 's' : ''} within the weight \`${name}\`: ${bytes.length} ` +
            `bytes are there, and it ends at ${end}. The file is cut short; write or fetch it again.`,
          { offset: at },
        );
      const values = types[type].of(bytes.subarray(at, end));
      const wrong = values.findIndex((value) => !Number.isFinite(value));
      if (wrong >= 0)
        throw new FormatError(`Number ${wrong + 1} of the weight \`${name}\` is ${values[wrong]}.`, {
          offset: at + wrong * types[type].width,
        });
      weights.set(name, { type, shape, values });
      at = end;
    });
    if (at !== bytes.length)
      throw new FormatError(
        `${paths.join(' and ')} hold${paths.length === 1 ? 's' : ''} ${bytes.length} bytes, and the manifest names ` +
          `${at}: model.json and its weights do not belong together.`,
        { offset: at },
      );
  });
  return weights;
}
function joined(paths: readonly string[], read: (path: string) => Uint8Array | undefined): Uint8Array {
  const parts = paths.map((path) => {
    const bytes = read(path);
    if (bytes) return bytes;
    throw new FormatError(`The file ${path}, which model.json names, is missing: put it beside model.json.`);
  });
  if (parts.length === 1) return parts[0];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
function specOf(spec: unknown, place: string): { name: string; type: WeightType; shape: readonly number[] } {
  const fields = fieldsOf(spec, place);
  const name = textIn(fields, 'name', place),
    type = textIn(fields, 'dtype', place);
  if (!Object.hasOwn(types, type))
    throw new FormatError(
      `The weight \`${name}\` is of the type ${type}; float32, int32 and bool can be read. Save it in one of these.`,
    );
  if (fields.quantization !== undefined)
    throw new FormatError(`The weight \`${name}\` is quantised, which cannot be read: save the model unquantised.`);
  const sizes = listIn(fields, 'shape', place);
  const shape = sizes.map((size, at) =>
    numberIn({ [at]: size }, String(at), `${place}.shape`, { least: 0, whole: true }),
  );
  return { name, type: type as WeightType, shape };
}
