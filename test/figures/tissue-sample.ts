import {
  drawMatrix,
  reachOf,
  strongestConnections,
  tilesOf,
  weightByDistance,
} from '../../engine/connectivity/index.ts';
import { stream } from '../../engine/random/index.ts';
import type { Results } from '../../results/contract.ts';
import { sampleResults } from './sample.ts';

/** Results of networks whose weights fall with distance, as a run keeps them: one condition has a dominant diagonal. */
export function tissueResults(
  plots: readonly string[],
  { neurons = 60, lengths = [1e-3, 1e-3, 1e-3], conditions = ['placed', 'free'] } = {},
): Results {
  const made = conditions.map((condition, index) => {
    const { matrix, positions } = drawMatrix(
      {
        ...{ neurons, symmetric: false, centred: false, positive: false, autapses: false },
        place: { how: 'uniform', lengths, torus: false },
        weights: { distribution: 'normal', takes: { mean: 0, deviation: 1 } },
      },
      { seed: 1, stream: 'tissue' },
    );
    const draws = stream(1, condition, 'learned'),
      places = positions!,
      dimensions = lengths.length;
    const near = (i: number, j: number): number => {
      let squares = 0;
      for (let d = 0; d < dimensions; d++) squares += (places[i * dimensions + d] - places[j * dimensions + d]) ** 2;
      return Math.exp(-Math.sqrt(squares) / 2e-4);
    };
    const values = matrix.values.map((weight, at) => {
      const [row, column] = [Math.floor(at / neurons), at % neurons];
      if (row === column) return index === 0 ? 2 + draws.uniform() : 0;
      return 0.05 * weight * (index === 0 ? near(row, column) : 1);
    });
    return { condition, before: matrix, matrix: { size: neurons, values }, places, dimensions };
  });
  const at = {};
  const reach = reachOf(made[0].places, lengths.length, lengths);
  return {
    ...sampleResults({ conditions: Object.fromEntries(conditions.map((name) => [name, 0.9])), seeds: 2, plots }),
    matrices: made.flatMap(({ condition, matrix }) => {
      const of = { condition, seed: 1, at, learned: true as const, ...tilesOf(matrix) };
      const third = Math.floor(neurons / 3);
      return [
        of,
        { ...of, order: 'module' as const, groups: [neurons - third - 1, third, 1], modularity: 0.3 },
        { ...of, order: 'place' as const, along: 0.4 },
      ];
    }),
    tissues: made.map(({ condition, matrix, places, dimensions }) => ({
      ...{ condition, seed: 1, at, learned: true as const, dimensions, lengths, positions: places },
      ...strongestConnections(matrix, 4000),
    })),
    weightsByDistance: made.flatMap(({ condition, before, matrix, places, dimensions }) =>
      [1, 2].flatMap((seed) =>
        (['before', 'after'] as const).map((when) => ({
          ...{ condition, seed, at, when },
          ...weightByDistance(when === 'before' ? before : matrix, { positions: places, dimensions, reach }),
        })),
      ),
    ),
  };
}
