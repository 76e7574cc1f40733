/** Family C: models whose activity is counted. */
import { modelFlags } from '../../catalogue/laws-of-motion.ts';
import { type CountedForm, drawnBySpiking, isCounted, isCountedName } from '../../catalogue/spiking-model.ts';
import { current, describe, isNumber, same } from '../../catalogue/units.ts';
import type { Range, Setting } from '../../grammar/tree.ts';
import type { Diagnostic, Fix } from '../diagnostic.ts';
import { dimensionOf } from '../kinds-of-expressions.ts';
import { match } from '../match.ts';
import { nounEntry } from '../nouns/index.ts';
import { holdsNegative, programOf } from '../spectral-edge.ts';
import type { DynamicsNoun } from '../specification.ts';
import { settingOf, type Studied, studied } from '../studied.ts';
import { wordEntry } from '../vocabulary/index.ts';
import type { View } from '../view.ts';
import { type Check, diagnostic, distinct, replaceBy, puttingIn, takingOutOf } from './check.ts';

export const firing = (model: string, weights = 'exponential(1)', settings = ''): string => `language 1
connect ei { neurons 100;  wire 0.1;  weights ${weights};  spectrum radius 0.9 }
dynamics spikes of ei { ${model};  ${settings}dt 0.1 ms;  drive 0.5;  run 10 s;  bin 5 ms }
experiment events {
  seeds 6
  compare { spikes = spikes }
  measure m = branching()
}
`;

const C075: Check = {
  code: 'C075',
  severity: 'error',
  tier: 'text',
  find: thresholds,
  title: 'a threshold that is not above the reset',
  explanation:
    'A neuron fires when V reaches the threshold, and begins again at the reset: from a reset at the threshold or ' +
    'above it would fire without end.',
  bad: firing('model spiking { threshold -60 mV;  reset -50 mV }'),
  good: firing('model spiking { threshold -50 mV;  reset -60 mV }'),
};
function thresholds(view: View): readonly Diagnostic[] {
  return ofSpiking(view, (found) => {
    const { threshold, reset } = found.noun.takes,
      at = within(found, 'threshold', view) ?? within(found, 'reset', view) ?? found.range;
    if (typeof reset !== 'number') return [];
    const low = drawnBy(found, 'threshold')?.filter((each) => !(each > reset)) ?? [];
    if (low.length > 0)
      return [
        diagnostic(
          C075,
          at,
          `With seed 1, ${some(low.length)} ${low.length === 1 ? 'draws' : 'draw'} a threshold that is not above the ` +
            `reset, ${volts(reset)}, and would fire without end; the lowest is ${volts(Math.min(...low))}. Take a ` +
            'distribution that stays above it, or a lower reset.',
        ),
      ];
    return typeof threshold !== 'number' || threshold > reset
      ? []
      : [
          diagnostic(
            C075,
            at,
            `A threshold of ${volts(threshold)} is not above the reset, ${volts(reset)}: a neuron would fire without ` +
              'end. Set the reset below the threshold.',
          ),
        ];
  });
}
/** Of cells of a table, which only the file tells. */
export const thresholdsBelow = (low: readonly number[], all: number, reset: number, at: Range): Diagnostic =>
  diagnostic(
    C075,
    at,
    `${low.length.toLocaleString('en')} of ${all.toLocaleString('en')} cells have a threshold that is not above the ` +
      `reset, ${volts(reset)}, and would fire without end; the lowest is ${volts(Math.min(...low))}. Set the reset ` +
      'below it.',
  );

