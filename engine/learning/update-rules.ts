/**
 * How parameters follow their gradients: one record per rule. Every backend has a total table over these names, so that
 * a rule that one of them does not know is a compile error.
 */

/**
 * The constants of one step, as the kernels read them (source/optimise.h). With g = gradient + decay·x:
 * sgd: v = keepFirst·v + g; x −= rate·v. adam, adamw: m = keepFirst·m + (1 − keepFirst)·g, v = keepSecond·v +
 * (1 − keepSecond)·g²; x −= shrink·x + rate·m / (√v·correction + epsilon). rmsprop: v = keepSecond·v +
 * (1 − keepSecond)·g², m = keepFirst·m + g / (√v + epsilon); x −= rate·m.
 */
export const stepConstants = ['rate', 'keepFirst', 'keepSecond', 'correction', 'epsilon', 'decay', 'shrink'] as const;
export type StepConstants = Readonly<Record<(typeof stepConstants)[number], number>>;

interface Rule<Argument extends string> {
  /** Its number in the kernels' source. */
  readonly code: number;
  /** Running averages kept for each parameter that learns. */
  readonly moments: 1 | 2;
  readonly takes: readonly Argument[];
  /** A schedule from the first step on: each call gives the constants of the next step. */
  schedule(settings: Readonly<Record<Argument, number>>): () => StepConstants;
}
const rule = <const Argument extends string>(record: Rule<Argument>): Rule<Argument> => record;

const momentsOfAdam = ['rate', 'beta1', 'beta2', 'epsilon', 'decay'] as const;
type AdamSettings = Readonly<Record<(typeof momentsOfAdam)[number], number>>;
/** The corrections of the moments' bias, 1 − β^t, are in `rate` and `correction`. */
function correctedMoments(
  { rate, beta1, beta2, epsilon }: AdamSettings,
  decays: Pick<StepConstants, 'decay' | 'shrink'>,
): () => StepConstants {
  let first = 1,
    second = 1;
  return () => {
    first *= beta1;
    second *= beta2;
    return {
      rate: rate / (1 - first),
      keepFirst: beta1,
      keepSecond: beta2,
      correction: 1 / Math.sqrt(1 - second),
      epsilon,
      ...decays,
    };
  };
}

/**
 * `decay` is the factor of an L2 term added to the gradient of every parameter that learns (torch.optim's
 * weight_decay); of adamw it is decoupled: each step first takes rate·decay of every parameter.
 */
export const updateRules = {
  /** Kingma & Ba 2015, algorithm 1. */
  adam: rule({
    code: 0,
    moments: 2,
    takes: momentsOfAdam,
    schedule: (settings) => correctedMoments(settings, { decay: settings.decay, shrink: 0 }),
  }),
  /** Loshchilov & Hutter 2019, algorithm 2, with their λ times the rate (torch.optim.AdamW). */
  adamw: rule({
    code: 2,
    moments: 2,
    takes: momentsOfAdam,
    schedule: (settings) => correctedMoments(settings, { decay: 0, shrink: settings.rate * settings.decay }),
  }),
  /** Gradient descent with momentum (Polyak 1964). */
  sgd: rule({
    code: 1,
    moments: 1,
    takes: ['rate', 'momentum', 'decay'],
    schedule({ rate, momentum, decay }) {
      const constants = { rate, keepFirst: momentum, keepSecond: 0, correction: 0, epsilon: 0, decay, shrink: 0 };
      return () => constants;
    },
  }),
  /** Tieleman & Hinton 2012, with epsilon outside the root and momentum of what is stepped (torch.optim.RMSprop). */
  rmsprop: rule({
    code: 3,
    moments: 2,
    takes: ['rate', 'smoothing', 'epsilon', 'momentum', 'decay'],
    schedule({ rate, smoothing, epsilon, momentum, decay }) {
      const constants = { rate, keepFirst: momentum, keepSecond: smoothing, correction: 1, epsilon, decay, shrink: 0 };
      return () => constants;
    },
  }),
};

export type UpdateRule = keyof typeof updateRules;
export type RuleArgument<Name extends UpdateRule> = (typeof updateRules)[Name]['takes'][number];

/** A rule with its settings, as plain data: `{ name: 'sgd', rate: 0.1, momentum: 0.9, decay: 0 }`. */
export type Optimiser<Name extends UpdateRule = UpdateRule> = {
  readonly [Each in Name]: { readonly name: Each } & Readonly<Record<RuleArgument<Each>, number>>;
}[Name];

/** The constants of the steps of one training: each call gives those of the next, after `done` steps before. */
export function scheduleOf<Name extends UpdateRule>(optimiser: Optimiser<Name>, done = 0): () => StepConstants {
  const rules: { readonly [Each in UpdateRule]: Rule<RuleArgument<Each>> } = updateRules;
  const next = rules[optimiser.name].schedule(optimiser);
  for (let step = 0; step < done; step++) next();
  return next;
}
/** The same step at a multiple of the learning rate, which decoupled decay follows. */
export const atRate = (constants: StepConstants, factor: number): StepConstants => ({
  ...constants,
  rate: constants.rate * factor,
  shrink: constants.shrink * factor,
});

/** @throws RangeError for a rule that does not exist, and for a setting that it lacks or that is no number */
export function checkOptimiser(optimiser: Optimiser): void {
  if (!Object.hasOwn(updateRules, optimiser.name))
    throw new RangeError(`there is no optimiser '${optimiser.name}'; there are ${Object.keys(updateRules).join(', ')}`);
  const settings: Readonly<Record<string, unknown>> = { ...optimiser };
  for (const argument of updateRules[optimiser.name].takes)
    if (!Number.isFinite(settings[argument]))
      throw new RangeError(`${argument} of ${optimiser.name} must be a finite number, not ${settings[argument]}`);
}
