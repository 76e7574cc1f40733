import { type ActivitySource, runsOf, stretches } from './activity-source.ts';

/**
 * Spike time tiling coefficients of all pairs (Cutts & Eglen 2014), neurons × neurons, symmetric, 1 on the diagonal:
 * ½ [(P_A − T_B) / (1 − P_A T_B) + (P_B − T_A) / (1 − P_B T_A)], where T_A is the share of the recording within Δt of a
 * spike of A, and P_A that of A's spikes which are within Δt of one of B; a term whose product is 1 is 1. A spike is in
 * the middle of its bin; whole numbers count spikes, other values that are not 0 are one. No window crosses a gap.
 * NaN for neurons without a spike.
 * @param within Δt, seconds
 * @throws RangeError for activity that has a sign
 */
export function tilingCoefficients(source: ActivitySource, within: number): Float64Array {
  const { neurons: n, bin } = source;
  const trains = trainsOf(source, within),
    // bins whose middles are Δt apart, within rounding, are together
    reach = Math.floor(within / bin + 1e-9);
  const values = new Float64Array(n * n);
  for (let a = 0; a < n; a++)
    for (let b = 0; b <= a; b++) values[a * n + b] = values[b * n + a] = coefficient(trains[a], trains[b], reach);
  return values;
}

interface Train {
  /** Of each run the bins with spikes, in order from its beginning, and how many there are in each. */
  readonly runs: readonly { readonly bins: number[]; readonly counts: number[] }[];
  readonly spikes: number;
  /** Share of the recording within Δt of a spike. */
  readonly covered: number;
}
function trainsOf(source: ActivitySource, within: number): readonly Train[] {
  const { neurons, bin: width, frames } = source,
    runs = runsOf(source);
  const found = Array.from({ length: neurons }, () =>
    runs.map(() => ({ bins: [] as number[], counts: [] as number[] })),
  );
  runs.forEach(([start, end], run) => {
    for (const [from, to] of stretches(neurons, start, end)) {
      const values = source.read(from, to),
        length = to - from;
      for (let neuron = 0; neuron < neurons; neuron++) {
        const { bins, counts } = found[neuron][run];
        for (let at = 0; at < length; at++) {
          const value = values[neuron * length + at];
          if (value === 0) continue;
          if (value < 0) throw signed(neuron, from + at, value);
          bins.push(from + at - start);
          counts.push(Number.isInteger(value) ? value : 1);
        }
      }
    }
  });
  return found.map((trains) => ({
    runs: trains,
    spikes: trains.reduce((sum, { counts }) => counts.reduce((all, count) => all + count, sum), 0),
    covered:
      trains.reduce(
        (sum, { bins }, run) => sum + coveredBy(bins, width, (runs[run][1] - runs[run][0]) * width, within),
        0,
      ) /
      (frames * width),
  }));
}
const signed = (neuron: number, at: number, value: number): RangeError =>
  new RangeError(
    `neuron ${neuron + 1} is ${value} at bin ${at + 1}: spikes are counted, and activity that has a sign has none; ` +
      'take a recording of spikes or events, or `correlation`',
  );
/** Seconds of 0 .. length within Δt of a spike. */
function coveredBy(bins: readonly number[], width: number, length: number, within: number): number {
  let covered = 0,
    end = 0;
  for (const bin of bins) {
    const middle = (bin + 0.5) * width,
      from = Math.max(end, middle - within),
      to = Math.min(length, middle + within);
    if (to > from) covered += to - from;
    end = Math.max(end, to);
  }
  return covered;
}
function coefficient(a: Train, b: Train, reach: number): number {
  if (a.spikes === 0 || b.spikes === 0) return Number.NaN;
  return (term(together(a, b, reach) / a.spikes, b.covered) + term(together(b, a, reach) / b.spikes, a.covered)) / 2;
}
/** A sum of stretches that is the whole recording may be a rounding short of it. */
const term = (share: number, covered: number): number =>
  share === 1 && covered > 1 - 1e-12 ? 1 : (share - covered) / (1 - share * covered);
/** Spikes of `a` within reach of one of `b`. */
function together(a: Train, b: Train, reach: number): number {
  let found = 0;
  a.runs.forEach(({ bins, counts }, run) => {
    const others = b.runs[run].bins;
    let next = 0;
    bins.forEach((bin, at) => {
      while (next < others.length && others[next] < bin - reach) next++;
      if (next < others.length && others[next] <= bin + reach) found += counts[at];
    });
  });
  return found;
}
