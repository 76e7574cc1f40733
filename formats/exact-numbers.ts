/**
 * Whether a double holds the whole number that a text writes, or prints as that text: the ids of large reconstructions,
 * of 18 digits, are names, and no number may be made of them.
 */
export const isExact = (text: string): boolean =>
  !/^[+-]?\d{16,}$/.test(text) ||
  String(Number(text)) === text.replace('+', '') ||
  BigInt(Number(text)) === BigInt(text.replace('+', ''));
