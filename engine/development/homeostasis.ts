import { log } from '../random/index.ts';
import type { Key } from './cells.ts';
import type { Homeostasis } from './growth-program.ts';
import type { History } from './history.ts';
import { settleRates } from './rates.ts';
import type { Forming } from './synapse-formation.ts';
import { type PairDraws, pairDraws } from './trial.ts';

/** What it has done so far. */
export interface Balance {
  /** After the synapses of a step have formed. */
  balance(step: number): void;
  /** Mean rate of the cells that can receive synapses, for each step; NaN where there are none. */
  readonly means: readonly number[];
}

/**
 * Structural homeostasis (after Butz & van Ooyen 2013): in each step a cell whose rate r is below the target r* grows
 * excitatory synapses, and one above it loses some: perStep·(1 − r/r*) of them, what is left of a synapse being kept
 * for the next step. New ones come from cells that a rule lets it have, drawn in proportion to the rule's
 * probability, with the rule's weight; which ones are lost is drawn evenly. Draws are keyed by pair and step.
 */
export function homeostasis(
  { target, perStep, background }: Homeostasis,
  rules: readonly Forming[],
  history: History,
  key: Key,
  breathe: () => void,
): Balance {
  const cells = history.parent.length,
    owed = new Float64Array(cells),
    means: number[] = [];
  let rates = new Float64Array(0);
  return {
    means,
    balance(step) {
      const { count, fate } = history.moments[step];
      rates = enlarged(rates, count);
      settleRates(
        rates,
        rules.map(({ synapses }) => synapses),
        background,
      );
      const receiving = Array.from({ length: count }, (_, cell) => cell).filter((cell) =>
        rules.some(({ post }) => post === fate[cell]),
      );
      means.push(receiving.reduce((sum, cell) => sum + rates[cell], 0) / receiving.length);
      const losing = new Map<number, number>(),
        offers = rules.map((rule) => ({
          rule,
          candidates: rule.candidates(step),
          draws: pairDraws(key, `grown of need: ${rule.purpose}`, step),
        }));
      for (const cell of receiving) {
        owed[cell] += perStep * (1 - rates[cell] / target);
        const whole = Math.trunc(owed[cell]);
        owed[cell] -= whole;
        if (whole > 0) grow(cell, whole, step, offers);
        else if (whole < 0) losing.set(cell, -whole);
        breathe();
      }
      if (losing.size > 0) lose(losing, step);
    },
  };

  function grow(post: number, wanted: number, step: number, offers: readonly Offer[]): void {
    const found: { readonly rule: Forming; readonly pre: number; readonly weight: number; readonly wait: number }[] =
      [];
    for (const { rule, candidates, draws } of offers)
      for (const { pre, probability, weight } of candidates(post)) {
        if (!(probability > 0 && weight > 0)) continue;
        draws.first(pre, post);
        // the first of exponential waits: drawn in proportion to the probability, without replacement
        found.push({ rule, pre, weight, wait: -log(1 - draws.second()) / probability });
      }
    found.sort((a, b) => a.wait - b.wait || a.pre - b.pre);
    for (const { rule, pre, weight } of found.slice(0, wanted)) rule.synapses.add(pre, post, weight, step);
  }

  function lose(losing: ReadonlyMap<number, number>, step: number): void {
    const incoming = new Map<number, { readonly rule: Forming; readonly row: number; readonly draw: number }[]>();
    for (const rule of rules) {
      const { count, pre, post, weight } = rule.synapses,
        draws = pairDraws(key, `lost of excess: ${rule.purpose}`, step);
      for (let row = 0; row < count; row++) {
        if (!losing.has(post[row]) || !(weight[row] > 0)) continue;
        const draw = draws.first(pre[row], post[row]);
        const own = incoming.get(post[row]) ?? [];
        own.push({ rule, row, draw });
        incoming.set(post[row], own);
      }
    }
    const lost = new Map<Forming, Set<number>>(rules.map((rule) => [rule, new Set()]));
    for (const [cell, rows] of incoming) {
      rows.sort((a, b) => a.draw - b.draw || a.row - b.row);
      for (const { rule, row } of rows.slice(0, losing.get(cell))) lost.get(rule)?.add(row);
    }
    for (const [{ synapses }, rows] of lost) if (rows.size > 0) synapses.keep(0, (row) => !rows.has(row));
  }
}

interface Offer {
  readonly rule: Forming;
  readonly candidates: ReturnType<Forming['candidates']>;
  readonly draws: PairDraws;
}

function enlarged(rates: Float64Array<ArrayBuffer>, count: number): Float64Array<ArrayBuffer> {
  if (rates.length === count) return rates;
  const larger = new Float64Array(count);
  larger.set(rates);
  return larger;
}
