/** How much searching is left. Counted in steps, not in seconds, so that what is found is the same on every machine. */
export interface Budget {
  /**
   * Takes steps away; throws `BudgetEnded` when none are left, when the time is over or when the caller has stopped.
   */
  readonly spend: (steps: number) => void;
}
export interface BudgetOptions {
  readonly steps: number;
  /** An additional stop; what is found then depends on the machine. */
  readonly seconds?: number;
  readonly signal?: { readonly aborted: boolean };
  /** Of a larger budget, from which the steps are taken as well. */
  readonly spend?: Budget['spend'];
}
/** Thrown by `spend`; `message` says what ended, as the end of a sentence. */
export class BudgetEnded extends Error {}

export function budgetOf({ steps, seconds, signal, spend }: BudgetOptions): Budget {
  const last = seconds === undefined ? Infinity : Date.now() + seconds * 1000;
  let left = steps;
  let sinceLook = 0;
  return {
    spend: (count) => {
      spend?.(count);
      left -= count;
      if (left < 0) throw new BudgetEnded(`the budget of ${steps.toLocaleString('en')} search steps ended`);
      sinceLook += count;
      if (sinceLook < 10_000) return;
      sinceLook = 0;
      if (signal?.aborted) throw new BudgetEnded('it was stopped');
      if (Date.now() > last) throw new BudgetEnded(`the ${seconds} s allowed were over`);
    },
  };
}
