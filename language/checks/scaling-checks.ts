/** Family C: the scaling of synapses, before it runs. */
import { isLinear, isSigned, isUndriven } from '../../catalogue/laws-of-motion.ts';
import { isCounted } from '../../catalogue/spiking-model.ts';
import { scalingRules } from '../../catalogue/scaling-rules.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Scaling } from '../../engine/scaling/index.ts';
import type { Settled } from '../canonical/instantiate.ts';
import type { ScaledMatrixSource } from '../nouns/unscaled.ts';
import { settingOf, studied } from '../studied.ts';
import type { View } from '../view.ts';
import type { Range } from '../../grammar/tree.ts';
import { type Check, diagnostic, distinct } from './check.ts';

const scaling = (model: string, drive: string, scale: string): string =>
  `language 1
connect net { neurons 200;  wire 0.1;  weights normal(0, 1);  spectrum radius 0.7 }
dynamics echo of net { model ${model};  dt 1 ms;  ${drive};  ${scale};  run 10 s }
experiment radii {
  seeds 6
  compare { echo = echo }
  measure radius = spectral_radius(net)
}
`;
const map = 'rate, tanh, discrete',
  toFlow = 'scale synapses to flow 1.0';

const C080: Check = {
  code: 'C080',
  severity: 'warning',
  tier: 'text',
  find: sharedInputs,
  title: 'flow control under an input that all neurons share',
  explanation:
    'Flow control brings the spectral radius to its target where the neurons are driven independently: then the ' +
    'variance that a neuron receives from the others is that of independent terms. An input that all share makes ' +
    'them alike, and the radius ends elsewhere: 10 to 33 % above its target was seen. Write `independent` behind the ' +
    'drive, scale to the radius directly with `spectrum radius` in the `connect`, or look at what the run says it ' +
    'has reached (C083).',
  bad: scaling(map, 'drive normal(0, 0.5)', toFlow),
  good: scaling(map, 'drive normal(0, 0.5), independent', toFlow),
};
const C081: Check = {
  code: 'C081',
  severity: 'error',
  tier: 'text',
  find: targets,
  title: 'a target that no scaling reaches',
  explanation:
    'Rates of a rate model are numbers of its law, `scale synapses to 0.1`; those of a spiking network are in Hz. A ' +
    'rate of tanh stays below 1. The activity of a linear model grows without bound from a spectral radius of 1 on, ' +
    'so that flow control must aim below it. Of what falls below 0 there is nothing to scale to. Spiking neurons ' +
    'have no rates that flow control could look at, and none above 1/`refractory`; the events of a branching network ' +
    'follow from the sums of its weights, and only these can be set. Spiking networks of up to 5,000 neurons are ' +
    'scaled, for it is done on the whole matrix.',
  bad: scaling(map, 'drive normal(0, 0.5), independent', 'scale synapses to 5 Hz'),
  good: scaling(map, 'drive normal(0, 0.5), independent', 'scale synapses to 0.3'),
};
const C082: Check = {
  code: 'C082',
  severity: 'warning',
  tier: 'text',
  find: undriven,
  title: 'nothing drives the network while its synapses are scaled',
  explanation:
    'Flow control and homeostasis look at what the network does. Without `drive` and without `noise` activity dies ' +
    'out below the edge, and then nothing changes any more: the scaling does not settle, or settles where it was.',
  bad: scaling(map, 'noise 0', toFlow),
  good: scaling(map, 'noise 0.5', toFlow),
};

interface Scaled {
  readonly source: Settled<ScaledMatrixSource>;
  readonly at: Range;
}
const scaledIn = (view: View): readonly Scaled[] =>
  studied(view, 'dynamics').flatMap((found) => {
    const { source } = found.noun.matrix;
    return source.kind === 'scaled'
      ? [{ source: source as Settled<ScaledMatrixSource>, at: settingOf(found, 'scale', view)?.range ?? found.range }]
      : [];
  });
