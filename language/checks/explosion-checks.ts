/** Family N: activity that overflows before anything is learned. */
import type { Diagnostic } from '../diagnostic.ts';
import { lessonsIn, type Pupil, saidOf, widthOf } from '../lessons.ts';
import { activationOver } from '../nouns/network-noun.ts';
import type { View } from '../view.ts';
import { type Check, diagnostic, distinct } from './check.ts';
import { taskFor } from './lesson-checks.ts';
import { rounded } from './spectrum-checks.ts';

/** A growth of activity within a trial that no training comes back from. */
const hopeless = 1e8;
const N072: Check = {
  code: 'N072',
  severity: 'warning',
  tier: 'text',
  find: explosions,
  title: 'a start that explodes',
  explanation:
    'Without an activation that saturates, activity grows by the spectral radius at each step (half of the variance ' +
    'with relu): over a long trial it overflows before anything is learned. Begin with a smaller radius, ' +
    '`critical(radius: 0.9)`, or with tanh. `positive` cuts off the weights below 0 after the first update: what is ' +
    'left of a matrix of N neurons and mean 0 has √(N/2π) times its radius.',
  bad: `language 1
task cycles is cycling
network rates { neurons 50;  input 2;  recurrent critical(radius: 3), relu;  readout 1 }
experiment learn {
  seeds 6
  compare { a = rates }
  train on cycles { epochs 1 }
  measure loss = loss(test)
}
`,
  good: `language 1
task cycles is cycling
network rates { neurons 50;  input 2;  recurrent critical(radius: 0.9), relu;  readout 1 }
experiment learn {
  seeds 6
  compare { a = rates }
  train on cycles { epochs 1 }
  measure loss = loss(test)
}
`,
};
function explosions(view: View): readonly Diagnostic[] {
  return distinct(
    lessonsIn(view).flatMap((lesson) =>
      lesson.pupils.flatMap((pupil) => {
        const task = taskFor(lesson, pupil),
          radius = radiusOf(pupil);
        const activation = activationOver(pupil.noun);
        if (!task || radius === undefined || !(activation === 'relu' || activation === 'identity')) return [];
        const isHalved = activation === 'relu' && radius.isBalanced,
          acting = isHalved ? radius.value / Math.SQRT2 : radius.value;
        const { time: clock } = pupil.noun.overTime ?? {};
        const share = clock ? (typeof clock.tau === 'number' ? clock.dt / clock.tau : 0) : 1;
        const growth = (1 + share * (acting - 1)) ** task.steps;
        if (!(growth > hopeless)) return [];
        return [
          diagnostic(
            N072,
            saidOf(pupil, 'recurrent', view)?.range ?? pupil.range,
            `The spectral radius is about ${rounded(radius.value)} ${radius.isCut ? cutOff : 'at the start'}, ` +
              'so that activity grows about ' +
              `${growth > 1e300 ? '10^300' : growth.toExponential(0).replace('e+', ' × 10^')} times in the ` +
              `${task.steps} steps. ` +
              (radius.isCut
                ? 'Begin with positive weights, scaled by `spectrum radius 0.95`, or take `tanh`.'
                : `Begin below ${isHalved ? '1.4' : '1'}, or take \`tanh\`.`),
          ),
        ];
      }),
    ),
  );
}
const cutOff = 'once `positive` has made the weights below 0 be 0';
/** `isBalanced`: of weights of mean 0, whose variance relu halves; `isCut`: of the positive ones among such. */
interface Radius {
  readonly value: number;
  readonly isBalanced: boolean;
  readonly isCut?: true;
}
/** Of the weights with which the second update is made, where their text tells it. */
function radiusOf(pupil: Pupil): Radius | undefined {
  const first = firstRadiusOf(pupil),
    width = widthOf(pupil);
  if (!first?.isBalanced || !pupil.noun.recurrent?.positive) return first;
  // n weights of mean σ/√(2π), σ = radius/√n
  return width === undefined
    ? undefined
    : { value: first.value * Math.sqrt(width / (2 * Math.PI)), isBalanced: false, isCut: true };
}
/** Of the weights as they begin, where their text tells it. */
function firstRadiusOf(pupil: Pupil): Radius | undefined {
  const { recurrent } = pupil.noun;
  if (!recurrent || recurrent.removed) return undefined;
  const { source, spectrum } = recurrent.matrix;
  if (spectrum?.kind === 'radius') return { value: spectrum.value, isBalanced: false };
  if (source.kind !== 'initial') return undefined;
  const { call, takes } = source.initialisation,
    number = (name: string): number => (typeof takes[name] === 'number' ? takes[name] : Number.NaN);
  const width = widthOf(pupil);
  switch (call) {
    case 'orthogonal':
      return { value: number('scale'), isBalanced: true };
    case 'identity':
      return { value: Math.abs(number('scale')), isBalanced: false };
    case 'critical':
      return { value: number('radius'), isBalanced: true };
    case 'chaotic':
      return { value: number('scale'), isBalanced: true };
    case 'rank_two':
      return { value: Math.hypot(number('overlap'), number('rotation')), isBalanced: false };
    case 'normal':
      return width === undefined || number('mean') !== 0
        ? undefined
        : { value: number('deviation') * Math.sqrt(width), isBalanced: true };
    default:
      return undefined;
  }
}

export const explosionChecks = { N072 };
