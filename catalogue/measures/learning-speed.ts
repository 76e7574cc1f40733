/** How fast a condition has learnt. */
import { share } from '../parameters.ts';
import type { Curve } from '../finding.ts';
import { givesAmount, givesShare, measure, type Measure } from './measure-record.ts';
import { none } from './no-number.ts';

export const learningSpeedMeasures: readonly Measure[] = [
  measure({
    name: 'learning_time',
    quantity: 'epochs until an accuracy',
    documentation:
      'Epochs until the accuracy on the test set first reaches a level. Not known where it never does: such seeds ' +
      'are left out of means, which are then those of the networks that learned. `learning_area` knows every seed.',
    example: 'learning_time(to: 80 %)',
    takes: { to: share('The accuracy to be reached.') },
    needs: ['training', 'classes'],
    gives: givesAmount,
    compute({ to }, study) {
      const { steps, values } = study.learningCurve('accuracy'),
        at = values.findIndex((accuracy) => accuracy >= to);
      return {
        value:
          at < 0 ? none(`its accuracy never reached ${percent(to)}: the best was ${percent(best(values))}`) : steps[at],
      };
    },
  }),
  measure({
    name: 'learning_area',
    quantity: 'mean accuracy while learning',
    documentation:
      'Area under the curve of the accuracy on the test set over epochs, divided by their number: the mean accuracy ' +
      'while it learned. It has a value whether or not a level is reached.',
    example: 'learning_area()',
    takes: {},
    needs: ['training', 'classes'],
    gives: givesShare,
    compute: (_, study) => ({ value: areaOf(study.learningCurve('accuracy')) }),
  }),
];
const best = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value), 0);
const percent = (share: number): string => `${Number((100 * share).toPrecision(4))} %`;
/** By trapezia, over the length of the curve; of one point its value. */
function areaOf({ steps, values }: Curve): number {
  const length = steps[steps.length - 1] - steps[0];
  if (!(length > 0)) return values[values.length - 1];
  let area = 0;
  for (let k = 1; k < steps.length; k++) area += ((steps[k] - steps[k - 1]) * (values[k] + values[k - 1])) / 2;
  return area / length;
}
