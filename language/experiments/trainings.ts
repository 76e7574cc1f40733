/** What an experiment trains, in canonical form: images, the trials of tasks, activity that is followed. */
import type { CallForm } from '../../catalogue/forms.ts';
import { isClosedForm, usualOptimiser } from '../../catalogue/optimisers.ts';
import { called } from '../../catalogue/parameters.ts';
import { tasks } from '../../catalogue/tasks/index.ts';
import type { Range, Setting, Value } from '../../grammar/tree.ts';
import { bareForm, callFormOf } from '../canonical/call-form.ts';
import { canonical, constantOf, quantityOf } from '../canonical/canonical-expression.ts';
import { defaultQuantity } from '../canonical/defaults.ts';
import { describe, describeAs } from '../canonical/description.ts';
import {
  all,
  has,
  last,
  optional,
  read,
  type Read,
  statementsOf,
  value,
  values,
  word,
} from '../canonical/read-settings.ts';
import { Refused, type Scope } from '../canonical/scope.ts';
import { type DataNoun, dataOf } from '../nouns/data-noun.ts';
import { conditionOver } from '../nouns/chosen-neurons.ts';
import { networkOf } from '../nouns/network-noun.ts';
import { partsOf } from '../nouns/over-time.ts';
import { taskOf } from '../nouns/task-noun.ts';
import { followingWords, imageWords, steppedWords, training, trialWords } from '../nouns/training-words.ts';
import type {
  ExperimentSpec,
  Following,
  Noun,
  Quantity,
  Teaching,
  TrainSpec,
  TrialTraining,
} from '../specification.ts';
import { functionEntry, wordEntry } from '../vocabulary/index.ts';
import { unfitForImages, unfitForTrials } from './fit-to-learn.ts';

/** `learns`: whether anything is trained. `name`: what it learns from, as a message says it. */
export interface Learning {
  readonly learns: boolean;
  readonly from?: { readonly kind: 'images' | 'trials'; readonly name: string };
  readonly spec: Pick<ExperimentSpec, 'train' | 'teach' | 'trainings'>;
  /** The statements behind `spec`, in the same order. */
  readonly said: { readonly teach: readonly Setting[]; readonly trainings: readonly Setting[] };
}

/** @throws Refused where the statements of an experiment do not make up a training */
export function learningOf(reads: readonly Read[]): Learning {
  const teach = all(reads, 'teach').map(teachingOf),
    first = last(reads, 'train'),
    next = all(reads, 'then train');
  if (!first && next[0])
    throw new Refused(
      '`then train` follows a `train`: write first what is learned first.',
      next[0].match.setting.range,
    );
  const kinds = [...(first ? [first] : []), ...next].map((found) => ({ found, kind: kindOf(found) }));
  const images = kinds.find(({ kind }) => kind === 'images');
  if (images && kinds.length > 1)
    throw new Refused(
      'What is trained on images is trained once: `then train` goes on from one task to another.',
      next[0].match.setting.range,
    );
  const on = first && word(value(first, 'on'));
  return {
    learns: teach.length > 0 || first !== undefined,
    ...(on !== undefined && { from: { kind: images ? 'images' : 'trials', name: on } }),
    spec: {
      ...(images && { train: imagesOf(images.found) }),
      ...(teach.length > 0 && { teach }),
      ...(kinds.length > 0 && !images && { trainings: kinds.map(({ found }) => trialsOf(found)) }),
    },
    said: {
      teach: all(reads, 'teach').map(({ match }) => match.setting),
      trainings: kinds.map(({ found }) => found.match.setting),
    },
  };
}
/** What a condition cannot learn. @throws Refused */
export function checkLearning({ from }: Learning, noun: Noun, at: Range): void {
  if (noun.noun !== 'network' || !from) return;
  const unfit = from.kind === 'images' ? unfitForImages(noun) : unfitForTrials(noun);
  if (unfit) throw new Refused(`${unfit} The network learns from \`${from.name}\`: ${remedies[from.kind]}`, at);
}
const remedies = {
  images: 'leave it out, or train on a task.',
  trials: 'leave it out.',
} as const;

