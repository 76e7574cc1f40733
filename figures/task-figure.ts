import { decodedTrials } from '../catalogue/tasks/index.ts';
import { accuracySentences } from '../catalogue/tasks/known-accuracies.ts';
import { type TaskClock, type Trial, trialOf, type TrialTask } from '../engine/tasks/index.ts';
import { instantiate } from '../language/canonical/instantiate.ts';
import type { ExperimentSpec, NetworkNoun, TaskNoun } from '../language/specification.ts';
import { clockOf } from '../language/task-clock.ts';
import type { Results } from '../results/contract.ts';
import type { Figure, TrialsPanel } from './figure.ts';
import { plainNumber } from './number-text.ts';

/** More kinds than these are too many to look at. */
const mostKinds = 12;
/** So many trials are looked at for their kinds. */
const lookedAt = 200;

/** One trial of each kind of the tasks that the experiment trains on: what is given, and what is wanted when. */
export function taskFigure({ experiment }: Results): Figure {
  const done = tasksDone(experiment);
  const panels: TrialsPanel[] = [],
    caption: string[] = [];
  for (const { task, clock, network } of done) {
    const title = done.length > 1 ? `${task.name}, done by ${network}` : undefined;
    try {
      const trials = decodedTrials(task, clock),
        kinds = kindsOf(trials, task.stream, experiment.seeds[0]);
      panels.push(panelOf(trials, kinds.slice(0, mostKinds), clock, title));
      caption.push(...said(trials, kinds.length, title));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      caption.push(`${task.name}: ${error.message}.`);
    }
  }
  if (panels.length === 0 && caption.length === 0) caption.push('The experiment trains on no task.');
  const names = [...new Set(done.map(({ task }) => task.name))].join(', ');
  return {
    name: 'task',
    title: names === '' ? 'task' : `Trials of ${names}`,
    summary: caption.join(' '),
    caption,
    panels,
  };
}

interface Done {
  readonly task: TaskForm;
  readonly clock: TaskClock;
  readonly network: string;
}
type TaskForm = Pick<TaskNoun, 'name' | 'stream' | 'task' | 'takes'>;
/** Each task at the first point of the sweep, once for each clock of the networks that do it. */
function tasksDone({ trainings = [], teach = [], conditions, vary }: ExperimentSpec): readonly Done[] {
  const point = Object.fromEntries(vary.map(({ name, values }) => [name, values[0]]));
  const networks = conditions.flatMap(({ noun }) => (noun.noun === 'network' ? [noun] : []));
  const pairs = [
    ...teach.map(({ network, training }) => [training.task, network] as const),
    ...trainings.flatMap(({ task }) => networks.map((network) => [task, network] as const)),
  ];
  const found = pairs.map(([task, network]: readonly [TaskNoun, NetworkNoun]): Done => {
    const settled = instantiate(network, point);
    return { task: instantiate(task, point) as TaskForm, clock: clockOf(settled), network: network.name };
  });
  const keys = found.map(({ task, clock }) => JSON.stringify([task, clock]));
  return found.filter((_, place) => keys.indexOf(keys[place]) === place);
}

/** The first trial of each kind, of those that the network learns from. */
function kindsOf(task: TrialTask, stream: string, seed: number): readonly Trial[] {
  const key = { seed, stream, set: 'train' } as const;
  const found = new Map<string, Trial>();
  for (let index = 0; index < lookedAt; index++) {
    const trial = trialOf(task, key, index);
    if (!found.has(trial.kind)) found.set(trial.kind, trial);
  }
  return [...found.values()].sort((a, b) => a.kind.localeCompare(b.kind, 'en', { numeric: true }));
}

function panelOf(task: TrialTask, trials: readonly Trial[], { dt }: TaskClock, title?: string): TrialsPanel {
  const steps = Math.max(...trials.map((trial) => trial.steps)),
    inMilliseconds = dt !== undefined && steps * dt < 2;
  return {
    kind: 'trials',
    ...(title !== undefined && { title }),
    x: {
      label: dt === undefined ? 'Step' : 'Time',
      unit: dt === undefined ? '' : inMilliseconds ? 'ms' : 's',
      factor: dt === undefined ? 1 : dt * (inMilliseconds ? 1000 : 1),
      scale: 'linear',
      domain: [0, steps],
    },
    inputs: task.inputs,
    outputs: task.outputs,
    trials,
  };
}

function said(task: TrialTask, kinds: number, title?: string): readonly string[] {
  const { inputs, outputs, wanted, starts } = task;
  return [
    `${title === undefined ? '' : `${title}: `}${kinds === 1 ? 'The first trial' : 'The first trial of each kind'}` +
      `${kinds > mostKinds ? `, the first ${mostKinds} of ${kinds} kinds` : ''}; shaded: every other period.`,
    ...(inputs.length === 0 ? ['Nothing is given and nothing wanted.'] : []),
    ...(outputs.length === 0
      ? []
      : [
          wanted === 'classes'
            ? 'Wanted: the class, where a step counts; the answer is that of the last step.'
            : 'Wanted: the value, where a step counts.',
        ]),
    ...(starts === undefined ? [] : [`Each trial begins at a state of its own, of deviation ${plainNumber(starts)}.`]),
    ...accuracySentences(task),
  ];
}
