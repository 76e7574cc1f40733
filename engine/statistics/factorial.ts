import { stream } from '../random/index.ts';
import { demandFinite } from '../kernels/index.ts';
import { isConstant, largest } from './descriptive.ts';
import { type Comparison, compare, fewestSeedsForP, mostPairsForExactTest, sampledFlips } from './paired.ts';

/** A part of the differences between the cells of a complete factorial design: of one factor, or several together. */
export interface Effect {
  /** By their places, ascending: one of a main effect, two or three of an interaction. */
  readonly factors: readonly number[];
  readonly n: number;
  readonly p: number | null;
  /** Of the sum of squares between the means of the cells: what the whole term holds; where only a part of it, none. */
  readonly share: number | null;
  /**
   * A contrast: these levels, one of each factor, against the first ones. Of one factor the mean difference; of two the
   * difference of differences, and so on, over all levels of the other factors alike.
   */
  readonly contrast?: Pick<Comparison, 'difference' | 'ci' | 'd_z'> & { readonly levels: readonly number[] };
  /** All contrasts of a term that has several: F and its degrees of freedom; null without spread between seeds. */
  readonly omnibus?: { readonly f: number | null; readonly df: readonly [number, number] };
}

/** Interactions of more factors are not looked into. */
export const mostTogether = 3;

/**
 * Main effects and interactions of up to three factors in a complete design whose cells are repeated in each seed. A
 * contrast is found in every seed and compared like a pair of conditions (`compare`). A term of several contrasts is
 * also tested as a whole, by flipping the signs of all that a seed holds of it together (Winkler et al. 2014,
 * NeuroImage 92), which for one contrast is the same test. Factors with one level have no effects.
 * `values[seed][cell]`: cells in the order of `cellsOf`. `key` names the analysis and keys its draws.
 * @throws RangeError where there is no seed, a value that is not finite, or not one for each cell
 */
export function effectsOf(sizes: readonly number[], values: readonly (readonly number[])[], key: string): Effect[] {
  const cells = sizes.reduce((product, size) => product * size, 1);
  if (values.length === 0 || values.some(({ length }) => length !== cells))
    throw new RangeError(`a factorial of ${sizes.join(' × ')} needs seeds with ${cells} values each`);
  for (const own of values) demandFinite('a value of a factorial', own);
  const magnitude = Math.max(...values.map(largest));
  const between = sumOfSquares(centred(meanOver(values)));
  return termsOf(sizes).flatMap((factors) => {
    const parts = values.map((own) => partOf(own, sizes, factors));
    const copies = cells / parts[0].length;
    const share = between > (1e-12 * magnitude) ** 2 ? (copies * sumOfSquares(meanOver(parts))) / between : null;
    const contrasts = levelsOf(sizes, factors).map((levels): Effect => {
      const [raised, lowered] = sidesOf(values, sizes, factors, levels);
      const { n, p, ...contrast } = compare(
        raised,
        lowered.map((value, seed) => (Math.abs(raised[seed] - value) <= 1e-12 * magnitude ? raised[seed] : value)),
        `${key} ${factors.join(' ')} ${levels.join(' ')}`,
      );
      return { factors, n, p, share: null, contrast: { levels, ...contrast } };
    });
    if (contrasts.length === 1) return [{ ...contrasts[0], share }];
    return [{ factors, n: values.length, share, ...omnibus(parts, contrasts.length, magnitude, key) }, ...contrasts];
  });
}

/** Which factors, alone and together, fewest first. */
function termsOf(sizes: readonly number[]): readonly (readonly number[])[] {
  const varied = sizes.flatMap((size, factor) => (size > 1 ? [factor] : []));
  const terms: (readonly number[])[] = [];
  for (let order = 1; order <= Math.min(mostTogether, varied.length); order++) terms.push(...chosen(varied, order));
  return terms;
}
const chosen = (from: readonly number[], count: number): readonly (readonly number[])[] =>
  count === 0
    ? [[]]
    : from.flatMap((first, place) => chosen(from.slice(place + 1), count - 1).map((others) => [first, ...others]));
/** The levels of each contrast of a term: every combination of levels that are not the first. */
const levelsOf = (sizes: readonly number[], factors: readonly number[]): readonly (readonly number[])[] =>
  factors.reduce<readonly (readonly number[])[]>(
    (before, factor) =>
      before.flatMap((levels) => Array.from({ length: sizes[factor] - 1 }, (_, level) => [...levels, level + 1])),
    [[]],
  );

/** What a contrast adds and what it takes away, in each seed: sums of the means over the other factors. */
function sidesOf(
  values: readonly (readonly number[])[],
  sizes: readonly number[],
  factors: readonly number[],
  levels: readonly number[],
): readonly [number[], number[]] {
  const others = sizes.reduce((product, size, factor) => (factors.includes(factor) ? product : product * size), 1);
  const signs = contrastSigns(sizes, factors, levels);
  const side = (sign: number): number[] =>
    values.map((own) => own.reduce((sum, value, cell) => (signs[cell] === sign ? sum + value : sum), 0) / others);
  return [side(1), side(-1)];
}
/**
 * What a contrast does with each cell, in the order of `cellsOf`: 1, −1 or 0, the product over its factors of 1 at the
 * level and −1 at the first.
 */
