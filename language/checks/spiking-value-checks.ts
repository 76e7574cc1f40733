/** Family C: values of counted models that none can have. */
import { isVariable } from '../../catalogue/forms.ts';
import { type CountedForm, drawnBySpiking } from '../../catalogue/spiking-model.ts';
import type { Range } from '../../grammar/tree.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { settingOf, studied } from '../studied.ts';
import type { View } from '../view.ts';
import { type Check, diagnostic, distinct } from './check.ts';
import { drawnBy, firing, milliseconds, ofSpiking, placeOf, rounded, some, within } from './spiking-checks.ts';

const C086: Check = {
  code: 'C086',
  severity: 'error',
  tier: 'text',
  find: rains,
  title: 'a drive that no branching network can have',
  explanation:
    'The drive of `model branching` is h, how many events come from outside for each neuron and step in the mean. ' +
    'That is one number, 0 or more: events are drawn from it at each step, so that it needs no distribution.',
  bad: firing('model branching').replace('drive 0.5', 'drive uniform(0, 0.5)'),
  good: firing('model branching'),
};
function rains(view: View): readonly Diagnostic[] {
  return distinct(
    studied(view, 'dynamics').flatMap((found) => {
      const { motion, drive } = found.noun;
      if (motion !== 'branching' || !drive || isVariable(drive.by) || (typeof drive.by === 'number' && drive.by >= 0))
        return [];
      return [
        diagnostic(
          C086,
          settingOf(found, 'drive', view)?.range ?? found.range,
          typeof drive.by === 'number'
            ? `A drive of ${rounded(drive.by)} events for each neuron and step is less than none. Write 0 or more.`
            : 'The drive of a branching network is a number, how many events come for each neuron and step in the ' +
                'mean: `drive 0.01`.',
        ),
      ];
    }),
  );
}

const C087: Check = {
  code: 'C087',
  severity: 'warning',
  tier: 'text',
  find: lateSpikes,
  title: 'a delay that no run is long enough for',
  explanation:
    'A spike reaches other neurons after the delay. In a run that ends before, none ever does: the neurons are then ' +
    'not connected, whatever their weights.',
  bad: firing('model spiking { delay 20 s }'),
  good: firing('model spiking { delay 2 ms }'),
};
function lateSpikes(view: View): readonly Diagnostic[] {
  return ofSpiking(view, (found) => {
    const { delay } = found.noun.takes,
      { duration } = found.noun.run;
    if (typeof delay !== 'number' || typeof duration !== 'number' || delay < duration) return [];
    return [
      diagnostic(
        C087,
        within(found, 'delay', view) ?? found.range,
        `A run of ${seconds(duration)} ends before any spike has arrived, after ${seconds(delay)}: the neurons are ` +
          'not connected. Take a shorter delay, or run longer.',
      ),
    ];
  });
}
const C088: Check = {
  code: 'C088',
  severity: 'error',
  tier: 'text',
  find: undrawn,
  title: 'values that no neuron can have',
  explanation:
    'Each neuron draws its own value of a distribution. Its numbers must be some that a distribution can have (the ' +
    'first of `uniform` below the second, no negative deviation), and every resistance that is drawn must be above 0.',
  bad: firing('model spiking { resistance normal(100 MOhm, 100 MOhm) }'),
  good: firing('model spiking { resistance normal(100 MOhm, 10 MOhm) }'),
};
function undrawn(view: View): readonly Diagnostic[] {
  return ofSpiking(view, (found) => {
    const impossible = (['tau', 'threshold', 'resistance'] as const).find(
      (name) => drawnBySpiking(found.noun as CountedForm, name, placeOf(found)) === 'impossible',
    );
    const at = (name: string): Range => within(found, name, view) ?? settingOf(found, name, view)?.range ?? found.range;
    if (impossible)
      return [
        diagnostic(
          C088,
          at(impossible),
          `No \`${impossible}\` can be drawn from this: the first number of \`uniform\` lies below the second, and a ` +
            'deviation is not negative.',
        ),
      ];
    const low = drawnBy(found, 'resistance')?.filter((each) => !(each > 0)) ?? [];
    return low.length === 0
      ? []
      : [
          diagnostic(
            C088,
            at('resistance'),
            `With seed 1, ${some(low.length)} ${low.length === 1 ? 'draws' : 'draw'} a resistance that is not above ` +
              '0. Take a distribution that stays above it, for example `lognormal`.',
          ),
        ];
  });
}
const seconds = (value: number): string => (value >= 1 ? `${rounded(value)} s` : milliseconds(value));

export const spikingValueChecks = { C086, C087, C088 };
