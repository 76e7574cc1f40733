import { type Recorded, runsOf, scalingOf, sourceOf, stretches } from '../activity/activity-source.ts';
import type { Stream } from '../random/index.ts';

/** One neuron's activity, each run by itself. */
export type Course = readonly Float64Array[];

/**
 * The activity of each neuron, or of some, by run, minus its mean, and which of them change by more than rounding.
 * @throws RangeError where it would not fit into memory
 */
export function coursesOf(
  recorded: Recorded,
  which?: readonly number[],
): { readonly courses: readonly Course[]; readonly changes: readonly boolean[] } {
  const source = sourceOf(recorded),
    wanted = which ?? Array.from({ length: source.neurons }, (_, neuron) => neuron);
  if (wanted.length * source.frames > 2 ** 28)
    throw new RangeError(
      `${wanted.length} neurons in ${source.frames} bins are too many values to hold at once: take fewer ` +
        `neurons or wider bins`,
    );
  const { mean, inverse } = scalingOf(source),
    runs = runsOf(source);
  const courses = wanted.map(() => runs.map(([start, end]) => new Float64Array(end - start)));
  runs.forEach(([start, end], run) => {
    for (const [from, to] of stretches(source.neurons, start, end)) {
      const values = source.read(from, to),
        width = to - from;
      wanted.forEach((neuron, i) => {
        const course = courses[i][run];
        for (let t = 0; t < width; t++) course[from - start + t] = values[neuron * width + t] - mean[neuron];
      });
    }
  });
  return { courses, changes: wanted.map((neuron) => inverse[neuron] > 0) };
}

/** Σ x(i + t) y(j + t) over so many t, in four sums: each waits for itself alone. */
function dot(x: Float64Array, i: number, y: Float64Array, j: number, count: number): number {
  let a = 0,
    b = 0,
    c = 0,
    d = 0,
    t = 0;
  for (; t + 3 < count; t += 4) {
    a += x[i + t] * y[j + t];
    b += x[i + t + 1] * y[j + t + 1];
    c += x[i + t + 2] * y[j + t + 2];
    d += x[i + t + 3] * y[j + t + 3];
  }
  for (; t < count; t++) a += x[i + t] * y[j + t];
  return a + b + (c + d);
}

/** Σ a(t) b(t − lag) over the bins of all runs, over their number; `turn` moves b on in each run, its end first. */
export function lagged(a: Course, b: Course, lag: number, turn: ArrayLike<number> | undefined = undefined): number {
  let sum = 0,
    n = 0;
  for (let run = 0; run < a.length; run++) {
    const x = a[run],
      y = b[run],
      length = x.length;
    n += length;
    if (turn === undefined) {
      sum += dot(x, Math.max(0, lag), y, Math.max(0, -lag), length - Math.abs(lag));
      continue;
    }
    const offset = (((lag + turn[run]) % length) + length) % length;
    sum += dot(x, 0, y, length - offset, offset) + dot(x, offset, y, 0, length - offset);
  }
  return sum / n;
}

/**
 * The autocorrelation time of a course in bins: a lag at which its autocorrelation falls below 1/e, found between two
 * that double; at most a tenth of the longest run.
 */
export function autocorrelationTime(course: Course): number {
  const level = lagged(course, course, 0) / Math.E,
    longest = Math.max(1, Math.floor(Math.max(...course.map(({ length }) => length)) / 10));
  const isAbove = (lag: number): boolean => lagged(course, course, lag) >= level;
  let above = 0,
    below = 1;
  while (below < longest && isAbove(below)) [above, below] = [below, 2 * below];
  while (below - above > 1) {
    const middle = (above + below) >> 1;
    if (isAbove(middle)) above = middle;
    else below = middle;
  }
  return Math.min(below, longest);
}

/** An offset for each run, at least so many bins either way. @throws RangeError where a run is too short for it */
export function turnOf(course: Course, least: number, draws: Stream): Int32Array {
  return Int32Array.from(course, ({ length }) => {
    const choices = length - 2 * least + 1;
    if (choices < 20)
      throw new RangeError(
        `a run of ${length} bins is too short to be turned by more than its autocorrelation time (${least} bins ` +
          'either way), and what is stored or sent cannot be told from chance: record for longer',
      );
    return least + draws.below(choices);
  });
}
