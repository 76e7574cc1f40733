/**
 * JSON with arrays of numbers as base64, `{ array, base64 }`, for a page that carries its data:
 * views/unpacked-arrays.ts reads it. Without a `<`, so that it may stand in a `<script>`.
 */
export const packedArrays = (value: unknown): string => JSON.stringify(value, packed).replaceAll('<', '\\u003c');

function packed(_: string, value: unknown): unknown {
  if (value instanceof ArrayBuffer) return { array: 'ArrayBuffer', base64: Buffer.from(value).toString('base64') };
  if (!ArrayBuffer.isView(value)) return value;
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return { array: value.constructor.name, base64: bytes.toString('base64') };
}
