/** Family N: networks over time, by themselves. */
import { type DrawnWeights, type Law, lawOf } from '../../engine/connectivity/index.ts';
import type { Settled } from '../canonical/instantiate.ts';
import type { Diagnostic, Fix } from '../diagnostic.ts';
import { type Pupil, saidOf } from '../lessons.ts';
import { isTableValues } from '../nouns/table-values.ts';
import type { LawValues, NetworkNoun, NetworkPart, NeuronValues } from '../specification.ts';
import { activationOver, channelsOf } from '../nouns/network-noun.ts';
import { studied } from '../studied.ts';
import type { View } from '../view.ts';
import { type Check, diagnostic, distinct, replaceBy, takingOut, takingOutOf } from './check.ts';
import { time } from './spectrum-checks.ts';

export const networkThat = (says: string): string => `language 1
connect mixed { neurons 50;  weights normal(0, 0.1) }
connect signed { neurons 50;  weights normal(0, 0.1), excitatory 80 % }
network rates {
  input 2
  readout 1
  ${says}
}
`;
export const drawn = 'neurons 50;  recurrent normal(0, 0.1), tanh';

/** Networks that are declared, and those of conditions. */
const networks = (view: View): readonly Pupil[] =>
  studied(view, 'network').map(({ noun, description, range }) => ({
    noun: noun as Settled<NetworkNoun>,
    description,
    range,
  }));
export const ofNetworks =
  (look: (pupil: Pupil, view: View) => readonly Diagnostic[]) =>
  (view: View): readonly Diagnostic[] =>
    distinct(networks(view).flatMap((pupil) => look(pupil, view)));

const N063: Check = {
  code: 'N063',
  severity: 'error',
  tier: 'text',
  find: ofNetworks(steps),
  title: 'a step longer than a time constant',
  explanation:
    'Euler’s step x += (dt/tau)(−x + W r + A u) takes away more than there is where dt is longer than tau, and grows ' +
    'without bound from twice tau on; a tau of 0 leaves no step short enough. A tenth of the shortest time constant ' +
    'is a good step; a network in steps has neither `tau` nor `dt`.',
  bad: networkThat(`${drawn};  tau 20 ms;  dt 50 ms`),
  good: networkThat(`${drawn};  tau 20 ms;  dt 2 ms`),
};
function steps(pupil: Pupil, view: View): readonly Diagnostic[] {
  const { time: clock } = pupil.noun.overTime ?? {};
  const shortest = clock && leastOf(clock.tau);
  if (!clock || typeof clock.dt !== 'number' || shortest === undefined || clock.dt <= shortest) return [];
  if (clock.tau === shortest && shortest <= 0) {
    const tau = saidOf(pupil, 'tau', view);
    return [
      diagnostic(
        N063,
        tau?.items[0]?.value.range ?? tau?.range ?? pupil.range,
        `\`tau\` is ${time(shortest)}, and a time constant must be above 0. Write for example ` +
          `\`tau ${time(10 * clock.dt)}\`.`,
        tau?.items[0] ? [replaceBy(tau.items[0].value.range, time(10 * clock.dt))] : [],
      ),
    ];
  }
  const said = saidOf(pupil, 'dt', view),
    written = said?.items[0]?.value.range;
  return [
    diagnostic(
      N063,
      said?.range ?? pupil.range,
      `\`dt\` is ${time(clock.dt)}, and a time constant ${shortest > 0 ? time(shortest) : 'can be nearly nothing'}. ` +
        (shortest > 0 ? `Take a tenth of it: \`dt ${time(shortest / 10)}\`.` : 'Draw time constants that are longer.'),
      written && shortest > 0 ? [replaceBy(written, time(shortest / 10))] : [],
    ),
  ];
}
/** The least that values can be, where that is known; of an unbounded law nothing is. */
function leastOf(values: Settled<NeuronValues>): number | undefined {
  if (typeof values === 'number') return values;
  if (isTableValues(values)) return undefined;
  const { weights } = values;
  return weights.distribution === 'uniform' ? (weights.takes as { readonly low: number }).low : undefined;
}

