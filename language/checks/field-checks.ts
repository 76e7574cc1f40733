/** Family C: folders of fields, and matrices made of what was recorded. */
import type { Range } from '../../grammar/tree.ts';
import type { FieldError } from '../../formats/index.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { coursesIn } from '../lessons.ts';
import { namesOf } from '../nouns/over-pairs.ts';
import { channelsOf } from '../nouns/network-noun.ts';
import type { NetworkNoun } from '../specification.ts';
import { conditionsOf, type View } from '../view.ts';
import { type Check, diagnostic, distinct } from './check.ts';
import { rounded } from './spectrum-checks.ts';

const functional = (folder: string, weights: string, more = ''): string => `language 1
connect functional from "${folder}" {
  weights ${weights}${more}
  spectrum radius 0.95
}
experiment shapes {
  seeds 6
  compare { functional = functional;  permuted = permuted(functional) }
  measure rank = rank(recurrent)
}
`;
const both = 'scaled(correlation) * scaled(sttc)';

const C032: Check = {
  code: 'C032',
  severity: 'warning',
  tier: 'science',
  find: 'reader',
  title: 'a scaling would move absent connections off zero',
  explanation:
    '`scaled(X)` is (X − min) / (max − min). Where X is a wiring and its smallest value is not that of the absent ' +
    'connections, these would all become connections. They stay 0; what is scaled should have its least value there.',
  bad: functional('field', 'scaled(-synapses)'),
  good: functional('field', 'scaled(synapses)'),
};
export const movedOffZero = (held: string, range: Range): Diagnostic =>
  diagnostic(
    C032,
    range,
    `\`scaled(${held})\` would give every absent connection a weight, since \`${held}\` is not least where there is ` +
      'no synapse. They stay 0. Scale something that is least there, such as `synapses`.',
  );

const C034: Check = {
  code: 'C034',
  severity: 'warning',
  tier: 'science',
  find: 'reader',
  title: 'most of the weight is on the diagonal',
  explanation:
    'Correlations of a neuron with itself are 1, those with others are small: weights made of them put a neuron’s ' +
    'weight on itself far above that on any other, and what such a matrix does may be what its diagonal does. The ' +
    'diagonal is kept, as the published study has it; `diagonal(W)` and `off_diagonal(W)` are the two controls. ' +
    'Computed with seed 1.',
  bad: functional('field', both),
  good: functional('field', 'scaled(distance)'),
};
/** So many times the mean weight off the diagonal. */
const mostOnDiagonal = 10;
export function onDiagonal(
  name: string,
  range: Range,
  { diagonal, others }: { readonly diagonal: number; readonly others: number },
  size: number,
): readonly Diagnostic[] {
  if (!(diagonal > mostOnDiagonal * others)) return [];
  const share = (100 * diagonal) / (diagonal + (size - 1) * others);
  return [
    diagnostic(
      C034,
      range,
      `The weight of a neuron of \`${name}\` on itself is ${
        others === 0 ? 'all it has' : `${rounded(diagonal / others)} times that on another, on average`
      }; ${rounded(share)} % of all weight is on the diagonal. What the matrix does may be what its diagonal does: ` +
        `compare \`diagonal(${name})\` and \`off_diagonal(${name})\`.`,
    ),
  ];
}

const C051: Check = {
  code: 'C051',
  severity: 'error',
  tier: 'science',
  find: 'reader',
  title: 'a part of a field is missing',
  explanation:
    'The folder of a field holds synapses (`connectome_….csv` or `synapses.csv`), positions (`neurons.csv` or ' +
    '`positions_….npy`), and tables of pairs: `corr….npy`, `sttc….npy`, `precision….npy`. What nothing uses may be ' +
    'missing.',
  bad: functional('partial', both),
  good: functional('partial', 'correlation'),
};
const C053: Check = {
  code: 'C053',
  severity: 'error',
  tier: 'science',
  find: 'reader',
  title: 'files of a field that are of different sizes',
  explanation:
    'All files of a folder are of the same neurons in the same order, and a grid has a place for each. A table of ' +
    'pairs has as many rows as columns; names in its first row and column do not count. Where the files differ, ' +
    'those of another size than most are named.',
  bad: functional('uneven', both),
  good: functional('partial', 'correlation'),
};
const C054: Check = {
  code: 'C054',
  severity: 'error',
  tier: 'science',
  find: 'reader',
  title: 'a table of a field with a value that it cannot have',
  explanation:
    'A missing or infinite value of a pair is none that a weight can be made of, and 0 is no substitute. Numbers of ' +
    'synapses are whole and at least 0. Correlations and tiling coefficients beyond ±1 (by more than 1e-6), and ' +
    'correlations that are not symmetric (by more than 1e-3), are taken as they are, with a warning.',
  bad: functional('gap', 'correlation'),
  good: functional('partial', 'correlation'),
};
const C055: Check = {
  code: 'C055',
  severity: 'error',
  tier: 'science',
  find: 'reader',
  title: 'a file of a field that cannot be read',
  explanation:
    'Damaged, a pointer of Git LFS in place of the data, a list of synapses with a pair twice, or a pickle of ' +
    'something else than arrays of numbers. Pickled arrays are read by a machine that knows arrays and lists of ' +
    'numbers and runs nothing; whatever else a pickle asks for is named and refused.',
  bad: functional('torn', 'correlation'),
  good: functional('partial', 'correlation'),
};
const ofField = { C051, C053, C054, C055 };
export const wrongInField = (
  { code, message }: FieldError,
  folder: string,
  range: Range,
  severity?: Diagnostic['severity'],
): Diagnostic => diagnostic(ofField[code], range, `"${folder}": ${message.replace(/\.?$/, '.')}`, undefined, severity);

