/** Where a Markov chain ends. */
import { type Chain, eachStrongComponent } from './chain.ts';

/**
 * The probability, from each state, of ending in each of `kinds` kinds of terminal component, row by row. `kindsOf`
 * says of which kinds a component is; it may be several. Harmonic outside the terminal components, solved component by
 * component behind those it leads to: where all that it leads to has one probability, that very number (so 0 and 1 are
 * exact), else to 1e-13 (`sweptBetweenBounds`, `eliminated`). Undefined where a large component mixes too slowly.
 */
export function absorption(
  chain: Chain,
  kinds: number,
  kindsOf: (states: readonly number[]) => readonly number[],
): Float64Array | undefined {
  const probability = new Float64Array(chain.count * kinds);
  const place = new Int32Array(chain.count).fill(-1);
  let solved = true;
  eachStrongComponent(chain, (states, terminal) => {
    if (terminal) {
      const own = kindsOf(states);
      for (const state of states) for (const kind of own) probability[state * kinds + kind] = 1;
      return;
    }
    if (!solved) return;
    states.forEach((state, i) => {
      place[state] = i;
    });
    const part = partOf(chain, states, place);
    let factors: Factors | undefined;
    for (let kind = 0; kind < kinds; kind++) {
      const { sums, least, most } = leaving(part, probability, kinds, kind);
      let found: Float64Array | undefined;
      if (least < most) {
        found = factors ? undefined : sweptBetweenBounds(part, sums, least, most);
        if (!found && states.length <= mostEliminated) found = solvedBy((factors ??= eliminated(part)), sums);
        if (!found) {
          solved = false;
          return;
        }
      }
      for (let i = 0; i < states.length; i++) probability[states[i] * kinds + kind] = found ? found[i] : least;
    }
  });
  return solved ? probability : undefined;
}

/** A component: where each state leads inside it (compressed rows of places), and to which states outside. */
interface Part {
  readonly count: number;
  readonly offsets: Int32Array;
  readonly inside: Int32Array;
  readonly leavingOffsets: Int32Array;
  readonly outside: Int32Array;
}
/** `place`: of each state of this component; of any other, one where it does not stand. */
function partOf({ offsets, successors }: Chain, states: readonly number[], place: Int32Array): Part {
  const edges = states.reduce((sum, state) => sum + offsets[state + 1] - offsets[state], 0);
  const part = {
    count: states.length,
    offsets: new Int32Array(states.length + 1),
    inside: new Int32Array(edges),
    leavingOffsets: new Int32Array(states.length + 1),
    outside: new Int32Array(edges),
  };
  let within = 0,
    left = 0;
  states.forEach((state, i) => {
    for (let e = offsets[state]; e < offsets[state + 1]; e++) {
      const to = successors[e];
      if (states[place[to]] === to) part.inside[within++] = place[to];
      else part.outside[left++] = to;
    }
    part.offsets[i + 1] = within;
    part.leavingOffsets[i + 1] = left;
  });
  return part;
}
/** Of each state the sum of the probabilities of what it leads to outside; the least and the most of those. */
function leaving({ count, leavingOffsets, outside }: Part, probability: Float64Array, kinds: number, kind: number) {
  const sums = new Float64Array(count);
  let least = Infinity,
    most = -Infinity;
  for (let i = 0; i < count; i++)
    for (let e = leavingOffsets[i]; e < leavingOffsets[i + 1]; e++) {
      const value = probability[outside[e] * kinds + kind];
      sums[i] += value;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  return { sums, least, most };
}

/** How far apart the bounds may be. */
const tolerance = 1e-13;
/** Components of up to so many states are solved by elimination where sweeps are slow. */
const mostEliminated = 1024;
const sweepsBeforeElimination = 200;
const mostSweeps = 10_000;
/**
 * Gauss–Seidel sweeps from below and from above, between which the solution stays (Haddad & Monmege 2018), until they
 * meet. Undefined where they do not.
 */
function sweptBetweenBounds(part: Part, sums: Float64Array, least: number, most: number): Float64Array | undefined {
  const { count, offsets, inside, leavingOffsets } = part;
  const low = new Float64Array(count).fill(least);
  const high = new Float64Array(count).fill(most);
  const sweeps = count === 1 ? 1 : count <= mostEliminated ? sweepsBeforeElimination : mostSweeps;
  for (let sweep = 0, gap = Infinity; sweep < sweeps && gap > tolerance; sweep++) {
    gap = 0;
    for (let i = 0; i < count; i++) {
      let below = sums[i],
        above = sums[i];
      for (let e = offsets[i]; e < offsets[i + 1]; e++) {
        below += low[inside[e]];
        above += high[inside[e]];
      }
      const ways = offsets[i + 1] - offsets[i] + leavingOffsets[i + 1] - leavingOffsets[i];
      low[i] = below / ways;
      high[i] = above / ways;
      gap = Math.max(gap, high[i] - low[i]);
    }
    if (gap <= tolerance) return low.map((value, i) => (value + high[i]) / 2);
  }
  return undefined;
}

interface Factors {
  readonly part: Part;
  /** Row by row; below the diagonal the steps of the elimination, above it what is left of each row. */
  readonly rows: Float64Array;
  readonly pivots: Float64Array;
}
/**
 * Elimination without subtractions (Grassmann, Taksar & Heyman 1985), as accurate however slowly the component is left:
 * states are taken out one by one, the last first, and the pivot is the sum of all that leads on.
 */
function eliminated(part: Part): Factors {
  const { count, offsets, inside, leavingOffsets } = part;
  const rows = new Float64Array(count * count),
    pivots = new Float64Array(count),
    out = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    out[i] = leavingOffsets[i + 1] - leavingOffsets[i];
    for (let e = offsets[i]; e < offsets[i + 1]; e++) rows[i * count + inside[e]] += 1;
  }
  for (let k = count - 1; k >= 0; k--) {
    const last = rows.subarray(k * count, k * count + k);
    pivots[k] = last.reduce((sum, value) => sum + value, out[k]);
    for (let i = 0; i < k; i++) {
      const share = rows[i * count + k] / pivots[k];
      rows[i * count + k] = share;
      if (share === 0) continue;
      for (let j = 0, at = i * count; j < k; j++) rows[at + j] += share * last[j];
      out[i] += share * out[k];
    }
  }
  return { part, rows, pivots };
}
function solvedBy({ part: { count }, rows, pivots }: Factors, sums: Float64Array): Float64Array {
  const values = Float64Array.from(sums);
  for (let k = count - 1; k > 0; k--) for (let i = 0; i < k; i++) values[i] += rows[i * count + k] * values[k];
  for (let k = 0; k < count; k++) {
    for (let j = 0; j < k; j++) values[k] += rows[k * count + j] * values[j];
    values[k] /= pivots[k];
  }
  return values;
}
