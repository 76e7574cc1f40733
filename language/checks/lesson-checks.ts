/** Family N: trainings over trials, against their tasks, their networks and each other. */
import { decodedTrials } from '../../catalogue/tasks/index.ts';
import { rateScheduleOf } from '../../catalogue/schedules.ts';
import { checkRateSchedule } from '../../engine/learning/index.ts';
import type { TrialTask } from '../../engine/tasks/index.ts';
import type { Range } from '../../grammar/tree.ts';
import type { Diagnostic, Fix } from '../diagnostic.ts';
import { type Course, coursesIn, type Lesson, lessonsIn, type Pupil, saidIn, saidOf, widthOf } from '../lessons.ts';
import { clockOf } from '../task-clock.ts';
import { sizeOf } from '../nouns/network-noun.ts';
import { trainedParts } from '../trained-parts.ts';
import type { View } from '../view.ts';
import { type Check, diagnostic, distinct, listed, replaceBy, takingOut } from './check.ts';

const usual = 'teach teacher on cycles { epochs 9 }\n  compare { student = student }';
const study = (settings: string, says = usual): string => `language 1
task cycles is cycling { trials 60 }
network teacher {
  neurons 50
  recurrent random_ei
  activation softplus
  tau 1 s;  dt 50 ms
  input 2;  readout 1
}
network student like teacher { known recurrent, input, readout;  learn bias }
experiment learn {
  seeds 6
  ${says}
  train to follow teacher on cycles { ${settings} }
  measure error = error(recorded)
}
`;

const N061: Check = {
  code: 'N061',
  severity: 'error',
  tier: 'text',
  find: recorded,
  title: 'more neurons recorded than there are',
  explanation: 'A network has so many neurons, and no more of them can be recorded.',
  bad: study('record 60 neurons'),
  good: study('record 30 neurons'),
};
function recorded(view: View): readonly Diagnostic[] {
  return distinct(
    lessonsIn(view).flatMap((lesson) => {
      const { follow } = lesson.training;
      const width = follow && widthOf({ noun: follow.network, range: lesson.setting.range });
      if (follow?.record === undefined || width === undefined || follow.record <= width) return [];
      return [
        diagnostic(
          N061,
          saidIn(lesson, 'record')?.range ?? lesson.setting.word.range,
          `${follow.record} neurons are recorded, and \`${follow.network.name}\` has ${width}. Record fewer.`,
          saidIn(lesson, 'record')
            ?.items.slice(0, 1)
            .map(({ value }) => replaceBy(value.range, `${width} neurons`)),
        ),
      ];
    }),
  );
}

const N062: Check = {
  code: 'N062',
  severity: 'error',
  tier: 'text',
  find: schedules,
  title: 'a schedule that cannot be followed',
  explanation:
    'A schedule changes the learning rate in the course of a training: `cosine` falls until its end, `warmup` takes ' +
    'some of its steps, `plateau` follows the loss of validation trials. In this training there is no such end, not ' +
    'so many steps, or no validation.',
  bad: study('epochs 0;  schedule cosine'),
  good: study('epochs 20;  schedule cosine'),
};
function schedules(view: View): readonly Diagnostic[] {
  return distinct(
    lessonsIn(view).flatMap((lesson) => {
      const { schedule, epochs, batch, validation } = lesson.training;
      const trials = trialsOf(lesson);
      if (!schedule || trials === undefined) return [];
      const updates = epochs * Math.ceil(trials / batch);
      try {
        checkRateSchedule(rateScheduleOf(schedule), { updates, validates: validation > 0 });
        return [];
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        return [
          diagnostic(
            N062,
            saidIn(lesson, 'schedule')?.range ?? lesson.setting.word.range,
            `Here ${error.message}. Write \`epochs\` and \`validation\` so that it can be followed, or another.`,
          ),
        ];
      }
    }),
  );
}

const N069: Check = {
  code: 'N069',
  severity: 'error',
  tier: 'text',
  find: stops,
  title: 'an early stop without validation',
  explanation: 'A training stops early by the loss of trials that it does not learn from: the validation trials.',
  bad: study('early_stop 5;  validation 0 %'),
  good: study('early_stop 5;  validation 10 %'),
};
function stops(view: View): readonly Diagnostic[] {
  return distinct(
    lessonsIn(view).flatMap((lesson) => {
      const { earlyStop, validation } = lesson.training;
      const said = saidIn(lesson, 'validation')?.items[0]?.range ?? lesson.setting.word.range;
      return earlyStop === undefined || validation > 0
        ? []
        : [
            diagnostic(N069, said, 'Nothing is left for `early_stop` to go by. Write for example `validation 10 %`.', [
              replaceBy(said, '10 %'),
            ]),
          ];
    }),
  );
}

