/** What functions of its past input a network holds (Dambre, Verstraeten, Schrauwen & Massar 2012). */
import type { DrivenNetwork } from './driven-network.ts';
import { type Delays, type Inputs, samplesOf } from './memory-capacity.ts';
import { readOuts } from './read-out.ts';

export interface InformationCapacity {
  /** By degree, from 1. */
  readonly byDegree: Float64Array;
  /** Shares below it count as none. */
  readonly threshold: number;
  readonly samples: number;
  readonly targets: number;
  readonly directions: number;
}
/** A product of Legendre polynomials of past inputs: the degree at each delay that it has. */
type Product = readonly (readonly [delay: number, degree: number])[];

export const mostTargets = 20_000;
const together = 1024;
/** A χ² that is larger is so by chance once in ten thousand. */
const rare = 3.719016485455709;

/**
 * Runs a network on uniform inputs and reads products of normalised Legendre polynomials of past inputs out of its
 * rates, of every degree up to `degree` and all delays. A share r² counts where it is above 2q/T, q the 1 − 10⁻⁴
 * quantile of χ² with p degrees of freedom, and is then adjusted for the p weights of its read-out. Of a target that
 * has nothing to do with the rates T r² is χ² with p degrees of freedom: one counts by chance with a probability of
 * 4·10⁻⁸ for p = 1, 10⁻⁸ for 2 and less for more. The price are true shares below (2q − p)/T, which count as none. All
 * together are at most N; those of degree 1 are the memory capacity, but for what lies below the threshold.
 * @throws RangeError for another drive than a uniform one, more than 20,000 targets, and as `memoryCapacity`
 */
export function informationCapacity(
  network: DrivenNetwork,
  degree: number,
  delays: Delays,
  inputs: Inputs,
): InformationCapacity {
  const { drive, matrix, kernels } = network;
  if (drive.kind !== 'shared' || drive.law.distribution !== 'uniform')
    throw new RangeError('its polynomials are those of a shared uniform input: `drive uniform(-0.5, 0.5)`');
  const { low, high } = drive.law.takes,
    products = productsOf(degree, delays);
  const byDegree = new Float64Array(degree);
  let last = { threshold: 0, samples: 0, directions: 0 };
  for (let from = 0; from < products.length; from += together) {
    const some = products.slice(from, from + together),
      powers = Array.from({ length: delays.to + 1 }, () => new Float64Array(degree + 1));
    const { shares, adjusted, samples, directions } = readOuts(kernels.algebra, matrix.size, some.length, () =>
      samplesOf(network, inputs, delays.to, some.length, (targets, past) => {
        for (let delay = delays.from; delay <= delays.to; delay++)
          setLegendre(powers[delay], (2 * past[delay] - low - high) / (high - low));
        for (let k = 0; k < some.length; k++)
          targets[k] = some[k].reduce((value, [delay, own]) => value * powers[delay][own], 1);
      }),
    );
    const threshold = (2 * quantileOfChiSquare(directions)) / samples;
    some.forEach((product, k) => {
      if (shares[k] > threshold) byDegree[degreeOf(product) - 1] += adjusted[k];
    });
    last = { threshold, samples, directions };
  }
  return { byDegree, targets: products.length, ...last };
}
const degreeOf = (product: Product): number => product.reduce((sum, [, own]) => sum + own, 0);

/** All products of degrees up to `most`. @throws RangeError where they are too many */
function productsOf(most: number, { from, to }: Delays): Product[] {
  const found: Product[] = [];
  const extend = (product: Product, next: number, left: number): void => {
    for (let delay = next; delay <= to; delay++)
      for (let own = 1; own <= left; own++) {
        const longer: Product = [...product, [delay, own]];
        found.push(longer);
        if (found.length > mostTargets)
          throw new RangeError(
            `products of up to degree ${most} of ${to - from + 1} delays are more than ` +
              `${mostTargets.toLocaleString('en')}: take fewer delays, or a lower degree`,
          );
        if (left > own) extend(longer, delay + 1, left - own);
      }
  };
  extend([], from, most);
  return found;
}
/** √(2d + 1) P_d(x) for d = 0 …: of variance 1 over uniform x in −1 .. 1. */
function setLegendre(values: Float64Array, x: number): void {
  let [before, now] = [0, 1];
  for (let d = 0; d < values.length; d++) {
    values[d] = Math.sqrt(2 * d + 1) * now;
    [before, now] = [now, ((2 * d + 1) * x * now - d * before) / (d + 1)];
  }
}
/** Of probability 1 − 10⁻⁴ (Wilson & Hilferty 1931). */
function quantileOfChiSquare(freedom: number): number {
  const spread = 2 / (9 * freedom);
  return freedom * (1 - spread + rare * Math.sqrt(spread)) ** 3;
}