const kindOf = (found: Read): 'images' | 'trials' =>
  describe(value(found, 'on'), found.scope).entry.noun === 'task' ? 'trials' : 'images';

const settingsOf = ({ match, scope }: Read): readonly Read[] =>
  read(statementsOf(match.block?.statements ?? [], scope), training);
/** Words that say nothing here. */
function refuse(settings: readonly Read[], words: readonly string[], why: string): void {
  const found = settings.find(({ match }) => words.includes(match.entry.word));
  if (found) throw new Refused(`\`${found.match.entry.word}\` ${why}`, found.match.setting.range);
}
const numberOf =
  (settings: readonly Read[], scope: Scope) =>
  (name: string, slot = name): Quantity => {
    const given = optional(last(settings, name), slot);
    return given ? quantityOf(given, scope.variables) : defaultQuantity(wordEntry(training, name) ?? {});
  };

function imagesOf(found: Read): TrainSpec {
  const { scope } = found;
  const settings = settingsOf(found);
  const followed = optional(found, 'follow');
  if (followed) throw new Refused('A network is followed in the trials of a task, not in images.', followed.range);
  refuse(settings, trialWords, 'is of training on the trials of a task; these are images.');
  const optimiser = optimiserOf(optional(last(settings, 'optimiser'), 'optimiser'), scope);
  const written = last(settings, 'optimiser');
  if (written && isClosedForm(optimiser))
    throw new Refused(
      'On images the input weights learn, so that no read-out is found in closed form. Over trials it is: show them ' +
        'with a `task`.',
      written.match.setting.range,
    );
  const number = numberOf(settings, scope);
  const samples = optional(last(settings, 'samples'), 'samples');
  const normalise = last(settings, 'normalise');
  return {
    data: learnable(dataOf(describe(value(found, 'on'), scope)), value(found, 'on').range),
    optimiser,
    batch: number('batch'),
    epochs: number('epochs'),
    ...(samples && { samples: quantityOf(samples, scope.variables) }),
    ...(normalise && { normalise: normalisationOf(normalise) }),
  };
}

function teachingOf(found: Read): Teaching {
  return {
    network: networkOf(describeAs('network', value(found, 'network'), found.scope)),
    training: trialsOf(found),
  };
}

function trialsOf(found: Read): TrialTraining {
  const { scope } = found;
  const settings = settingsOf(found);
  refuse(settings, imageWords, 'is of training on images; these are the trials of a task.');
  const follow = optional(found, 'follow');
  if (!follow) refuse(settings, followingWords, 'is of `train to follow`: nothing is followed here.');
  const optimiser = optimiserOf(optional(last(settings, 'optimiser'), 'optimiser'), scope);
  if (isClosedForm(optimiser)) {
    refuse(
      settings,
      steppedWords,
      `is of training step by step: \`${optimiser.call}\` finds the read-out in one pass.`,
    );
    if (follow)
      throw new Refused(
        `\`${optimiser.call}\` finds a read-out, and what is followed here is the activity of neurons.`,
        follow.range,
      );
  }
  const number = numberOf(settings, scope),
    quantity = (name: string, slot = name): Quantity | undefined => {
      const given = optional(last(settings, name), slot);
      return given && quantityOf(given, scope.variables);
    };
  const trials = quantity('trials'),
    clip = quantity('clip'),
    earlyStop = quantity('early_stop', 'patience'),
    window = quantity('truncate', 'window');
  const schedule = scheduleOf(settings),
    penalty = optional(last(settings, 'penalty'), 'penalty'),
    fixed = last(settings, 'fixed');
  const task = taskOf(describeAs('task', value(found, 'on'), scope));
  if (called(tasks, task.task).kind === 'memory')
    throw new Refused(
      `\`${task.task}\` is asked of a \`dynamics\` without learning; a network learns the other tasks.`,
      value(found, 'on').range,
    );
  return {
    task,
    ...(trials !== undefined && { trials }),
    optimiser,
    batch: number('batch'),
    epochs: number('epochs'),
    ...(clip !== undefined && { clip }),
    ...(schedule && { schedule }),
    ...(penalty && { penalty: canonical(penalty.base, scope.variables) }),
    ...(earlyStop !== undefined && { earlyStop }),
    validation: number('validation'),
    ...(window !== undefined && { window }),
    ...(follow && { follow: followingOf(follow, settings, scope) }),
    fixed: fixed ? partsOf(values(fixed, 'parts')) : [],
  };
}

