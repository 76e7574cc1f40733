/** Cell positions, one column per axis, in metres; 2-D has no z. */
export interface Positions {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z?: Float64Array;
}

/**
 * For each of the first `count` cells: how many of the `members` (cell ids) lie within `radius` metres of it (distance
 * ≤ radius), itself left out. `box` holds the edge lengths; every position lies inside. Where the members are as they
 * were when it was asked before, only cells that have moved, or are new, are counted.
 *
 * Cells are sorted into bins, rows of bins along x. Bins that lie wholly inside the ball are counted without looking at
 * their cells; only cells in bins that the sphere cuts are measured, so the counts are exact.
 */
export function neighbourCounter(
  radius: number,
  box: readonly number[],
): (positions: Positions, count: number, members: Int32Array) => Int32Array {
  let last: Counted | undefined;
  return (positions, count, members) => {
    if (!(radius >= 0) || members.length === 0) return new Int32Array(count);
    const before = last && areAlike(last, positions, members) ? last : undefined,
      grid = before?.grid ?? sortIntoBins(positions, members, radius, box),
      around = countAroundAll(grid, radius, positions, count, before),
      { x, y, z } = positions;
    const columns = { x: x.slice(), y: y.slice(), ...(z && { z: z.slice() }) };
    last = { grid, members, positions: columns, around };
    const found = around.slice();
    for (const member of members) if (member < count) found[member]--;
    return found;
  };
}
interface Counted {
  readonly grid: Grid;
  readonly members: Int32Array;
  /** As they were. */
  readonly positions: Positions;
  /** Members around each cell, itself among them. */
  readonly around: Int32Array;
}
function areAlike({ members, positions }: Counted, now: Positions, those: Int32Array): boolean {
  if (members.length !== those.length) return false;
  for (let i = 0; i < those.length; i++)
    if (members[i] !== those[i] || !isWhere(positions, now, those[i])) return false;
  return true;
}
const isWhere = (before: Positions, now: Positions, cell: number): boolean =>
  before.x[cell] === now.x[cell] && before.y[cell] === now.y[cell] && before.z?.[cell] === now.z?.[cell];

interface Grid {
  /** Members' coordinates in the order of their bins. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  /** Where each bin begins in that order, and the end of the last; bins run along x first. */
  readonly starts: Int32Array;
  readonly side: number;
  readonly columns: number;
  readonly rows: number;
  readonly layers: number;
}

function sortIntoBins(positions: Positions, members: Int32Array, radius: number, box: readonly number[]): Grid {
  const perRadius = box.length === 2 ? 4 : 2;
  const largest = Math.max(...box);
  const mostBinsPerEdge = Math.ceil(Math.max(8, 2 * members.length ** (1 / box.length)));
  const side = Math.max(radius / perRadius, largest / mostBinsPerEdge);
  const [columns, rows, layers] = [box[0], box[1], box[2] ?? 0].map((length) => Math.max(1, Math.ceil(length / side)));
  const bin = new Int32Array(members.length),
    starts = new Int32Array(columns * rows * layers + 1);
  for (let i = 0; i < members.length; i++) {
    const cell = members[i],
      layer = positions.z ? binAt(positions.z[cell], side, layers) : 0,
      row = binAt(positions.y[cell], side, rows);
    bin[i] = (layer * rows + row) * columns + binAt(positions.x[cell], side, columns);
    starts[bin[i] + 1]++;
  }
  for (let b = 1; b < starts.length; b++) starts[b] += starts[b - 1];
  const next = starts.slice(),
    x = new Float64Array(members.length),
    y = new Float64Array(members.length),
    z = new Float64Array(members.length);
  for (let i = 0; i < members.length; i++) {
    const cell = members[i],
      place = next[bin[i]]++;
    x[place] = positions.x[cell];
    y[place] = positions.y[cell];
    if (positions.z) z[place] = positions.z[cell];
  }
  return { x, y, z, starts, side, columns, rows, layers };
}
const binAt = (value: number, side: number, bins: number): number => Math.min(bins - 1, Math.floor(value / side));

/** `before`: where the members were the same. */
function countAroundAll(
  grid: Grid,
  radius: number,
  positions: Positions,
  count: number,
  before: Counted | undefined,
): Int32Array {
  const { x, y, z } = positions,
    around = new Int32Array(count),
    known = before ? Math.min(count, before.around.length) : 0;
  for (let cell = 0; cell < count; cell++)
    around[cell] =
      cell < known && isWhere(before!.positions, positions, cell)
        ? before!.around[cell]
        : countAround(grid, radius, x[cell], y[cell], z ? z[cell] : 0);
  return around;
}

function countAround(
  { x, y, z, starts, side, columns, rows, layers }: Grid,
  radius: number,
  x0: number,
  y0: number,
  z0: number,
): number {
  const squared = radius * radius;
  const reach = radius * (1 + slack) + slack * side;
  let found = 0;
  const lastLayer = Math.min(layers - 1, Math.floor((z0 + reach) / side));
  const lastRow = Math.min(rows - 1, Math.floor((y0 + reach) / side));
  for (let layer = Math.max(0, Math.floor((z0 - reach) / side)); layer <= lastLayer; layer++) {
    const nearZ = layers === 1 ? 0 : nearest(z0, layer, side);
    const farZ = layers === 1 ? 0 : farthest(z0, layer, side);
    for (let row = Math.max(0, Math.floor((y0 - reach) / side)); row <= lastRow; row++) {
      const outer = squared - nearZ * nearZ - nearest(y0, row, side) ** 2;
      const halfWidth = Math.sqrt(Math.max(0, outer)) * (1 + slack) + slack * side + (outer < 0 ? slack * radius : 0);
      const first = Math.max(0, Math.floor((x0 - halfWidth) / side));
      const last = Math.min(columns - 1, Math.floor((x0 + halfWidth) / side));
      const inner = squared - farZ * farZ - farthest(y0, row, side) ** 2;
      const within = inner > 0 ? Math.sqrt(inner) * (1 - slack) - slack * side : -1;
      const firstWhole = within > 0 ? Math.max(first, Math.ceil((x0 - within) / side)) : last + 1;
      const endWhole =
        within > 0 ? Math.max(firstWhole, Math.min(last + 1, Math.floor((x0 + within) / side))) : last + 1;
      const rowStart = (layer * rows + row) * columns;
      const skipFrom = starts[rowStart + firstWhole];
      const skipTo = starts[rowStart + endWhole];
      found += skipTo - skipFrom;
      for (let i = starts[rowStart + first]; i < skipFrom; i++)
        if (near(x[i] - x0, y[i] - y0, z[i] - z0, squared)) found++;
      const end = starts[rowStart + last + 1];
      for (let i = skipTo; i < end; i++) if (near(x[i] - x0, y[i] - y0, z[i] - z0, squared)) found++;
    }
  }
  return found;
}

/** Rounding in bin edges is far below this share of a bin. */
const slack = 1e-9;
const near = (dx: number, dy: number, dz: number, squared: number): boolean => dx * dx + dy * dy + dz * dz <= squared;
/** Smallest and largest distance along one axis from a coordinate to bin `index`. */
const nearest = (value: number, index: number, side: number): number =>
  Math.max(0, index * side - value, value - (index + 1) * side);
const farthest = (value: number, index: number, side: number): number =>
  Math.max(value - index * side, (index + 1) * side - value);
