import { type Stream, stream } from '../random/index.ts';
import { NothingToFit } from './nothing-to-fit.ts';
import { quantile } from './quantile.ts';
import { transposed } from './sampled-covariance.ts';

/** Lagged covariances n × n of stretches of a recording, each Σ x(t + lag) x(t)ᵀ over the pairs of its stretch. */
export type Stretches = readonly Float32Array[];
/** As many stretches as there are, or fewer of a short recording. */
export const stretchesWanted = 24;

/**
 * How far activity is from looking alike forwards and backwards in time. `index`: ‖C − Cᵀ‖ / ‖C + Cᵀ‖ of its lagged
 * covariance, of what two different stretches agree on, so that chance adds nothing: 0 of a reversible process, which
 * every linear network with symmetric weights and equal time constants is. `raw`: with chance; `chance`: what
 * reversible activity has of it. `p`: the share of recordings with stretches turned round at random that are as
 * irreversible.
 */
export interface Irreversibility {
  readonly index: number;
  readonly raw: number;
  readonly chance: number;
  readonly p: number;
}

/** @throws RangeError of fewer than 4 stretches */
export function irreversibilityOf(stretches: Stretches, n: number): Irreversibility {
  const count = stretches.length;
  if (count < 4) throw new RangeError(`${count} stretches cannot say how far activity is from being reversible`);
  // products of the antisymmetric parts, and sums of those of the symmetric ones
  const gram = new Float64Array(count * count),
    turned = stretches.map((each) => transposed(each, n, n));
  let together = 0,
    whole = 0;
  for (let a = 0; a < count; a++)
    for (let b = a; b < count; b++) {
      const [odd, even] = products(stretches[a], turned[a], stretches[b], turned[b]);
      gram[a * count + b] = gram[b * count + a] = odd;
      whole += (a === b ? 1 : 2) * even;
      if (a !== b) together += 2 * even;
    }
  const draws = stream(1, 'dmd', 'irreversibility'),
    signs = Array.from({ length: count }, () => 1);
  const size = (): number => {
    let sum = 0;
    for (let a = 0; a < count; a++) for (let b = 0; b < count; b++) sum += signs[a] * signs[b] * gram[a * count + b];
    return sum;
  };
  const seen = size();
  let own = 0,
    asLarge = 0;
  for (let a = 0; a < count; a++) own += gram[a * count + a];
  for (let k = 0; k < turns; k++) {
    turnAtRandom(signs, draws);
    if (size() >= seen * (1 - 1e-12)) asLarge++;
  }
  const agreed = Math.max(0, seen - own);
  return {
    index: together > 0 ? Math.sqrt(agreed / together) : 0,
    raw: Math.sqrt(seen / whole),
    chance: Math.sqrt(own / whole),
    p: (1 + asLarge) / (1 + turns),
  };
}
const turns = 999;
/** From this p on nothing says that activity has a direction of time. */
export const leastP = 0.01;

/**
 * Lagged covariances of reversible activity like this: the symmetric part stays as it is, and of the other is left what
 * stretches have of their own, with random signs, as if they were turned round in time at random.
 */
export function* reversed(stretches: Stretches, n: number, count: number): Generator<Float64Array> {
  const draws = stream(1, 'dmd', 'reversed'),
    signs = stretches.map(() => 1),
    even = new Float64Array(n * n),
    mean = new Float64Array(n * n);
  for (const each of stretches)
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        const [x, y] = [each[i * n + j], each[j * n + i]];
        even[i * n + j] += (x + y) / 2;
        mean[i * n + j] += (x - y) / 2 / stretches.length;
      }
  for (let k = 0; k < count; k++) {
    turnAtRandom(signs, draws);
    const sum = even.slice();
    stretches.forEach((each, at) => {
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++)
          sum[i * n + j] += signs[at] * ((each[i * n + j] - each[j * n + i]) / 2 - mean[i * n + j]);
    });
    yield sum;
  }
}
function turnAtRandom(signs: number[], draws: Stream): void {
  for (let at = 0; at < signs.length; at++) signs[at] = draws.below(2) === 0 ? 1 : -1;
}

/** Σ of the products of the antisymmetric parts of two matrices (times 2), and of the symmetric ones. */
function products(
  a: Float32Array,
  aTurned: Float32Array,
  b: Float32Array,
  bTurned: Float32Array,
): readonly [odd: number, even: number] {
  let odd = 0,
    even = 0;
  for (let at = 0; at < a.length; at++) {
    const x = a[at],
      y = aTurned[at],
      u = b[at],
      v = bTurned[at];
    odd += (x - y) * (u - v);
    even += (x + y) * (u + v);
  }
  return [odd, even];
}

/** What 95 % of the angles that reversible activity gives to its modes of more than `cutoff` stay below. */
export function angleOfChance(modes: readonly { readonly re: Float64Array; readonly im: Float64Array }[]): number {
  const angles = modes.flatMap(({ re, im }) =>
    Array.from(re, (real, k) => [Math.hypot(real, im[k]), Math.abs(im[k])] as const)
      .filter(([modulus]) => modulus > 0.25)
      .map(([, height]) => height),
  );
  return angles.length === 0
    ? 0
    : quantile(
        angles.sort((x, y) => x - y),
        0.95,
      );
}

/**
 * Of activity with a direction of time: modes that decay, the slowest of which is nearer to 0 than what chance makes
 * of imaginary parts, cannot be told from real ones.
 * @throws NothingToFit
 */
export function refuseModesOfChance({
  re,
  im,
  chance,
}: {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly chance: number;
}): void {
  const counted = Array.from(re, (real, k) => Math.hypot(real, im[k])).filter((each) => each > 0.25 && each < 1),
    largest = Math.max(...counted);
  if (counted.length === 0 || chance === Infinity || chance < largest) return;
  const [shown, most] = [chance, largest].map((value) => Number(value.toPrecision(3)));
  throw new NothingToFit(
    `whether its modes rotate is not known: by chance they have imaginary parts up to ${shown}, and the largest ` +
      `|λ| below 1 is ${most}, so that none could be told to rotate; take fewer ranks or record for longer`,
  );
}
