/** Draws of pairs that are all alike: one probability, and weights that know nothing of where they are. */
import type { Stream } from '../random/index.ts';
import type { Law } from './laws.ts';
import type { MatrixProgram } from './matrix-program.ts';

/** Of a connected pair; the signs are those of the columns. */
interface Alike {
  readonly probability: number;
  readonly weight: Law | number;
  readonly sign: Int8Array | undefined;
}

/**
 * Pairs row by row, of a symmetric program those below the diagonal. Each takes its number of `wiring` and its weight
 * of `weighing` whether it is connected or not: what is not connected is passed over where it is known how much that
 * is.
 */
export function drawAlikePairs(
  { neurons: n, symmetric, autapses }: Pick<MatrixProgram, 'neurons' | 'symmetric' | 'autapses'>,
  { probability, weight, sign }: Alike,
  { wiring, weighing }: { readonly wiring: Stream; readonly weighing: Stream },
  put: (row: number, column: number, weight: number) => void,
): void {
  let passed = 0;
  const weigh = typeof weight === 'number' ? () => weight : drawn(weight);
  for (let row = 0; row < n; row++) {
    const places = (symmetric ? row + 1 : n) - (autapses ? 0 : 1);
    for (let place = 0; ; place++) {
      const failures = wiring.failures(probability, places - place);
      passed += failures;
      place += failures;
      if (place === places) break;
      const column = autapses || place < row ? place : place + 1,
        size = weigh(),
        value = sign?.[column] ? Math.abs(size) * sign[column] : size;
      if (value === 0) continue;
      put(row, column, value);
      if (symmetric && row !== column) put(column, row, value);
    }
  }

  function drawn({ draw, takesOne }: Law): () => number {
    return () => {
      if (takesOne) weighing.skip(takesOne, passed);
      else for (let each = 0; each < passed; each++) draw(weighing);
      passed = 0;
      return draw(weighing);
    };
  }
}
