/** Figures hold typed arrays, which JSON does not know: they travel as their name and their numbers. */
const kinds = { Float64Array, Float32Array, Int32Array, Int8Array, Uint8Array };
type Kind = keyof typeof kinds;
interface Packed {
  readonly $array: Kind;
  readonly values: readonly number[];
}

export function packed(value: unknown): unknown {
  return replaced(value, (inner) =>
    ArrayBuffer.isView(inner)
      ? ({ $array: inner.constructor.name as Kind, values: Array.from(inner as Float64Array) } satisfies Packed)
      : undefined,
  );
}
export function unpacked<T>(value: unknown): T {
  return replaced(value, (inner) =>
    typeof inner === 'object' && '$array' in inner!
      ? kinds[(inner as Packed).$array].from((inner as Packed).values)
      : undefined,
  ) as T;
}

function replaced(value: unknown, by: (inner: object) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const found = by(value);
  if (found !== undefined) return found;
  if (Array.isArray(value)) return value.map((each) => replaced(each, by));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, replaced(each, by)]));
}