const N064: Check = {
  code: 'N064',
  severity: 'error',
  tier: 'text',
  find: ofNetworks(bothWays),
  title: 'a part that is to learn and not to learn',
  explanation: 'What is `known` is copied and does not learn; what is `fixed` does not learn either.',
  bad: networkThat(`${drawn};  known gain;  learn gain, bias`),
  good: networkThat(`${drawn};  known gain;  learn bias`),
};
function bothWays(pupil: Pupil, view: View): readonly Diagnostic[] {
  const { input, recurrent, readout, overTime } = pupil.noun;
  const learned = (overTime?.learn ?? []).map(({ part }) => part),
    fixed: readonly (readonly [NetworkPart, boolean | undefined])[] = [
      ['input', channelsOf(input).every(({ fixed: isFixed }) => isFixed)],
      ['recurrent', recurrent?.fixed],
      ['readout', channelsOf(readout).every(({ fixed: isFixed }) => isFixed)],
    ];
  const [known] = learned.filter((part) => overTime?.known.includes(part)),
    [held] = fixed.flatMap(([part, isFixed]) => (isFixed && learned.includes(part) ? [part] : []));
  const part = known ?? held;
  if (!part) return [];
  return [
    diagnostic(
      N064,
      saidOf(pupil, 'learn', view)?.range ?? pupil.range,
      `\`${part}\` is to learn, and is \`${known ? 'known' : 'fixed'}\`. Take it out of one of the two.`,
      leavingOut(pupil, view, part, ['learn', 'known']),
    ),
  ];
}

/** A part taken out of one setting or another; a setting that has no other goes with it. */
const leavingOut = (pupil: Pupil, view: View, part: string, words: readonly string[]): readonly Fix[] =>
  words.flatMap((word) => {
    const setting = saidOf(pupil, word, view);
    const item = setting?.items.find(
      ({ word: name, value: { base } }) => (name?.text ?? (base.kind === 'name' ? base.text : '')) === part,
    );
    const title = `Take \`${part}\` out of \`${word}\``;
    if (!setting || !item) return [];
    return [
      setting.items.length === 1
        ? takingOut(setting.range, view.source, title)
        : takingOutOf(item.range, view.source, title),
    ];
  });

const N065: Check = {
  code: 'N065',
  severity: 'error',
  tier: 'text',
  find: ofNetworks(starts),
  title: 'a start of a part that is known',
  explanation:
    'What is `known` begins and stays as it is in the network that is followed: `start` cannot say otherwise.',
  bad: networkThat(`${drawn};  known gain;  learn bias;  start gain shuffled`),
  good: networkThat(`${drawn};  known gain;  learn bias;  start bias shuffled`),
};
function starts(pupil: Pupil, view: View): readonly Diagnostic[] {
  const { known = [], start = {} } = pupil.noun.overTime ?? {};
  const part = known.find((name) => name in start);
  return part
    ? [
        diagnostic(
          N065,
          saidOf(pupil, 'start', view)?.range ?? pupil.range,
          `\`${part}\` is known, so that it does not start elsewhere. Take it out of \`known\` or out of \`start\`.`,
          leavingOut(pupil, view, part, ['start', 'known']),
        ),
      ]
    : [];
}

