import type { StepConstants } from '../learning/index.ts';

/**
 * The structures of source/plan.h (and of optimise.h) that JavaScript writes: their fields in order, one word each.
 * Positions, the header and its length follow from these lists.
 */

/** `struct Weights`. Places are counted in floats from the beginning of the plan. */
export const weightsFields = [
  'rows',
  'biased',
  'columns',
  'padded',
  'learned',
  'value',
  'first',
  'second',
  'gradient',
  'back',
  'backPadded',
] as const;
/** `struct Plan`, before its weights. */
export const planFields = [
  'inputs',
  'hidden',
  'outputs',
  'steps',
  'inputActivation',
  'recurrentActivation',
  'trained',
  'optimiser',
  'rate',
  'keepFirst',
  'keepSecond',
  'correction',
  'epsilon',
  'decay',
  'shrink',
  'rows',
  'indices',
  'images',
  'imageStep',
  'activity',
  'error',
  'activityStep',
  'scores',
  'scoreStep',
  'pixelsLit',
  'imagesLit',
  'correct',
] as const;
/** The weights of `struct Plan`, after its other fields. */
export const matrices = ['input', 'recurrent', 'readout'] as const;

type PlanField = (typeof planFields)[number];
export type WeightsPlan = Readonly<Record<(typeof weightsFields)[number], number>>;
export type MatrixName = (typeof matrices)[number];

export const headerWords = planFields.length + matrices.length * weightsFields.length;

/** The word of the plan that holds a field. */
export const wordOf = (field: PlanField): number => planFields.indexOf(field);

/** Written once; the constants of the update are written before each step, `correct` by the kernels. */
type PlannedField = Exclude<PlanField, keyof StepConstants | 'correct'>;

/** The words that a plan begins with. What is written later is 0, and so is a matrix that is not there. */
export function headerOf(
  planned: Readonly<Record<PlannedField, number>>,
  weights: Readonly<Partial<Record<MatrixName, WeightsPlan>>>,
): readonly number[] {
  const values: Readonly<Partial<Record<PlanField, number>>> = planned;
  return [
    ...planFields.map((field) => values[field] ?? 0),
    ...matrices.flatMap((name) => weightsFields.map((field) => weights[name]?.[field] ?? 0)),
  ];
}
