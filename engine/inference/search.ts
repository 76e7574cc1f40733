/**
 * Best-Fit Extension (Lähdesmäki, Shmulevich & Yli-Harja 2003): for a target, the regulators and the Boolean function
 * of them that contradict the fewest pairs. For given regulators the best function takes the majority value of each
 * pattern, so the errors of a set are Σ min(n₀, n₁) over its patterns. Counts of patterns come by inclusion and
 * exclusion from counts of ANDs, and those of smaller sets are kept: a set costs one pass over the bits.
 */
import { type BitRows, shared } from './bits.ts';

export interface Found {
  /** Pairs contradicted by the best function. */
  readonly errors: number;
  /** Sets of the fewest regulators with that many errors, in lexicographic order: the first `listed`. */
  readonly sets: readonly (readonly number[])[];
  readonly count: number;
  /** Per candidate: the fewest errors of any set that holds it. */
  readonly withCandidate: Int32Array;
}
export interface Search {
  /** Candidates × pairs. */
  readonly candidates: BitRows;
  /** Targets × pairs: the first is the one asked about; of the others only the fewest errors are found. */
  readonly targets: BitRows;
  /** The most regulators. */
  readonly most: number;
  readonly listed: number;
}

/**
 * Yields now and then how many words it has compared; returns what it found for the first target, and the fewest errors
 * of each target.
 */
export function* bestFit({
  candidates,
  targets,
  most,
  listed,
}: Search): Generator<number, { readonly found: Found; readonly errors: Int32Array }> {
  const { words, count } = candidates;
  const n = candidates.rows.length / words,
    targetCount = targets.rows.length / words,
    depth = Math.min(most, n);
  const choose = binomials(n, depth);
  const ofTargets = Int32Array.from({ length: targetCount }, (_, target) =>
    shared(targets.rows, target * words, targets.rows, target * words, words),
  );
  const ons: Int32Array[] = [Int32Array.of(count)],
    both: Int32Array[] = [ofTargets];
  const errors = ofTargets.map((on) => Math.min(on, count - on));
  const withCandidate = new Int32Array(n).fill(errors[0]);
  let fewest = errors[0],
    sets: (readonly number[])[] = [[]],
    found = 1,
    work = 0;
  const joint = new Int32Array(words),
    chosen = new Int32Array(depth);
  for (let size = 1; size <= depth; size++) {
    const isLast = size === depth;
    ons.push(new Int32Array(isLast ? 0 : choose[size][n]));
    both.push(new Int32Array(isLast ? 0 : choose[size][n] * targetCount));
    const patterns = 1 << size,
      full = patterns - 1;
    const ranks = new Int32Array(patterns),
      base = new Int32Array(patterns),
      cardinality = Int32Array.from({ length: patterns }, (_, mask) => bitCount(mask)),
      ofPattern = new Int32Array(patterns),
      onInPattern = new Int32Array(patterns);
    const best = errors.slice();
    let bestSets: (readonly number[])[] = [],
      bestFound = 0,
      bestOfFirst = fewest;
    /** Every set of this size that begins with `chosen`, all but its last member. */
    const complete = (): void => {
      for (let last = size > 1 ? chosen[size - 2] + 1 : 0; last < n; last++) {
        chosen[size - 1] = last;
        for (let w = 0; w < words; w++) joint[w] = prefix[w] & candidates.rows[last * words + w];
        for (let mask = 0; mask < patterns; mask++) {
          let rank = 0;
          for (let i = 0, taken = 0; i < size; i++) if (mask & (1 << i)) rank += choose[++taken][chosen[i]];
          ranks[mask] = rank;
        }
        const on = shared(joint, 0, joint, 0, words);
        if (!isLast) ons[size][ranks[full]] = on;
        for (let mask = 0; mask < full; mask++) ofPattern[mask] = ons[cardinality[mask]][ranks[mask]];
        ofPattern[full] = on;
        exclude(ofPattern, size);
        for (let mask = 0; mask < patterns; mask++) base[mask] = ranks[mask] * targetCount;
        for (let target = 0; target < targetCount; target++) {
          const together = shared(joint, 0, targets.rows, target * words, words);
          if (!isLast) both[size][base[full] + target] = together;
          let wrong = 0;
          if (size === 2)
            wrong = wrongOfTwo(
              ofPattern,
              ofTargets[target],
              both[1][base[1] + target],
              both[1][base[2] + target],
              together,
            );
          else if (size === 3)
            wrong = wrongOfThree(
              ofPattern,
              ofTargets[target],
              both[1][base[1] + target],
              both[1][base[2] + target],
              both[2][base[3] + target],
              both[1][base[4] + target],
              both[2][base[5] + target],
              both[2][base[6] + target],
              together,
            );
          else {
            for (let mask = 0; mask < full; mask++) onInPattern[mask] = both[cardinality[mask]][base[mask] + target];
            onInPattern[full] = together;
            exclude(onInPattern, size);
            for (let mask = 0; mask < patterns; mask++) wrong += fewer(onInPattern[mask], ofPattern[mask]);
          }
          if (wrong < best[target]) best[target] = wrong;
          if (target > 0) continue;
          for (let i = 0; i < size; i++) if (wrong < withCandidate[chosen[i]]) withCandidate[chosen[i]] = wrong;
          if (wrong > bestOfFirst || wrong >= fewest) continue;
          if (wrong < bestOfFirst) {
            bestOfFirst = wrong;
            bestSets = [];
            bestFound = 0;
          }
          if (bestSets.length < listed) bestSets.push([...chosen.subarray(0, size)]);
          bestFound++;
        }
        work += words * (targetCount + 2);
      }
    };
    const prefix = new Int32Array(words);
    for (const begun of prefixes(n, size - 1)) {
      prefix.fill(-1);
      begun.forEach((member, i) => {
        chosen[i] = member;
        for (let w = 0; w < words; w++) prefix[w] &= candidates.rows[member * words + w];
      });
      complete();
      if (work > slice) {
        yield work;
        work = 0;
      }
    }
    errors.set(best);
    if (bestFound > 0) {
      fewest = bestOfFirst;
      sets = bestSets;
      found = bestFound;
    }
  }
  yield work;
  return { found: { errors: fewest, sets, count: found, withCandidate }, errors };
}
/** Words compared between two yields: a few milliseconds. */
const slice = 250_000;

