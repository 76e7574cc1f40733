/**
 * Diffusion pseudotime (Haghverdi, Büttner, Wolf, Buettner & Theis 2016): how far each cell is from a root, along
 * random walks between similar cells.
 */
import { exp } from '../random/index.ts';
import { type Expression, InferenceError } from './expression-values.ts';
import { largestEigenpairs } from './lanczos.ts';

/**
 * 0 .. 1 per cell, 0 for the root. Cells are joined to their nearest neighbours (Euclidean distance over all genes of
 * the table) with a Gaussian kernel as wide as each cell's neighbourhood, (2σxσy/(σx²+σy²))^½ exp(−d²/(σx²+σy²)) with σ
 * half the distance to the farthest of the neighbours; divided by both cells' densities and made a symmetric transition
 * matrix T. With eigenpairs (λ, ψ) of T but for the first, distance² = Σ (λ/(1−λ))² (ψ(root) − ψ(cell))², over the 15
 * largest λ.
 * @throws InferenceError where the root is not a cell, or the neighbours do not join all cells.
 */
export function* diffusionPseudotime(
  expression: Expression,
  root: string,
  neighbours = 30,
): Generator<void, Float64Array> {
  const n = expression.cells.length;
  const start = expression.cells.indexOf(root);
  if (start < 0)
    throw new InferenceError(
      'root',
      `No cell is named \`${root}\`. Cells are ${expression.cells
        .slice(0, 5)
        .map((cell) => `\`${cell}\``)
        .join(', ')}${n > 5 ? ', …' : ''}.`,
    );
  const graph = yield* nearest(expression, Math.min(neighbours, n - 1));
  const groups = components(graph);
  if (groups > 1)
    throw new InferenceError(
      'root',
      `The cells fall into ${groups} groups that no neighbours join, so a diffusion from \`${root}\` does ` +
        `not reach them all. Leave out the cells that stand apart, or order by a column.`,
    );
  const { weights, stationary } = transition(graph);
  const apply = (vector: Float64Array): Float64Array => {
    const image = new Float64Array(n);
    for (let cell = 0; cell < n; cell++)
      graph.near[cell].forEach((other, i) => {
        image[cell] += weights[cell][i] * vector[other];
      });
    return image;
  };
  const { values, vectors } = yield* largestEigenpairs(n, apply, [stationary], 15, 200);
  const squares = new Float64Array(n);
  vectors.forEach((vector, k) => {
    const factor = (values[k] / (1 - values[k])) ** 2;
    for (let cell = 0; cell < n; cell++) squares[cell] += factor * (vector[start] - vector[cell]) ** 2;
  });
  const longest = Math.sqrt(squares.reduce((most, square) => Math.max(most, square), 0));
  return squares.map((square) => (longest > 0 ? Math.sqrt(square) / longest : 0));
}

/** Symmetric: `near[cell]` ascending, `kernel` beside it. */
interface Graph {
  readonly near: readonly (readonly number[])[];
  readonly kernel: readonly (readonly number[])[];
}

function* nearest({ cells, genes, values }: Expression, k: number): Generator<void, Graph> {
  const n = cells.length,
    width = genes.length;
  const joined = cells.map(() => new Map<number, number>());
  const sigma = new Float64Array(n);
  const distances = new Float64Array(n);
  for (let cell = 0; cell < n; cell++) {
    for (let other = 0; other < n; other++) {
      let sum = 0;
      for (let gene = 0; gene < width; gene++) {
        const off = values[cell * width + gene] - values[other * width + gene];
        sum += off * off;
      }
      distances[other] = sum;
    }
    const order = Int32Array.from({ length: n }, (_, other) => other)
      .sort((a, b) => distances[a] - distances[b] || a - b)
      .filter((other) => other !== cell)
      .subarray(0, k);
    sigma[cell] = Math.sqrt(distances[order[k - 1]]) / 2;
    for (const other of order) {
      joined[cell].set(other, distances[other]);
      joined[other].set(cell, distances[other]);
    }
    yield;
  }
  const near = joined.map((others) => [...others.keys()].sort((a, b) => a - b));
  return {
    near,
    kernel: near.map((others, cell) =>
      others.map((other) => kernelOf(joined[cell].get(other) as number, sigma[cell], sigma[other])),
    ),
  };
}
function kernelOf(square: number, a: number, b: number): number {
  const width = a * a + b * b;
  return width === 0 ? 1 : Math.sqrt((2 * a * b) / width) * exp(-square / width);
}

function components({ near, kernel }: Graph): number {
  const seen = new Uint8Array(near.length);
  let groups = 0;
  for (let from = 0; from < near.length; from++) {
    if (seen[from]) continue;
    groups++;
    const open = [from];
    seen[from] = 1;
    for (let cell = open.pop(); cell !== undefined; cell = open.pop())
      near[cell].forEach((other, i) => {
        if (!seen[other] && kernel[cell as number][i] > 0) {
          seen[other] = 1;
          open.push(other);
        }
      });
  }
  return groups;
}

/** The symmetric transition matrix, and its first eigenvector. */
function transition({ near, kernel }: Graph): {
  readonly weights: readonly Float64Array[];
  readonly stationary: Float64Array;
} {
  const density = kernel.map((row) => row.reduce((sum, value) => sum + value, 0));
  const scaled = kernel.map((row, cell) =>
    Float64Array.from(row, (value, i) => value / (density[cell] * density[near[cell][i]])),
  );
  const totals = scaled.map((row) => row.reduce((sum, value) => sum + value, 0));
  const whole = Math.sqrt(totals.reduce((sum, total) => sum + total, 0));
  return {
    weights: scaled.map((row, cell) => row.map((value, i) => value / Math.sqrt(totals[cell] * totals[near[cell][i]]))),
    stationary: Float64Array.from(totals, (total) => Math.sqrt(total) / whole),
  };
}