const C076: Check = {
  code: 'C076',
  severity: 'error',
  tier: 'text',
  find: paces,
  title: 'a time constant that is not longer than dt',
  explanation:
    'Thresholds are looked at once in a step, and synapses act from step to step. A membrane or a synapse that ' +
    'decays within one step is not resolved: a tenth of the shortest time constant is a good step.',
  bad: firing('model spiking', 'exponential(1)', 'tau 0.1 ms;  '),
  good: firing('model spiking', 'exponential(1)', 'tau 20 ms;  '),
};
function paces(view: View): readonly Diagnostic[] {
  return ofSpiking(view, (found) => {
    const { tau, decay, inhibitory, dt } = found.noun.takes;
    if (typeof dt !== 'number') return [];
    const short = drawnBy(found, 'tau')?.filter((each) => !(each > dt)) ?? [];
    if (short.length > 0)
      return [
        diagnostic(
          C076,
          settingOf(found, 'tau', view)?.range ?? found.range,
          `With seed 1, ${some(short.length)} ${short.length === 1 ? 'draws' : 'draw'} a time constant that is not ` +
            `longer than a step of ${milliseconds(dt)}; the shortest is ${milliseconds(Math.min(...short))}. Take a ` +
            'distribution that stays above it, or a shorter `dt`.',
        ),
      ];
    const wrong = (
      [
        ['`tau`', tau, settingOf(found, 'tau', view)?.range],
        ['the decay of synapses', decay, within(found, 'synapses', view)],
        ['the decay of inhibitory synapses', inhibitory, within(found, 'synapses', view)],
      ] as const
    ).find(([, value]) => typeof value === 'number' && value <= dt);
    if (!wrong) return [];
    const [name, value, range] = wrong;
    return [
      diagnostic(
        C076,
        range ?? settingOf(found, 'dt', view)?.range ?? found.range,
        `${name[0] === '`' ? name : name[0].toUpperCase() + name.slice(1)}, ${milliseconds(Number(value))}, is not ` +
          `longer than a step of ${milliseconds(dt)}. Take a tenth of it: \`dt ${milliseconds(Number(value) / 10)}\`.`,
        stepOf(found, view, milliseconds(Number(value) / 10)),
      ),
    ];
  });
}

/** Its own step, or one said where it is declared. */
function stepOf(found: Firing, view: View, step: string): readonly Fix[] {
  const said = settingOf(found, 'dt', view)?.items[0];
  if (said) return [replaceBy(said.value.range, step)];
  const block = view.tree.declarations.find(({ name }) => name.text === found.noun.name)?.block;
  return block ? [puttingIn(block, `dt ${step}`, view.source)] : [];
}

const C077: Check = {
  code: 'C077',
  severity: 'error',
  tier: 'text',
  find: ofAnotherModel,
  title: 'a setting of another model',
  explanation:
    'Threshold, reset, synapses and what else stands in braces behind `model` are those of `model spiking`; a ' +
    'transfer function such as `tanh` is one of rates; a drive is a plain number, of spiking neurons a current in nA ' +
    'or with its unit. What a model does not have cannot be set.',
  bad: firing('model spiking, tanh'),
  good: firing('model spiking'),
};
function ofAnotherModel(view: View): readonly Diagnostic[] {
  const entry = wordEntry(nounEntry('dynamics')?.words ?? [], 'model');
  return distinct(
    studied(view, 'dynamics').flatMap((found) => {
      const model = settingOf(found, 'model', view);
      if (!model || !entry) return [];
      const { block, filled } = match(model, entry),
        flag = filled.find(({ slot }) => modelFlags.includes(slot));
      const isCountedModel = isCountedName(found.noun.motion);
      if (block && found.noun.motion !== 'spiking' && block.statements.length > 0)
        return [
          diagnostic(C077, block.statements[0].range, 'Only `model spiking` has settings in braces. Remove them.'),
        ];
      const drive = settingOf(found, 'drive', view),
        driving = drive?.items[0]?.value.base,
        dimension = driving && driving.kind !== 'name' ? dimensionOf(driving) : undefined;
      const isCurrent = dimension !== undefined && same(dimension, current);
      if (drive && dimension && !isNumber(dimension) && !(isCurrent && found.noun.motion === 'spiking'))
        return [
          diagnostic(
            C077,
            drive.range,
            found.noun.motion === 'spiking'
              ? `The drive of spiking neurons is a current, and this is ${describe(dimension)}. Write \`drive 0.5 nA\`.`
              : `The drive of \`model ${view.source.slice(model.items[0].value.range.start, model.range.end)}\` is a ` +
                  'plain number. Write it without a unit.',
          ),
        ];
      if (isCountedModel && flag)
        return [
          diagnostic(
            C077,
            flag.word?.range ?? model.range,
            `\`${flag.slot.name}\` is of a model of rates, and \`model ${found.noun.motion}\` has none. Remove it.`,
            model.items.flatMap(({ word, value, range }) =>
              (word?.text ?? (value.base.kind === 'name' ? value.base.text : '')) === flag.slot.name
                ? [takingOutOf(range, view.source)]
                : [],
            ),
          ),
        ];
      return [];
    }),
  );
}