const N070: Check = {
  code: 'N070',
  severity: 'warning',
  tier: 'text',
  find: ofNetworks(smooth),
  title: 'a smoothness without softplus',
  explanation: 'Only softplus has a smoothness; of another activation it changes nothing, and learns nothing.',
  bad: networkThat(`${drawn};  learn bias, smoothness`),
  good: networkThat('neurons 50;  recurrent normal(0, 0.1);  activation softplus;  learn bias, smoothness'),
};
function smooth(pupil: Pupil, view: View): readonly Diagnostic[] {
  const { overTime } = pupil.noun,
    activation = activationOver(pupil.noun);
  const word = overTime?.learn?.some(({ part }) => part === 'smoothness')
    ? 'learn'
    : overTime?.start.smoothness === undefined
      ? undefined
      : 'start';
  return word && activation !== 'softplus'
    ? [
        diagnostic(
          N070,
          saidOf(pupil, word, view)?.range ?? pupil.range,
          `The activation of \`${pupil.noun.name}\` is ` +
            `${activation === 'identity' ? 'the identity' : `\`${activation}\``}, which has no smoothness.` +
            ' Write `activation softplus`, or leave it out.',
        ),
      ]
    : [];
}

const N071: Check = {
  code: 'N071',
  severity: 'error',
  tier: 'text',
  find: ofNetworks(mixed),
  title: 'Dale’s law for weights of both signs',
  explanation:
    '`dale` keeps the sign of each neuron’s outgoing weights, and weights that are drawn with both signs have none ' +
    'to keep: `excitatory 80 %` gives each column one. `random_ei` has them, and keeps them, by itself.',
  bad: networkThat('recurrent mixed, tanh, dale'),
  good: networkThat('recurrent signed, tanh, dale'),
};
function mixed(pupil: Pupil, view: View): readonly Diagnostic[] {
  const { recurrent } = pupil.noun;
  if (!recurrent?.dale || !hasBothSigns(recurrent.matrix)) return [];
  return [
    diagnostic(
      N071,
      saidOf(pupil, 'recurrent', view)?.range ?? pupil.range,
      `The weights of \`${recurrent.matrix.name}\` are drawn with both signs in each column: \`dale\` has none to ` +
        `keep. ${recurrent.matrix.source.kind === 'initial' ? 'Name a `connect` that has' : 'Write'} \`excitatory ` +
        '80 %` behind its `weights`, or write `random_ei`.',
    ),
  ];
}
type Matrix = NonNullable<Settled<NetworkNoun>['recurrent']>['matrix'];
function hasBothSigns({ source, controls }: Matrix): boolean {
  if (controls.some(({ call }) => call === 'diagonal')) return false;
  if (source.kind === 'initial') {
    const { call, takes } = source.initialisation;
    return (
      ['orthogonal', 'critical', 'chaotic', 'rank_two'].includes(call) || (call === 'normal' && takes.deviation !== 0)
    );
  }
  if (!('program' in source) || !source.program) return false;
  const { excitatory, positive, signs } = source.program as {
    readonly signs?: readonly number[];
  } & typeof source.program;
  if (excitatory !== undefined || positive || signs?.every((sign) => sign !== 0)) return false;
  const law = lawIn(source.program.weights);
  return law !== undefined && !law.isNonNegative;
}
export function lawIn(weights: object): Law | undefined {
  if (!('distribution' in weights)) return undefined;
  try {
    return lawOf(weights as DrawnWeights, false);
  } catch {
    return undefined;
  }
}

const C048: Check = {
  code: 'C048',
  severity: 'error',
  tier: 'text',
  find: ofNetworks(undrawable),
  title: 'values of neurons that cannot be drawn',
  explanation: 'The numbers of a distribution do not make one: the first of `uniform` lies below the second.',
  bad: networkThat(`${drawn};  bias uniform(0.1, -0.1)`),
  good: networkThat(`${drawn};  bias uniform(-0.1, 0.1)`),
};
function undrawable(pupil: Pupil, view: View): readonly Diagnostic[] {
  const { gain, bias, time: clock } = pupil.noun.overTime ?? {};
  return Object.entries({ gain, bias, tau: clock?.tau }).flatMap(([word, values]) => {
    const why =
      typeof values === 'object' && !isTableValues(values)
        ? (faultOf(values) ?? (word === 'tau' && belowNothing(values)))
        : undefined;
    return why
      ? [diagnostic(C048, saidOf(pupil, word, view)?.range ?? pupil.range, `\`${word}\` cannot be drawn: ${why}.`)]
      : [];
  });
}
/** Of a law that gives a value below 0 in half of the neurons. */
const belowNothing = ({ weights, positive }: Settled<LawValues>): string | undefined =>
  weights.distribution === 'binary' && !positive
    ? 'half of them would be −1, and a time constant is above 0'
    : undefined;
function faultOf({ weights, positive }: Settled<LawValues>): string | undefined {
  try {
    lawOf(weights as DrawnWeights, positive);
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return error.message.replace(/^weights /, '');
    throw error;
  }
}

export const rateNetworkChecks = { N063, N064, N065, N070, N071, C048 };
