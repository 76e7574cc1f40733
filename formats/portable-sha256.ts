import { encodeText } from './text-bytes.ts';

/**
 * SHA-256 (FIPS 180-4) in hexadecimal, where there is no library for it: in a browser, at once. A text is hashed as
 * UTF-8.
 */
export function portableSha256(content: string | Uint8Array): string {
  const bytes = typeof content === 'string' ? encodeText(content) : content;
  const state = Uint32Array.from(initial);
  const words = new Uint32Array(64);
  const whole = bytes.length - (bytes.length % 64);
  for (let at = 0; at < whole; at += 64) mix(state, words, bytes, at);
  const rest = new Uint8Array(bytes.length % 64 < 56 ? 64 : 128);
  rest.set(bytes.subarray(whole));
  rest[bytes.length - whole] = 0x80;
  const length = new DataView(rest.buffer);
  length.setUint32(rest.length - 8, Math.floor(bytes.length / 2 ** 29));
  length.setUint32(rest.length - 4, (bytes.length * 8) >>> 0);
  for (let at = 0; at < rest.length; at += 64) mix(state, words, rest, at);
  return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('');
}

/** The first 32 bits of the fractional parts of the square roots of the first 8 primes, the cube roots of 64. */
const primes = Array.from({ length: 312 }, (_, n) => n).filter(
  (n) => n > 1 && !Array.from({ length: n }, (_, k) => k).some((k) => k > 1 && n % k === 0),
);
const initial = primes.slice(0, 8).map((prime) => fraction(prime, 2n));
const rounds = Uint32Array.from(primes, (prime) => fraction(prime, 3n));

/** In whole numbers, exact: the root of prime · 2^(32 · degree) is 2^32 times that of the prime. */
function fraction(prime: number, degree: bigint): number {
  const radicand = BigInt(prime) << (32n * degree);
  let root = BigInt(Math.floor(prime ** (1 / Number(degree)) * 2 ** 32));
  while (root ** degree > radicand) root--;
  while ((root + 1n) ** degree <= radicand) root++;
  return Number(root & 0xffffffffn);
}

const turned = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** One block of 64 bytes. */
function mix(state: Uint32Array, words: Uint32Array, bytes: Uint8Array, at: number): void {
  for (let t = 0; t < 16; t++) {
    const from = at + 4 * t;
    words[t] = (bytes[from] << 24) | (bytes[from + 1] << 16) | (bytes[from + 2] << 8) | bytes[from + 3];
  }
  for (let t = 16; t < 64; t++) {
    const [early, late] = [words[t - 15], words[t - 2]];
    const first = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    const second = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    words[t] = words[t - 16] + first + words[t - 7] + second;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let t = 0; t < 64; t++) {
    const chosen = (e & f) ^ (~e & g);
    const first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + chosen + rounds[t] + words[t]) | 0;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + majority) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, k) => {
    state[k] += word;
  });
}
