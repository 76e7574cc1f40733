/**
 * How the learning rate changes in the course of a training: a factor of it for each update. The factor depends on
 * nothing but where the training stands, so that one that is resumed goes on as it would have gone.
 */
import { sincos } from '../random/index.ts';

/** `update` from 0 of `updates`, `epoch` from 0 of `epochs`; the validation loss of each epoch that has ended. */
export interface Progress {
  readonly update: number;
  readonly updates: number;
  readonly epoch: number;
  readonly epochs: number;
  readonly validation: readonly number[];
}
/** `floor` and `factor` are shares of the rate; `every` and `patience` are epochs. */
export type RateSchedule =
  | { readonly name: 'cosine'; readonly floor: number }
  | { readonly name: 'step'; readonly every: number; readonly factor: number }
  | { readonly name: 'decay'; readonly factor: number }
  | { readonly name: 'plateau'; readonly factor: number; readonly patience: number }
  | { readonly name: 'warmup'; readonly steps: number; readonly next?: RateSchedule };
export type ScheduleName = RateSchedule['name'];
type Named<Name extends ScheduleName> = Extract<RateSchedule, { readonly name: Name }>;

const factors: { readonly [Name in ScheduleName]: (schedule: Named<Name>, progress: Progress) => number } = {
  /** Loshchilov & Hutter 2017, equation 5, without restarts: from 1 along half a cosine to `floor` at the end. */
  cosine({ floor }, { update, updates }) {
    const [, cosine] = sincos((Math.PI * update) / updates);
    return floor + ((1 - floor) * (1 + cosine)) / 2;
  },
  step: ({ every, factor }, { epoch }) => power(factor, Math.floor(epoch / every)),
  decay: ({ factor }, { epoch }) => power(factor, epoch),
  plateau: ({ factor, patience }, { validation }) => power(factor, plateaus(validation, patience)),
  /** In equal steps up to 1, then as `next` says of the updates that are left. */
  warmup({ steps, next }, progress) {
    const { update, updates } = progress;
    if (update < steps) return (update + 1) / steps;
    return next ? rateFactor(next, { ...progress, update: update - steps, updates: updates - steps }) : 1;
  },
};
/** The factor of the learning rate at an update. */
export const rateFactor = <Name extends ScheduleName>(schedule: Named<Name>, progress: Progress): number =>
  (factors[schedule.name] as (typeof factors)[Name])(schedule, progress);

/** A loss counts as better only by this share of the best. */
const improvement = 1e-4;
/** How often there were more than `patience` epochs without a better loss, counted anew after each time. */
function plateaus(losses: readonly number[], patience: number): number {
  let best = Infinity,
    waited = 0,
    count = 0;
  for (const loss of losses) {
    if (loss < best - improvement * Math.abs(best === Infinity ? 0 : best)) {
      best = loss;
      waited = 0;
    } else waited++;
    if (waited > patience) {
      waited = 0;
      count++;
    }
  }
  return count;
}

/** By multiplication only, so that it is the same on every machine. */
function power(base: number, exponent: number): number {
  let result = 1;
  for (let square = base, left = exponent; left > 0; left = Math.floor(left / 2), square *= square)
    if (left % 2 === 1) result *= square;
  return result;
}

/** What a training is planned to be: its updates in all, and whether it has validation losses. */
export interface Planned {
  readonly updates: number;
  readonly validates: boolean;
}
/** @throws RangeError for a schedule that has no end to go to, or nothing to follow, in such a training */
export function checkRateSchedule(schedule: RateSchedule, planned: Planned): void {
  const fault = faultOf(schedule, planned);
  if (fault) throw new RangeError(`the schedule ${schedule.name} ${fault}`);
  if (schedule.name === 'warmup' && schedule.next)
    checkRateSchedule(schedule.next, { ...planned, updates: planned.updates - schedule.steps });
}
function faultOf(schedule: RateSchedule, { updates, validates }: Planned): string | undefined {
  const isWhole = (value: number) => Number.isInteger(value) && value >= 1;
  if ('factor' in schedule && !(schedule.factor > 0)) return `multiplies by a factor above 0, not ${schedule.factor}`;
  switch (schedule.name) {
    case 'cosine':
      if (!(schedule.floor >= 0 && schedule.floor <= 1))
        return `ends at a share of the rate from 0 to 1, not ${schedule.floor}`;
      return isWhole(updates) ? undefined : 'has no end: it falls until the training ends, and there are no epochs';
    case 'step':
      return isWhole(schedule.every)
        ? undefined
        : `goes on after a whole number of epochs from 1, not ${schedule.every}`;
    case 'decay':
      return undefined;
    case 'plateau':
      if (!Number.isInteger(schedule.patience) || schedule.patience < 0)
        return `waits for a whole number of epochs, not ${schedule.patience}`;
      return validates ? undefined : 'follows the validation loss, and there are no validation data';
    case 'warmup':
      if (!isWhole(schedule.steps)) return `takes a whole number of updates from 1, not ${schedule.steps}`;
      return schedule.steps < updates ? undefined : `takes ${schedule.steps} updates, and the training has ${updates}`;
  }
}
