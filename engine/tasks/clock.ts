/** Times of a task as steps of the network that does it. */

/** `dt`: seconds a step; a network in steps has none. `alpha`: dt / τ, of a network whose neurons have one τ. */
export interface TaskClock {
  readonly dt?: number;
  readonly alpha?: number;
}

/** A time that the steps of a network do not divide. */
export class TimeDoesNotFit extends RangeError {
  readonly setting: string;
  constructor(setting: string, message: string) {
    super(message);
    this.name = 'RangeError';
    this.setting = setting;
  }
}
/**
 * A time as a whole number of steps.
 * @throws TimeDoesNotFit that says which times do, and where the network has no clock
 */
export function stepsOf(name: string, seconds: number, { dt }: TaskClock): number {
  if (dt === undefined)
    throw new TimeDoesNotFit(
      name,
      `\`${name}\` is a time, and the network runs in steps: write a number of steps, or give the network \`tau\` ` +
        'and `dt`',
    );
  const steps = seconds / dt,
    whole = Math.round(steps);
  if (Math.abs(steps - whole) <= 1e-6 * Math.max(1, whole)) return whole;
  const fitting = [Math.floor(steps), Math.ceil(steps)].map((each) => timeText(each * dt));
  throw new TimeDoesNotFit(
    name,
    `\`${name}\` of ${timeText(seconds)} is not a whole number of steps of ${timeText(dt)}; ` +
      `${fitting.join(' and ')} are`,
  );
}
/** A number of steps as it is written. @throws TimeDoesNotFit where it is not whole */
export function wholeSteps(name: string, steps: number): number {
  if (Number.isInteger(steps) && steps >= 0) return steps;
  throw new TimeDoesNotFit(name, `\`${name}\` of ${steps} steps is not a whole number of steps`);
}
/** `50 ms`, `2 s`. */
export const timeText = (seconds: number): string =>
  seconds !== 0 && seconds < 1 ? `${rounded(seconds * 1000)} ms` : `${rounded(seconds)} s`;
const rounded = (value: number): number => Number(value.toPrecision(6));
