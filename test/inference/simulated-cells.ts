/** Expression tables with known rules: states of a network under synchronous update, as values around 0 and 10. */
import type { Expression } from '../../engine/inference/index.ts';
import type { GeneNetwork } from '../../engine/genes/index.ts';
import { compileRule, variables } from '../../engine/genes/index.ts';
import { stream } from '../../engine/random/index.ts';

/**
 * `starts` random states, each followed for `steps` updates; series s is the column `s<number>`. A value is flipped
 * with probability `noise`.
 */
export function simulated(
  network: GeneNetwork,
  {
    starts,
    steps,
    noise = 0,
    seed = 1,
  }: { readonly starts: number; readonly steps: number; readonly noise?: number; readonly seed?: number },
): Expression & { readonly series: readonly string[] } {
  const names = variables(network),
    index = new Map(names.map((name, bit) => [name, bit]));
  const rules = network.genes.map(({ rule }) => compileRule(rule, index));
  const draws = stream(seed, 'simulated', 'states');
  const cells = starts * (steps + 1);
  const values = new Float32Array(cells * names.length);
  const columns: Record<string, Float64Array> = {};
  for (let start = 0, cell = 0; start < starts; start++) {
    let state = 0;
    for (let bit = 0; bit < names.length; bit++) if (draws.uniform() < 0.5) state |= 1 << bit;
    const times = new Float64Array(cells).fill(NaN);
    for (let step = 0; step <= steps; step++, cell++) {
      times[cell] = step;
      for (let bit = 0; bit < names.length; bit++)
        values[cell * names.length + bit] =
          ((state >>> bit) & 1) !== (draws.uniform() < noise ? 1 : 0) ? 10 + draws.uniform() : draws.uniform();
      let next = state;
      rules.forEach((rule, bit) => {
        next = rule(state) ? next | (1 << bit) : next & ~(1 << bit);
      });
      state = next;
    }
    columns[`s${start}`] = times;
  }
  return {
    cells: Array.from({ length: cells }, (_, cell) => `cell${cell}`),
    genes: names,
    values,
    columns,
    series: Object.keys(columns),
  };
}

/** A network in which every gene depends on each of its 1 to 3 regulators. */
export function randomNetwork(genes: number, seed: number): GeneNetwork {
  const draws = stream(seed, 'random network', 'rules');
  const names = Array.from({ length: genes }, (_, gene) => `G${gene}`);
  return {
    inputs: [],
    fates: [],
    signs: [],
    update: 'synchronous',
    fixed: {},
    genes: names.map((name) => {
      const chosen = [...draws.permutation(genes)].slice(0, 1 + draws.below(3));
      for (;;) {
        const values = Array.from({ length: 2 ** chosen.length }, () => draws.below(2));
        if (!chosen.every((_, bit) => values.some((value, pattern) => value !== values[pattern ^ (1 << bit)])))
          continue;
        const terms = values.flatMap((value, pattern) =>
          value
            ? [
                {
                  and: chosen.map((gene, bit) =>
                    (pattern >> bit) & 1 ? { gene: names[gene] } : { not: { gene: names[gene] } },
                  ),
                },
              ]
            : [],
        );
        return { name, rule: { or: terms } };
      }
    }),
  };
}
