import { instantiate } from '../../language/canonical/instantiate.ts';
import { nounsIn } from '../../language/nouns-within.ts';
import type { DevelopNoun, ExperimentSpec } from '../../language/specification.ts';
import { type SweepPoint, sweepPoint } from '../../results/sweep.ts';

/**
 * A development that the reference condition depends on, for the first seed at the first point of the sweep: the
 * circuit kept for replay.
 */
export function keptCircuit(
  experiment: ExperimentSpec,
): { condition: string; seed: number; at: SweepPoint; develop: DevelopNoun } | undefined {
  const [reference] = experiment.conditions;
  const at = sweepPoint(experiment, 0);
  const develop = nounsIn(instantiate(reference.noun, at)).find((noun) => noun.noun === 'develop');
  return develop && { condition: reference.name, seed: experiment.seeds[0], at, develop };
}
