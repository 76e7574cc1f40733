/** The loss of a student around where it has come to: stiff and sloppy directions of its gains and biases; planes. */
import { stiffModes } from '../../engine/theory/index.ts';
import { NotApplicable } from '../not-applicable.ts';
import { type Arguments, counted, defaulting, share, word } from '../parameters.ts';
import { planes, type PlaneName, type Study, type StudentCurvature } from '../study.ts';
import { givesAmount, measure, type Measure } from './measure-record.ts';

const looked = {
  trials: defaulting(
    counted('trials', 'How many test trials are looked at.', '6 trials', 1),
    6,
    'choice of this language: the study looks at 3 kinds of trials',
  ),
  every: defaulting(
    counted('steps', 'Every so many steps count.', '20 steps', 1),
    20,
    'the program of Beiran & Litwin-Kumar (2025)',
  ),
};
const takes = {
  share: defaulting(
    share('Share of the curvature that the stiff modes hold together, the stiffest first.'),
    0.9,
    'choice of this language',
  ),
  ...looked,
};
interface Split {
  readonly stiff: number;
  readonly found: StudentCurvature;
}
function splitOf({ share: held, trials, every }: Arguments<typeof takes>, study: Study): Split {
  const found = study.curvature({ trials, every });
  return { found, stiff: stiffModes(found.modes, held) };
}
const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0);
const tablesOf = ({ modes, before, after }: StudentCurvature) => ({
  modes: [
    ...Array.from(modes.values, (value) => ['curvature', value] as const),
    ...Array.from(before, (value) => ['before', value] as const),
    ...Array.from(after, (value) => ['after', value] as const),
  ],
});
/** Shares of the squared error of the parameters that lie along the stiff modes. */
function factsOf({ found: { before, after }, stiff }: Split) {
  const along = (values: Float64Array): number => sum(values.subarray(0, stiff)) / sum(values);
  return { stiff, stiff_share_before: along(before), stiff_share_after: along(after) };
}
const theory =
  'Modes are the eigenvectors of the Gauss–Newton Hessian of the loss of the recorded activity over gains and ' +
  'biases, at the trained student: 2 ∂rᵀ∂r, mean over the recorded neurons, steps and test trials that are looked at.';

const errorAlong = (name: string, which: 'stiff' | 'sloppy'): Measure =>
  measure({
    name,
    documentation:
      `Squared error of gains and biases along the ${which} modes after training, as a share of that before: 0 is ` +
      `what training finds, 1 what it leaves as it was. ${theory}`,
    example: `${name}(share: 90 %)`,
    takes,
    needs: ['student'],
    gives: givesAmount,
    sources: ['Beiran & Litwin-Kumar 2025'],
    compute(given, study) {
      const split = splitOf(given, study),
        { before, after } = split.found;
      const part = (values: Float64Array): number =>
        sum(which === 'stiff' ? values.subarray(0, split.stiff) : values.subarray(split.stiff));
      if (!(part(before) > 0)) throw new NotApplicable(`before training nothing was wrong along the ${which} modes`);
      return { value: part(after) / part(before), facts: factsOf(split), tables: tablesOf(split.found) };
    },
  });

export const landscapeMeasures: readonly Measure[] = [
  measure({
    name: 'stiff_modes',
    documentation: `How many modes hold this share of the curvature. ${theory}`,
    example: 'stiff_modes(share: 90 %)',
    takes,
    needs: ['student'],
    gives: givesAmount,
    sources: ['Beiran & Litwin-Kumar 2025'],
    compute(given, study) {
      const split = splitOf(given, study);
      if (split.stiff === 0) throw new NotApplicable('its recorded activity depends on no gain and no bias');
      return { value: split.stiff, facts: factsOf(split), tables: tablesOf(split.found) };
    },
  }),
  errorAlong('stiff_error', 'stiff'),
  errorAlong('sloppy_error', 'sloppy'),
  measure({
    name: 'loss_landscape',
    documentation:
      'The lowest loss on a plane of gains and biases, of the recorded activity on test trials; `plot landscape` ' +
      'draws the plane.',
    example: 'loss_landscape(learning)',
    takes: {
      plane: defaulting(word<PlaneName>(planes, 'Which plane.'), 'learning', 'choice of this language'),
      points: defaulting(counted('points', 'Points along each edge.', '15 points', 2), 15, 'choice of this language'),
      ...looked,
    },
    needs: ['student'],
    gives: givesAmount,
    sources: ['Beiran & Litwin-Kumar 2025'],
    compute(given, study) {
      const { plane, x, y, values, marks } = study.landscape(given);
      const known = values.filter(Number.isFinite);
      if (known.length === 0) throw new NotApplicable('the loss is finite nowhere on the plane');
      const at = (name: string, key: 'loss' | 'x' | 'y') =>
        marks.find((mark) => mark.name === name)?.[key] ?? Number.NaN;
      return {
        value: known.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
        facts: Object.fromEntries(marks.map(({ name, loss }) => [`loss_${name}`, loss])),
        tables: {
          [`landscape-${plane}`]: [
            ...[...x, ...y].map((end) => ['ends', end] as const),
            ...marks.flatMap(({ name }) => [
              [`${name}_x`, at(name, 'x')] as const,
              [`${name}_y`, at(name, 'y')] as const,
            ]),
            ...Array.from(values, (value) => ['loss', Number.isFinite(value) ? value : Number.NaN] as const),
          ],
        },
      };
    },
  }),
];