const N067: Check = {
  code: 'N067',
  severity: 'error',
  tier: 'text',
  find: teachers,
  title: 'a network that is followed and never taught',
  explanation: 'What is followed is the activity of a network in a task that it has been taught: `teach` comes first.',
  bad: study('record 10 neurons', 'compare { student = student }'),
  good: study('record 10 neurons'),
};
function teachers(view: View): readonly Diagnostic[] {
  return distinct(
    coursesIn(view).flatMap(({ teach, trainings }) => {
      const taught = teach.flatMap(({ pupils }) => pupils.map(({ noun }) => noun.name));
      return trainings.flatMap(({ training: { follow, task }, setting }) => {
        if (!follow || taught.includes(follow.network.name)) return [];
        const { name } = follow.network;
        return [
          diagnostic(N067, followed(setting), `\`${name}\` is never taught: write \`teach ${name} on ${task.name}\`.`, [
            before(setting, `teach ${name} on ${task.name}`, view.source),
          ]),
        ];
      });
    }),
  );
}
/** A statement on a line of its own, as the one that it stands before, or joined to it. */
function before({ range: { start } }: Lesson['setting'], statement: string, source: string): Fix {
  const [indent] = /[^\r\n]*$/.exec(source.slice(0, start))!;
  const text = `${statement}${indent.trim() === '' ? `\n${indent}` : ';  '}`;
  return { title: `Add \`${statement}\``, edits: [{ range: { start, end: start }, text }] };
}
const followed = ({ phrases, range }: Lesson['setting']): Range =>
  phrases.find(({ label }) => label.text === 'to')?.items[0]?.value.range ?? range;

const N066: Check = {
  code: 'N066',
  severity: 'error',
  tier: 'text',
  find: orphans,
  title: 'a student without a teacher',
  explanation:
    '`known` and `start` are about the network that is followed, and here none is: `train to follow` names it.',
  bad: study('epochs 9').replace('to follow teacher ', '').replace('error(recorded)', 'loss(test)'),
  good: study('epochs 9'),
};
function orphans(view: View): readonly Diagnostic[] {
  return distinct(
    coursesIn(view).flatMap((course) =>
      course.trainings[0] === undefined || course.trainings.some(({ training }) => training.follow)
        ? []
        : course.trainings[0].pupils.flatMap((pupil) => {
            const { known = [], start = {} } = pupil.noun.overTime ?? {};
            const word = known.length > 0 ? 'known' : Object.keys(start).length > 0 ? 'start' : undefined;
            if (!word) return [];
            return [
              diagnostic(
                N066,
                saidOf(pupil, word, view)?.range ?? pupil.range,
                `\`${word}\` speaks of a network that is followed, and \`${course.experiment.name.text}\` follows ` +
                  'none: write `train to follow` and its name, or leave it out.',
                saidOf(pupil, word, view) && [takingOut(saidOf(pupil, word, view)!.range, view.source)],
              ),
            ];
          }),
    ),
  );
}

const N073: Check = {
  code: 'N073',
  severity: 'warning',
  tier: 'text',
  find: idle,
  title: 'a training in which nothing learns',
  explanation: 'Every part of the network that learns is known or fixed in this training: it ends as it begins.',
  bad: study('fixed bias'),
  good: study('fixed gain'),
};
function idle(view: View): readonly Diagnostic[] {
  return distinct(
    coursesIn(view).flatMap(({ trainings }: Course) =>
      trainings.flatMap((lesson) =>
        lesson.pupils.flatMap((pupil) => {
          const { fixed } = lesson.training;
          const learned = trainedParts(pupil.noun).filter((part) => !fixed.includes(part));
          return learned.length > 0
            ? []
            : [
                diagnostic(
                  N073,
                  saidIn(lesson, 'fixed')?.range ?? saidOf(pupil, 'learn', view)?.range ?? pupil.range,
                  `Nothing of \`${pupil.noun.name}\` learns here. Leave something free, for example \`learn readout\`.`,
                ),
              ];
        }),
      ),
    ),
  );
}

/** The task as a network of these steps does it; none where its times do not fit, which another check says. */
export function taskFor({ training: { task } }: Lesson, pupil: Pupil): TrialTask | undefined {
  try {
    return decodedTrials(task, clockOf(pupil.noun));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
/** How many trials there are to learn from, where the text tells it. */
export function trialsOf(lesson: Lesson): number | undefined {
  const { trials } = lesson.training,
    [pupil] = lesson.pupils;
  return trials ?? (pupil && taskFor(lesson, pupil)?.trials);
}
/** Channels of tasks against what networks take and give. */
export const channels = (view: View, check: Check): readonly Diagnostic[] =>
  distinct(
    lessonsIn(view).flatMap((lesson) =>
      lesson.pupils.flatMap((pupil) => {
        const task = taskFor(lesson, pupil);
        if (!task) return [];
        return (
          [
            ['input', pupil.noun.input, task.inputs],
            ['readout', pupil.noun.readout, task.outputs],
          ] as const
        ).flatMap(([word, layer, names]) => {
          const size = sizeOf(layer);
          if (size === names.length) return [];
          const wanted = names.length > 0 ? `${names.length}: ${listed(names)}` : 'none';
          const written = saidOf(pupil, word, view),
            said = layer.more ? undefined : written?.items[0]?.range;
          return [
            diagnostic(
              check,
              said ?? written?.range ?? pupil.range,
              `\`${pupil.noun.name}\` has \`${word} ${size}\`${layer.more ? ' in all' : ''}, and ` +
                `\`${lesson.training.task.name}\` has ${wanted}. ` +
                `Write \`${word} ${names.length}\`.`,
              said ? [replaceBy(said, String(names.length))] : [],
            ),
          ];
        });
      }),
    ),
  );

export const lessonChecks = { N061, N062, N066, N067, N069, N073 };
