/**
 * Where the neurons of a field stand, as studies have taken it. Voxels are neurons × 3, row-major; places are metres,
 * neurons × 3. What a study leaves without a unit counts 1 as 1 mm.
 */
const unitless = 1e-3;

/**
 * The coordinates of the cortical blueprint study as its program has them: the table of N rows and 3 columns is read on
 * as 3 rows of N numbers, so that each "axis" holds x, y and z of a third of the neurons; each row is then brought to
 * 0 .. 1. @throws RangeError where a row is constant
 */
export function recutPlaces(voxels: Float64Array): Float64Array {
  const n = voxels.length / 3,
    places = new Float64Array(3 * n);
  for (let axis = 0; axis < 3; axis++)
    scaleInto(places, axis, voxels.subarray(axis * n, (axis + 1) * n), 'of the coordinates as they are re-cut');
  return places;
}
/** What that study describes: each axis brought to 0 .. 1. @throws RangeError where all neurons agree on an axis */
export function axiswisePlaces(voxels: Float64Array): Float64Array {
  const n = voxels.length / 3,
    places = new Float64Array(3 * n);
  for (let axis = 0; axis < 3; axis++)
    scaleInto(
      places,
      axis,
      Float64Array.from({ length: n }, (_, neuron) => voxels[3 * neuron + axis]),
      `of the ${'xyz'[axis]} coordinates`,
    );
  return places;
}
function scaleInto(places: Float64Array, axis: number, along: Float64Array, what: string): void {
  const least = along.reduce((a, b) => Math.min(a, b)),
    most = along.reduce((a, b) => Math.max(a, b));
  if (least === most) throw new RangeError(`every one ${what} is ${least}, so they cannot be brought to 0 .. 1`);
  along.forEach((value, neuron) => {
    places[3 * neuron + axis] = (unitless * (value - least)) / (most - least);
  });
}

/**
 * A grid of whole numbers in the order of NumPy's `meshgrid(x, y, z)`, ravelled: z runs fastest, then x, then y.
 * `counts`: along x, y and z. @throws RangeError where it has another number of places than there are neurons
 */
export function meshPlaces(neurons: number, counts: readonly number[]): Float64Array {
  const [nx, ny = 1, nz = 1] = counts;
  if (!counts.every(Number.isInteger))
    throw new RangeError(
      `a grid of ${counts.join(' × ')} mm has a place each millimetre: give it whole millimetres, such as ` +
        `${counts.map((count) => Math.max(1, Math.round(count))).join(' mm, ')} mm`,
    );
  if (!counts.every((count) => count >= 1) || nx * ny * nz !== neurons)
    throw new RangeError(
      `a grid of ${counts.join(' × ')} has ${nx * ny * nz} places, one each millimetre, and there are ` +
        `${neurons} neurons`,
    );
  const places = new Float64Array(3 * neurons);
  for (let y = 0, at = 0; y < ny; y++)
    for (let x = 0; x < nx; x++)
      for (let z = 0; z < nz; z++, at += 3) {
        places[at] = unitless * x;
        places[at + 1] = unitless * y;
        places[at + 2] = unitless * z;
      }
  return places;
}

/** Distances of all pairs, neurons × neurons. */
export function distancesBetween(places: Float64Array, dimensions: number): Float64Array {
  const n = places.length / dimensions,
    distances = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      let squares = 0;
      for (let d = 0; d < dimensions; d++) squares += (places[i * dimensions + d] - places[j * dimensions + d]) ** 2;
      distances[i * n + j] = distances[j * n + i] = Math.sqrt(squares);
    }
  return distances;
}
/** Pearson correlation of the entries above the diagonal of two symmetric tables; NaN where one is constant. */
export function correlationOfPairs(a: Float64Array, b: Float64Array): number {
  const n = Math.sqrt(a.length);
  let count = 0,
    [meanA, meanB, aa, bb, ab] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const [x, y] = [a[i * n + j], b[i * n + j]];
      count++;
      const [dx, dy] = [x - meanA, y - meanB];
      meanA += dx / count;
      meanB += dy / count;
      aa += dx * (x - meanA);
      bb += dy * (y - meanB);
      ab += dx * (y - meanB);
    }
  return ab / Math.sqrt(aa * bb);
}
