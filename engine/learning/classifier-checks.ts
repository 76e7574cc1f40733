import type { ClassifierShape, ImageSet, Normalisation, Parameters } from './classifier.ts';
import { checkOptimiser } from './update-rules.ts';

/** Every backend makes the same demands, and says the same when they are not met. */
export function checkShape(shape: ClassifierShape): void {
  for (const [name, least] of [
    ['inputs', 1],
    ['hidden', 0],
    ['outputs', 1],
    ['batch', 1],
  ] as const) {
    if (!Number.isInteger(shape[name]) || shape[name] < least)
      throw new RangeError(`${name} must be a whole number from ${least}, not ${shape[name]}`);
  }
  if (shape.hidden > 0 && !shape.input) throw new Error('a network with hidden units needs `input`');
  if (shape.hidden === 0 && (shape.input || shape.recurrent))
    throw new Error('a network without hidden units has neither `input` nor `recurrent`');
  if (shape.recurrent && !(Number.isInteger(shape.recurrent.steps) && shape.recurrent.steps >= 1))
    throw new RangeError(`steps of the recurrent layer must be a whole number from 1, not ${shape.recurrent.steps}`);
  checkOptimiser(shape.optimiser);
}

export function checkParameters(shape: ClassifierShape, parameters: Parameters): void {
  const { inputs, hidden, outputs } = shape;
  const sizes: Record<keyof Parameters, number | undefined> = {
    A: hidden ? hidden * inputs : undefined,
    a: shape.input?.biased ? hidden : undefined,
    W: shape.recurrent ? hidden * hidden : undefined,
    b: shape.recurrent?.biased ? hidden : undefined,
    R: outputs * (hidden || inputs),
    r: shape.readout.biased ? outputs : undefined,
  };
  for (const name of Object.keys(sizes) as (keyof Parameters)[]) {
    if (parameters[name]?.length !== sizes[name])
      throw new Error(
        `parameter ${name} must have ${sizes[name] ?? 'no'} numbers, not ${parameters[name]?.length ?? 'none'}`,
      );
  }
}

export function checkImages(set: ImageSet, { mean, deviation }: Normalisation): void {
  if (set.pixels.length !== set.count * set.inputs || set.labels.length !== set.count) {
    throw new Error(
      `${set.count} images of ${set.inputs} pixels need ${set.count * set.inputs} bytes and ${set.count} ` +
        `labels; there are ${set.pixels.length} and ${set.labels.length}`,
    );
  }
  if (set.count === 0) throw new Error('the image set is empty');
  if (mean.length === 0 || mean.length !== deviation.length || set.inputs % mean.length)
    throw new Error(
      `${mean.length} means and ${deviation.length} deviations do not fit images of ${set.inputs} pixels`,
    );
  if (!deviation.every((value) => value > 0)) throw new RangeError('a deviation to normalise by must be positive');
  const wrong = set.labels.findIndex((label) => label >= set.classes);
  if (wrong >= 0)
    throw new RangeError(
      `image ${wrong} has label ${set.labels[wrong]}, but there are ${set.classes} classes (0 .. ${set.classes - 1})`,
    );
}

export function checkFit(shape: ClassifierShape, set: ImageSet): void {
  if (set.inputs !== shape.inputs || set.classes > shape.outputs)
    throw new Error(
      `the images have ${set.inputs} pixels and ${set.classes} classes, the network ${shape.inputs} inputs ` +
        `and ${shape.outputs} outputs`,
    );
}

/** `most`: images that may be named at a time. */
export function checkIndices(indices: Int32Array, most: number, count: number): void {
  if (indices.length < 1 || indices.length > most)
    throw new RangeError(
      `a minibatch has ${Number.isFinite(most) ? `1 to ${most} images` : 'images'}, not ${indices.length}`,
    );
  for (const index of indices)
    if (!(index >= 0 && index < count)) throw new RangeError(`there is no image ${index}; the set has ${count}`);
}
