/** Family N: what a penalty speaks of. */
import type { Range } from '../../grammar/tree.ts';
import type { Settled } from '../canonical/instantiate.ts';
import type { Expression } from '../../engine/expressions/index.ts';
import type { LinearAlgebra } from '../../engine/kernels/index.ts';
import { compilePenalty } from '../../engine/penalties/index.ts';
import { namesOf } from '../nouns/over-pairs.ts';
import { fieldTables, recordedTables } from '../nouns/field-source.ts';
import { pairQuantities } from '../nouns/known-of-pairs.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { type Lesson, lessonsIn, type Pupil, saidIn, saidOf } from '../lessons.ts';
import { trainedParts } from '../trained-parts.ts';
import type { View } from '../view.ts';
import { type Check, diagnostic, distinct } from './check.ts';
import { unscaled } from '../nouns/unscaled.ts';

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
  title: 'a penalty on what is not known of the neurons',
  explanation:
    'Neurons have distances where the matrix that they are of says where they stand: `place uniform in 1 mm, 1 mm`. ' +
    '`neurons from` gives a network the places of another matrix than its own.',
  bad: placed(''),
  good: placed('  place uniform in 1 mm, 1 mm;'),
};
/** What is added to the loss of a network, and where it is said. */
interface Penalised {
  readonly lesson: Lesson;
  readonly pupil: Pupil;
  readonly penalty: Settled<Expression>;
  readonly range: Range;
}
/** Of every network that learns; its own, or that of its training. */
function penaltiesIn(view: View): readonly Penalised[] {
  return lessonsIn(view).flatMap((lesson) =>
    lesson.pupils.flatMap((pupil): readonly Penalised[] => {
      const own = pupil.noun.overTime?.penalty;
      if (own !== undefined)
        return [{ lesson, pupil, penalty: own, range: saidOf(pupil, 'penalty', view)?.range ?? pupil.range }];
      const { penalty } = lesson.training;
      if (penalty === undefined) return [];
      return [{ lesson, pupil, penalty, range: (saidIn(lesson, 'penalty') ?? lesson.setting.word).range }];
    }),
  );
}
function distances(view: View): readonly Diagnostic[] {
  return distinct(
    penaltiesIn(view).flatMap(({ pupil, penalty, range }) =>
      namesOf(penalty).flatMap((name) => {
        if (name === 'W' || knownOfPairs(pupil).includes(name)) return [];
        return [
          diagnostic(
            N074,
            range,
            name === 'distance'
              ? `The neurons of \`${pupil.noun.name}\` have no place, so there is no \`distance\`. Give their matrix ` +
                  'a `place`, or the network `neurons from` one that has.'
              : `Nothing says what \`${name}\` is between the neurons of \`${pupil.noun.name}\`: it is of ` +
                  `${name === 'precision' || name === 'synapses' ? 'a field' : 'a field or a recording'}. Give the ` +
                  'network `neurons from` one.',
          ),
        ];
      }),
    ),
  );
}
const penalised = (penalty: string, recurrent = 'orthogonal, tanh'): string => `language 1
task choose is one_choice { goal 20 steps;  delay 10 steps;  choice 20 steps }
network rnn { neurons 50;  input 8;  recurrent ${recurrent};  readout 4 }
experiment learn {
  seeds 6
  compare { rnn = rnn }
  train on choose { epochs 3;  penalty ${penalty} }
  measure accuracy = accuracy(test)
}
`;
const N088: Check = {
  code: 'N088',
  severity: 'error',
  tier: 'text',
  find: manyNumbers,
  title: 'a penalty that is no number',
  explanation:
    'A penalty is added to the loss, so it comes to one number: `sum` or `mean` makes one of a matrix. `scaled` is ' +
    'of what does not change, such as `distance`.',
  bad: penalised('0.1 * abs(W)'),
  good: penalised('0.1 * sum(abs(W))'),
};
const nothingComputed: Pick<LinearAlgebra, 'exponential'> = {
  exponential: () => ({ of: (matrix) => matrix, gradient: (cotangent) => cotangent, release: () => undefined }),
};
const aPairOfNeurons = Object.fromEntries(pairQuantities.map(({ name }) => [name, Float64Array.of(0, 1, 1, 0)]));
/** Compiled for two neurons: whether it comes to a number depends on no size. */
function manyNumbers(view: View): readonly Diagnostic[] {
  return distinct(
    penaltiesIn(view).flatMap(({ penalty, range }) => {
      try {
        compilePenalty(penalty, aPairOfNeurons, 2, nothingComputed);
        return [];
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        return [diagnostic(N088, range, `The penalty cannot be taken: ${error.message}.`)];
      }
    }),
  );
}

const N089: Check = {
  code: 'N089',
  severity: 'warning',
  tier: 'text',
  find: idlePenalties,
  title: 'a penalty on weights that do not learn',
  explanation: 'A penalty is on the recurrent weights. Where they do not learn it is a constant, and changes nothing.',
  bad: penalised('0.1 * sum(abs(W))', 'orthogonal, tanh, fixed'),
  good: penalised('0.1 * sum(abs(W))'),
};
function idlePenalties(view: View): readonly Diagnostic[] {
  const moves = ({ lesson, pupil: { noun } }: Penalised): boolean =>
    !lesson.training.fixed.includes('recurrent') &&
    trainedParts(noun).some((part) => part === 'recurrent' || part === 'gain');
  const found = penaltiesIn(view),
    idle = found.filter((one) => !found.some((other) => other.range.start === one.range.start && moves(other)));
  return distinct(
    idle.map(({ range }) =>
      diagnostic(N089, range, 'No recurrent weight learns here, so that the penalty changes nothing. Leave it out.'),
    ),
  );
}
/** As far as the text tells: what the folder of a field has, its check says. */
const knownOfPairs = ({ noun: { recurrent, neuronsFrom } }: Pupil): readonly string[] =>
  [recurrent?.matrix, neuronsFrom].flatMap((matrix): readonly string[] => {
    const source = matrix && unscaled(matrix).source;
    switch (source?.kind) {
      case 'drawn':
        return source.program.place === undefined ? [] : ['distance'];
      case 'field':
        return ['distance', ...fieldTables];
      case 'recording':
        return source.data.recording?.positions === undefined ? recordedTables : ['distance', ...recordedTables];
      default:
        return [];
    }
  });

export const penaltyChecks = { N074, N088, N089 };
