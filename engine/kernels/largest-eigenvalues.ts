/**
 * The largest eigenvalues of a sparse symmetric matrix, in memory for its synapses and for some vectors: by block
 * Krylov spaces of Chebyshev polynomials of it, which raise what lies above a cut (Zhou & Saad, SIAM J. Matrix Anal.
 * Appl. 29:954, 2007). Each space is at right angles to all that was found in those before. Of an eigenvalue with more
 * vectors than a block has, a space finds no more than that: where more than a block is wanted, spaces of vectors drawn
 * anew follow until one has nothing above the least that is wanted.
 */
import { stream } from '../random/index.ts';
import { blockKrylov, type WholeSolver } from './block-krylov.ts';
import { foundVectors } from './found-vectors.ts';
import type { Block, Kernels } from './kernels.ts';
import { plain, type Raising, edgeOfSpectrum } from './edge-of-spectrum.ts';
import { abreast, type SymmetricRows, vectorBlocks } from './vector-blocks.ts';

/**
 * `left`: what may be left of a vector outside its space, of the largest modulus. An eigenvalue that stands apart from
 * those that were not found errs by the square of it, another by itself. `mostRaised`: what a filter raises is not
 * found nearer than to the rounding of the largest. `mostSpent`: blocks are multiplied by the matrix so often at most,
 * four times as often as for a random matrix.
 */
interface Exactness {
  readonly left: number;
  readonly mostRaised: number;
  readonly mostSpent: number;
}
const apart: Exactness = { left: 1e-8, mostRaised: 1e4, mostSpent: 2000 },
  close: Exactness = { left: 1e-13, mostRaised: 100, mostSpent: 600 };
/** Blocks of the first space. */
const lookedOver = 16;
/** What a filter raises above the interval that it holds down to, 1, by so much is found with it. */
const raised = 1.5;
/** To such a degree vectors drawn anew are looked through before it is said that they hold no more. */
const lookedThrough = 54;

/**
 * So many, falling, to rounding (4 n ε ‖A‖); undefined where they do not come out within reason. The matrix is
 * connected, of some hundred rows at least, and its largest number, multiplied by `factor`, is about 1.
 */