export function contrastSigns(
  sizes: readonly number[],
  factors: readonly number[],
  levels: readonly number[],
): readonly number[] {
  const cells = sizes.reduce((product, size) => product * size, 1);
  return Array.from({ length: cells }, (_, cell) => {
    let [rest, sign] = [cell, 1];
    for (let factor = sizes.length - 1; factor >= 0; factor--) {
      const level = rest % sizes[factor];
      rest = (rest - level) / sizes[factor];
      const place = factors.indexOf(factor);
      if (place >= 0) sign *= level === levels[place] ? 1 : level === 0 ? -1 : 0;
    }
    return sign;
  });
}

/** What a term holds of one seed's values: averaged over the other factors, centred over each of its own. */
function partOf(values: readonly number[], sizes: readonly number[], factors: readonly number[]): readonly number[] {
  let [found, inner] = [values, 1];
  for (let factor = sizes.length - 1; factor >= 0; factor--) {
    const isOwn = factors.includes(factor);
    found = alongAxis(found, sizes[factor], inner, isOwn ? centred : (line) => [meanOf(line)]);
    if (isOwn) inner *= sizes[factor];
  }
  return found;
}
/** Changes each line of an array along one axis; `inner`: how many entries lie beside each other behind the axis. */
function alongAxis(
  values: readonly number[],
  size: number,
  inner: number,
  change: (line: readonly number[]) => readonly number[],
): readonly number[] {
  const blocks = values.length / (size * inner);
  const changed: number[] = [];
  for (let block = 0; block < blocks; block++) {
    const lines = Array.from({ length: inner }, (_, place) =>
      change(Array.from({ length: size }, (_, step) => values[(block * size + step) * inner + place])),
    );
    for (let step = 0; step < lines[0].length; step++) for (const line of lines) changed.push(line[step]);
  }
  return changed;
}
const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
function centred(values: readonly number[]): readonly number[] {
  const middle = meanOf(values);
  return values.map((value) => value - middle);
}
const sumOfSquares = (values: readonly number[]): number => values.reduce((sum, value) => sum + value * value, 0);
const meanOver = (rows: readonly (readonly number[])[]): readonly number[] =>
  rows[0].map((_, column) => meanOf(rows.map((row) => row[column])));

function omnibus(
  parts: readonly (readonly number[])[],
  contrasts: number,
  magnitude: number,
  key: string,
): Pick<Effect, 'p' | 'omnibus'> {
  const n = parts.length;
  const rounding = 1e-12 * magnitude;
  const middle = meanOver(parts);
  const around = sumOfSquares(parts.flatMap((part) => part.map((value, place) => value - middle[place])));
  const hasSpread = parts[0].some(
    (_, place) =>
      !isConstant(
        parts.map((part) => part[place]),
        magnitude,
      ),
  );
  const isThere = parts.some((part) => part.some((value) => Math.abs(value) > rounding));
  return {
    p: n >= fewestSeedsForP && hasSpread && isThere ? flippedTogether(parts, key) : null,
    omnibus: {
      f: n > 1 && hasSpread ? (n * (n - 1) * sumOfSquares(middle)) / around : null,
      df: [contrasts, contrasts * (n - 1)],
    },
  };
}

/**
 * Two-sided sign-flip test that a mean vector is zero: the share of sign assignments whose sum is at least as long as
 * the observed one. All 2ⁿ up to 15 seeds; beyond, (1 + k)/(1 + 99,999) of sampled ones.
 */
function flippedTogether(parts: readonly (readonly number[])[], key: string): number {
  const n = parts.length;
  const lengthOf = (isKept: (seed: number) => boolean): number => {
    let length = 0;
    for (let place = 0; place < parts[0].length; place++) {
      let sum = 0;
      for (let seed = 0; seed < n; seed++) sum += isKept(seed) ? parts[seed][place] : -parts[seed][place];
      length += sum * sum;
    }
    return length;
  };
  const observed = lengthOf(() => true) * (1 - 1e-12);
  let count = 0;
  if (n <= mostPairsForExactTest) {
    for (let mask = 0; mask < 1 << n; mask++) if (lengthOf((seed) => ((mask >>> seed) & 1) === 1) >= observed) count++;
    return count / (1 << n);
  }
  const draws = stream(0, key, 'sign_flip');
  const words = new Uint32Array(Math.ceil(n / 32));
  for (let flip = 0; flip < sampledFlips; flip++) {
    for (let word = 0; word < words.length; word++) words[word] = draws.next();
    if (lengthOf((seed) => ((words[seed >>> 5] >>> (seed & 31)) & 1) === 1) >= observed) count++;
  }
  return (1 + count) / (1 + sampledFlips);
}
