/** Where the scaling of synapses has ended. */
import { scalingRules } from '../../catalogue/scaling-rules.ts';
import type { Facts } from '../../catalogue/finding.ts';
import type { ExperimentSpec, Noun } from '../../language/specification.ts';
import { isUndriven } from '../../catalogue/laws-of-motion.ts';
import { isCounted } from '../../catalogue/spiking-model.ts';
import { nounsIn } from '../../language/nouns-within.ts';
import type { ScaledMatrixSource } from '../../language/nouns/unscaled.ts';
import type { Note } from '../../results/contract.ts';
import { readableNumber } from '../../results/readable-numbers.ts';
import type { Finished } from '../plan/outcome.ts';

export function scalingNotes(experiment: ExperimentSpec, finished: readonly Finished[]): Note[] {
  const found = experiment.conditions.flatMap(({ name, noun }): readonly Found[] => {
    const source = scaledIn(noun);
    const facts = finished.flatMap(({ job, outcome }) =>
      job.kind === 'condition' && job.condition === name && outcome.facts.scaling_target !== undefined
        ? [outcome.facts]
        : [],
    );
    return source && facts.length > 0 ? [{ name, source, facts }] : [];
  });
  const restless = found.flatMap(unsettledSaid);
  return [
    ...(found.length > 0
      ? [{ code: 'C083' as const, text: `Synapses were scaled: ${found.map(saidOf).join('; ')}.` }]
      : []),
    ...(restless.length > 0
      ? [
          {
            code: 'C084' as const,
            text:
              `The scaling of synapses did not settle: ${restless.join('; ')}. What is measured there is of a matrix ` +
              'on its way.',
          },
        ]
      : []),
  ];
}
interface Found {
  readonly name: string;
  readonly source: ScaledMatrixSource;
  readonly facts: readonly Facts[];
}
const scaledIn = (noun: Noun): ScaledMatrixSource | undefined =>
  nounsIn(noun).flatMap((within) =>
    within.noun === 'connect' && within.source.kind === 'scaled' ? [within.source] : [],
  )[0];

function saidOf({ name, source: { scaling, dynamics }, facts }: Found): string {
  const { rule, inHz } = scaling,
    unit = inHz ? ' Hz' : '';
  const reached = facts.map((one) => one.scaling_radius ?? one.scaling_reached),
    off = facts.map((one, at) => reached[at] / one.scaling_target - 1);
  const what = `${name}: ${scalingRules[rule].reached.toLowerCase()} ${span(reached, readableNumber)}${unit}`,
    from = `${span(off, percent)} of its target (${span(
      facts.map((one) => one.scaling_target),
      readableNumber,
    )}${unit})`,
    took = `in ${span(
      facts.map((one) => one.scaling_seconds),
      readableNumber,
    )} s`;
  const isOff = off.some((one) => Math.abs(one) > mostOff),
    why = isOff ? (whyNothing(dynamics, facts) ?? (rule === 'flow' ? whyOff(dynamics, facts) : undefined)) : undefined;
  return `${what}, ${from}, ${took}${why === undefined ? '' : `, because ${why}`}`;
}
/** Of fewer neurons the largest eigenvalue scatters widely (middle 80 % of 200 to 400 Gaussian matrices). */
const few = 200;
/** From so far off on it is said why. */
const mostOff = 0.04;
/** Why nothing could be scaled to its target; undefined where something could. */
function whyNothing(dynamics: ScaledMatrixSource['dynamics'], facts: readonly Facts[]): string | undefined {
  if (facts.every(({ scaling_empty: empty }) => empty === 1)) return 'there are no weights to scale';
  if (isCounted(dynamics) && facts.every(({ scaling_reached: reached }) => reached === 0))
    return 'no neuron fires, and weights that carry no spike change nothing: drive it more strongly';
  return isUndriven(dynamics) && facts.some(({ scaling_settled: settled }) => settled === 0)
    ? 'nothing drives it, and its activity dies out: add a `drive` or `noise`'
    : undefined;
}
function whyOff({ drive }: ScaledMatrixSource['dynamics'], facts: readonly Facts[]): string {
  if (facts.some(({ outliers }) => outliers > 0))
    return (
      'the weights have a mean, and with it an eigenvalue beyond the circle of the others ' +
      `(${span(
        facts.map(({ bulk_radius: radius }) => radius),
        readableNumber,
      )}), which is what flow control sets`
    );
  if (drive && typeof drive.by !== 'number' && !drive.independent)
    return (
      'its neurons share their input, and flow control is of inputs that are independent (`independent` ' +
      'behind `drive`)'
    );
  if (facts.some(({ scaling_settled: settled }) => settled === 0)) return 'it has not settled';
  return (
    'activity is correlated, or by chance: the largest eigenvalue of a random matrix lies off the circle, ' +
    (facts.some(({ size }) => size < few)
      ? 'of 30 neurons by −3 to +16 %, of 100 by +1 to +11 %'
      : 'of 300 neurons by 2 to 6 %, of 600 by 1 to 4 %')
  );
}

function unsettledSaid({ name, source: { scaling, dynamics }, facts }: Found): readonly string[] {
  const unsettled = facts.filter(({ scaling_settled: settled }) => settled === 0),
    unmet = facts.reduce((most, one) => Math.max(most, one.scaling_unmet / Math.max(1, one.size)), 0);
  const isNothing = whyNothing(dynamics, facts) !== undefined;
  const remedy = scaling.weights === 'all' ? ' (where inhibition prevails, `excitatory` scales only what excites)' : '';
  return [
    ...(unsettled.length > 0 ? [`${name} in ${unsettled.length} of ${facts.length} runs`] : []),
    ...(scaling.rule === 'rate' && unmet > shareUnmet && !isNothing
      ? [`${name}: up to ${readableNumber(100 * unmet)} % of its neurons are more than 20 % off the target${remedy}`]
      : []),
  ];
}
const shareUnmet = 0.05;

const percent = (value: number): string =>
  `${value < 0 ? '−' : '+'}${Math.abs(100 * value).toFixed(1)} %`.replace(/^[−+](?=0\.0 )/, '');
function span(values: readonly number[], text: (value: number) => string): string {
  const least = text(Math.min(...values)),
    most = text(Math.max(...values));
  return least === most ? least : `${least} to ${most}`;
}
