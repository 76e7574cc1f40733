import type { PopulationResult, Results } from '../../results/contract.ts';
import type { CurvesPanel, Figure, Series } from '../figure.ts';
import { extent } from '../axis-range.ts';
import { seedsSentence } from '../caption.ts';
import { pointText } from '../../results/sweep.ts';

const day = 86400;
const mostPanels = 8;
const nothing =
  'No circuit that was grown is at hand: cells per fate over time come from a condition that depends on a `develop`.';

/**
 * `plot fates`: how many cells have each fate while the circuits grow; a thin line per seed, a bold one for their mean.
 */
export function fatesFigure({ populations = [], experiment }: Pick<Results, 'populations' | 'experiment'>): Figure {
  const named = { name: 'fates', title: 'Cells of each fate' };
  const groups = grouped(populations);
  if (groups.length === 0) return { ...named, summary: nothing, caption: [nothing], panels: [] };
  const several = new Set(groups.map(([first]) => first.condition)).size > 1;
  const shown = groups.slice(0, mostPanels);
  const [, highest] = extent(shown.flatMap((group) => group.flatMap((each) => each.counts.flat())));
  const counts = shown.map((group) => group.length);
  const left = groups.length - shown.length;
  const ends = shown[0][0].fates.map((fate, index) => {
    const cells = mean(shown[0].map((each) => each.counts[index].at(-1) ?? 0));
    return `${fate || 'undecided'} ${cells.toLocaleString('en', { maximumFractionDigits: 1 })}`;
  });
  return {
    ...named,
    panels: shown.map((group) => panelOf(experiment, group, highest, several || experiment.vary.length > 0)),
    summary:
      `Cells of each fate while circuits grow, for ` +
      `${shown.length === 1 ? shown[0][0].condition : `${shown.length} conditions or points of the sweep`}; at ` +
      `the end in ${shown[0][0].condition}: ${ends.join(', ')} cells.`,
    caption: [
      `${Math.max(...counts) > 1 ? 'Thin lines: one per seed. Thick lines: their mean.' : 'One line per fate.'} ` +
        `${seedsSentence(counts)}`,
      'Counted at the end of each step of growth; nothing is smoothed.',
      ...(left > 0 ? [`${left} more not drawn; their numbers are in the run's folder.`] : []),
    ],
  };
}

/** One group per condition and point of the sweep, seeds within it. */
function grouped(populations: readonly PopulationResult[]): (readonly PopulationResult[])[] {
  const groups = new Map<string, PopulationResult[]>();
  for (const each of populations) {
    if (each.steps.length === 0) continue;
    const key = JSON.stringify([each.condition, each.at]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}
function panelOf(
  experiment: Results['experiment'],
  group: readonly PopulationResult[],
  highest: number,
  titled: boolean,
): CurvesPanel {
  const [{ condition, at, fates }] = group;
  const end = Math.max(...group.map(({ steps, step }) => steps[steps.length - 1] * step));
  const inDays = end >= 2 * day;
  const has = (fate: number) => group.some(({ counts }) => counts[fate].some((count) => count > 0));
  const drawn = fates.map((_, index) => index).filter(has);
  return {
    kind: 'curves',
    at,
    measure: 'cells',
    seeds: 'lines',
    references: [],
    ...(titled ? { title: [condition, pointText(experiment, at)].filter(Boolean).join(', ') } : {}),
    x: {
      label: 'Time',
      unit: inDays ? 'days' : 'h',
      factor: inDays ? 1 / day : 1 / 3600,
      scale: 'linear',
      domain: [0, end || 1],
    },
    y: { label: 'Cells', unit: '', factor: 1, scale: 'linear', domain: [0, Math.max(1, highest * 1.04)] },
    tints: drawn.map((index) => (fates[index] === '' ? 'undecided' : index)),
    series: drawn.map((index) => seriesOf(group, index)),
  };
}
function seriesOf(group: readonly PopulationResult[], fate: number): Series {
  const lines = group.map(({ seed, steps, step, counts }) => ({
    seed,
    x: steps.map((each) => each * step),
    y: counts[fate],
  }));
  const x = lines[0].x;
  return {
    condition: group[0].fates[fate] || 'undecided',
    isReference: false,
    lines,
    mean: {
      x,
      y: x.map((_, index) => mean(lines.flatMap((line) => line.y[index] ?? []))),
      interval: x.map(() => null),
    },
  };
}
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
