import type { AnalysedAttractor, GeneNetwork, NetworkAnalysis, Share } from '../../engine/genes/index.ts';
import type { Area, AreaGroup, AreasPanel, Tint } from '../figure.ts';
import { percent, tintOf } from './named-network.ts';

/** An attractor with the number by which panels and texts name it: its place in the analysis. */
export interface Numbered {
  readonly number: string;
  readonly attractor: AnalysedAttractor;
}

/**
 * The attractors shown: those of the largest basins where these are known, else the first of each fate in turn; in the
 * order of the analysis.
 */
export function chosen(analysis: NetworkAnalysis, most: number): Numbered[] {
  const numbered = analysis.attractors.map((attractor, index) => ({ number: String(index + 1), attractor }));
  if (numbered.length <= most) return numbered;
  const turn = new Map<string, number>();
  const ranked = numbered.map((each) => {
    const place = turn.get(each.attractor.fate) ?? 0;
    turn.set(each.attractor.fate, place + 1);
    return { each, rank: each.attractor.basin === null ? place : -each.attractor.basin };
  });
  return ranked
    .sort((a, b) => a.rank - b.rank || Number(a.each.number) - Number(b.each.number))
    .slice(0, most)
    .map(({ each }) => each)
    .sort((a, b) => Number(a.number) - Number(b.number));
}
/** What is no declared fate comes after these. */
export function byFate(
  network: GeneNetwork,
  shown: readonly Numbered[],
): { readonly fate: string; readonly members: readonly Numbered[] }[] {
  const names = [...network.fates.map(({ name }) => name), 'mixed', 'undecided', 'not known'];
  return names
    .map((fate) => ({ fate, members: shown.filter(({ attractor }) => attractor.fate === fate) }))
    .filter(({ members }) => members.length > 0);
}
export function detailOf({ kind, size }: AnalysedAttractor): string {
  if (kind === 'steady') return 'steady state';
  if (kind === 'cycle') return `cycle of ${size.toLocaleString('en')}`;
  return kind === 'complex' ? `${size.toLocaleString('en')} states` : 'trap space';
}

/**
 * How the areas came about. `basins`: counted states; `fates`: the probability of each fate, shared evenly among its
 * attractors; `equal`: not known.
 */
export type AreaMeaning = 'basins' | 'fates' | 'equal';

/** Without fates, attractors have colours of their own as long as there are enough. */
export function tintOfAttractor(
  network: GeneNetwork,
  analysis: NetworkAnalysis,
  { number, attractor }: Numbered,
): Tint {
  if (network.fates.length > 0) return tintOf(network, attractor.fate);
  return analysis.attractors.length <= 7 ? Number(number) - 1 : 0;
}

/**
 * Basins as areas; what is not among `shown` is one area of its fate, or left out where nothing is known of the basins.
 */
export function landscape(
  network: GeneNetwork,
  analysis: NetworkAnalysis,
  shown: readonly Numbered[],
): { readonly panel: AreasPanel; readonly meaning: AreaMeaning } {
  const meaning = meaningOf(analysis);
  const all = meaning === 'equal' ? shown : chosen(analysis, Infinity);
  const groups = byFate(network, all);
  const weights = new Map(
    groups.flatMap(({ fate, members }) =>
      members.map((each) => [each.number, weightOf(analysis, meaning, fate, each.attractor, members.length)] as const),
    ),
  );
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const numbers = new Set(shown.map(({ number }) => number));
  const isPlain = network.fates.length === 0;
  const areaOf = ({ number, attractor }: Numbered): Area => ({
    number,
    name: isPlain ? '' : attractor.fate,
    detail: detailOf(attractor),
    tint: tintOfAttractor(network, analysis, { number, attractor }),
    share: weights.get(number)! / total,
    note: meaning === 'basins' ? percent(weights.get(number)! / total) : '',
  });
  return {
    meaning,
    panel: {
      kind: 'areas',
      groups: groups
        .map(({ fate, members }): AreaGroup => {
          const share = members.reduce((sum, { number }) => sum + weights.get(number)! / total, 0);
          const rest = members.filter(({ number }) => !numbers.has(number));
          const restShare = rest.reduce((sum, { number }) => sum + weights.get(number)! / total, 0);
          const others: Area[] =
            rest.length === 0
              ? []
              : [
                  {
                    number: '',
                    name: isPlain ? '' : fate,
                    detail: `${rest.length.toLocaleString('en')} more`,
                    tint: isPlain ? 'undecided' : tintOf(network, fate),
                    share: restShare,
                    note: meaning === 'basins' ? percent(restShare) : '',
                  },
                ];
          const areas = [...members.filter(({ number }) => numbers.has(number)).map(areaOf), ...others].filter(
            (area) => area.share > 0,
          );
          const told = meaning === 'fates' ? shareText(shareOf(analysis, fate)!) : percent(share);
          return { name: isPlain ? '' : fate, note: isPlain || meaning === 'equal' ? '' : told, areas };
        })
        .filter(({ areas }) => areas.length > 0),
    },
  };
}
function meaningOf(analysis: NetworkAnalysis): AreaMeaning {
  if (
    analysis.attractors.length > 0 &&
    analysis.attractors.every(({ basin }) => basin !== null) &&
    analysis.attractors.length === Number(analysis.count)
  )
    return 'basins';
  const names = new Set(analysis.attractors.map(({ fate }) => fate));
  const shares = [...names].map((fate) => shareOf(analysis, fate)?.value);
  const isKnown = Object.keys(analysis.fates).length > 0 && shares.every((share) => share !== undefined);
  return isKnown && shares.reduce((sum, share) => sum + share!, 0) > 0.999 ? 'fates' : 'equal';
}
/** Undefined where it was not computed, or is not known. */
function shareOf(analysis: NetworkAnalysis, fate: string): Share<number> | undefined {
  const { mixed, undecided, fates } = analysis;
  const share = fate === 'mixed' ? mixed : fate === 'undecided' ? undecided : fates[fate]?.basin;
  return share && share.value !== null ? { value: share.value, ci: share.ci } : undefined;
}
/** With its 95 % interval where it was sampled. */
function shareText({ value, ci }: Share<number>): string {
  return ci ? `${percent(value)} [${ci.map((end) => (end * 100).toFixed(1)).join(', ')}]` : percent(value);
}
/**
 * Fates that overlap: a state that has several counts for each, so that their probabilities add up to more than one.
 */
export function isOverlapping({ fates, mixed, undecided }: NetworkAnalysis): boolean {
  return (
    [...Object.values(fates).map(({ basin }) => basin), mixed, undecided].reduce(
      (sum, share) => sum + (share?.value ?? 0),
      0,
    ) > 1.001
  );
}
export const overlapSentence = 'Fates overlap: a state that has several counts for each, and widths are scaled to fit.';
function weightOf(
  analysis: NetworkAnalysis,
  meaning: AreaMeaning,
  fate: string,
  { basin }: AnalysedAttractor,
  members: number,
): number {
  if (meaning === 'basins') return basin!;
  return meaning === 'fates' ? shareOf(analysis, fate)!.value / members : 1;
}
