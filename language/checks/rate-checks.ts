/** Family C: what a rate model is told that it cannot do, or that ends it. */
import {
  drawnTimeConstants,
  goesInSteps,
  isActivation,
  isLinear,
  isTransfer,
  isUnbounded,
  timesOf,
} from '../../catalogue/laws-of-motion.ts';
import { weightsForm } from '../../catalogue/distributions.ts';
import { type CallForm, isCallForm } from '../../catalogue/forms.ts';
import { type DrawnWeights, lawOf } from '../../engine/connectivity/index.ts';
import { isCounted } from '../../catalogue/spiking-model.ts';
import type { Range } from '../../grammar/tree.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { bareName } from '../match.ts';
import { edgeOf, isNonNegative, programOf } from '../spectral-edge.ts';
import type { DynamicsNoun } from '../specification.ts';
import { matrixStudied, settingOf, type Studied, studied } from '../studied.ts';
import type { View } from '../view.ts';
import { type Check, diagnostic, distinct, replaceBy, takingOutOf } from './check.ts';
import { isTooLong } from './time-checks.ts';
import { rounded, time } from './spectrum-checks.ts';

const resting = (settings: string, spectrum = 'radius 0.9'): string => `language 1
connect wild { neurons 200;  weights normal(0, 1);  spectrum ${spectrum} }
dynamics rest of wild { ${settings};  run 60 s }
experiment modes {
  seeds 6
  compare { rest = rest }
  measure alpha = exponent(direct, ranks: 11 .. 100)
}
`;
/** Those that follow a law of rates; spiking and branching networks have checks of their own. */
const everyDynamics = (
  view: View,
  say: (found: Studied<DynamicsNoun>) => readonly Diagnostic[],
): readonly Diagnostic[] =>
  distinct(
    studied(view, 'dynamics')
      .filter(({ noun }) => !isCounted(noun))
      .flatMap(say),
  );

const C070: Check = {
  code: 'C070',
  severity: 'error',
  tier: 'text',
  find: otherModels,
  title: 'a rate of a linear model',
  explanation:
    'The rate of a neuron of `model rate` is a function of its state: `tanh`, `relu` or `softplus`. A linear model ' +
    'has none; `relu` behind it rectifies the state itself.',
  bad: resting('model linear, tanh'),
  good: resting('model rate, tanh'),
};
function otherModels(view: View): readonly Diagnostic[] {
  return everyDynamics(view, (found) => {
    const model = settingOf(found, 'model', view);
    if (!model || 'transfer' in found.noun.takes) return [];
    const [named, ...flags] = model.items.flatMap(({ value }) => bareName(value) ?? []);
    const flag = flags.find(({ text }) => isTransfer(text) && !isActivation(text));
    return flag
      ? [
          diagnostic(
            C070,
            flag.range,
            `A linear model has no rate \`${flag.text}\`. Write \`model rate, ${flag.text}\`.`,
            [replaceBy(named.range, 'rate')],
          ),
        ]
      : [];
  });
}

const C071: Check = {
  code: 'C071',
  severity: 'error',
  tier: 'text',
  find: shortConstants,
  title: 'a time constant of at most one step',
  explanation:
    'Euler’s step x += (dt/tau)(−x + …) forgets the state in one step where tau is dt, and turns it round where tau ' +
    'is shorter: that is another model. Take a shorter `dt`, or a distribution that stays above it.',
  bad: resting('model rate, tanh;  tau normal(5 ms, 2 ms);  dt 2 ms'),
  good: resting('model rate, tanh;  tau normal(20 ms, 2 ms);  dt 2 ms'),
};
function shortConstants(view: View): readonly Diagnostic[] {
  return everyDynamics(view, (found) => {
    const { noun, range } = found,
      { dt, tau } = timesOf(noun),
      smallest = edgeOf(noun.matrix)?.smallest ?? 0,
      written = settingOf(found, 'tau', view) ?? settingOf(found, 'dt', view);
    const at: Range = written?.range ?? range;
    if (goesInSteps(noun)) return [];
    if (tau !== undefined)
      return tau > dt || tau <= 0 || isTooLong(dt, tau, smallest)
        ? []
        : [
            diagnostic(
              C071,
              at,
              `A time constant of ${time(tau)} is not longer than a step of ${time(dt)}. Take a tenth of it: ` +
                `\`dt ${time(tau / 10)}\`.`,
            ),
          ];
    if (!isCallForm(noun.takes.tau)) return [];
    const neurons = programOf(noun.matrix)?.neurons ?? 100,
      drawn = drawnTimeConstants(noun, { neurons, key: { seed: 1, stream: noun.stream } });
    if (!drawn)
      return [
        diagnostic(
          C071,
          at,
          'No time constant can be drawn from this: the first number of `uniform` lies below the second, and a ' +
            'deviation is not negative.',
        ),
      ];
    const short = drawn.filter((each) => !(each > dt));
    return short.length === 0
      ? []
      : [
          diagnostic(
            C071,
            at,
            `With seed 1, ${short.length} of ${neurons} neurons draw a time constant of at most one step of ` +
              `${time(dt)}; the shortest is ${time(Math.min(...short))}. Take a distribution that stays above it, or ` +
              'a shorter `dt`.',
          ),
        ];
  });
}

