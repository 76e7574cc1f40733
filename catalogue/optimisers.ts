/**
 * The optimisers, by the name of their rule in engine/learning/update-rules.ts: a rule without a record, and a record
 * without a rule or with other arguments than its rule, do not compile.
 */
import type { Optimiser, RuleArgument, UpdateRule } from '../engine/learning/index.ts';
import type { Default, FunctionEntry } from './entry.ts';
import type { CallForm } from './forms.ts';
import {
  decodedAlike,
  defaulting,
  defaultsOf,
  type Described,
  entryOf,
  number,
  type Parameter,
  type Parameters,
} from './parameters.ts';

interface OptimiserRecord<Argument extends string> extends Omit<Described, 'name' | 'status'> {
  readonly takes: Readonly<Record<Argument, Parameter<number>>>;
}

const rate = number('The learning rate.', '1e-3', 0);
const usualRate = defaulting(rate, 1e-3, 'Kingma & Ba (2015), section 6.1');
const decay = defaulting(number('Weight decay, added to the gradient.', '0', 0), 0, 'torch.optim');
const algorithm1 = 'Kingma & Ba (2015), algorithm 1';
const firstMoment = number('Decay of the first moment.', '0.9', 0, 1);
const secondMoment = number('Decay of the second moment.', '0.999', 0, 1);
const denominator = number('Added to the denominator.', '1e-8', 0);

export const optimisers: { readonly [Name in UpdateRule]: OptimiserRecord<RuleArgument<Name>> } = {
  adam: {
    takes: {
      rate: usualRate,
      beta1: defaulting(firstMoment, 0.9, algorithm1),
      beta2: defaulting(secondMoment, 0.999, algorithm1),
      epsilon: defaulting(denominator, 1e-8, algorithm1),
      decay,
    },
    documentation: 'Adam.',
    example: 'adam(1e-3)',
    sources: ['Kingma & Ba 2015'],
  },
  adamw: {
    takes: {
      rate: usualRate,
      beta1: defaulting(firstMoment, 0.9, algorithm1),
      beta2: defaulting(secondMoment, 0.999, algorithm1),
      epsilon: defaulting(denominator, 1e-8, algorithm1),
      decay: defaulting(
        number('Share of each weight, times the rate, that a step takes.', '0.01', 0),
        0.01,
        'torch.optim.AdamW',
      ),
    },
    documentation: 'Adam with decoupled weight decay: weights shrink by it whatever their gradients are.',
    example: 'adamw(1e-3, decay: 0.01)',
    sources: ['Loshchilov & Hutter 2019'],
  },
  rmsprop: {
    takes: {
      rate: defaulting(rate, 1e-2, 'torch.optim.RMSprop'),
      smoothing: defaulting(secondMoment, 0.99, 'torch.optim.RMSprop'),
      epsilon: defaulting(denominator, 1e-8, 'torch.optim.RMSprop'),
      momentum: defaulting(number('Momentum.', '0.9', 0, 1), 0, 'torch.optim.RMSprop'),
      decay,
    },
    documentation: 'Gradients divided by the root of their mean square.',
    example: 'rmsprop(1e-3)',
    sources: ['Tieleman & Hinton 2012'],
  },
  sgd: {
    takes: { rate, momentum: defaulting(number('Momentum.', '0.9', 0, 1), 0, 'torch.optim.SGD'), decay },
    documentation: 'Stochastic gradient descent.',
    example: 'sgd(0.1, momentum: 0.9)',
    sources: ['Robbins & Monro 1951', 'Polyak 1964'],
  },
};

/** What finds a read-out in closed form. */
const closedForm = {
  name: 'ridge',
  documentation:
    'The read-out of a network over trials in closed form: one pass over them, without noise, then the weights R ' +
    'and biases c with the least Σ (R r + c − y)² + penalty · Σ R² over all steps that count; of classes y is 1 for ' +
    'the one wanted and 0 for the others. Nothing else learns.',
  example: 'ridge(1e-6)',
  sources: ['Hoerl & Kennard 1970'],
  takes: {
    penalty: defaulting(
      number('The penalty; 0 is least squares.', '1e-6', 0),
      1e-6,
      'choice of this language: little beside the rates of one trial',
    ),
  },
} as const satisfies Described & { readonly takes: Parameters };

export const optimiserEntries: readonly FunctionEntry[] = [
  ...Object.entries(optimisers).map(([name, record]) => entryOf({ ...record, name }, 'optimiser', record.takes)),
  entryOf(closedForm, 'optimiser', closedForm.takes),
];

/** What trains where a text names no optimiser. */
export const usualOptimiser: Default & { readonly value: CallForm } = {
  value: { call: 'adam', takes: defaultsOf(optimisers.adam.takes) },
  text: `adam(${usualRate.default.text})`,
  source: usualRate.default.source,
};

/** Whether a call finds the read-out in one pass, in place of rules of update. */
export const isClosedForm = ({ call }: CallForm): boolean => call === closedForm.name;
/** Of such a call. */
export const readoutPenalty = ({ takes }: CallForm): number => decodedAlike(closedForm.takes, takes).penalty;

const isRule = (name: string): name is UpdateRule => Object.hasOwn(optimisers, name);

/** A canonical call as a learner takes it. @throws Error for a call that no rule computes, or of other arguments */
export function optimiserOf({ call, takes }: CallForm): Optimiser {
  if (isRule(call)) return byRule(call, takes);
  throw new Error(`no optimiser is called ${call}; there are ${Object.keys(optimisers).join(', ')}`);
}
const byRule = <Name extends UpdateRule>(name: Name, forms: CallForm['takes']): Optimiser<Name> => {
  const { takes }: OptimiserRecord<RuleArgument<Name>> = optimisers[name];
  return { name, ...decodedAlike(takes, forms) };
};