export function largestOfConnected(
  kernels: Kernels,
  dense: WholeSolver,
  rows: SymmetricRows,
  factor: number,
  wanted: number,
): Float64Array | undefined {
  return (
    largestWithin(apart, kernels, dense, rows, factor, wanted) ??
    largestWithin(close, kernels, dense, rows, factor, wanted)
  );
}
function largestWithin(
  { left, mostRaised, mostSpent }: Exactness,
  kernels: Kernels,
  dense: WholeSolver,
  rows: SymmetricRows,
  factor: number,
  wanted: number,
): Float64Array | undefined {
  const n = rows.size,
    sought = Math.min(n, wanted + Math.ceil(wanted / 100) + 1),
    mostDimensions = Math.min(Math.floor(n / 2), 3 * sought + 20 * abreast);
  const vectors = vectorBlocks(kernels, rows, factor),
    found = foundVectors(vectors),
    aside = foundVectors(vectors),
    draws = stream(1, 'largest eigenvalues', 'start');
  let spent = 0;
  const spaceOf = ({ filter, scale }: Raising, start?: Block) =>
    blockKrylov(vectors, filter, scale, [...found.blocks, ...aside.blocks], draws, dense, start);
  try {
    const edge = firstLook(),
      leftOver = left * edge.norm;
    let cut: number | undefined = edge.cutAbove(1.4 * sought + abreast);
    while (cut !== undefined && spent < mostSpent) {
      const isEnough = found.count >= sought;
      if (
        isEnough &&
        (wanted <= abreast || !isMoreAbove(edge.filterAbove(found.largest(wanted)[wanted - 1]), leftOver))
      )
        return largestOf(edge.norm);
      const isAll = findAbove(edge.filterAbove(cut), isEnough ? abreast : sought - found.count, leftOver);
      if (found.count < sought && isAll) cut = edge.cutBelow(cut);
    }
    return undefined;
  } finally {
    found.release();
    aside.release();
    vectors.release();
  }

  /**
   * A space of the matrix itself tells where its eigenvalues lie, and finds those that stand apart, also the smallest,
   * which are set aside.
   */
  function firstLook() {
    const whole = spaceOf({ filter: plain, scale: largestRowSum(rows, factor) });
    try {
      for (let step = Math.min(lookedOver, Math.floor(n / (2 * abreast))); step > 0; step--) whole.grow();
      const pairs = whole.ritz(),
        count = pairs.values.length,
        most = left * Math.max(pairs.values[0], -pairs.values[count - 1]);
      let above = 0,
        below = 0;
      while (above < sought && pairs.residual(above) <= most) above++;
      while (below < Math.min(abreast, count - above) && pairs.residual(count - 1 - below) <= most) below++;
      found.add(whole, pairs, upTo(above));
      aside.add(
        whole,
        pairs,
        upTo(below).map((at) => count - 1 - at),
      );
      return edgeOfSpectrum(pairs, n, { above, below }, mostRaised);
    } finally {
      whole.release();
    }
  }
  /**
   * Finds at most so many of the eigenvalues above a cut that were not found before, the largest first, and says
   * whether that were all. A space that is full is followed by another that begins with its best vectors.
   */
  function findAbove(raising: Raising, most: number, leftOver: number): boolean {
    const { half, degree } = raising.filter;
    let start: Block | undefined,
      wantedStill = most;
    while (spent < mostSpent) {
      const space = spaceOf(raising, start);
      start?.release();
      try {
        for (let size = Math.max(4 * abreast, 1.95 * wantedStill); ; size *= 1.06) {
          do {
            space.grow();
            spent += degree;
          } while (space.dimensions < Math.min(size, mostDimensions));
          const pairs = space.ritz();
          let above = 0;
          while (above < Math.min(wantedStill, pairs.values.length) && pairs.values[above] > raised) above++;
          const isFound = (at: number): boolean =>
              pairs.residual(at) <= (leftOver * (pairs.values[at] - 1)) / (2 * half),
            done = upTo(above).filter(isFound);
          const isDone = done.length === above && (above > 0 || degree * (space.dimensions / abreast) >= lookedThrough),
            isFull = space.dimensions >= mostDimensions;
          if (!isDone && !isFull) continue;
          found.add(space, pairs, done);
          if (isDone) return above < wantedStill;
          wantedStill -= done.length;
          start = vectors.block();
          const open = upTo(pairs.values.length).filter((at) => at >= above || !isFound(at));
          space.addVectors(pairs, open.slice(0, abreast), 0, [start]);
          break;
        }
      } finally {
        space.release();
      }
    }
    start?.release();
    return false;
  }
  /** Whether vectors drawn anew, beside those that were found, hold more than the filter holds down. */
  function isMoreAbove(raising: Raising, leftOver: number): boolean {
    const { half, degree } = raising.filter,
      space = spaceOf(raising);
    try {
      for (let gone = 0; gone < lookedThrough && space.dimensions < mostDimensions; gone += degree) space.grow();
      spent += lookedThrough;
      return space.ritz().values[0] > 1 + leftOver / half;
    } finally {
      space.release();
    }
  }
  /**
   * What a space leads out of itself bounds how far its eigenvalues err: to first order by itself, to second by the
   * distance to the others (Mathias, Linear Algebra Appl. 270:257, 1998).
   */
  function largestOf(norm: number): Float64Array | undefined {
    const { matrix, outside } = found.restricted(),
      values = dense.symmetricEigenvalues(matrix, found.count).reverse(),
      rest = values[found.count - 1],
      largest = values.slice(0, wanted);
    return largest.every((value) => Math.min(outside, outside ** 2 / (value - rest)) <= 4 * n * Number.EPSILON * norm)
      ? largest.map((value) => value / factor)
      : undefined;
  }
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
function largestRowSum({ size, starts, weights }: SymmetricRows, factor: number): number {
  let largest = 0;
  for (let row = 0; row < size; row++) {
    let sum = 0;
    for (let at = starts[row]; at < starts[row + 1]; at++) sum += Math.abs(weights[at] * factor);
    largest = Math.max(largest, sum);
  }
  return largest;
}
