/** Trials of a built-in task. */
import type { Quantity, TaskNoun } from '../specification.ts';
import { nounEntry, wordEntry } from '../vocabulary/index.ts';
import { defaultQuantity } from './defaults.ts';
import type { Description } from './description.ts';
import { quantityOf, sweepOf } from './canonical-expression.ts';
import { header } from './header-phrases.ts';
import { notYet, Refused } from './scope.ts';
import { last, optional, settings, values, word } from './read-settings.ts';

export function taskOf(description: Description): TaskNoun {
  const is = header(description, 'is');
  if (!is)
    throw new Refused(
      `\`task ${description.name}\` needs \`is\` and what is done.`,
      description.declaration.name.range,
    );
  if (word(is.value) !== 'working_memory') notYet(`\`${word(is.value)}\``, is.value.range);
  const reads = settings(description);
  const number = (name: string): Quantity => {
    const found = last(reads, name),
      given = optional(found, name);
    return found && given ? quantityOf(given, found.scope.variables) : defaultQuantity(wordEntry(words, name) ?? {});
  };
  const inputs = last(reads, 'inputs'),
    delay = last(reads, 'delay'),
    features = optional(inputs, 'features');
  return {
    noun: 'task',
    name: description.name,
    stream: description.stream,
    task: 'working_memory',
    stimulus: number('stimulus'),
    magnitude: number('magnitude'),
    inputs: 'random',
    features:
      inputs && features
        ? quantityOf(features, inputs.scope.variables)
        : defaultQuantity(wordEntry(words, 'inputs')?.options?.[0] ?? {}),
    trials: number('trials'),
    stimuli: number('stimuli'),
    interval: number('interval'),
    delays: delay
      ? [...new Set(values(delay, 'delays').flatMap(sweepOf))].sort((a, b) => a - b)
      : Array.from({ length: 25 }, (_, index) => Number(((index + 1) * 0.12).toPrecision(14))),
    readout: number('readout'),
    ridge: number('ridge'),
  };
}
const words = nounEntry('task')?.words ?? [];
