import type { EffectSummary, Summary } from './contract.ts';

/**
 * `weights: orthogonal − functional`, `weights × distance: orthogonal, grid`; of a term of several contrasts
 * `weights: all levels`.
 */
export function effectName({
  factors,
  levels,
  against,
}: Pick<EffectSummary, 'factors' | 'levels' | 'against'>): string {
  const term = factors.join(' × ');
  if (!levels || !against) return `${term}: all levels`;
  return levels.length === 1 ? `${term}: ${levels[0]} − ${against[0]}` : `${term}: ${levels.join(', ')}`;
}

/** `F(2, 10) = 4.1`, of a term of several contrasts; empty where there is none. */
export const statisticText = ({ f, df }: Pick<EffectSummary, 'f' | 'df'>): string =>
  df === undefined || f == null ? '' : `F(${df.join(', ')}) = ${f.toFixed(f < 100 ? 1 : 0)}`;
/** `12.9 %` of what tells the combinations apart. */
export const shareText = ({ share }: Pick<EffectSummary, 'share'>): string =>
  share === null ? '' : `${(100 * share).toFixed(1)} %`;

/** The effects on one measure at one point of the sweep. */
export interface EffectGroup extends Pick<EffectSummary, 'measure' | 'at'> {
  readonly effects: readonly EffectSummary[];
}
export function effectGroups({ effects = [] }: Pick<Summary, 'effects'>): readonly EffectGroup[] {
  const groups = new Map<string, EffectSummary[]>();
  for (const effect of effects) {
    const place = JSON.stringify([effect.measure, effect.at]);
    groups.set(place, [...(groups.get(place) ?? []), effect]);
  }
  return [...groups.values()].map((own) => ({ measure: own[0].measure, at: own[0].at, effects: own }));
}
