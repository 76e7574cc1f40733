/** Inflates raw deflate streams (RFC 1951), one at a time, into bytes that never grow beyond a limit. */

/** What is wrong with a deflate stream, or `isTooLong`. */
export class InflateError extends Error {
  readonly isTooLong: boolean;
  constructor(message: string, isTooLong = false) {
    super(message);
    this.name = 'InflateError';
    this.isTooLong = isTooLong;
  }
}
export interface Inflated {
  /** What came before, and what the stream holds after it. */
  readonly plain: Uint8Array;
  /** Of `plain`, the bytes in use; the rest is room. */
  readonly length: number;
  /** Where the packed bytes of the stream end. */
  readonly end: number;
}

/**
 * Appends what the stream at `from` holds to the first `length` bytes of `plain`, which grows to `most` bytes where it
 * must.
 * @throws InflateError
 */
export function inflateAt(
  packed: Uint8Array,
  from: number,
  { plain, length }: Pick<Inflated, 'plain' | 'length'>,
  most: number,
): Inflated {
  const bits: Bits = { packed, at: from, held: 0, count: 0 };
  const out: Out = { plain, length, begin: length, most };
  for (let isLast = false; !isLast; ) {
    isLast = take(bits, 1) === 1;
    const kind = take(bits, 2);
    if (kind === 0) storedBlock(bits, out);
    else if (kind === 1) codedBlock(bits, out, fixed);
    else if (kind === 2) codedBlock(bits, out, dynamic(bits));
    else throw new InflateError('a block is of no known kind');
  }
  return { plain: out.plain, length: out.length, end: wholeByte(bits) };
}

/** What is unpacked; `begin`: of the stream, back to which its distances reach. */
interface Out {
  plain: Uint8Array;
  length: number;
  readonly begin: number;
  readonly most: number;
}
/** Bytes that hold `length` and `more`. */
function withRoom(plain: Uint8Array, length: number, more: number, most: number): Uint8Array {
  if (length + more <= plain.length) return plain;
  if (length + more > most) throw new InflateError(`it holds more than ${most} bytes`, true);
  const larger = new Uint8Array(Math.min(most, Math.max(length + more, 2 * plain.length)));
  larger.set(plain.subarray(0, length));
  return larger;
}

/** From the next whole byte on: a length, its complement, and so many bytes. */
function storedBlock(bits: Bits, out: Out): void {
  const { packed } = bits;
  const at = wholeByte(bits);
  if (at + 4 > packed.length) throw truncated();
  const length = packed[at] | (packed[at + 1] << 8);
  if ((length ^ 0xffff) !== (packed[at + 2] | (packed[at + 3] << 8)))
    throw new InflateError('a stored block contradicts its length');
  if (at + 4 + length > packed.length) throw truncated();
  out.plain = withRoom(out.plain, out.length, length, out.most);
  out.plain.set(packed.subarray(at + 4, at + 4 + length), out.length);
  out.length += length;
  Object.assign(bits, { at: at + 4 + length, held: 0, count: 0 });
}

/** The hot loop: bytes as they are, and pairs of a length and a distance back; its state in variables of its own. */
function codedBlock(bits: Bits, out: Out, { literals, distances }: Tables): void {
  const { packed } = bits;
  const { begin, most } = out;
  const [literalMask, distanceMask, last] = [literals.length - 1, distances.length - 1, packed.length + 2];
  let { at, held, count } = bits;
  let { plain, length } = out;
  for (;;) {
    if (count < longestCode) {
      if (at > last) throw truncated();
      held |= (packed[at] | (packed[at + 1] << 8)) << count;
      at += 2;
      count += 16;
    }
    const found = literals[held & literalMask];
    held >>>= found & 15;
    count -= found & 15;
    if (found < 256 * 16) {
      if (found === 0) throw noCode();
      if (length === plain.length) plain = withRoom(plain, length, 1, most);
      plain[length++] = found >> 4;
      continue;
    }
    const kind = (found >> 4) - 257;
    if (kind < 0) break;
    if (kind >= lengthBase.length) throw new InflateError('a length is of no known kind');
    bits.at = at;
    bits.held = held;
    bits.count = count;
    const end = length + lengthBase[kind] + take(bits, lengthBits[kind]);
    const kindOfDistance = symbolOf(bits, distances, distanceMask);
    if (kindOfDistance >= distanceBase.length) throw new InflateError('a distance is of no known kind');
    const distance = distanceBase[kindOfDistance] + take(bits, distanceBits[kindOfDistance]);
    at = bits.at;
    held = bits.held;
    count = bits.count;
    if (distance > length - begin) throw new InflateError('a distance reaches back beyond its beginning');
    if (end > plain.length) plain = withRoom(plain, length, end - length, most);
    for (; length < end; length++) plain[length] = plain[length - distance];
  }
  bits.at = at;
  bits.held = held;
  bits.count = count;
  out.plain = plain;
  out.length = length;
}

