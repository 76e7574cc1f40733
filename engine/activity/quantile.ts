/**
 * Between the two nearest of ascending values, linearly (type 7 of Hyndman & Fan 1996, as NumPy and R have it). NaN of
 * none.
 */
export function quantile(ascending: ArrayLike<number>, share: number): number {
  const n = ascending.length;
  if (n === 0) return NaN;
  const place = share * (n - 1),
    below = Math.floor(place),
    above = Math.min(n - 1, below + 1);
  return ascending[below] + (place - below) * (ascending[above] - ascending[below]);
}