const C052: Check = {
  code: 'C052',
  severity: 'warning',
  tier: 'science',
  find: 'reader',
  title: 'coordinates that are re-cut',
  explanation:
    'The program of the cortical blueprint study reads its N × 3 table of coordinates on as 3 rows of N numbers, so ' +
    'that each axis holds x, y and z of different neurons. `place published` does the same; distances between such ' +
    'places are not those of the neurons. `place corrected` is what the study describes, `place measured` where ' +
    'they are.',
  bad: functional('field', 'distance / 1 mm', '\n  place published'),
  good: functional('field', 'distance / 1 mm', '\n  place corrected'),
};
export const recut = (name: string, range: Range, agreement: number): Diagnostic =>
  diagnostic(
    C052,
    range,
    `The coordinates of \`${name}\` are re-cut (N × 3 read as 3 × N), so that its axes mix x, y and z: over pairs ` +
      `these distances have a correlation of ${agreement.toFixed(3)} with the true ones. \`place corrected\` is what ` +
      'the study describes.',
  );

const compared = (penalty: string): string => `language 1
task choose is one_choice { goal 20 steps;  delay 10 steps;  choice 20 steps }
connect drawn { neurons 50;  place uniform in 1 mm, 1 mm;  weights normal(0, 0.1) }
network rnn { input 8;  recurrent drawn, tanh;  readout 4 }
experiment learn {
  seeds 6
  compare { drawn = rnn;  permuted = rnn { recurrent permuted(drawn), tanh } }
  train on choose { epochs 3${penalty} }
  measure accuracy = accuracy(test)
}
`;
const C049: Check = {
  code: 'C049',
  severity: 'warning',
  tier: 'text',
  find: renamedOnly,
  title: 'a permutation that nothing can tell',
  explanation:
    '`permuted` renames the neurons: weights, eigenvalues and graph stay. It matters only to what knows the neurons ' +
    'one by one: a penalty by their distances or other tables, chosen inputs and outputs, a teacher. Where there is ' +
    'none, both conditions are the same but for chance.',
  bad: compared(''),
  good: compared(';  penalty 0.1 * sum(abs(W) * scaled(distance))'),
};
function renamedOnly(view: View): readonly Diagnostic[] {
  return distinct(
    coursesIn(view).flatMap(({ experiment, trainings }) => {
      const knowsNeurons = (noun: NetworkNoun): boolean =>
        trainings.some(({ training: { penalty, follow } }) => {
          const held = noun.overTime?.penalty ?? penalty;
          return follow !== undefined || (held !== undefined && namesOf(held).some((name) => name !== 'W'));
        });
      if (trainings.length === 0) return [];
      const networks = conditionsOf(view, experiment).flatMap((condition) =>
        condition.noun?.noun === 'network' && condition.noun.recurrent ? [{ ...condition, noun: condition.noun }] : [],
      );
      return networks.flatMap(({ name, range, noun }) => {
        const { recurrent } = noun;
        if (!recurrent?.matrix.controls.some(({ call }) => call === 'permuted')) return [];
        if (choosesNeurons(noun) || knowsNeurons(noun)) return [];
        const plain = alike(noun);
        const other = networks.find(
          (one) => one.noun.recurrent?.matrix.controls.length === 0 && alike(one.noun) === plain,
        );
        return other && recurrent.matrix.controls.length === 1
          ? [
              diagnostic(
                C049,
                range,
                `\`${name}\` differs from \`${other.name}\` by the names of its neurons only, and nothing here knows ` +
                  'them one by one: both are the same but for chance. Add what does, such as a penalty by distance, ' +
                  'or leave it out.',
              ),
            ]
          : [];
      });
    }),
  );
}
const choosesNeurons = ({ input, readout }: NetworkNoun): boolean =>
  [...channelsOf(input).map(({ to }) => to), ...channelsOf(readout).map(({ from }) => from)].some(
    (chosen) => chosen !== undefined,
  );
/** All but the controls of the matrix, and whether its connections are masked by them. */
const alike = ({ recurrent, ...noun }: NetworkNoun): string =>
  JSON.stringify({
    ...noun,
    recurrent: { ...recurrent, masked: undefined, matrix: { ...recurrent?.matrix, controls: [] } },
  });

export const fieldChecks = { C032, C034, C049, ...ofField, C052 };
