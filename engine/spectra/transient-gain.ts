import { isSymmetric, type Matrix } from '../connectivity/index.ts';
import type { KernelBackend } from '../kernels/index.ts';
import { type Flow, flowOf } from './flow.ts';

/** The largest ‖exp((W − 1) t)‖² at one time, in time constants. */
interface Gain {
  readonly time: number;
  readonly gain: number;
}
/** Times looked at in each octave of time. */
const perOctave = 16;
/** Time constants that are gone through whatever the gain does. */
const least = 16;
/** Of the peak: a parabola that lies no farther above its middle point is believed. */
const near = 1e-3;

/**
 * How far activity can grow on its way to rest: the largest ‖exp((W − 1) t)‖² over time (Trefethen & Embree 2005, §
 * 14), the best start chosen; 1 where nothing grows. `largest`: the largest real part of an eigenvalue of W. Sixteen
 * times in each octave from 1/‖W − 1‖ on until it has fallen to a quarter of its peak, 16 time constants and four of
 * the slowest mode at least; more about each peak, which is found to half a per cent. A product of n³ for each octave,
 * f32.
 * @throws RangeError where activity never comes to rest
 */
export function transientGain(
  matrix: Matrix,
  largest: number,
  backend: Pick<KernelBackend, 'multiplier' | 'algebra'>,
): number {
  if (isSymmetric(matrix) && largest <= 1) return 1;
  if (largest >= 1)
    throw new RangeError(
      `the largest real part of an eigenvalue is ${Number(largest.toPrecision(4))}: activity grows for ever, and has ` +
        'no largest gain on its way to rest',
    );
  const flow = flowOf(matrix, backend);
  try {
    return highest(flow, Math.max(least, 4 / (1 - largest)));
  } finally {
    flow.release();
  }
}

function highest(flow: Flow, enough: number): number {
  const course: Gain[] = [{ time: 0, gain: 1 }];
  const add = (times: readonly number[]): void => {
    course.push(...flow.stretches(times).map((stretch, at) => ({ time: times[at], gain: stretch ** 2 })));
    course.sort((a, b) => a.time - b.time);
  };
  for (let unit = flow.first, from = 1; ; unit *= 2, from = perOctave) {
    const before = course.length;
    add(Array.from({ length: 2 * perOctave - from }, (_, at) => (from + at) * unit));
    for (let halvings = 0; halvings < finest; halvings++) {
      const between = peaksAt(course, Math.max(1, before - 1)).flatMap((peak) =>
        [course[peak - 1], course[peak + 1]].map(({ time }) => (time + course[peak].time) / 2),
      );
      if (between.length === 0) break;
      add([...new Set(between)]);
    }
    const peak = Math.max(...course.map(({ gain }) => gain)),
      last = course[course.length - 1];
    if (last.time >= enough && (last.gain < peak / 4 || peak === 1)) break;
    flow.next();
  }
  return Math.max(...course.map((_, at) => vertex(course, at)));
}
/** How often the steps about a peak are halved. */
const finest = 3;

/** Peaks from a place on whose parabola may lie above all that is found, and farther above its middle than is near. */
function peaksAt(course: readonly Gain[], from: number): readonly number[] {
  const best = Math.max(...course.map(({ gain }) => gain));
  return course.flatMap((_, at) => {
    if (at < from || at >= course.length - 1) return [];
    const [before, here, after] = course.slice(at - 1, at + 2).map(({ gain }) => Math.log(gain));
    if (here < before || here < after) return [];
    const rise = Math.max(here - before, here - after),
      above = Math.log(vertex(course, at)) - here;
    return above > near && here + rise > Math.log(best) ? [at] : [];
  });
}
/** The largest gain of the parabola of log gain through a peak and its neighbours; elsewhere the gain there. */
function vertex(course: readonly Gain[], at: number): number {
  const here = course[at];
  if (at === 0 || at === course.length - 1) return here.gain;
  const [before, after] = [course[at - 1], course[at + 1]];
  if (here.gain < before.gain || here.gain < after.gain) return here.gain;
  const [fall, rise] = [before, after].map(({ time, gain }) => Math.log(gain / here.gain) / (time - here.time)),
    bend = (rise - fall) / (after.time - before.time),
    tilt = fall - bend * (before.time - here.time);
  return bend < 0 ? here.gain * Math.exp(-(tilt * tilt) / (4 * bend)) : here.gain;
}