const C078: Check = {
  code: 'C078',
  severity: 'error',
  tier: 'text',
  find: offspring,
  title: 'negative weights in a branching network',
  explanation:
    'A weight of `model branching` is how many events one event brings in the mean, and that is not negative. Draw ' +
    'positive weights (`exponential(1)`, `uniform(0, 1)`, `positive`); inhibition needs `model spiking`.',
  bad: firing('model branching', 'normal(0, 1)'),
  good: firing('model branching', 'exponential(1)'),
};
function offspring(view: View): readonly Diagnostic[] {
  return distinct(
    studied(view, 'dynamics').flatMap((found) => {
      const { motion, matrix } = found.noun;
      if (motion !== 'branching' || !holdsNegative(matrix)) return [];
      return [
        diagnostic(
          C078,
          settingOf(found, 'model', view)?.range ?? found.range,
          `\`${matrix.name}\` draws negative weights, and an event cannot have a negative number of offspring. Draw ` +
            'positive ones, for example `weights exponential(1)`.',
        ),
      ];
    }),
  );
}

/** As the first seed draws them, for as many neurons as the text says. */
export const placeOf = ({ noun }: Firing) => ({
  neurons: programOf(noun.matrix)?.neurons ?? 100,
  key: { seed: 1, stream: noun.stream },
});
export function drawnBy(found: Firing, name: 'tau' | 'threshold' | 'resistance'): Float64Array | undefined {
  const drawn = drawnBySpiking(found.noun as CountedForm, name, placeOf(found));
  return drawn === 'impossible' ? undefined : drawn;
}
export const some = (neurons: number): string =>
  neurons === 1 ? 'one neuron' : `${neurons.toLocaleString('en')} neurons`;

/** Delays and refractory times that are no whole number of steps: what they become. */
export function roundedSteps(view: View): readonly {
  readonly range: Range;
  readonly message: string;
}[] {
  return studied(view, 'dynamics').flatMap((found) => {
    if (!isCounted(found.noun)) return [];
    const { dt } = found.noun.takes;
    if (typeof dt !== 'number') return [];
    return (['delay', 'refractory'] as const).flatMap((name) => {
      const length = found.noun.takes[name];
      if (typeof length !== 'number') return [];
      const steps = length / dt,
        whole = name === 'delay' ? Math.round(steps) : Math.ceil(steps - 1e-9);
      if (Math.abs(steps - whole) < 1e-6) return [];
      return [
        {
          range: within(found, name, view) ?? settingOf(found, 'dt', view)?.range ?? found.range,
          message:
            `\`${name}\` of ${milliseconds(length)} is not a whole number of steps of ${milliseconds(dt)}: it ` +
            `becomes ${milliseconds(whole * dt)}.`,
        },
      ];
    });
  });
}

export type Firing = Studied<DynamicsNoun>;
export const ofSpiking = (view: View, find: (found: Firing) => readonly Diagnostic[]): readonly Diagnostic[] =>
  distinct(studied(view, 'dynamics').flatMap((found) => (found.noun.motion === 'spiking' ? find(found) : [])));
/** The statement of a word in the block behind `model`. */
export function settingWithin(found: Studied, word: string, view: View): Setting | undefined {
  const model = settingOf(found, 'model', view),
    entry = wordEntry(nounEntry('dynamics')?.words ?? [], 'model');
  const block = model && entry && match(model, entry).block;
  return block?.statements.find(
    (statement): statement is Setting => statement.kind === 'setting' && statement.word.text === word,
  );
}
export const within = (found: Firing, word: string, view: View): Range | undefined =>
  settingWithin(found, word, view)?.range;
export const rounded = (value: number): number => Number(value.toPrecision(4));
const volts = (value: number): string => `${rounded(value * 1e3)} mV`;
export const milliseconds = (seconds: number): string => `${rounded(seconds * 1e3)} ms`;

export const spikingChecks = { C075, C076, C077, C078 };
