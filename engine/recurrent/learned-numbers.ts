import { type StepConstants, type UpdateRule, updateRules } from '../learning/index.ts';
import type { Learned } from './network.ts';

/**
 * The numbers that learn of one part: one for each of its numbers, or one for each group, or its logarithm. `slots`
 * says which belongs to each number of the part; −1 where it stays as it is.
 */
export interface LearnedNumbers {
  readonly slots: Int32Array;
  readonly log: boolean;
  readonly values: Float64Array;
  /** Running averages of the rule of update. */
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** @throws RangeError where groups are not one for each number, or the logarithm of a number ≤ 0 would be learned */
export function learnedNumbers(part: string, initial: Float64Array, learned: Learned): LearnedNumbers {
  const { slots, count } = slotsOf(part, initial.length, learned);
  const values = new Float64Array(count),
    log = learned.log ?? false;
  for (let i = initial.length - 1; i >= 0; i--) {
    if (slots[i] < 0) continue;
    if (log && !(initial[i] > 0))
      throw new RangeError(`${part} learns by its logarithm and must be above 0, but number ${i + 1} is ${initial[i]}`);
    values[slots[i]] = log ? Math.log(initial[i]) : initial[i];
  }
  return { slots, log, values, first: new Float64Array(count), second: new Float64Array(count) };
}

/** Slots in the order in which their first numbers come. */
export function slotsOf(
  part: string,
  length: number,
  { groups, fixed }: Learned,
): { readonly slots: Int32Array; readonly count: number } {
  for (const [name, given] of Object.entries({ groups, fixed }))
    if (given && given.length !== length)
      throw new RangeError(`${name} of ${part} has ${given.length} numbers where ${length} are needed`);
  const slotOf = new Map<number, number>(),
    slots = new Int32Array(length);
  let count = 0;
  for (let i = 0; i < length; i++) {
    if (fixed?.[i]) slots[i] = -1;
    else if (!groups) slots[i] = count++;
    else {
      if (!slotOf.has(groups[i])) slotOf.set(groups[i], count++);
      slots[i] = slotOf.get(groups[i])!;
    }
  }
  return { slots, count };
}

/** The gradient of a part as one by its learned numbers: sums over groups, times the number for a logarithm. */
export function slotGradient({ slots, log, values }: LearnedNumbers, gradient: Float64Array): Float64Array {
  const sums = new Float64Array(values.length);
  for (let i = 0; i < slots.length; i++) if (slots[i] >= 0) sums[slots[i]] += gradient[i];
  if (log) for (let i = 0; i < sums.length; i++) sums[i] *= Math.exp(values[i]);
  return sums;
}

/** Writes what has been learned to the part. */
export function writeLearned({ slots, log, values }: LearnedNumbers, part: Float64Array): void {
  for (let i = 0; i < slots.length; i++)
    if (slots[i] >= 0) part[i] = log ? Math.exp(values[slots[i]]) : values[slots[i]];
}

/** One step of a rule (engine/learning/update-rules.ts says what each does). */
export function step(
  rule: UpdateRule,
  { values, first, second }: LearnedNumbers,
  gradient: Float64Array,
  constants: StepConstants,
): void {
  byCode[updateRules[rule].code](values, first, second, gradient, constants);
}

type RuleStep = (
  values: Float64Array,
  first: Float64Array,
  second: Float64Array,
  gradient: Float64Array,
  constants: StepConstants,
) => void;

function descending(
  values: Float64Array,
  first: Float64Array,
  _: Float64Array,
  gradient: Float64Array,
  { rate, keepFirst, decay }: StepConstants,
): void {
  for (let i = 0; i < values.length; i++) {
    first[i] = keepFirst * first[i] + gradient[i] + decay * values[i];
    values[i] -= rate * first[i];
  }
}
function rootMeanSquare(
  values: Float64Array,
  first: Float64Array,
  second: Float64Array,
  gradient: Float64Array,
  { rate, keepFirst, keepSecond, epsilon, decay }: StepConstants,
): void {
  for (let i = 0; i < values.length; i++) {
    const g = gradient[i] + decay * values[i];
    second[i] = keepSecond * second[i] + (1 - keepSecond) * g * g;
    first[i] = keepFirst * first[i] + g / (Math.sqrt(second[i]) + epsilon);
    values[i] -= rate * first[i];
  }
}

/** Both kinds of decay: `decay` in the gradient, `shrink` beside the step. */
function adaptive(
  values: Float64Array,
  first: Float64Array,
  second: Float64Array,
  gradient: Float64Array,
  { rate, keepFirst, keepSecond, correction, epsilon, decay, shrink }: StepConstants,
): void {
  for (let i = 0; i < values.length; i++) {
    const g = gradient[i] + decay * values[i];
    first[i] = keepFirst * first[i] + (1 - keepFirst) * g;
    second[i] = keepSecond * second[i] + (1 - keepSecond) * g * g;
    values[i] -= shrink * values[i] + (rate * first[i]) / (Math.sqrt(second[i]) * correction + epsilon);
  }
}

/** By the code of the rule, as the kernels have it. */
const byCode: Readonly<Record<number, RuleStep>> = { 0: adaptive, 1: descending, 2: adaptive, 3: rootMeanSquare };
