/** Numbers of HDF5 in the bytes in which they are stored, of any size and layout. */
import type { Hdf5Type } from './hdf5-header.ts';

export type Hdf5Numbers =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | BigInt64Array
  | BigUint64Array;

/**
 * `bytes` are the caller's own, and begin at a multiple of 8; least significant byte first, but for enumerations that
 * are stored otherwise. Numbers of more bits than a double has are rounded to the nearest.
 */
export function numbersIn(bytes: Uint8Array, type: Hdf5Type, isEnumeration: boolean): Hdf5Numbers {
  const { size } = type,
    count = Math.floor(bytes.length / size);
  if (isEnumeration && type.bigEndian)
    for (let i = 0; i < count; i++) bytes.subarray(i * size, (i + 1) * size).reverse();
  const Plain = plainOf(type);
  if (Plain) return new Plain(bytes.buffer as ArrayBuffer, bytes.byteOffset, count);
  const value = type.float ? floatOf(type.float) : integerOf(type),
    at = (place: number): number => value(bitsOf(bytes, place * size, size, type));
  if (size !== 2 || count < 2 ** 16) return Float64Array.from({ length: count }, (_, i) => at(i));
  // more than there are patterns of bits
  const patterns = new Uint8Array(Uint16Array.from({ length: 2 ** 16 }, (_, bits) => bits).buffer),
    every = Float64Array.from({ length: 2 ** 16 }, (_, bits) => value(bitsOf(patterns, 2 * bits, 2, type)));
  return Float64Array.from(new Uint16Array(bytes.buffer, bytes.byteOffset, count), (bits) => every[bits]);
}

/** The array of a type that fills its bytes. */
function plainOf({ kind, size, offset, precision, signed, float }: Hdf5Type) {
  if (offset !== 0 || precision !== 8 * size) return undefined;
  if (kind === 'integer') {
    const arrays = signed
      ? { 1: Int8Array, 2: Int16Array, 4: Int32Array, 8: BigInt64Array }
      : { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array, 8: BigUint64Array };
    return arrays[size as keyof typeof arrays];
  }
  const isSingle = size === 4 && float?.exponentBits === 8 && float.bias === 127 && float.mantissaBits === 23,
    isDouble = size === 8 && float?.exponentBits === 11 && float.bias === 1023 && float.mantissaBits === 52;
  return isSingle ? Float32Array : isDouble ? Float64Array : undefined;
}

function bitsOf(bytes: Uint8Array, at: number, size: number, { kind, offset, precision }: Hdf5Type): bigint {
  let whole = 0n;
  for (let byte = size - 1; byte >= 0; byte--) whole = (whole << 8n) | BigInt(bytes[at + byte]);
  // where sign, exponent and mantissa of a float stand is counted from its first byte, not from its offset
  return kind === 'float' ? whole : (whole >> BigInt(offset)) & ((1n << BigInt(precision)) - 1n);
}
const integerOf =
  ({ signed, precision }: Hdf5Type) =>
  (bits: bigint): number =>
    Number(signed ? BigInt.asIntN(precision, bits) : bits);

function floatOf(layout: NonNullable<Hdf5Type['float']>): (bits: bigint) => number {
  const { sign, exponent, exponentBits, bias, mantissa, mantissaBits, implied } = layout;
  const [exponents, fractions] = [(1n << BigInt(exponentBits)) - 1n, (1n << BigInt(mantissaBits)) - 1n];
  return (bits) => {
    const power = Number((bits >> BigInt(exponent)) & exponents),
      fraction = (bits >> BigInt(mantissa)) & fractions,
      minus = (bits >> BigInt(sign)) & 1n ? -1 : 1;
    // what is not implied stands there as the first bit, also of infinity
    const point = implied ? mantissaBits : mantissaBits - 1;
    if (power === Number(exponents)) return (fraction & ((1n << BigInt(point)) - 1n)) === 0n ? minus * Infinity : NaN;
    const whole = implied && power > 0 ? fraction | (1n << BigInt(mantissaBits)) : fraction;
    return minus * scaled(whole, Math.max(power, 1) - bias - point);
  };
}
/** whole · 2^power, in steps that are powers of 2 of a double. */
function scaled(whole: bigint, power: number): number {
  let [value, rest] = [Number(whole), power];
  for (; rest < -1000 && value !== 0; rest += 1000) value *= 2 ** -1000;
  for (; rest > 1000 && value !== 0 && Number.isFinite(value); rest -= 1000) value *= 2 ** 1000;
  return value * 2 ** rest;
}