/** How many words a search compares: what it costs. */
export function searchCost(candidates: number, targets: number, words: number, most: number): number {
  const choose = binomials(candidates, Math.min(most, candidates));
  return choose.slice(1).reduce((sum, row) => sum + row[candidates], 0) * words * (targets + 2);
}

/** Of a pattern that comes `all` times, `on` of them with the target on: how often the majority is wrong. */
const fewer = (on: number, all: number): number => (2 * on < all ? on : all - on);
/**
 * The same sums as by `exclude`, written out where the time goes. Arguments: pairs per pattern, then pairs with the
 * target on and these regulators on, by mask.
 */
const wrongOfTwo = (all: Int32Array, none: number, a: number, b: number, ab: number): number =>
  fewer(none - a - b + ab, all[0]) + fewer(a - ab, all[1]) + fewer(b - ab, all[2]) + fewer(ab, all[3]);
const wrongOfThree = (
  all: Int32Array,
  none: number,
  a: number,
  b: number,
  ab: number,
  c: number,
  ac: number,
  bc: number,
  abc: number,
): number =>
  fewer(none - a - b - c + ab + ac + bc - abc, all[0]) +
  fewer(a - ab - ac + abc, all[1]) +
  fewer(b - ab - bc + abc, all[2]) +
  fewer(ab - abc, all[3]) +
  fewer(c - ac - bc + abc, all[4]) +
  fewer(ac - abc, all[5]) +
  fewer(bc - abc, all[6]) +
  fewer(abc, all[7]);

/** From counts of "at least these are on" to counts of "exactly these are on". */
function exclude(counts: Int32Array, size: number): void {
  const patterns = 1 << size;
  for (let bit = 1; bit < patterns; bit <<= 1)
    for (let mask = 0; mask < patterns; mask++) if (!(mask & bit)) counts[mask] -= counts[mask | bit];
}
/** Ascending lists of `size` of 0 … n − 1, in lexicographic order, that leave room for one more. */
function* prefixes(n: number, size: number): Generator<readonly number[]> {
  const members = Array.from({ length: size }, (_, i) => i);
  if (size >= n) return;
  for (;;) {
    yield members;
    let at = size - 1;
    while (at >= 0 && members[at] === n - 1 - size + at) at--;
    if (at < 0) return;
    members[at]++;
    for (let i = at + 1; i < size; i++) members[i] = members[i - 1] + 1;
  }
}
/**
 * binomials[k][m] = m over k: the rank of a set c₁ < c₂ < … among sets of its size is Σ (cᵢ over i) (the combinatorial
 * number system).
 */
function binomials(n: number, most: number): readonly Float64Array[] {
  const table = Array.from({ length: most + 1 }, () => new Float64Array(n + 1));
  for (let m = 0; m <= n; m++)
    for (let k = 0; k <= most; k++) table[k][m] = k === 0 ? 1 : m === 0 ? 0 : table[k - 1][m - 1] + table[k][m - 1];
  return table;
}
function bitCount(mask: number): number {
  let count = 0;
  for (let rest = mask; rest > 0; rest &= rest - 1) count++;
  return count;
}
