/** Family N: what a penalty speaks of. */
import { namesOf } from '../nouns/connect-noun.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { lessonsIn, type Pupil, saidIn } from '../lessons.ts';
import type { View } from '../view.ts';
import { type Check, diagnostic, distinct } from './check.ts';

const placed = (place: string): string => `language 1
task choose is one_choice { goal 20 steps;  delay 10 steps;  choice 20 steps }
connect field { neurons 50;${place}  weights normal(0, 0.1) }
network rnn { input 8;  recurrent field, tanh;  readout 4 }
experiment learn {
  seeds 6
  compare { rnn = rnn }
  train on choose { epochs 3;  penalty 0.1 * sum(abs(W) * scaled(distance)) }
  measure accuracy = accuracy(test)
}
`;
const N074: Check = {
  code: 'N074',
  severity: 'error',
  tier: 'text',
  find: distances,
  title: 'a penalty on distances of neurons without a place',
  explanation:
    'Neurons have distances where the matrix that they are of says where they stand: `place uniform in 1 mm, 1 mm`. ' +
    '`neurons from` gives a network the places of another matrix than its own.',
  bad: placed(''),
  good: placed('  place uniform in 1 mm, 1 mm;'),
};
function distances(view: View): readonly Diagnostic[] {
  return distinct(
    lessonsIn(view).flatMap((lesson) => {
      const { penalty } = lesson.training;
      if (penalty === undefined || !namesOf(penalty).includes('distance')) return [];
      const without = lesson.pupils.find((pupil) => !hasPlaces(pupil));
      if (!without) return [];
      return [
        diagnostic(
          N074,
          saidIn(lesson, 'penalty')?.range ?? lesson.setting.word.range,
          `The neurons of \`${without.noun.name}\` have no place, so there is no \`distance\`. Give their matrix a ` +
            '`place`, or the network `neurons from` one that has.',
        ),
      ];
    }),
  );
}
const hasPlaces = ({ noun: { recurrent, neuronsFrom } }: Pupil): boolean =>
  [recurrent?.matrix, neuronsFrom].some((matrix) => matrix?.source.kind === 'drawn' && matrix.source.program.place);

export const penaltyChecks = { N074 };
