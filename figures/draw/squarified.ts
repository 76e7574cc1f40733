export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Divides a rectangle in proportion to `shares` into parts as square as can be (Bruls, Huizing & van Wijk 2000); in the
 * order given, the largest first or not.
 */
export function squarified(shares: readonly number[], whole: Rectangle): Rectangle[] {
  const total = shares.reduce((sum, share) => sum + share, 0) || 1;
  const order = shares.map((_, index) => index).sort((a, b) => shares[b] - shares[a] || a - b);
  const areas = order.map((index) => (shares[index] / total) * whole.width * whole.height);
  const placed = new Array<Rectangle>(shares.length);
  let free = whole;
  for (let start = 0; start < areas.length; ) {
    let end = start + 1;
    while (end < areas.length && worst(areas.slice(start, end + 1), free) <= worst(areas.slice(start, end), free))
      end++;
    const row = areas.slice(start, end);
    const sum = row.reduce((all, area) => all + area, 0);
    const isColumn = free.width >= free.height;
    const depth = sum / (isColumn ? free.height : free.width) || 0;
    let along = 0;
    row.forEach((area, index) => {
      const length = area / depth || 0;
      placed[order[start + index]] = isColumn
        ? { x: free.x, y: free.y + along, width: depth, height: length }
        : { x: free.x + along, y: free.y, width: length, height: depth };
      along += length;
    });
    free = isColumn
      ? { ...free, x: free.x + depth, width: free.width - depth }
      : { ...free, y: free.y + depth, height: free.height - depth };
    start = end;
  }
  return placed;
}
/** The largest ratio of sides in a row along the shorter side. */
function worst(row: readonly number[], { width, height }: Rectangle): number {
  const side = Math.min(width, height);
  const sum = row.reduce((all, area) => all + area, 0);
  return Math.max(
    ...row.map((area) => Math.max((side * side * area) / (sum * sum), (sum * sum) / (side * side * area))),
  );
}
