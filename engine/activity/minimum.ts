/** Where a function has its lowest value: the best of so many places, then golden section about it. */
export function lowest(f: (x: number) => number, from: number, to: number, places = 200): number {
  const at = (i: number) => from + ((to - from) * i) / places;
  let best = 0;
  for (let i = 1; i <= places; i++) if (f(at(i)) < f(at(best))) best = i;
  let [a, b] = [at(Math.max(0, best - 1)), at(Math.min(places, best + 1))];
  const golden = (Math.sqrt(5) - 1) / 2;
  while (b - a > 1e-10 * Math.max(1, Math.abs(a))) {
    const c = b - golden * (b - a),
      d = a + golden * (b - a);
    if (f(c) < f(d)) b = d;
    else a = c;
  }
  return (a + b) / 2;
}
