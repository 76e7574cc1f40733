import type { ImageSet } from '../learning/index.ts';
import { stream } from '../random/index.ts';
import type { Sequences } from '../recurrent/index.ts';
import type { TrialTask } from './drawn-trials.ts';

/** How an image becomes a trial: its pixels in reading order, or in one that is drawn once, `width` of them a step. */
export interface RowByRow {
  /** Pixels a step: the length of a row; 1 for pixel by pixel. */
  readonly width: number;
  /** Key of the order of the pixels, the same for every image; reading order without it. */
  readonly permuted?: { readonly seed: number; readonly stream: string };
}

/**
 * Images (all, or those of `indices`) as trials, pixels / 255; the class is wanted at the last step.
 * @throws RangeError where the pixels do not make whole steps
 */
export function sequencesOfImages(
  images: ImageSet,
  { width, permuted }: RowByRow,
  indices: ArrayLike<number> = { length: images.count },
): Sequences {
  const { inputs: pixels, count } = images,
    steps = pixels / width,
    trials = indices.length;
  if (!Number.isInteger(steps)) throw new RangeError(doesNotDivide(pixels, width));
  const order = permuted && stream(permuted.seed, permuted.stream, 'order of pixels').permutation(pixels),
    inputs = new Float32Array(pixels * trials),
    classes = new Uint8Array(steps * trials),
    weights = new Float32Array(steps * trials);
  for (let trial = 0; trial < trials; trial++) {
    const image = indices[trial] ?? trial;
    if (!(image >= 0 && image < count)) throw new RangeError(`there is no image ${image} among ${count}`);
    for (let place = 0; place < pixels; place++)
      inputs[place * trials + trial] = images.pixels[image * pixels + (order?.[place] ?? place)] / 255;
    for (let step = 0; step < steps; step++) classes[step * trials + trial] = images.labels[image];
    weights[(steps - 1) * trials + trial] = 1;
  }
  return {
    trials,
    steps,
    inputs,
    wanted: { kind: 'classes', classes, weights, answers: new Uint32Array(trials).fill(steps - 1) },
  };
}

/**
 * Images of a set as trials, `width` pixels a step.
 * @throws RangeError where the pixels do not make whole steps
 */
export function rowByRow(task: {
  readonly set: string;
  readonly pixels: number;
  readonly classes: number;
  readonly width: number;
  readonly permuted: boolean;
  readonly trials?: number;
}): TrialTask {
  const { set, pixels, classes, width, permuted, trials } = task;
  const steps = pixels / width;
  if (!Number.isInteger(steps)) throw new RangeError(doesNotDivide(pixels, width));
  return {
    inputs: Array.from({ length: width }, (_, place) => `pixel ${place + 1}`),
    outputs: Array.from({ length: classes }, (_, label) => `${label}`),
    wanted: 'classes',
    steps,
    ...(trials !== undefined && { trials }),
    images: { set, width, permuted },
    draw(): never {
      throw new RangeError(`its trials are the images of ${set}`);
    },
  };
}
const doesNotDivide = (pixels: number, width: number): string =>
  `images of ${pixels} pixels do not divide into rows of ${width} pixels`;
