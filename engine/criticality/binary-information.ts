import type { Course } from './shifts.ts';

/** Whether a neuron is active in each bin, by run. */
export type Bits = readonly Uint8Array[];

/**
 * Above its median, or at it as well where that parts the bins more evenly: a neuron that is mostly silent is active
 * where it has any events.
 */
export function binaryOf(course: Course): Bits {
  const all = new Float64Array(course.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const run of course) {
    all.set(run, at);
    at += run.length;
  }
  const level = all.sort()[(all.length - 1) >> 1],
    below = all.findIndex((value) => value >= level),
    above = all.length - 1 - all.findLastIndex((value) => value <= level);
  return course.map((run) =>
    Uint8Array.from(run, above >= below ? (value) => (value > level ? 1 : 0) : (value) => (value >= level ? 1 : 0)),
  );
}

/**
 * I(target(t); past of source | own past of target) from frequencies, bits; `own` and `past` bins, at most 10 each.
 * `turn` moves the source on in each run, its end first.
 */
export function binaryTransfer(
  target: Bits,
  source: Bits,
  own: number,
  past: number,
  turn?: ArrayLike<number>,
): number {
  if (own + past > 20 || past < 1)
    throw new RangeError(`a history of ${own} and ${past} bins: frequencies of at most 20 bins in all can be counted`);
  const counts = new Float64Array(2 ** (own + past + 1));
  const ownMask = 2 ** own - 1,
    pastMask = 2 ** past - 1,
    first = Math.max(own, past);
  target.forEach((bits, run) => {
    const sender = source[run],
      length = bits.length,
      offset = turn === undefined ? 0 : turn[run] % length;
    let history = 0,
      sent = 0,
      from = (length - offset) % length;
    for (let t = 0; t < length; t++) {
      if (t >= first) counts[(((history << past) | sent) << 1) | bits[t]]++;
      history = ((history << 1) | bits[t]) & ownMask;
      sent = ((sent << 1) | sender[from]) & pastMask;
      if (++from === length) from = 0;
    }
  });
  const all = counts.reduce((sum, count) => sum + count, 0),
    ownNext = new Float64Array(2 ** (own + 1));
  for (let at = 0; at < counts.length; at++) ownNext[((at >> (past + 1)) << 1) | (at & 1)] += counts[at];
  // Σ p(next, past, own) log₂ p(next | past, own)/p(next | own)
  let bitsFound = 0;
  for (let at = 0; at < counts.length; at++) {
    if (counts[at] === 0) continue;
    const given = counts[at] / (counts[at] + counts[at ^ 1]),
      place = ((at >> (past + 1)) << 1) | (at & 1),
      alone = ownNext[place] / (ownNext[place] + ownNext[place ^ 1]);
    bitsFound += counts[at] * Math.log2(given / alone);
  }
  return bitsFound / all;
}
