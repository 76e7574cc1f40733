/** Family N: students against the networks that they follow. */
import { coursesIn, type Lesson, type Pupil, saidOf, widthOf } from '../lessons.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { View } from '../view.ts';
import { type Check, diagnostic, distinct, replaceBy, takingOut } from './check.ts';
import { time } from './spectrum-checks.ts';

const study = (student: string, teachings = 'teach teacher on cycles { epochs 9 }'): string => `language 1
task cycles is cycling { trials 60 }
network teacher {
  neurons 50
  recurrent random_ei
  activation softplus
  tau 1 s;  dt 50 ms
  input 2;  readout 1
}
network student like teacher { ${student} }
experiment learn {
  seeds 6
  ${teachings}
  compare { student = student }
  train to follow teacher on cycles { epochs 9 }
  measure error = error(recorded)
}
`;

const N086: Check = {
  code: 'N086',
  severity: 'error',
  tier: 'text',
  find: unlike,
  title: 'a student that cannot follow its teacher',
  explanation:
    'What a student hears is the activity of neuron 1, 2, … of its teacher at step 1, 2, … of a trial: it has as ' +
    'many neurons, and its steps are as long. Both run in steps, or both in time with the same `dt`.',
  bad: study('known input, readout;  dt 100 ms'),
  good: study('known input, readout;  bias 0'),
};
function unlike(view: View): readonly Diagnostic[] {
  return distinct(
    coursesIn(view).flatMap(({ trainings }) =>
      trainings.flatMap((lesson) => lesson.pupils.flatMap((pupil) => differences(pupil, lesson, view))),
    ),
  );
}
function differences(pupil: Pupil, { training: { follow }, setting }: Lesson, view: View): readonly Diagnostic[] {
  if (!follow) return [];
  const { network: teacher } = follow;
  const { name } = pupil.noun;
  const [own, others] = [widthOf(pupil), widthOf({ noun: teacher, range: setting.range })];
  if (own !== undefined && others !== undefined && own !== others)
    return [
      diagnostic(
        N086,
        (saidOf(pupil, 'neurons', view) ?? saidOf(pupil, 'recurrent', view))?.range ?? pupil.range,
        `\`${name}\` has ${own} neurons, and \`${teacher.name}\`, which it follows, ${others}. ` +
          `Write \`neurons ${others}\`.`,
        saidOf(pupil, 'neurons', view)
          ?.items.slice(0, 1)
          .map(({ value }) => replaceBy(value.range, `${others}`)),
      ),
    ];
  const [dt, teachersDt] = [pupil.noun, teacher].map(({ overTime }) => overTime?.time?.dt);
  if (dt === teachersDt) return [];
  return [
    diagnostic(
      N086,
      saidOf(pupil, 'dt', view)?.range ?? pupil.range,
      `\`${name}\` ${ofClock(dt)}, and \`${teacher.name}\`, which it follows, ${ofClock(teachersDt)}. ` +
        (teachersDt === undefined ? 'Leave `tau` and `dt` out.' : `Give it \`dt ${time(teachersDt)}\`.`),
      teachersDt === undefined
        ? []
        : saidOf(pupil, 'dt', view)
            ?.items.slice(0, 1)
            .map(({ value }) => replaceBy(value.range, time(teachersDt))),
    ),
  ];
}
const ofClock = (dt: number | undefined): string => (dt === undefined ? 'runs in steps' : `has \`dt ${time(dt)}\``);

const N087: Check = {
  code: 'N087',
  severity: 'error',
  tier: 'text',
  find: taughtTwice,
  title: 'a network that is taught twice',
  explanation:
    'Each `teach` begins with the network as its text says it, so that of two only one could be what is followed. ' +
    'Two teachers are two networks: `network other like teacher`.',
  bad: study('known input', 'teach teacher on cycles { epochs 9 }\n  teach teacher on cycles { epochs 20 }'),
  good: study('known input'),
};
function taughtTwice(view: View): readonly Diagnostic[] {
  return distinct(
    coursesIn(view).flatMap(({ teach }) => {
      const names = teach.map(({ pupils: [{ noun }] }) => noun.name);
      return teach.flatMap(({ setting }, place) =>
        names.indexOf(names[place]) === place
          ? []
          : [
              diagnostic(
                N087,
                setting.items[0]?.range ?? setting.range,
                `\`${names[place]}\` is taught twice. Keep one \`teach\`, or teach a second network ` +
                  `\`like ${names[place]}\`.`,
                [takingOut(setting.range, view.source)],
              ),
            ],
      );
    }),
  );
}

export const studentChecks = { N086, N087 };
