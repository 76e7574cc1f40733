/** Cells of a network whose rules are known, by stochastic Hill kinetics (as in BoolODE, Pratapa et al. 2020). */
import { compileRule, regulators, type GeneNetwork } from '../../engine/genes/index.ts';
import type { Expression } from '../../engine/inference/index.ts';
import { exp, stream } from '../../engine/random/index.ts';

/**
 * Each cell is one trajectory from levels drawn evenly between 0 and 1, seen at a time drawn between 0 and `longest`,
 * which the column `time` holds. A gene goes to the mean of its rule over regulators that are each on with probability
 * x^6 / (½^6 + x^6), with noise in proportion to its level.
 */
export function hillCells(
  genes: GeneNetwork['genes'],
  { cells, longest = 10, noise = 0.1, seed }: { cells: number; longest?: number; noise?: number; seed: number },
): Expression {
  const names = genes.map(({ name }) => name),
    draws = stream(seed, 'hill', 'cells'),
    step = 0.05;
  const drifts = genes.map(({ rule }) => {
    const own = regulators(rule),
      places = own.map((name) => names.indexOf(name)),
      isOn = compileRule(rule, new Map(own.map((name, bit) => [name, bit])));
    return (on: Float64Array): number => {
      let mean = 0;
      for (let state = 0; state < 2 ** own.length; state++)
        if (isOn(state))
          mean += places.reduce((share, place, bit) => share * ((state >> bit) & 1 ? on[place] : 1 - on[place]), 1);
      return mean;
    };
  });
  const values = new Float32Array(cells * genes.length),
    time = new Float64Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    const x = Float64Array.from(genes, () => draws.uniform());
    time[cell] = longest * draws.uniform();
    for (let t = 0; t < time[cell]; t += step) {
      const on = x.map((level) => level ** 6 / (0.5 ** 6 + level ** 6));
      drifts.forEach((drift, gene) => {
        const noisy = x[gene] * exp(noise * Math.sqrt(step) * draws.normal());
        x[gene] = Math.max(0, noisy + step * (drift(on) - x[gene]));
      });
    }
    values.set(x, cell * genes.length);
  }
  return { cells: Array.from(time, (_, cell) => `cell${cell}`), genes: names, values, columns: { time } };
}
