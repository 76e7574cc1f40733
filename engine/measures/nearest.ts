/**
 * Visits each of `count` points with its k nearest others (all others where there are fewer), nearest first, the
 * earlier first among equally near ones. `position` is `count × dimensions`, row by row. `near` is valid during the
 * call only.
 *
 * Points are sorted into square bins of about two points each; rings of bins are searched outward until no nearer point
 * can come.
 */
export function eachNearest(
  position: Float64Array,
  dimensions: 2 | 3,
  count: number,
  k: number,
  visit: (point: number, near: Int32Array) => void,
): void {
  const grid = sortIntoBins(position, dimensions, count);
  const near = new Int32Array(Math.min(k, count - 1));
  const squares = new Float64Array(near.length);
  if (near.length === 0) return;
  for (let point = 0; point < count; point++) {
    let found = 0;
    const offer = (other: number): void => {
      if (other === point) return;
      const square = squaredDistance(position, dimensions, point, other);
      if (found === near.length && !precedes(square, other, squares[found - 1], near[found - 1])) return;
      let place = found < near.length ? found++ : found - 1;
      for (; place > 0 && precedes(square, other, squares[place - 1], near[place - 1]); place--) {
        near[place] = near[place - 1];
        squares[place] = squares[place - 1];
      }
      near[place] = other;
      squares[place] = square;
    };
    for (let ring = 0; ring <= grid.widest; ring++) {
      if (found === near.length && squares[found - 1] < ((ring - 1) * grid.side) ** 2) break;
      eachInRing(grid, point, ring, offer);
    }
    visit(point, near);
  }
}
const precedes = (square: number, point: number, otherSquare: number, other: number): boolean =>
  square < otherSquare || (square === otherSquare && point < other);
function squaredDistance(position: Float64Array, dimensions: number, a: number, b: number): number {
  let sum = 0;
  for (let axis = 0; axis < dimensions; axis++)
    sum += (position[a * dimensions + axis] - position[b * dimensions + axis]) ** 2;
  return sum;
}

interface Grid {
  readonly side: number;
  /** Bins along x, y, z (1 in a plane), and the most rings any search can need. */
  readonly bins: readonly [number, number, number];
  readonly widest: number;
  /** Bin coordinates of each point, `count × 3`. */
  readonly at: Int32Array;
  /** Points in the order of their bins, and where each bin begins. */
  readonly points: Int32Array;
  readonly starts: Int32Array;
}

function sortIntoBins(position: Float64Array, dimensions: number, count: number): Grid {
  const axes = [0, 1, 2].map((axis) => {
    let low = Infinity;
    let high = -Infinity;
    for (let point = 0; axis < dimensions && point < count; point++) {
      const value = position[point * dimensions + axis];
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return { low, length: axis < dimensions && count > 0 ? high - low : 0 };
  });
  const longest = Math.max(...axes.map(({ length }) => length));
  const side = longest > 0 ? longest / Math.max(1, Math.ceil((count / 2) ** (1 / dimensions))) : 1;
  const bins = axes.map(({ length }) => Math.floor(length / side) + 1) as [number, number, number];
  const at = new Int32Array(count * 3);
  for (let point = 0; point < count; point++)
    for (let axis = 0; axis < dimensions; axis++) {
      at[point * 3 + axis] = Math.min(
        bins[axis] - 1,
        Math.floor((position[point * dimensions + axis] - axes[axis].low) / side),
      );
    }
  const bin = Int32Array.from(
    { length: count },
    (_, point) => (at[point * 3 + 2] * bins[1] + at[point * 3 + 1]) * bins[0] + at[point * 3],
  );
  const starts = new Int32Array(bins[0] * bins[1] * bins[2] + 1);
  for (const b of bin) starts[b + 1]++;
  for (let b = 1; b < starts.length; b++) starts[b] += starts[b - 1];
  const next = starts.slice();
  const points = new Int32Array(count);
  for (let point = 0; point < count; point++) points[next[bin[point]]++] = point;
  return { side, bins, widest: Math.max(...bins), at, points, starts };
}

/** Offers every point of the bins whose largest coordinate difference to the point's own bin is `ring`. */
function eachInRing(
  { bins, at, points, starts }: Grid,
  point: number,
  ring: number,
  offer: (other: number) => void,
): void {
  const [x, y, z] = at.subarray(point * 3, point * 3 + 3);
  for (let layer = Math.max(0, z - ring); layer <= Math.min(bins[2] - 1, z + ring); layer++) {
    for (let row = Math.max(0, y - ring); row <= Math.min(bins[1] - 1, y + ring); row++) {
      const whole = Math.abs(layer - z) === ring || Math.abs(row - y) === ring;
      for (let column = Math.max(0, x - ring); column <= Math.min(bins[0] - 1, x + ring); column++) {
        if (!whole && Math.abs(column - x) !== ring) continue;
        const b = (layer * bins[1] + row) * bins[0] + column;
        for (let i = starts[b]; i < starts[b + 1]; i++) offer(points[i]);
      }
    }
  }
}
