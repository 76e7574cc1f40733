/** Three dimensions seen from a side, without perspective: what the drawings of a page and of paper share. */
export interface Turn {
  readonly yaw: number;
  readonly pitch: number;
}

export type Point = readonly [x: number, y: number, z: number];
/** A box, in metres; flat spaces have no length along the third axis. */
export interface Space {
  readonly from: Point;
  readonly lengths: Point;
}

/** As a space is first seen: a slab from its flat side, a plane from above. */
export function firstTurn({ lengths: [x, y, z] }: Space): Turn {
  if (z === 0) return { yaw: 0, pitch: 0 };
  if (2 * y < Math.min(x, z)) return { yaw: 0.35, pitch: 1.05 };
  if (2 * x < Math.min(y, z)) return { yaw: 1.15, pitch: 0.3 };
  return { yaw: 2 * z < Math.min(x, y) ? 0.4 : 0.6, pitch: 2 * z < Math.min(x, y) ? 0.3 : 0.4 };
}
/** Rightwards, upwards, and towards who looks. */
export function turned({ yaw, pitch }: Turn): (point: Point) => Point {
  const [cosYaw, sinYaw, cosPitch, sinPitch] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch)];
  return ([x, y, z]) => {
    const away = z * cosYaw - x * sinYaw;
    return [x * cosYaw + z * sinYaw, y * cosPitch - away * sinPitch, -(y * sinPitch + away * cosPitch)];
  };
}
/** Relative to the middle of a space. */
export const fromMiddle = ({ from, lengths }: Space, [x, y, z]: Point): Point => [
  x - from[0] - lengths[0] / 2,
  y - from[1] - lengths[1] / 2,
  z - from[2] - lengths[2] / 2,
];
/** The corners of a space, and which of them its edges join. */
export function cornersOf({ from, lengths }: Space): readonly Point[] {
  return Array.from(
    { length: lengths[2] > 0 ? 8 : 4 },
    (_, index): Point => [
      from[0] + (index & 1 ? lengths[0] : 0),
      from[1] + (index & 2 ? lengths[1] : 0),
      from[2] + (index & 4 ? lengths[2] : 0),
    ],
  );
}
export const edgesOf = (corners: number): readonly (readonly [number, number])[] =>
  Array.from({ length: corners }, (_, a) => [a ^ 1, a ^ 2, a ^ 4].filter((b) => b > a && b < corners)).flatMap(
    (ends, a) => ends.map((b) => [a, b] as const),
  );

/** Neuron by neuron; a missing dimension is 0. */
export const pointAt = (positions: Float64Array, dimensions: number, neuron: number): Point => [
  positions[neuron * dimensions],
  dimensions > 1 ? positions[neuron * dimensions + 1] : 0,
  dimensions > 2 ? positions[neuron * dimensions + 2] : 0,
];

/** The space that is known, or the box around all points where some lie outside it or it is not known. */
export function spaceAround(
  all: readonly {
    readonly positions: Float64Array;
    readonly dimensions: number;
    readonly lengths?: readonly number[];
  }[],
): Space {
  const low = [Infinity, Infinity, Infinity],
    high = [-Infinity, -Infinity, -Infinity];
  for (const { positions, dimensions, lengths } of all) {
    for (let axis = 0; axis < 3; axis++) {
      const known = lengths?.[axis];
      if (known !== undefined || axis >= dimensions) {
        low[axis] = Math.min(low[axis], 0);
        high[axis] = Math.max(high[axis], known ?? 0);
      }
      for (let at = axis; axis < dimensions && at < positions.length; at += dimensions) {
        low[axis] = Math.min(low[axis], positions[at]);
        high[axis] = Math.max(high[axis], positions[at]);
      }
    }
  }
  const finite = (value: number): number => (Number.isFinite(value) ? value : 0);
  const from = low.map(finite) as unknown as Point;
  return { from, lengths: high.map((end, axis) => Math.max(0, finite(end) - from[axis])) as unknown as Point };
}
