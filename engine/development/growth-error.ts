/** A program that cannot be grown; the message says what is wrong, where, and what to do. */
export class GrowthError extends Error {
  override readonly name = 'GrowthError';
}
