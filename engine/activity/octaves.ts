import { gammaBelow } from '../statistics/index.ts';
import { fourier } from './fourier.ts';

/** Periodogram ordinates: their frequencies (cycles a bin, above 0 and below ½) and powers. */
export interface Ordinates {
  readonly frequencies: Float64Array;
  readonly powers: Float64Array;
}

/** Of all runs, each at the frequencies of its own length, about its own mean. */
export function periodogram(runs: readonly ArrayLike<number>[]): Ordinates {
  const frequencies: number[] = [],
    powers: number[] = [];
  const transforms = new Map<number, ReturnType<typeof fourier>>();
  for (const run of runs) {
    const n = run.length,
      transform = transforms.get(n) ?? fourier(n),
      re = Float64Array.from(run),
      im = new Float64Array(n);
    transforms.set(n, transform);
    transform(re, im);
    for (let k = 1; 2 * k < n; k++) {
      frequencies.push(k / n);
      powers.push((re[k] ** 2 + im[k] ** 2) / n);
    }
  }
  return { frequencies: Float64Array.from(frequencies), powers: Float64Array.from(powers) };
}

/** Frequencies from `to` / 2 up to `to`, cycles a bin, and how many times what they should they hold. */
export interface Octave {
  readonly to: number;
  readonly times: number;
}

/** The spectrum of `memory`, events that last as m^k, and of `noise`, which lasts for no bin. */
export interface Spectrum {
  readonly memory: number;
  readonly noise: number;
  /** How much likelier the ordinates are with the memory than without: twice the difference of log likelihoods. */
  readonly gain: number;
  /** The octave that is least as it should be, where one is not. */
  readonly odd: Octave | undefined;
}
/**
 * The likeliest sum of both for a given m, of ordinates at frequencies above `slowest` (Whittle 1953; by scoring, with
 * neither part below 0).
 */
export function fittedSpectrum({ frequencies, powers }: Ordinates, m: number, slowest = 0): Spectrum {
  const used = Array.from(frequencies.keys()).filter((j) => frequencies[j] > slowest && powers[j] > 0);
  const shape = used.map((j) => (1 - m * m) / (1 - 2 * m * Math.cos(2 * Math.PI * frequencies[j]) + m * m)),
    power = used.map((j) => powers[j]),
    n = used.length;
  const flat = power.reduce((sum, each) => sum + each, 0) / n;
  let memory = flat / 2,
    noise = flat / 2;
  for (let round = 0; round < 60; round++) {
    let aa = 0,
      ab = 0,
      bb = 0,
      ya = 0,
      yb = 0;
    for (let j = 0; j < n; j++) {
      const weight = 1 / (memory * shape[j] + noise) ** 2;
      aa += weight * shape[j] * shape[j];
      ab += weight * shape[j];
      bb += weight;
      ya += weight * shape[j] * power[j];
      yb += weight * power[j];
    }
    const apart = aa * bb - ab * ab;
    let next = (ya * bb - yb * ab) / apart,
      rest = (yb * aa - ya * ab) / apart;
    if (!(next > 0)) [next, rest] = [0, yb / bb];
    if (!(rest > 0)) [next, rest] = [ya / aa, 1e-9 * flat];
    const moved = Math.abs(next - memory) + Math.abs(rest - noise);
    memory = (memory + next) / 2;
    noise = (noise + rest) / 2;
    if (moved < 1e-7 * flat) break;
  }
  let cost = 0;
  const ratios = Float64Array.from(power, (each, j) => {
    const expected = memory * shape[j] + noise;
    cost += Math.log(expected) + each / expected;
    return each / expected;
  });
  return {
    memory,
    noise,
    gain: 2 * (n * (Math.log(flat) + 1) - cost),
    odd: oddest(
      Float64Array.from(used, (j) => frequencies[j]),
      ratios,
    ),
  };
}

/** Octaves that hold so many times too much or too little are told. */
const factor = 2.5;
/** Of the sums of all octaves, of exponential numbers, chance makes one as odd in 1 of 1000 recordings. */
const chance = 1e-3;
/** `ratios` to the spectrum: independent exponential numbers of mean 1 where it is right, so that sums are of gamma. */
function oddest(frequencies: Float64Array, ratios: Float64Array): Octave | undefined {
  const octaves = new Map<number, { count: number; sum: number }>();
  frequencies.forEach((frequency, j) => {
    const at = Math.ceil(Math.log2(frequency) - 1e-9),
      octave = octaves.get(at) ?? { count: 0, sum: 0 };
    octave.count++;
    octave.sum += ratios[j];
    octaves.set(at, octave);
  });
  let odd: (Octave & { readonly p: number }) | undefined;
  for (const [at, { count, sum }] of octaves) {
    const below = gammaBelow(count, sum),
      p = 2 * Math.min(below, 1 - below) * octaves.size,
      times = sum / count;
    if (p < Math.min(chance, odd?.p ?? 1) && (times > factor || times < 1 / factor)) odd = { to: 2 ** at, times, p };
  }
  return odd;
}
