/** What is known of a task before anything learns it, as sentences. */
import type { KnownAccuracy, TrialTask } from '../../engine/tasks/index.ts';

/** Chance, where networks stop that have learned a part, and the best that there can be. */
export function accuracySentences({ wanted, chance, plateaus = [], ceiling }: TrialTask): readonly string[] {
  const known = ({ value, of }: KnownAccuracy): string => `${percent(value)} (${of})`;
  return [
    ...(chance === undefined ? [] : [`Chance: ${percent(chance)}.`]),
    ...plateaus.map((plateau) => `On the way: ${known(plateau)}.`),
    ...(ceiling ? [`Ceiling: ${known(ceiling)}.`] : wanted === 'classes' ? ['Ceiling: not known.'] : []),
  ];
}
const percent = (value: number): string => `${Number((value * 100).toPrecision(3))} %`;