const C072: Check = {
  code: 'C072',
  severity: 'error',
  tier: 'text',
  find: constantDrives,
  title: 'a drive that cannot be drawn',
  explanation:
    'A number drives every neuron alike. `independent` stands behind a distribution, of which every neuron then ' +
    'draws its own number in each step. The first number of `uniform` lies below the second.',
  bad: resting('model rate, tanh;  drive 0.5, independent'),
  good: resting('model rate, tanh;  drive normal(0, 0.5), independent'),
};
function constantDrives(view: View): readonly Diagnostic[] {
  return everyDynamics(view, (found) => {
    const { drive } = found.noun,
      written = settingOf(found, 'drive', view),
      flag = written?.items.find(({ value }) => bareName(value)?.text === 'independent');
    if (!drive || !written) return [];
    const fault = isCallForm(drive.by) ? faultOf(drive.by) : undefined;
    if (fault) return [diagnostic(C072, written.range, `Nothing can be drawn from this: ${fault}.`)];
    if (isCallForm(drive.by) || !flag) return [];
    return [
      diagnostic(
        C072,
        flag.range,
        'A constant drive is the same for every neuron. Remove `independent`, or draw it: `normal(0, 0.5)`.',
        [
          takingOutOf(flag.range, view.source, 'Remove `independent`'),
          ...(written.items[0] ? [replaceBy(written.items[0].value.range, 'normal(0, 0.5)')] : []),
        ],
      ),
    ];
  });
}

function faultOf(form: CallForm): string | undefined {
  try {
    lawOf(weightsForm(form) as DrawnWeights, false);
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return error.message.replace(/^weights /, '');
    throw error;
  }
}

const C073: Check = {
  code: 'C073',
  severity: 'warning',
  tier: 'text',
  find: growing,
  title: 'rates without an upper bound beyond the edge',
  explanation:
    '`relu` and `softplus` have no largest rate. Where no weight is negative, activity grows without bound from a ' +
    'radius of 1 on, and so do the events of a branching network; with weights of either sign about half of the ' +
    'neurons are silent, and it grows from about √2 on. Of a network that grows nothing is known. `tanh` cannot grow.',
  bad: resting('model rate, relu', 'radius 1.6'),
  good: resting('model rate, relu', 'radius 0.9'),
};
function growing(view: View): readonly Diagnostic[] {
  return distinct(
    studied(view, 'dynamics').flatMap((found) => {
      const { noun } = found,
        isBranching = noun.motion === 'branching';
      if (!isBranching && (isLinear(noun) || !isUnbounded(noun))) return [];
      const matrix = matrixStudied(found),
        edge = edgeOf(matrix.noun),
        program = programOf(matrix.noun),
        isPositive = program !== undefined && isNonNegative(program);
      if (!edge || (isBranching && !isPositive)) return [];
      if (edge.largest * (edge.exact ? 1 : 0.9) <= (isPositive ? 1 : Math.SQRT2)) return [];
      const written = settingOf(matrix, 'spectrum', view)?.items[0]?.value ?? settingOf(matrix, 'weights', view);
      return [
        diagnostic(
          C073,
          written?.range ?? matrix.range,
          isBranching
            ? `Each event brings about ${rounded(edge.largest)} others, so that events grow beyond all numbers, and ` +
                'nothing is known of them. Scale the weights below 1: `spectrum radius 0.98`.'
            : `A largest eigenvalue of ${rounded(edge.largest)}, and rates without an upper bound: the activity can ` +
                'grow beyond all numbers, and nothing is known of it then. Scale it below 1, or take `tanh`.',
        ),
      ];
    }),
  );
}

export const rateChecks = { C070, C071, C072, C073 };
