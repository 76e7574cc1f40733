import type { Synapses } from './growth-program.ts';

/**
 * Rates of cells by the shunting model, 0 = −x + (1 − x) E − x I with E = background + Σ w⁺ x and I = Σ w⁻ x, as shares
 * of the largest rate: x = E / (1 + E + I), found by iteration from the rates that are given and written over them.
 * Without inhibition there is one solution, which the iteration approaches (Grossberg 1973; as in van Ooyen & van Pelt
 * 1994).
 */
export function settleRates(rates: Float64Array, synapses: readonly Synapses[], background: number): void {
  const excitation = new Float64Array(rates.length),
    inhibition = new Float64Array(rates.length);
  for (let round = 0; round < mostRounds; round++) {
    excitation.fill(background);
    inhibition.fill(0);
    for (const { count, pre, post, weight } of synapses)
      for (let row = 0; row < count; row++) {
        const received = weight[row] * rates[pre[row]];
        if (received > 0) excitation[post[row]] += received;
        else inhibition[post[row]] -= received;
      }
    let furthest = 0;
    for (let cell = 0; cell < rates.length; cell++) {
      const rate = excitation[cell] / (1 + excitation[cell] + inhibition[cell]),
        // half the way, so that inhibition does not make it swing
        next = (rates[cell] + rate) / 2;
      furthest = Math.max(furthest, Math.abs(next - rates[cell]));
      rates[cell] = next;
    }
    if (furthest < 1e-9) return;
  }
}
const mostRounds = 500;
