const arrays = { Float32Array, Float64Array, Int8Array, Int32Array, Uint8Array };
interface Packed {
  readonly array: keyof typeof arrays | 'ArrayBuffer';
  readonly base64: string;
}

/** What reports/packed-arrays.ts has written. */
export const unpackedArrays = (text: string): unknown => JSON.parse(text, unpacked);

function unpacked(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('base64' in value)) return value;
  const { array, base64 } = value as Packed;
  const { buffer } = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  return array === 'ArrayBuffer' ? buffer : new arrays[array](buffer);
}
