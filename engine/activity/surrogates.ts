import { sincos, type Stream, stream } from '../random/index.ts';
import type { Activity } from '../dynamics/activity.ts';
import { fourier } from './fourier.ts';
import { runsOf } from './activity-source.ts';

export interface Key {
  readonly seed: number;
  readonly stream: string;
}

/**
 * Every neuron shifted in time, round each run, by an offset of its own: at least `least` bins either way, and at least
 * `apart` from that of every other neuron. Keeps what each neuron does and how its activity correlates with itself in
 * time; breaks what neurons share. Neurons that share a signal follow each other where their offsets differ by less
 * than it lasts.
 * @throws RangeError where a run is too short for such shifts
 */
export function shifted(activity: Activity, key: Key, least = 1, apart = 0): Activity {
  const { neurons, frames } = activity;
  const draws = stream(key.seed, key.stream, 'shift'),
    values = new Float32Array(activity.values.length);
  for (const [from, to] of runsOf(activity)) {
    const length = to - from;
    if (length - 2 * least + 1 < 1)
      throw new RangeError(
        `a run of ${length} bins cannot be shifted by at least ${least} of them either way; a minimum of ` +
          `${Math.floor(length / 2)} bins would do`,
      );
    const offsets = apart > 0 ? offsetsApart(neurons, length, least, apart, draws) : undefined;
    for (let neuron = 0; neuron < neurons; neuron++) {
      const offset = offsets?.[neuron] ?? least + draws.below(length - 2 * least + 1);
      turn(activity.values, values, neuron * frames + from, length, offset);
    }
  }
  return { ...activity, values };
}
/** Any such offsets are as likely as any others: of the room between them each takes what is drawn before it. */
function offsetsApart(neurons: number, length: number, least: number, apart: number, draws: Stream): number[] {
  const first = Math.max(least, Math.ceil(apart / 2)),
    room = length - 2 * first - (neurons - 1) * apart + 1;
  if (room < 1)
    throw new RangeError(
      `a run of ${length} bins has no room for ${neurons} neurons that are shifted by ${apart} bins from each other; ` +
        `${Math.floor((length - 2 * least) / neurons)} bins would do, or fewer neurons`,
    );
  const taken = Array.from({ length: neurons }, () => draws.below(room)).sort((a, b) => a - b);
  return Array.from(draws.permutation(neurons), (place) => first + taken[place] + place * apart);
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
