/** How small differences of a network's state grow. */
import { kaplanYorke, lyapunovExponents, type Exponents, stepsOf } from '../../engine/reservoir/index.ts';
import type { Facts } from '../finding.ts';
import { counted, defaulting } from '../parameters.ts';
import type { MovingNetwork } from '../study.ts';
import { type Gives, measure, type Measure, seriesFinding } from './measure-record.ts';
import { none } from './no-number.ts';
import { hold, networkOf, untimely } from './reservoir-settings.ts';

/** Where nothing is discarded: the share of a run that the tangents are left to turn in. */
const turning = 0.1;

/** Falling, in the time that is asked for. */
function exponents(moving: MovingNetwork, count: number, held: number | undefined, unit: number): Exponents {
  const { run, motion } = moving,
    steps = Math.round(run.duration / motion.dt),
    discard = Math.round(run.discard / motion.dt) || Math.round(turning * steps),
    hold = held === undefined ? 1 : stepsOf(held, motion);
  const { exponents, isExact } = lyapunovExponents(networkOf(moving), count, { steps, discard, hold });
  return {
    isExact,
    exponents: exponents.map(({ value, interval: [low, high] }) => ({
      value: value / unit,
      interval: [low / unit, high / unit],
    })),
  };
}
const factsOf = ({ exponents: [{ interval }], isExact }: Exponents): Facts => ({
  low: interval[0],
  high: interval[1],
  exact: Number(isExact),
});
const law =
  'Tangent vectors are carried along by the exact Jacobian of each step, in double precision, and made orthonormal ' +
  'after it (Benettin et al. 1980); what is discarded of a run, or its first tenth, is left out. Of a linear ' +
  'network it is exact, from eigenvalues.';
const spectrumGives = { unit: 'perSecond', series: { over: 'rank', stands: 'first' } } as const satisfies Gives;

export const growthMeasures: readonly Measure[] = [
  measure({
    name: 'lyapunov',
    quantity: 'largest Lyapunov exponent',
    documentation:
      'Largest Lyapunov exponent of the driven network, per second: above 0 it is chaotic, below 0 it forgets where ' +
      `it began; of a map, times \`dt\`, it is that per step. ${law} Its interval is from 20 stretches of the run; ` +
      'where that holds 0 a note says so, for a finite network just above a radius of 1 often has an exponent of 0.',
    example: 'lyapunov()',
    takes: { hold },
    needs: ['dynamics'],
    contradiction: untimely,
    gives: { unit: 'perSecond' },
    sources: ['Benettin et al. 1980'],
    compute({ hold }, study) {
      const moving = study.moving(),
        found = exponents(moving, 1, hold, moving.motion.dt);
      return { value: found.exponents[0].value, facts: factsOf(found) };
    },
  }),
  measure({
    name: 'lyapunov_spectrum',
    quantity: 'Lyapunov exponents',
    documentation: `The largest Lyapunov exponents, per second, falling. ${law} A series over rank.`,
    example: 'lyapunov_spectrum(count: 10)',
    takes: {
      count: defaulting(counted('exponents', 'How many.', '10', 1), 10, 'choice of this language'),
      hold,
    },
    needs: ['dynamics'],
    contradiction: untimely,
    gives: spectrumGives,
    sources: ['Benettin et al. 1980'],
    compute({ count, hold }, study) {
      const moving = study.moving(),
        found = exponents(moving, count, hold, moving.motion.dt),
        values = found.exponents.map(({ value }) => value);
      return {
        ...seriesFinding({ steps: values.map((_, rank) => rank + 1), values }, spectrumGives.series),
        facts: factsOf(found),
      };
    },
  }),
  measure({
    name: 'attractor_dimension',
    quantity: 'attractor dimension',
    documentation:
      'Kaplan–Yorke dimension: how many of the largest Lyapunov exponents, the last in part, sum to 0; 0 where all ' +
      'are negative. Not known where the sum of all `count` is still above 0: ask for more.',
    example: 'attractor_dimension(count: 10)',
    takes: { count: defaulting(counted('exponents', 'How many.', '10', 1), 10, 'choice of this language'), hold },
    needs: ['dynamics'],
    contradiction: untimely,
    gives: { unit: 'amount' },
    sources: ['Kaplan & Yorke 1979'],
    compute({ count, hold }, study) {
      const found = exponents(study.moving(), count, hold, 1);
      const value =
        kaplanYorke(found.exponents.map(({ value }) => value)) ??
        none(`the sum of its ${count} largest exponents is not below 0: a larger \`count\` gives its dimension`);
      return { value, facts: factsOf(found) };
    },
  }),
];
