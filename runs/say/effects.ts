/** Main effects and interactions of the factors of a comparison. */
import { type Effect, effectsOf, holm } from '../../engine/statistics/index.ts';
import { type Factorial, factorialOf } from '../../language/experiments/factorial-design.ts';
import { measuresOfEach } from '../../results/measures-shown.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import type { EffectSummary, Row } from '../../results/contract.ts';
import { intervalOverSeeds } from '../../results/interval-kinds.ts';
import type { Replicate, Values } from '../../results/seed-values.ts';
import { replicatesOf } from '../../results/replicates.ts';
import { sweepPoints } from '../../results/sweep.ts';
import { objectOf } from './nulls.ts';

/** Effects on each measure at each point of the sweep; none where there is no complete design, or no seed fills it. */
export function effectsOn(experiment: ExperimentSpec, values: Values): readonly EffectSummary[] {
  const design = factorialOf(experiment);
  if (!design) return [];
  return measuresOfEach(experiment).flatMap((measure) => {
    const isAboutOne = design.cells.some((cell) => objectOf(experiment, measure, design.cells[0], cell) !== undefined);
    const found = sweepPoints(experiment).flatMap((at) => {
      const rows = wholeSeeds(design, values, measure, at).map(({ cells }) => cells);
      const sizes = design.factors.map(({ levels }) => levels.length);
      return rows.length === 0
        ? []
        : effectsOf(sizes, rows, `effects on ${measure} ${JSON.stringify(at)}`).map((effect) =>
            summaryOf(
              design,
              { measure, at, of: replicatesOf(experiment, design.cells[0]) },
              isAboutOne ? ofOneObject(effect) : effect,
            ),
          );
    });
    const ps = holm(found.map(({ p }) => p));
    return found.map((effect, place) => ({ ...effect, p_corrected: ps[place] }));
  });
}

/** The seeds with a value in every combination, and these values. */
export function wholeSeeds(
  { cells }: Factorial,
  values: Values,
  measure: string,
  at: Row['at'],
): readonly { readonly seed: Replicate; readonly cells: readonly number[] }[] {
  const columns = cells.map((condition) => values(measure, condition, at));
  return [...columns[0].keys()].flatMap((seed) => {
    const found = columns.map((column) => column.get(seed));
    return found.every((value) => value !== undefined) ? [{ seed, cells: found }] : [];
  });
}

/** Of one recording or imported matrix, among what is drawn from it, seeds are no sample: only differences are left. */
const ofOneObject = ({ contrast, omnibus, ...effect }: Effect): Effect => ({
  ...effect,
  p: null,
  ...(contrast && { contrast: { ...contrast, ci: null, d_z: null } }),
  ...(omnibus && { omnibus: { ...omnibus, f: null } }),
});

function summaryOf(
  { factors }: Factorial,
  { measure, at, of }: { readonly measure: string; readonly at: Row['at']; readonly of: 'seeds' | 'subjects' },
  { factors: places, n, p, share, contrast, omnibus }: Effect,
): EffectSummary {
  const own = places.map((place) => factors[place]);
  return {
    measure,
    factors: own.map(({ name }) => name),
    ...(contrast && {
      levels: contrast.levels.map((level, i) => own[i].levels[level]),
      against: own.map(({ levels }) => levels[0]),
    }),
    at,
    n,
    effect: contrast?.difference ?? null,
    ci: contrast?.ci ?? null,
    ...(contrast?.ci && { interval: intervalOverSeeds(n, of) }),
    d_z: contrast?.d_z ?? null,
    p,
    p_corrected: null,
    share,
    ...omnibus,
  };
}
