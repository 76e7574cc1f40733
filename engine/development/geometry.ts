/** A coordinate folded back into [0, length] by reflection at both walls, however far outside it was. */
export function reflect(value: number, length: number): number {
  if (value >= 0 && value <= length) return value;
  const period = 2 * length;
  const folded = ((value % period) + period) % period;
  return folded > length ? period - folded : folded;
}

/**
 * Where a cell at `from` is after going `path` metres away from the centre (a negative path: towards it, and no farther
 * than it), walls reflecting. A cell exactly at the centre has no outward direction and stays.
 */
export function moveFromCentre(from: readonly number[], box: readonly number[], path: number): number[] {
  const away = from.map((value, axis) => value - box[axis] / 2);
  const distance = Math.sqrt(away.reduce((sum, part) => sum + part * part, 0));
  if (distance === 0) return [...from];
  const stretch = Math.max(0, distance + path) / distance;
  return away.map((part, axis) => reflect(box[axis] / 2 + part * stretch, box[axis]));
}

/**
 * How often `every` seconds come round in the step that ends at `age` seconds: multiples of `every`, from the first on,
 * in (age − step, age].
 */
export function timesDue(age: number, every: number, step: number): number {
  return Math.floor(age / every + rounding) - Math.floor(Math.max(0, age - step) / every + rounding);
}
const rounding = 1e-9;
