/** A coordinate folded back into [0, length] by reflection at both walls, however far outside it was. */
export function reflect(value: number, length: number): number {
  if (value >= 0 && value <= length) return value;
  const period = 2 * length;
  const folded = ((value % period) + period) % period;
  return folded > length ? period - folded : folded;
}

/**
 * Moves those of the first `count` cells that have a fate `path` metres away from the centre (a negative path: towards
 * it, and no farther than it), walls reflecting. A cell exactly at the centre has no outward direction and stays.
 */
export function moveFromCentre(
  axes: readonly Float64Array[],
  fates: Int8Array,
  fate: number,
  count: number,
  box: readonly number[],
  path: number,
): void {
  for (let cell = 0; cell < count; cell++) {
    if (fates[cell] !== fate) continue;
    let squared = 0;
    for (let axis = 0; axis < axes.length; axis++) {
      const away = axes[axis][cell] - box[axis] / 2;
      squared += away * away;
    }
    const distance = Math.sqrt(squared);
    if (distance === 0) continue;
    const stretch = Math.max(0, distance + path) / distance;
    for (let axis = 0; axis < axes.length; axis++) {
      const middle = box[axis] / 2;
      axes[axis][cell] = reflect(middle + (axes[axis][cell] - middle) * stretch, box[axis]);
    }
  }
}

/**
 * How often `every` seconds come round in the step that ends at `age` seconds: multiples of `every`, from the first on,
 * in (age − step, age].
 */
export function timesDue(age: number, every: number, step: number): number {
  return Math.floor(age / every + rounding) - Math.floor(Math.max(0, age - step) / every + rounding);
}
const rounding = 1e-9;
