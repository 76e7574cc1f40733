/** What inputs a network can tell apart, and what functions of its input it holds. */
import { informationCapacity, rankOfStreams, slopeAtOrigin, stepsOf } from '../../engine/reservoir/index.ts';
import { counted, defaulting, measured, number, optional } from '../parameters.ts';
import { time } from '../units.ts';
import type { Study } from '../study.ts';
import { type Gives, givesAmount, measure, type Measure, seriesFinding } from './measure-record.ts';
import { delays, delaysIn, hold, inputsOf, networkOf, untimely } from './reservoir-settings.ts';

const choice = 'choice of this language';
const streams = optional(counted('streams', 'How many input streams; without it as many as neurons.', '100', 2));
const length = defaulting(counted('inputs', 'Held inputs of a stream.', '100', 1), 100, choice);
const tolerance = defaulting(number('Singular values above so much of the largest count.', '0.01', 0, 1), 0.01, choice);
interface Asked {
  readonly streams: number | undefined;
  readonly length: number;
  readonly hold: number | undefined;
  readonly tolerance: number;
  readonly jitter?: number;
}
function rank(study: Study, { streams, length, hold, tolerance, jitter }: Asked): number {
  const moving = study.moving();
  return rankOfStreams(networkOf(moving), {
    count: streams ?? moving.matrix.size,
    length,
    hold: hold === undefined ? 1 : stepsOf(hold, moving.motion),
    tolerance,
    ...(jitter !== undefined && { jitter }),
  });
}
const capacityGives = { unit: 'number', series: { over: 'degree', stands: 'sum' } } as const satisfies Gives;
/** Where differences are looked at along a run. */
const places = 200;

export const resourceMeasures: readonly Measure[] = [
  measure({
    name: 'kernel_quality',
    quantity: 'kernel quality',
    documentation:
      'Rank of the rates after each of many unrelated input streams, all begun in one state: how many inputs a ' +
      'linear read-out can tell apart (Legenstein & Maass 2007). It is the number of singular values above ' +
      '`tolerance` times the largest, and depends on that: state it with the rank. At most the number of streams, ' +
      'and of neurons.',
    example: 'kernel_quality()',
    takes: { streams, length, hold, tolerance },
    needs: ['dynamics', 'input'],
    contradiction: untimely,
    gives: givesAmount,
    sources: ['Legenstein & Maass 2007'],
    compute: (asked, study) => ({ value: rank(study, asked) }),
  }),
  measure({
    name: 'generalisation_rank',
    quantity: 'generalisation rank',
    documentation:
      'The same rank after similar streams: one stream, plus `jitter` times an unrelated one. The lower, the better ' +
      'a read-out generalises over such differences; kernel quality less this rank is what Legenstein & Maass ' +
      '(2007) predict performance by. Of maps of 50 and 100 tanh neurons it is largest at gains of 1.1 to 1.3, and ' +
      'near 0 at 0.3 and beyond 2.',
    example: 'generalisation_rank(jitter: 0.1)',
    takes: {
      jitter: defaulting(number('How much of an unrelated stream is added.', '0.1', 0), 0.1, choice),
      streams,
      length,
      hold,
      tolerance,
    },
    needs: ['dynamics', 'input'],
    contradiction: untimely,
    gives: givesAmount,
    sources: ['Legenstein & Maass 2007'],
    compute: (asked, study) => ({ value: rank(study, asked) }),
  }),
  measure({
    name: 'information_capacity',
    quantity: 'information processing capacity',
    documentation:
      'Sum over all products of Legendre polynomials of past inputs, up to a total degree, of the share of their ' +
      'variance that linear read-outs of the rates explain (Dambre et al. 2012). The `drive` must be uniform. A ' +
      'share counts where it is above 2q/T, q the 1 − 10⁻⁴ quantile of χ² with p degrees of freedom, T samples and p ' +
      'directions; this threshold is a choice of this language. What has nothing to do with the rates then counts ' +
      'with a probability below 4·10⁻⁸ for each product, so that all together hold 0; true shares below (2q − p)/T ' +
      'count as none too. What counts is adjusted as a memory capacity is, of which degree 1 is what lies above the ' +
      'threshold. At most N in all. A series over degree; its sum stands for it.',
    example: 'information_capacity(delays: 0 .. 10 steps, degree: 3)',
    takes: {
      delays,
      degree: defaulting(counted('degrees', 'The highest total degree.', '3', 1), 3, choice),
      hold,
    },
    needs: ['dynamics', 'input', 'uniform input'],
    contradiction: untimely,
    gives: capacityGives,
    sources: ['Dambre et al. 2012'],
    compute({ delays, degree, hold }, study) {
      const moving = study.moving(),
        inputs = inputsOf(moving, hold),
        counted = delaysIn(delays, inputs.hold * moving.motion.dt);
      const { byDegree, ...facts } = informationCapacity(networkOf(moving), degree, counted, inputs);
      return {
        ...seriesFinding(
          { steps: Array.from(byDegree, (_, k) => k + 1), values: Array.from(byDegree) },
          capacityGives.series,
        ),
        facts: { ...facts, neurons: moving.matrix.size },
      };
    },
  }),
  measure({
    name: 'derrida_slope',
    quantity: 'slope of the Derrida map',
    documentation:
      'Factor by which a small difference of state in a random direction has grown after a step of `dt` (or `after` ' +
      'a time), drive and noise being equal: root mean square over 16 directions at 200 places of the run. The ' +
      'slope at the origin of the map of Derrida & Pomeau (1986), for rates: of a large random network in steps ' +
      '(`discrete`) it is 1 at criticality; in time a step of dt changes a state little, whatever the network. Of ' +
      'genes: `derrida`.',
    example: 'derrida_slope()',
    takes: { after: optional(measured(time, 'After which time; without it after one `dt`.', { positive: true })) },
    needs: ['dynamics'],
    contradiction: untimely,
    gives: givesAmount,
    sources: ['Derrida & Pomeau 1986'],
    compute({ after }, study) {
      const moving = study.moving(),
        { run, motion } = moving,
        steps = (duration: number): number => Math.round(duration / motion.dt);
      return {
        value: slopeAtOrigin(networkOf(moving), {
          after: after === undefined ? 1 : stepsOf(after, motion),
          places,
          steps: steps(run.duration),
          discard: steps(run.discard),
        }),
      };
    },
  }),
];
