/**
 * Threefry-2x32 with 20 rounds: a keyed bijection of 64-bit counters. Encrypts (counter0, counter1) and the `count` − 1
 * counters that follow under (key0, key1), and leaves two words of each in `out`, as unsigned 32-bit integers.
 * Source: Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11 (2011),
 * doi:10.1145/2063384.2063405.
 */
export function blocks(
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
  out: Uint32Array,
  count: number,
): void {
  const k0 = key0 | 0,
    k1 = key1 | 0,
    k2 = k0 ^ k1 ^ parity;
  let low = counter0 | 0,
    high = counter1 | 0;
  for (let at = 0; at < 2 * count; at += 2) {
    let x = (low + k0) | 0;
    let y = (high + k1) | 0;
    low = (low + 1) | 0;
    if (low === 0) high = (high + 1) | 0;

    x = (x + y) | 0;
    y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0;
    y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0;
    y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0;
    y = ((y << 6) | (y >>> 26)) ^ x;
    x = (x + k1) | 0;
    y = (y + k2 + 1) | 0;

    x = (x + y) | 0;
    y = ((y << 17) | (y >>> 15)) ^ x;
    x = (x + y) | 0;
    y = ((y << 29) | (y >>> 3)) ^ x;
    x = (x + y) | 0;
    y = ((y << 16) | (y >>> 16)) ^ x;
    x = (x + y) | 0;
    y = ((y << 24) | (y >>> 8)) ^ x;
    x = (x + k2) | 0;
    y = (y + k0 + 2) | 0;

    x = (x + y) | 0;
    y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0;
    y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0;
    y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0;
    y = ((y << 6) | (y >>> 26)) ^ x;
    x = (x + k0) | 0;
    y = (y + k1 + 3) | 0;

    x = (x + y) | 0;
    y = ((y << 17) | (y >>> 15)) ^ x;
    x = (x + y) | 0;
    y = ((y << 29) | (y >>> 3)) ^ x;
    x = (x + y) | 0;
    y = ((y << 16) | (y >>> 16)) ^ x;
    x = (x + y) | 0;
    y = ((y << 24) | (y >>> 8)) ^ x;
    x = (x + k1) | 0;
    y = (y + k2 + 4) | 0;

    x = (x + y) | 0;
    y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0;
    y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0;
    y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0;
    y = ((y << 6) | (y >>> 26)) ^ x;
    out[at] = x + k2;
    out[at + 1] = y + k0 + 5;
  }
}

/** Of one counter. */
export function block(key0: number, key1: number, counter0: number, counter1: number, out: Uint32Array): void {
  blocks(key0, key1, counter0, counter1, out, 1);
}

/** The key-schedule parity word of Threefish for 32-bit words. */
const parity = 0x1bd11bda;
