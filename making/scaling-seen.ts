/** How synapses were scaled, as measures and plots see it: by a dynamics, or as a circuit grew. */
import { scalingRules } from '../catalogue/scaling-rules.ts';
import { NotApplicable } from '../catalogue/not-applicable.ts';
import type { ScalingSeen } from '../catalogue/study.ts';
import { eigenvaluesOf, largestModulus } from '../engine/connectivity/index.ts';
import type { LinearAlgebra } from '../engine/kernels/index.ts';
import { isScaled, type Moment, scaledRows } from '../engine/scaling/index.ts';
import type { Wiring } from './circuits.ts';
import type { ScalingOf } from './scaled-synapses.ts';

/** @throws NotApplicable where nothing is scaled */
export function scalingSeen({ scaling, homeostasis }: Partial<Wiring>, algebra: LinearAlgebra): ScalingSeen {
  if (scaling) return byDynamics(scaling, algebra);
  if (homeostasis) {
    const { target, means, step } = homeostasis;
    return {
      target,
      quantity: scalingRules.rate.reached,
      points: () => means.flatMap((mean, at) => (Number.isNaN(mean) ? [] : [[(at + 1) * step, mean] as const])),
    };
  }
  throw new NotApplicable(
    'its synapses are not scaled: `scale synapses to …` in its `dynamics`, or in the `develop` that it grows from, ' +
      'would scale them',
  );
}

function byDynamics({ before, course, inHz }: ScalingOf, algebra: LinearAlgebra): ScalingSeen {
  const { scaling, moments, settled, seconds } = course;
  const radius = ({ factors }: Moment): number =>
    largestModulus(eigenvaluesOf(scaledRows(before, factors, isScaled[scaling.weights]), algebra));
  return {
    target: scaling.target,
    quantity: scalingRules[scaling.rule].reached + (inHz ? ', Hz' : ''),
    took: { settled, seconds },
    points: () =>
      scaling.rule === 'flow'
        ? some(moments).map((moment) => [moment.seconds, radius(moment)] as const)
        : moments.flatMap(({ seconds, reached }) => (Number.isNaN(reached) ? [] : [[seconds, reached] as const])),
  };
}
/** Flow control is watched by what it aims at, whose eigenvalues take n³ operations: at so many moments. */
const mostRadii = 24;
function some(moments: readonly Moment[]): readonly Moment[] {
  const stride = Math.ceil(moments.length / mostRadii);
  return moments.filter((_, at) => at % stride === 0 || at === moments.length - 1);
}
