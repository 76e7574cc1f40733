import { lowest } from '../activity/minimum.ts';
import { stream } from '../random/index.ts';
import type { Avalanches } from './avalanches.ts';
import { TooFewSizes } from './avalanche-exponent.ts';

/** The mean course of avalanches of one duration, at 0 .. 1 of it. */
export interface Shape {
  readonly duration: number;
  readonly n: number;
  readonly values: Float64Array;
}
export interface Collapse {
  /** s(t, T) = T^(γ − 1) F(t/T): the γ at which the shapes differ least. */
  readonly gamma: number;
  /** Its standard deviation over redraws of the avalanches of each duration. */
  readonly error: number;
  /** Variance between the shapes over the square of the range of their mean, at that γ. */
  readonly spread: number;
  readonly shapes: readonly Shape[];
}
/** Points of a shape. */
const points = 40;
/** Shorter ones have no shape. */
const shortest = 4;
/** Fewer avalanches of a duration have no mean course. */
const fewestOfDuration = 10;

/** Shape collapse: Marshall et al. (2016). @throws TooFewSizes */
export function shapeCollapse(
  found: Avalanches,
  key: { readonly seed: number; readonly stream: string },
  redraws = 50,
): Collapse {
  const { population, durations, starts, inRun, level } = found;
  const members = new Map<number, number[]>();
  durations.forEach((duration, i) => {
    if (duration < shortest) return;
    const list = members.get(duration);
    if (list) list.push(i);
    else members.set(duration, [i]);
  });
  const able = [...members].filter(([, list]) => list.length >= fewestOfDuration).sort(([a], [b]) => a - b);
  if (able.length < 3)
    throw new TooFewSizes(
      `${able.length} durations of at least ${shortest} bins have ${fewestOfDuration} avalanches or more: ` +
        `shapes of at ` +
        `least 3 durations are held against each other`,
    );
  const courseOf = (i: number): Float64Array => {
    const run = population.runs[inRun[i]];
    return Float64Array.from({ length: durations[i] }, (_, t) => run[starts[i] + t] - level);
  };
  const courses = able.map(([duration, list]) => ({ duration, courses: list.map(courseOf) }));
  const shapesBy = (choose: (n: number) => ArrayLike<number>): Shape[] =>
    courses.map(({ duration, courses: each }) => {
      const sum = new Float64Array(duration),
        chosen = choose(each.length);
      for (let i = 0; i < each.length; i++)
        for (let t = 0; t < duration; t++) sum[t] += each[chosen[i]][t] / each.length;
      return { duration, n: each.length, values: stretched(sum) };
    });
  const shapes = shapesBy((n) => Int32Array.from({ length: n }, (_, i) => i)),
    { gamma, spread } = collapsed(shapes);
  const draws = stream(key.seed, key.stream, 'shapes');
  const again = Array.from(
    { length: redraws },
    () => collapsed(shapesBy((n) => Int32Array.from({ length: n }, () => draws.below(n)))).gamma,
  );
  const centre = again.reduce((sum, each) => sum + each, 0) / redraws;
  return {
    gamma,
    spread,
    shapes,
    error: Math.sqrt(again.reduce((sum, each) => sum + (each - centre) ** 2, 0) / (redraws - 1)),
  };
}

/** At `points` places from the middle of the first bin to that of the last, linearly between. */
function stretched(course: Float64Array): Float64Array {
  return Float64Array.from({ length: points }, (_, i) => {
    const place = (i / (points - 1)) * (course.length - 1),
      below = Math.floor(place),
      above = Math.min(course.length - 1, below + 1);
    return course[below] + (place - below) * (course[above] - course[below]);
  });
}

function collapsed(shapes: readonly Shape[]): { readonly gamma: number; readonly spread: number } {
  const spreadAt = (gamma: number): number => {
    const scales = shapes.map(({ duration }) => duration ** (1 - gamma));
    let variance = 0,
      least = Infinity,
      most = -Infinity;
    for (let i = 0; i < points; i++) {
      let sum = 0,
        square = 0;
      shapes.forEach(({ values }, k) => {
        const value = values[i] * scales[k];
        sum += value;
        square += value * value;
      });
      const mean = sum / shapes.length;
      variance += square / shapes.length - mean * mean;
      least = Math.min(least, mean);
      most = Math.max(most, mean);
    }
    return variance / points / (most - least) ** 2;
  };
  const gamma = lowest(spreadAt, 0.5, 4);
  return { gamma, spread: spreadAt(gamma) };
}
