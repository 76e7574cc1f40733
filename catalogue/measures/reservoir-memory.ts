/** What a network holds of its input. */
import type { Motion } from '../../engine/dynamics/index.ts';
import { mean } from '../../engine/statistics/index.ts';
import { exactMemoryCapacity, memoryCapacity, usualRidges } from '../../engine/reservoir/index.ts';
import { choice, either, real } from '../entry.ts';
import { defaulting, numberOf, optional, parameter, word } from '../parameters.ts';
import { type Gives, measure, type Measure, seriesFinding } from './measure-record.ts';
import { delays, delaysIn, hold, inputsOf, networkOf, untimely } from './reservoir-settings.ts';

const gives = { unit: 'number', series: { over: 'delay', stands: 'sum' } } as const satisfies Gives;
const ridge = optional(
  parameter<readonly number[]>(
    either(real('1e-6', 0), choice(['chosen', 'The best of 1e-8, 1e-6 … 100 on validation samples.'])),
    'Added to the diagonal of X′X. The last 30 % of the samples are then held out, and a share below 0 counts as 0.',
    (form) => (form === 'chosen' ? usualRidges : [numberOf(form)]),
  ),
);
const estimator = defaulting(
  word(
    {
      sampled: 'From a run.',
      exact: 'Of a linear network without noise, by the responses W^k w to its input: no run, no floor.',
    },
    'How it is found.',
  ),
  'sampled',
  'choice of this language',
);

/** 0 of a network in steps. */
const meanTimeConstant = (motion: Motion): number =>
  !('tau' in motion) ? 0 : typeof motion.tau === 'number' ? motion.tau : mean(motion.tau);

export const memoryCapacityMeasure: Measure = measure({
  name: 'memory_capacity',
  quantity: 'memory capacity',
  documentation:
    'Sum over delays of the share of the variance of a past input that linear read-outs of the rates f(x) explain. ' +
    'One scalar input, that of the `drive`, weighted into the neurons by U(−1, 1), is held for `hold`; the rates ' +
    'are read at the end of each. Least squares over all samples, directions below 1e-10 of the largest dropped, ' +
    'and each r² adjusted: 1 − (1 − r²)(T − 1)/(T − p − 1), T samples, p directions kept (N where none is dropped). ' +
    'Bounded by N; delay 0, which is not counted unless said, takes one of them. A series over delay, in seconds; ' +
    'its sum stands for it.',
  example: 'memory_capacity(delays: 1 .. 60 steps)',
  takes: { delays, hold, ridge, estimator },
  needs: ['dynamics', 'input'],
  contradiction: untimely,
  gives,
  sources: ['Jaeger 2001'],
  compute({ delays, hold, ridge, estimator }, study) {
    const moving = study.moving(),
      network = networkOf(moving),
      inputs = inputsOf(moving, hold),
      held = inputs.hold * moving.motion.dt,
      counted = delaysIn(delays, held);
    const found =
      estimator === 'exact'
        ? exactMemoryCapacity(network, counted, inputs.hold)
        : memoryCapacity(network, counted, inputs, ridge);
    const { byDelay, floor, samples, directions } = found;
    const steps = Array.from(byDelay, (_, k) => (counted.from + k) * held);
    return {
      ...seriesFinding({ steps, values: Array.from(byDelay) }, gives.series),
      facts: {
        neurons: network.matrix.size,
        last: byDelay[byDelay.length - 1],
        horizon: counted.to,
        floor,
        samples,
        directions,
        hold: held,
        tau: meanTimeConstant(moving.motion),
        ...(found.ridge !== undefined && { ridge: found.ridge }),
      },
    };
  },
});