const saying = (
  view: View,
  check: Check,
  why: (source: Settled<ScaledMatrixSource>) => string | undefined,
): readonly Diagnostic[] =>
  distinct(
    scaledIn(view).flatMap(({ source, at }) => {
      const says = why(source);
      return says === undefined ? [] : [diagnostic(check, at, says)];
    }),
  );

function sharedInputs(view: View): readonly Diagnostic[] {
  return saying(view, C080, ({ scaling: { rule }, dynamics: { drive } }) =>
    rule === 'flow' && drive && typeof drive.by !== 'number' && !drive.independent
      ? 'The neurons share their input, and flow control is of independent ones: the radius will end above its ' +
        'target. Write `independent` behind the drive, or `spectrum radius` in the `connect`.'
      : undefined,
  );
}

function targets(view: View): readonly Diagnostic[] {
  return saying(view, C081, ({ scaling: { rule, target, inHz }, dynamics }) => {
    if (typeof target === 'number' && !(target > 0))
      return `The target is ${target}, and must be more than 0: \`${scalingRules[rule].example}\`.`;
    if (isCounted(dynamics)) return ofCounted(rule, target, inHz, dynamics);
    if (inHz)
      return (
        'The activity of this model has no unit, and Hz is one of spikes. Write a number of its law: ' +
        '`scale synapses to 0.1`.'
      );
    if (rule === 'rate' && dynamics.takes.transfer === 'tanh' && target >= 1)
      return `A rate of tanh stays below 1, and the target is ${target}. Take a lower one.`;
    if (rule === 'flow' && isLinear(dynamics) && isSigned(dynamics) && target >= 1)
      return (
        `From a radius of 1 on the activity of a linear model grows without bound, and the target is ${target}. Aim ` +
        'below 1, or take `model rate, tanh`.'
      );
    return undefined;
  });
}

/** More neurons have a matrix of more than 200 MB. */
const mostSpiking = 5000;
function ofCounted(
  rule: Scaling['rule'],
  target: number | object,
  inHz: boolean | undefined,
  { motion, takes, matrix }: Settled<ScaledMatrixSource>['dynamics'],
): string | undefined {
  if (rule !== 'sum' && motion === 'branching')
    return (
      'The events of a branching network follow from the sums of its weights: scale to these, ' +
      '`scale synapses to sum 0.9`, or to a `spectrum radius` in the `connect`.'
    );
  if (rule === 'flow')
    return 'Flow control is of rates, and spiking neurons have none: scale to a rate in Hz, `scale synapses to 5 Hz`.';
  if (rule === 'rate' && !inHz) return 'Rates of spiking neurons are in Hz: `scale synapses to 5 Hz`.';
  const { refractory } = takes,
    { source } = matrix;
  if (rule === 'rate' && typeof target === 'number' && typeof refractory === 'number' && target * refractory >= 1)
    return (
      `A refractory time of ${refractory * 1e3} ms allows ${Number((1 / refractory).toPrecision(3))} Hz at most, and ` +
      `the target is ${target} Hz. Take a lower one.`
    );
  if (source.kind === 'drawn' && typeof source.program.neurons === 'number' && source.program.neurons > mostSpiking)
    return (
      `Synapses are scaled on the whole matrix, of ${mostSpiking.toLocaleString('en')} spiking neurons at most, and ` +
      `this is of ${source.program.neurons.toLocaleString('en')}. Take fewer, or scale the weights of the \`connect\`.`
    );
  return undefined;
}

function undriven(view: View): readonly Diagnostic[] {
  return saying(view, C082, ({ scaling: { rule }, dynamics }) =>
    scalingRules[rule].byActivity && isUndriven(dynamics)
      ? 'Nothing drives the network while its synapses are scaled, so that its activity may die out. Add a `drive` ' +
        'or `noise`: `drive normal(0, 0.5), independent`.'
      : undefined,
  );
}

export const scalingChecks = { C080, C081, C082 };
