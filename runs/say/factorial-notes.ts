/** What should be said of the effects of factors: what they are of, which seeds they rest on, what these can show. */
import { fewestSeedsForP, smallestP } from '../../engine/statistics/index.ts';
import { factorialOf, missingText } from '../../language/experiments/factorial-design.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import type { EffectSummary, Note } from '../../results/contract.ts';
import { readableNumber } from '../../results/readable-numbers.ts';
import type { Values } from '../../results/seed-values.ts';
import { atPoint, sweepPoints } from '../../results/sweep.ts';
import { wholeSeeds } from './effects.ts';

export function factorialNotes(
  experiment: ExperimentSpec,
  values: Values,
  effects: readonly EffectSummary[],
): readonly Note[] {
  const missing = missingText(experiment);
  return [
    ...(missing === undefined ? [] : [{ code: 'S082' as const, text: missing }]),
    ...leftOut(experiment, values),
    ...reachable(effects),
  ];
}

/** S085: seeds without a value in some combination, of measures that have one in others. */
function leftOut(experiment: ExperimentSpec, values: Values): Note[] {
  const design = factorialOf(experiment);
  if (!design) return [];
  const { seeds } = experiment;
  return experiment.measures.flatMap(({ name: measure }) =>
    sweepPoints(experiment).flatMap((at): Note[] => {
      const whole = new Set(wholeSeeds(design, values, measure, at).map(({ seed }) => seed));
      const without = seeds.filter((seed) => !whole.has(seed));
      const lacking = design.cells.filter((cell) => without.some((seed) => !values(measure, cell, at).has(seed)));
      if (without.length === 0 || design.cells.every((cell) => values(measure, cell, at).size === 0)) return [];
      const [of, where] = [`${measure}${atPoint(experiment, at)}`, lacking.join(', ')];
      return [
        {
          code: 'S085',
          text:
            whole.size === 0
              ? `No seed has a value of ${of} in every combination (it is missing in ${where}), so the effects on it ` +
                'are unknown.'
              : `${of} has no value in ${where} with ${without.length === 1 ? 'seed' : 'seeds'} ` +
                `${without.join(', ')}, left out of all effects on it: n = ${whole.size}.`,
        },
      ];
    }),
  );
}

/** S086: that no effect on a measure can be significant. */
function reachable(effects: readonly EffectSummary[]): Note[] {
  const said = [...new Set(effects.map(({ measure }) => measure))].flatMap((measure) => {
    const tested = effects.filter((one) => one.measure === measure && one.p !== null);
    const seeds = Math.max(...tested.map(({ n }) => n));
    const smallest = smallestP(seeds, tested.length);
    return tested.length === 0 || smallest <= 0.05 ? [] : [{ measure, seeds, tested: tested.length, smallest }];
  });
  if (said.length === 0) return [];
  const reached = said.map(
    ({ measure, seeds, tested, smallest }) =>
      `${readableNumber(smallest)} over the ${tested} effects on ${measure} with ${seeds} seeds`,
  );
  return [
    {
      code: 'S086',
      text:
        `The smallest p that there can be after correction is ${reached.join('; ')}: none can be significant at ` +
        `0.05. ${fewestSeedsFor(Math.max(...said.map(({ tested }) => tested)))} seeds are enough.`,
    },
  ];
}
function fewestSeedsFor(effects: number): number {
  let seeds = fewestSeedsForP;
  while (smallestP(seeds, effects) > 0.05 && seeds < mostSeedsTried) seeds++;
  return seeds;
}
/** With these the smallest p of a sampled test is reached. */
const mostSeedsTried = 20;
