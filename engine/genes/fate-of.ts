/**
 * What an attractor counts as: the first declared fate that all its states have; else `mixed` where some state has one;
 * else `undecided`.
 */
export const fateOf = (kept: readonly string[], touched: readonly string[]): string =>
  kept[0] ?? (touched.length > 0 ? 'mixed' : 'undecided');
