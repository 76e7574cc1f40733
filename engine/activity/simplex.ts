/** Where a function of a few numbers has a low value near a start: Nelder & Mead (1965). */
export function simplex(
  f: (at: Float64Array) => number,
  start: readonly number[],
  step: number,
  rounds = 400,
): { readonly at: Float64Array; readonly value: number } {
  const corner = (at: Float64Array) => ({ at, value: f(at) });
  const corners = [
    corner(Float64Array.from(start)),
    ...start.map((_, i) => corner(Float64Array.from(start, (value, j) => (i === j ? value + step : value)))),
  ];
  const order = (): void => void corners.sort((a, b) => a.value - b.value);
  order();
  for (let round = 0; round < rounds; round++) {
    const worst = corners[corners.length - 1],
      best = corners[0];
    if (worst.value - best.value <= 1e-12 * (Math.abs(best.value) + 1e-12)) break;
    const middle = Float64Array.from(start, (_, i) =>
      corners.slice(0, -1).reduce((sum, { at }) => sum + at[i] / start.length, 0),
    );
    const moved = (share: number) => corner(middle.map((value, i) => value + share * (value - worst.at[i])));
    const mirrored = moved(1);
    if (mirrored.value < best.value) {
      const farther = moved(2);
      corners[corners.length - 1] = farther.value < mirrored.value ? farther : mirrored;
    } else if (mirrored.value < corners[corners.length - 2].value) corners[corners.length - 1] = mirrored;
    else {
      const nearer = mirrored.value < worst.value ? moved(0.5) : moved(-0.5);
      if (nearer.value < Math.min(mirrored.value, worst.value)) corners[corners.length - 1] = nearer;
      else
        for (let i = 1; i < corners.length; i++)
          corners[i] = corner(corners[i].at.map((value, j) => (value + best.at[j]) / 2));
    }
    order();
  }
  return corners[0];
}