function followingOf(given: Value, settings: readonly Read[], scope: Scope): Following {
  const network = networkOf(describeAs('network', given, scope));
  const record = last(settings, 'record'),
    recorded = optional(record, 'record'),
    loss = optional(last(settings, 'loss'), 'loss'),
    noise = optional(last(settings, 'connectome'), 'noise');
  const where = optional(record, 'where'),
    among = where && conditionOver(where, network.recurrent?.matrix ?? network.neuronsFrom);
  const written = (['random', 'best', 'worst'] as const).find((name) => has(record, name)),
    choice = written ?? 'random';
  if (record && !recorded && (written || !where))
    throw new Refused(
      written
        ? `\`${written}\` chooses some of the neurons: say how many, as in \`record 10 neurons, ${written}\`.`
        : 'How many neurons are recorded? Write `record 60 neurons`, or `record where` and a condition for all for ' +
            'which it holds.',
      record.match.setting.range,
    );
  return {
    network,
    ...(recorded && { record: quantityOf(recorded, scope.variables) }),
    ...(among !== undefined && { among }),
    choice,
    loss: loss && word(loss) === 'squared' ? 'squared' : 'weighted',
    ...(noise && { connectomeNoise: quantityOf(noise, scope.variables) }),
  };
}

/** `normalise m, s`; for several channels all means, then all deviations. */
function normalisationOf(found: Read): NonNullable<TrainSpec['normalise']> {
  const numbers = values(found, 'values').map((given) => constantOf(given));
  if (numbers.length < 2 || numbers.length % 2 === 1)
    throw new Refused(
      '`normalise` needs as many deviations as means: `normalise 0.1307, 0.3081`.',
      found.match.setting.range,
    );
  return { mean: numbers.slice(0, numbers.length / 2), deviation: numbers.slice(numbers.length / 2) };
}
function optimiserOf(given: Value | undefined, scope: Scope): CallForm {
  if (!given) return usualOptimiser.value;
  const form = callOf(given, scope);
  if (form) return form;
  throw new Refused(`\`optimiser\` needs a call such as \`${usualOptimiser.text}\`.`, given.range);
}
function scheduleOf(settings: readonly Read[]): CallForm | undefined {
  const found = last(settings, 'schedule');
  return found && callOf(value(found, 'schedule'), found.scope);
}
/** A call, or the word of one that needs no argument. */
function callOf({ base }: Value, scope: Scope): CallForm | undefined {
  if (base.kind === 'name') {
    const entry = functionEntry(base.text);
    return entry && bareForm(entry);
  }
  const entry = base.kind === 'call' ? functionEntry(base.callee.text) : undefined;
  return base.kind === 'call' && entry ? callFormOf(base, entry, scope) : undefined;
}

/** What a classifier learns is images. @throws Refused for a table of cells */
function learnable(data: DataNoun, range: Refused['range']): DataNoun {
  if (!data.table) return data;
  throw new Refused(
    `\`${data.name}\` is a table of cells, and nothing learns from it: train on images, or on a \`task\`.`,
    range,
  );
}