const lengthBits = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0);
const lengthBase = Uint16Array.of(
  ...[
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
  ],
);
const distanceBits = Uint8Array.from({ length: 30 }, (_, kind) => Math.max(0, (kind >> 1) - 1));
const distanceBase = Uint16Array.from(distanceBits, (_, kind) =>
  distanceBits.subarray(0, kind).reduce((sum, bits) => sum + 2 ** bits, 1),
);
/** In which order the lengths of the codes for lengths stand. */
const orderOfLengths = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const longestCode = 15;

/** For every sequence of as many bits as the longest code has: the symbol × 16 + the length of its code, or 0. */
type Codes = Uint16Array;

/** Canonical codes of these lengths, 0 where a symbol has none; a code is read from its first bit. */
function codesOf(lengths: Uint8Array): Codes {
  const counts = new Uint16Array(longestCode + 1);
  for (const length of lengths) counts[length]++;
  counts[0] = 0;
  let longest = longestCode;
  while (longest > 1 && counts[longest] === 0) longest--;
  const next = new Uint16Array(longestCode + 2);
  for (let length = 1; length <= longest; length++) {
    next[length + 1] = (next[length] + counts[length]) << 1;
    if (next[length] + counts[length] > 2 ** length) throw new InflateError('its codes contradict each other');
  }
  const codes = new Uint16Array(2 ** longest);
  for (const [symbol, length] of lengths.entries()) {
    if (length === 0) continue;
    const code = reversed(next[length]++, length);
    for (let at = code; at < codes.length; at += 2 ** length) codes[at] = symbol * 16 + length;
  }
  return codes;
}
function reversed(code: number, length: number): number {
  let turned = 0;
  for (let bit = 0; bit < length; bit++) turned |= ((code >> bit) & 1) << (length - 1 - bit);
  return turned;
}

interface Tables {
  readonly literals: Codes;
  readonly distances: Codes;
}
const fixed: Tables = {
  literals: codesOf(Uint8Array.from({ length: 288 }, (_, at) => (at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8))),
  distances: codesOf(new Uint8Array(32).fill(5)),
};
/** The codes that stand before a block, themselves packed. */
function dynamic(bits: Bits): Tables {
  const literals = take(bits, 5) + 257;
  const distances = take(bits, 5) + 1;
  const counted = take(bits, 4) + 4;
  const ofLengths = new Uint8Array(orderOfLengths.length);
  for (let at = 0; at < counted; at++) ofLengths[orderOfLengths[at]] = take(bits, 3);
  const codes = codesOf(ofLengths);
  const lengths = new Uint8Array(literals + distances);
  for (let at = 0; at < lengths.length; ) {
    const symbol = symbolOf(bits, codes, codes.length - 1);
    if (symbol < 16) {
      lengths[at++] = symbol;
      continue;
    }
    if (symbol === 16 && at === 0) throw new InflateError('its first code repeats one before it');
    const repeated = symbol === 16 ? lengths[at - 1] : 0;
    const times = symbol === 16 ? 3 + take(bits, 2) : symbol === 17 ? 3 + take(bits, 3) : 11 + take(bits, 7);
    if (at + times > lengths.length) throw new InflateError('it has more codes than it says');
    lengths.fill(repeated, at, at + times);
    at += times;
  }
  return { literals: codesOf(lengths.subarray(0, literals)), distances: codesOf(lengths.subarray(literals)) };
}

/** Where reading stands: `held` has the next `count` bits, the first one lowest, and the byte `at` comes after them. */
interface Bits {
  readonly packed: Uint8Array;
  at: number;
  held: number;
  count: number;
}
/** At least as many bits as the longest code has; beyond the end they are 0, which `wholeByte` finds out. */
function hold(bits: Bits): void {
  if (bits.at > bits.packed.length + 2) throw truncated();
  while (bits.count < longestCode) {
    bits.held |= (bits.packed[bits.at++] ?? 0) << bits.count;
    bits.count += 8;
  }
}
function drop(bits: Bits, count: number): void {
  bits.held >>>= count;
  bits.count -= count;
}
/** The next so many bits as a number. */
function take(bits: Bits, count: number): number {
  if (bits.count < count) hold(bits);
  const value = bits.held & ((1 << count) - 1);
  drop(bits, count);
  return value;
}
function symbolOf(bits: Bits, codes: Codes, mask: number): number {
  if (bits.count < longestCode) hold(bits);
  const found = codes[bits.held & mask];
  if (found === 0) throw noCode();
  drop(bits, found & 15);
  return found >> 4;
}
/** The next byte of which no bit is read. */
function wholeByte({ packed, at, count }: Bits): number {
  const whole = at - (count >> 3);
  if (whole > packed.length) throw truncated();
  return whole;
}
const truncated = (): InflateError => new InflateError('it ends too early');
const noCode = (): InflateError => new InflateError('a code stands for nothing');
