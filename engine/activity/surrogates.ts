import { sincos, stream } from '../random/index.ts';
import type { Activity } from '../dynamics/activity.ts';
import { fourier } from './fourier.ts';
import { runsOf } from './activity-source.ts';

export interface Key {
  readonly seed: number;
  readonly stream: string;
}

/**
 * Every neuron shifted in time, round each run, by an offset of its own: at least `least` bins either way. Keeps what
 * each neuron does and how its activity correlates with itself in time; breaks what neurons share.
 * @throws RangeError where a run is too short for such a shift
 */
export function shifted(activity: Activity, key: Key, least = 1): Activity {
  const { neurons, frames } = activity;
  const draws = stream(key.seed, key.stream, 'shift'),
    values = new Float32Array(activity.values.length);
  for (const [from, to] of runsOf(activity)) {
    const length = to - from,
      choices = length - 2 * least + 1;
    if (choices < 1)
      throw new RangeError(
        `a run of ${length} bins cannot be shifted by at least ${least} of them either way; a minimum of ` +
          `${Math.floor(length / 2)} bins would do`,
      );
    for (let neuron = 0; neuron < neurons; neuron++)
      turn(activity.values, values, neuron * frames + from, length, least + draws.below(choices));
  }
  return { ...activity, values };
}

/** Copies `length` numbers from `at`, moved on by `offset`, the end following round to the beginning. */
function turn(from: Float32Array, to: Float32Array, at: number, length: number, offset: number): void {
  to.set(from.subarray(at, at + length - offset), at + offset);
  to.set(from.subarray(at + length - offset, at + length), at);
}

/**
 * Every neuron in every run with phases drawn anew: keeps its power spectrum (so its autocorrelation, mean and
 * variance) and breaks everything else. Theiler et al. 1992. f32, so the power spectrum is kept to about 1e-6 of its
 * largest value.
 */
export function phaseRandomised(activity: Activity, key: Key): Activity {
  const { neurons, frames } = activity,
    draws = stream(key.seed, key.stream, 'phase'),
    values = new Float32Array(activity.values.length);
  for (const [from, to] of runsOf(activity)) {
    const length = to - from,
      transform = fourier(length),
      re = new Float64Array(length),
      im = new Float64Array(length);
    for (let neuron = 0; neuron < neurons; neuron++) {
      const at = neuron * frames + from;
      re.set(activity.values.subarray(at, at + length));
      im.fill(0);
      transform(re, im);
      for (let k = 1; 2 * k < length; k++) {
        const [sine, cosine] = sincos(2 * Math.PI * draws.uniform()),
          real = re[k] * cosine - im[k] * sine,
          imaginary = re[k] * sine + im[k] * cosine;
        re[k] = re[length - k] = real;
        im[k] = imaginary;
        im[length - k] = -imaginary;
      }
      // The inverse: the transform of the conjugate, over the length (what comes out is real).
      for (let k = 0; k < length; k++) im[k] = -im[k];
      transform(re, im);
      for (let t = 0; t < length; t++) values[at + t] = re[t] / length;
    }
  }
  return { ...activity, values };
}
