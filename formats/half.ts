/** The number that 16 bits are in IEEE 754's half precision. */
export function halfFloat(bits: number): number {
  const [minus, power, fraction] = [bits & 0x8000 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (power === 31) return fraction === 0 ? minus * Infinity : NaN;
  return power === 0 ? minus * fraction * 2 ** -24 : minus * (1024 + fraction) * 2 ** (power - 25);
}
