/** Why a measure of what is learned cannot be taken of a condition: told by what the experiment trains. */
import type { Need } from '../../catalogue/measures/index.ts';
import type { Call, Declaration } from '../../grammar/tree.ts';
import { coursesOf, type Lesson, type Pupil, widthOf } from '../lessons.ts';
import type { Noun } from '../specification.ts';
import { conditionsStudied } from '../studied.ts';
import { trainedParts } from '../trained-parts.ts';
import { settingsNamed, type View } from '../view.ts';
import { taskFor } from './lesson-checks.ts';

/** `lesson`: its last one, over trials; `unknown`: what it learns has an error, which another check says. */
export interface Learner {
  readonly noun: Noun;
  readonly lesson: { readonly training: Lesson; readonly pupil: Pupil } | 'none' | 'unknown';
}
/** What an experiment compares, at every point of its sweep, networks with what they learn last. */
export function learnersOf(view: View, experiment: Declaration): readonly Learner[] {
  const nouns = conditionsStudied(view, experiment).map(({ noun }) => noun);
  const courses = coursesOf(view, experiment);
  const learns = ['train', 'teach'].some((word) => settingsNamed(experiment, word).length > 0);
  const taught = courses.flatMap(({ trainings }) => trainings.slice(-1));
  if (taught.length === 0) {
    const lesson = learns && courses.length === 0 ? 'unknown' : 'none';
    return nouns.map((noun) => ({ noun, lesson }));
  }
  return [
    ...nouns.flatMap((noun): readonly Learner[] => (noun.noun === 'network' ? [] : [{ noun, lesson: 'none' }])),
    ...taught.flatMap((training) =>
      training.pupils.map((pupil): Learner => ({ noun: pupil.noun, lesson: { training, pupil } })),
    ),
  ];
}

interface Asked {
  readonly name: string;
  readonly call?: Call;
  readonly learner: Learner;
  /** What the condition is, as a message says it. */
  readonly is: string;
}
/** A sentence, or undefined where the condition has what is needed. */
type Hinders = (asked: Asked) => string | undefined;

const training: Hinders = ({ name, learner: { noun }, is }) =>
  noun.noun === 'network'
    ? undefined
    : `\`${name}\` is taken of a network that learns, and ${is}. Compare a \`network\`.`;
const classes: Hinders = ({ name, learner: { lesson } }) => {
  if (typeof lesson === 'string') return undefined;
  const { training, pupil } = lesson;
  if (training.training.follow)
    return (
      `\`${name}\` is a share of right answers, and what is learned here is the activity of ` +
      `\`${training.training.follow.network.name}\`. Take \`loss(test)\` or \`error(recorded)\`.`
    );
  return taskFor(training, pupil)?.wanted === 'values'
    ? `\`${name}\` is a share of right answers, and \`${training.training.task.name}\` wants values. Take ` +
        '`explained()` or `loss(test)`.'
    : undefined;
};
const values: Hinders = ({ name, learner: { lesson } }) => {
  if (lesson === 'unknown') return undefined;
  if (lesson === 'none') return `\`${name}\` is of values that a task wants, and no task is learned. Take another.`;
  const { training, pupil } = lesson;
  return taskFor(training, pupil)?.wanted === 'classes'
    ? `\`${name}\` is of values, and \`${training.training.task.name}\` wants answers. Take \`accuracy(test)\`.`
    : undefined;
};
const student: Hinders = ({ name, learner: { noun, lesson }, is }) => {
  if (noun.noun !== 'network')
    return `\`${name}\` is taken of a network that follows another, and ${is}. Compare a \`network\`.`;
  if (lesson === 'unknown' || (lesson !== 'none' && lesson.training.training.follow)) return undefined;
  return (
    `\`${name}\` is taken of a network that follows another, and here \`${noun.name}\` follows none. Write ` +
    '`train to follow TEACHER on TASK`, or measure something else.'
  );
};
const teacher: Hinders = (asked) => student(asked) ?? withoutNeurons(asked);

/** `unrecorded` of a student that hears all of its teacher, `recorded` of one that hears nothing. */
function withoutNeurons({ name, call, learner: { lesson } }: Asked): string | undefined {
  if (typeof lesson === 'string') return undefined;
  const given = call?.arguments.find((each) => !each.name || each.name.text === 'neurons')?.value;
  const neurons = given?.kind === 'name' ? given.text : undefined;
  const { follow } = lesson.training.training;
  if (!follow || neurons === undefined) return undefined;
  const { record, among, network } = follow;
  const width = widthOf({ noun: network, range: lesson.training.setting.range });
  if (neurons === 'recorded' && record === 0)
    return `\`${name}(recorded)\` is of neurons that training hears, and it hears none. Take \`unrecorded\`.`;
  const hearsAll = among === undefined && (record === undefined || (typeof record === 'number' && record === width));
  return neurons === 'unrecorded' && hearsAll
    ? `\`${name}(unrecorded)\` is of neurons that training does not hear, and it hears all of ` +
        `\`${network.name}\`. Write \`record\` and fewer neurons in the training, or take \`recorded\`.`
    : undefined;
}
/** Its stiff and sloppy directions are those of gains and biases. */
const curvature: Hinders = ({ name, learner: { noun, lesson } }) => {
  if (typeof lesson === 'string') return undefined;
  const { pupil, training } = lesson;
  if (training.training.follow?.record === 0)
    return `\`${name}\` is of the loss of recorded activity, and no neuron is recorded. Record some.`;
  const learned = trainedParts(pupil.noun).filter((part) => !training.training.fixed.includes(part));
  return learned.includes('gain') || learned.includes('bias')
    ? undefined
    : `\`${name}\` is of the loss over gains and biases, and \`${noun.noun === 'network' ? noun.name : ''}\` ` +
        'learns neither. Write for example `learn gain, bias`.';
};

export const learnerHindrances = {
  training,
  classes,
  values,
  teacher,
  student: (asked) => student(asked) ?? curvature(asked),
} as const satisfies Partial<Readonly<Record<Need, Hinders>>>;
