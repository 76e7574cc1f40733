import { called } from '../catalogue/parameters.ts';
import { decodedTask, decodedTrials, tasks } from '../catalogue/tasks/index.ts';
import { accuracySentences } from '../catalogue/tasks/known-accuracies.ts';
import { type TaskClock, timeText, trialOf, type TrialTask } from '../engine/tasks/index.ts';
import { type Settled, settled } from '../language/canonical/instantiate.ts';
import { lessonsIn } from '../language/lessons.ts';
import type { TaskNoun } from '../language/specification.ts';
import { clockOf } from '../language/task-clock.ts';
import type { View } from '../language/view.ts';
import { paragraphs } from './gene-text.ts';
import { nounNamed } from './noun-facts.ts';

/** How many inputs a network has that does a task; undefined where the task does not say it. */
export function inputsOf(view: View, name: string): number | undefined {
  const noun = nounNamed(view, name);
  if (noun?.noun !== 'task' || settled<unknown>(noun) === undefined) return undefined;
  const task = noun as Settled<TaskNoun>;
  if (called(tasks, task.task).kind === 'memory') return undefined;
  try {
    return decodedTrials(task, {}).inputs.length;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Timing, channels, chance and ceiling of a task, as each network does it that is trained on it. */
export function taskText(view: View, name: string): string {
  const noun = nounNamed(view, name);
  if (noun?.noun !== 'task' || settled<unknown>(noun) === undefined) return '';
  const task = noun as Settled<TaskNoun>;
  if (called(tasks, task.task).kind === 'memory') return rememberedText(task);
  // An experiment whose task does not fit its network has an error for that very reason.
  const done = lessonsIn({ ...view, errors: [] }).flatMap(({ training, pupils }) =>
    training.task.name === name ? pupils.map((pupil) => ({ who: pupil.noun.name, clock: clockOf(pupil.noun) })) : [],
  );
  const clocks = new Map(done.map(({ who, clock }) => [JSON.stringify(clock), { who, clock }]));
  if (clocks.size === 0) return trialsText(task, {});
  return paragraphs(
    ...[...clocks.values()].map(({ who, clock }) => trialsText(task, clock, clocks.size > 1 ? who : undefined)),
  );
}

function trialsText(form: Settled<TaskNoun>, clock: TaskClock, who?: string): string {
  const record = called(tasks, form.task),
    step = clock.dt ?? (record.kind === 'trials' ? record.step : undefined);
  try {
    const task = decodedTrials(form, clock);
    return paragraphs(
      ...(who === undefined ? [] : [`Done by \`${who}\`:`]),
      timing(task, form.stream, step),
      channels(task),
      accuracySentences(task).join(' '),
    );
  } catch (error) {
    if (error instanceof RangeError) return `${error.message}.`;
    throw error;
  }
}
/** Periods are those of a trial; what differs between trials is said by their lengths. */
function timing(task: TrialTask, stream: string, step: number | undefined): string {
  if (task.images) return `Steps of a trial: ${task.steps}, of ${task.images.width} pixels each.`;
  const { epochs, steps } = trialOf(task, { seed: 1, stream, set: 'train' }, 0);
  const long = (many: number): string => (step === undefined ? `${many}` : `${many} (${timeText(many * step)})`);
  const each = epochs.map(({ name, from, to }) => `${name} ${long(to - from)}`).join(', ');
  return (
    `Steps of a trial: ${steps === task.steps ? '' : 'up to '}${long(task.steps)}` +
    `${step === undefined ? '' : `, of ${timeText(step)} each`}. The first trial: ${each}.`
  );
}
const channels = ({ inputs, outputs, wanted }: TrialTask): string =>
  `Inputs, ${inputs.length}: ${inputs.join(', ') || 'none'}. ` +
  `Outputs, ${outputs.length}: ${outputs.join(', ') || 'none'}` +
  `${outputs.length === 0 ? '' : wanted === 'classes' ? ', of which one is right' : ', values'}.`;

function rememberedText(form: Settled<TaskNoun>): string {
  // Numbers of steps are those of the dynamics that does it.
  const { shown, interval, delays, readout, stimuli, runs } = decodedTask(form, { dt: Number.NaN });
  const long = (seconds: number): string => (Number.isNaN(seconds) ? 'a number of steps' : timeText(seconds));
  const last = delays[delays.length - 1],
    asked = delays.length === 1 ? long(last) : `${delays.length} delays, ${long(delays[0])} to ${long(last)}`;
  return (
    `${stimuli * runs} inputs, each shown for ${long(shown)}, one every ${long(interval)}; asked for after ${asked}, ` +
    `from activity of ${long(readout)}. Chance: 50 % in \`delayed_choice\`; in ` +
    '`zero_shot_recall` one of those that are asked.'
  );
}
