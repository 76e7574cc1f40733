/** What a network remembers: it is run through a task. */
import { noun } from '../entry.ts';
import { isNamed } from '../forms.ts';
import { defaulting, parameter, word } from '../parameters.ts';
import type { ReadOut } from '../study.ts';
import { type Gives, measure, type Measure, seriesFinding } from './measure-record.ts';

const task = parameter(noun('task'), 'A `working_memory` task.', (form) => {
  if (isNamed(form)) return form.named;
  throw new Error(`${JSON.stringify(form)} stands where a task is taken`);
});
const readout = defaulting(
  word(
    {
      timed: 'Made for that delay.',
      untimed: 'One for all delays up to it, of which each trial has one at random.',
    },
    'The read-out.',
  ),
  'timed',
  'the critical-initialisation study (Pachitariu et al. 2026)',
);
const gives = { unit: 'number', share: true, series: { over: 'delay', stands: 'mean' } } as const satisfies Gives;

/** The table has the mean over delays. */
const remembers = (name: string, readOut: ReadOut, documentation: string): Measure =>
  measure({
    name,
    documentation,
    example: `${name}(memory)`,
    takes: { task, readout },
    needs: ['dynamics'],
    gives,
    sources: ['Pachitariu 2026'],
    compute({ task, readout }, study) {
      const { delays, ...shares } = study.recall(task, readOut);
      return seriesFinding({ steps: delays, values: Array.from(shares[readout]) }, gives.series);
    },
  });

export const memoryMeasures: readonly Measure[] = [
  remembers(
    'delayed_choice',
    'delayed choice',
    'Share of trials in which one of two patterns is named rightly after a delay (nearest class mean, ' +
      'twofold); chance is ½. A series over delay, in seconds.',
  ),
  remembers(
    'zero_shot_recall',
    'zero-shot recall',
    'Share of patterns never seen before that are told from all others after a delay (ridge regression); ' +
      'chance is 1 / number of trials held out. A series over delay, in seconds.',
  ),
];
