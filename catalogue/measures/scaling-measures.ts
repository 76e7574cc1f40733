/** What the scaling of synapses took. */
import { measure, type Measure } from './measure-record.ts';
import { none } from './no-number.ts';

export const scalingMeasures: readonly Measure[] = [
  measure({
    name: 'scaling_time',
    documentation:
      'How long the scaling of synapses took until it settled (`scale synapses to … until settled`), in the time of ' +
      'the network. No value where it did not settle.',
    example: 'scaling_time()',
    takes: {},
    needs: ['scaling'],
    gives: { unit: 'seconds' },
    compute(_, study) {
      const { took } = study.scaling();
      if (!took) return none('its synapses are scaled as its circuit grows, step by step');
      return took.settled ? { value: took.seconds } : none(`its synapses had not settled after ${took.seconds} s`);
    },
  }),
];
