/**
 * How the learning rate changes, by the names of engine/learning/rate-schedules.ts: a schedule without a record, or
 * with other arguments than the engine's, does not compile.
 */
import type { RateSchedule, ScheduleName } from '../engine/learning/index.ts';
import { call, type Choice, choice, either, type FunctionEntry, type Type } from './entry.ts';
import { type CallForm, type Form, isCallForm } from './forms.ts';
import {
  type Arguments,
  counted,
  decoded,
  defaulting,
  type Described,
  entryOf,
  number,
  optional,
  type Parameter,
  parameter,
  type Parameters,
} from './parameters.ts';

type Settings<Name extends ScheduleName> = Omit<Extract<RateSchedule, { readonly name: Name }>, 'name'>;
type ScheduleRecord<Name extends ScheduleName> = Omit<Described, 'name' | 'status'> & {
  readonly takes: { readonly [Each in keyof Required<Settings<Name>>]: Parameter<Settings<Name>[Each]> };
};

const share = (documentation: string, example: string) => number(documentation, example, 0, 1);

const alone = {
  cosine: {
    takes: {
      floor: defaulting(
        share('What is left at the end, as a share of the rate.', '0'),
        0,
        'Loshchilov & Hutter (2017)',
      ),
    },
    documentation: 'Along half a cosine from the learning rate to nothing at the end of the training.',
    example: 'cosine(floor: 0.01)',
    sources: ['Loshchilov & Hutter 2017'],
  },
  step: {
    takes: {
      every: counted('epochs', 'After how many epochs.', '100 epochs', 1),
      factor: defaulting(share('What the rate is multiplied by.', '0.5'), 0.1, 'torch.optim.lr_scheduler.StepLR'),
    },
    documentation: 'Multiplied by a factor after every so many epochs.',
    example: 'step(every: 100 epochs, factor: 0.5)',
  },
  decay: {
    takes: { factor: share('What the rate is multiplied by after each epoch.', '0.99') },
    documentation: 'Exponentially: multiplied by a factor after each epoch.',
    example: 'decay(0.99)',
  },
  plateau: {
    takes: {
      factor: defaulting(
        share('What the rate is multiplied by.', '0.1'),
        0.1,
        'torch.optim.lr_scheduler.ReduceLROnPlateau',
      ),
      patience: defaulting(
        counted('epochs', 'Epochs without a better validation loss that are waited for.', '10 epochs'),
        10,
        'torch.optim.lr_scheduler.ReduceLROnPlateau',
      ),
    },
    documentation:
      'Multiplied by a factor when the validation loss has not become better, by 1 in 10,000, for more than a number ' +
      'of epochs.',
    example: 'plateau(factor: 0.5, patience: 10 epochs)',
  },
} satisfies { readonly [Name in Exclude<ScheduleName, 'warmup'>]: ScheduleRecord<Name> };

const choicesOf = (records: Readonly<Record<string, { readonly documentation: string; readonly takes: Parameters }>>) =>
  Object.entries(records)
    .filter(([, { takes }]) => Object.values(takes).every((each) => each.optional))
    .map(([word, { documentation }]): Choice => ({ word, documentation }));
const typeOf = (words: readonly Choice[]): Type =>
  either(
    choice(...words.map(({ word, documentation }) => [word, documentation] as const)),
    call('schedule', alone.step.example),
  );

const schedules: { readonly [Name in ScheduleName]: ScheduleRecord<Name> } = {
  ...alone,
  warmup: {
    takes: {
      steps: counted('steps', 'How many updates it takes.', '500 steps', 1),
      next: optional(
        parameter(typeOf(choicesOf(alone)), 'What follows; nothing changes where it is left out.', rateScheduleOf),
      ),
    },
    documentation: 'In equal steps from nothing up to the learning rate, update by update; then another schedule.',
    example: 'warmup(500 steps, next: cosine)',
    sources: ['Goyal 2017'],
  },
};

export const scheduleEntries: readonly FunctionEntry[] = Object.entries(schedules).map(([name, record]) =>
  entryOf({ ...record, name }, 'schedule', record.takes),
);
/** Those that a word alone names: they need no argument. */
export const scheduleChoices: readonly Choice[] = choicesOf(schedules);
/** What may stand behind `schedule`: a word alone, or a call. */
export const scheduleType: Type = typeOf(scheduleChoices);

const isSchedule = (name: string): name is ScheduleName => Object.hasOwn(schedules, name);

/** A canonical call, or a word alone, as a training takes it. @throws Error for what is no schedule */
export function rateScheduleOf(form: Form | undefined): RateSchedule {
  const { call: name, takes }: CallForm =
    typeof form === 'string'
      ? { call: form, takes: {} }
      : isCallForm(form)
        ? form
        : { call: JSON.stringify(form), takes: {} };
  if (!isSchedule(name))
    throw new Error(`no schedule is called ${name}; there are ${Object.keys(schedules).join(', ')}`);
  const parameters: Parameters = schedules[name].takes;
  return { name, ...(decoded(parameters, takes, undefined) as Arguments<typeof parameters>) } as RateSchedule;
}
