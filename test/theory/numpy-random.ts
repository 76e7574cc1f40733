/**
 * The draws of numpy's legacy RandomState: the Mersenne twister MT19937 (Matsumoto & Nishimura 1998), normals by the
 * polar method (Marsaglia & Bray 1964), integers below a bound by a mask and rejection.
 */
export function randomState(seed: number) {
  const state = new Uint32Array(624);
  state[0] = seed;
  for (let i = 1; i < 624; i++) state[i] = Math.imul(1812433253, state[i - 1] ^ (state[i - 1] >>> 30)) + i;
  let at = 624,
    spare = Number.NaN;
  function renew(): void {
    for (let i = 0; i < 624; i++) {
      const both = (state[i] & 0x80000000) | (state[(i + 1) % 624] & 0x7fffffff);
      state[i] = state[(i + 397) % 624] ^ (both >>> 1) ^ (both & 1 ? 0x9908b0df : 0);
    }
    at = 0;
  }
  function word(): number {
    if (at === 624) renew();
    let y = state[at++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }
  const uniform = (): number => {
    const upper = word() >>> 5;
    return (upper * 2 ** 26 + (word() >>> 6)) / 2 ** 53;
  };
  return {
    uniform,
    normal(): number {
      if (!Number.isNaN(spare)) {
        const kept = spare;
        spare = Number.NaN;
        return kept;
      }
      for (;;) {
        const [x, y] = [2 * uniform() - 1, 2 * uniform() - 1],
          square = x * x + y * y;
        if (square >= 1 || square === 0) continue;
        const factor = Math.sqrt((-2 * Math.log(square)) / square);
        spare = factor * x;
        return factor * y;
      }
    },
    below(bound: number): number {
      const mask = 2 ** Math.ceil(Math.log2(bound)) - 1;
      for (;;) {
        const value = (word() & mask) >>> 0;
        if (value < bound) return value;
      }
    },
  };
}
