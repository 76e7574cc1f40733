/** What measures take that run the network of a `dynamics` themselves. */
import { type DrivenNetwork, type Inputs, stepsOf } from '../../engine/reservoir/index.ts';
import { quantity } from '../entry.ts';
import { isCounted, isSpan } from '../forms.ts';
import { NotApplicable } from '../not-applicable.ts';
import { measured, numberOf, optional, parameter, type Range, spanOf } from '../parameters.ts';
import type { MovingNetwork } from '../study.ts';
import { time } from '../units.ts';
import type { Forms, Times } from './measure-record.ts';
import { none } from './no-number.ts';

/** Of held inputs, or times. */
export interface Delayed extends Range {
  readonly areSteps: boolean;
}
export const delays = parameter<Delayed>(
  {
    ...quantity(time, { counts: ['steps'], least: 0 }),
    range: true,
    says: 'a range of steps or times',
    example: '1 .. 60 steps',
  },
  'The delays: `steps` count held inputs, 0 is the one that is held.',
  (form) =>
    isCounted(form)
      ? { from: form.value, to: form.value, areSteps: true }
      : { ...spanOf(form), areSteps: isSpan(form) && form.counts !== undefined },
);
export const hold = optional(
  measured(time, 'How long each input is held; without it for one `dt`.', { positive: true }),
);

/** The delays as numbers of held inputs. */
export function delaysIn(
  { from, to, areSteps }: Delayed,
  held: number,
): { readonly from: number; readonly to: number } {
  // of times, those that lie between both ends
  const counted = areSteps ? { from, to } : { from: Math.ceil(from / held - 1e-9), to: Math.floor(to / held + 1e-9) };
  if (!Number.isInteger(counted.from) || !Number.isInteger(counted.to) || counted.to < counted.from)
    none(
      `its delays hold no whole number of held inputs of ${(1000 * held).toLocaleString('en')} ms: ` +
        '`1 .. 10 steps` do',
    );
  return counted;
}
/** What a condition's step says of how long inputs are held, and of the delays. */
export function untimely({ hold, delays: over, after }: Forms, { dt }: Times): string | undefined {
  if (dt === undefined) return undefined;
  return reasonOf(() => {
    if (after !== undefined) stepsOf(numberOf(after), { dt });
    const held = hold === undefined ? 1 : stepsOf(numberOf(hold), { dt });
    if (over !== undefined) delaysIn(delays.decode(over, undefined), held * dt);
  });
}
/** Why a step throws; undefined where it does not. */
export function reasonOf(step: () => void): string | undefined {
  try {
    step();
    return undefined;
  } catch (error) {
    if (error instanceof NotApplicable || error instanceof RangeError) return error.message;
    throw error;
  }
}

/** How a run of the text is divided into held inputs. */
export function inputsOf({ run, motion }: MovingNetwork, held: number | undefined): Inputs {
  const hold = held === undefined ? 1 : stepsOf(held, motion);
  const inputs = (duration: number): number => Math.round(duration / motion.dt) / hold;
  return { hold, inputs: Math.floor(inputs(run.duration)), discard: Math.ceil(inputs(run.discard)) };
}
export const networkOf = ({ matrix, motion, drive, inputWeights, key, kernels }: MovingNetwork): DrivenNetwork => ({
  matrix,
  motion,
  drive,
  inputWeights,
  key,
  kernels,
});
