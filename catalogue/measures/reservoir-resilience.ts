/** What is left of what a network can do, after damage. */
import { type Damage, damaged, flips, memoryCapacity } from '../../engine/reservoir/index.ts';
import type { Facts } from '../finding.ts';
import type { Form } from '../forms.ts';
import { defaulting, number, numberOf, optional, share } from '../parameters.ts';
import type { Study } from '../study.ts';
import { givesNumber, measure, type Measure } from './measure-record.ts';
import { none } from './no-number.ts';
import { type Delayed, delays, delaysIn, hold, inputsOf, networkOf, reasonOf, untimely } from './reservoir-settings.ts';

type Asked = { readonly [Kind in Damage['kind']]?: Form };
function damageOf(asked: Asked): Damage {
  const kinds = (['lesion', 'weight_noise', 'flips'] as const).flatMap((kind) => {
    const size = asked[kind];
    return size === undefined ? [] : [{ kind, size: numberOf(size) }];
  });
  if (kinds.length !== 1)
    none('one kind of damage must be said, `lesion: 10 %`, `weight_noise: 0.1` or `flips: 5 %`, and only one');
  return kinds[0];
}
interface Held {
  readonly intact: number;
  readonly left: number;
}
/** Read-outs are made anew of what is left. */
function memoryHeld(study: Study, damage: Damage, over: Delayed, held: number | undefined): Held {
  const moving = study.moving(),
    network = networkOf(moving),
    inputs = inputsOf(moving, held),
    counted = delaysIn(over, inputs.hold * moving.motion.dt);
  const disturb = damage.kind === 'flips' ? () => flips(damage.size, network.key) : undefined;
  const { byDelay, capacity, floor } = memoryCapacity(network, counted, inputs);
  if (!byDelay.some((held) => held > floor))
    none('the intact network holds nothing above the floor of chance, so that nothing of it can be left');
  return {
    intact: capacity,
    left: memoryCapacity(damaged(network, damage), counted, { ...inputs, ...(disturb && { disturb }) }).capacity,
  };
}
function accuracyHeld(study: Study, damage: Damage): Held {
  const intact = study.scores('test').accuracy,
    left = study.scoresAfter(damage).accuracy;
  return intact === undefined || left === undefined
    ? none('what it learned are values, which have no accuracy')
    : { intact, left };
}

export const resilience: Measure = measure({
  name: 'resilience',
  quantity: 'share left after damage',
  documentation:
    'What is left after damage, as a ratio to the intact network. Of a `dynamics`: its memory capacity (over ' +
    '`delays`, each input held for `hold`), with read-outs made anew. Of what has learned: its test accuracy, with ' +
    'nothing made anew, and chance not taken away. `lesion`: a share of the neurons, drawn, is taken away; ' +
    '`weight_noise`: each recurrent weight is multiplied by 1 + s·N(0, 1); `flips`: before each input each unit is ' +
    'turned to −x with this probability (of a `dynamics`). A larger lesion holds the smaller ones of its seed.',
  example: 'resilience(lesion: 10 %)',
  takes: {
    lesion: optional(share('Share of neurons removed.')),
    weight_noise: optional(number('Standard deviation of the factors of the weights.', '0.1', 0)),
    flips: optional(share('Share of units turned.')),
    delays: defaulting(delays, { from: 1, to: 40, counts: 'steps' }, 'choice of this language', '1 .. 40 steps'),
    hold,
  },
  needs: ['resilient'],
  contradiction: (takes, times) =>
    reasonOf(() => {
      if (damageOf(takes).size === 1 && takes.lesion === 1) none('a lesion of all neurons leaves nothing to measure');
    }) ?? untimely(takes, times),
  gives: givesNumber,
  compute({ delays, hold, ...asked }, study) {
    const damage = damageOf(asked),
      { intact, left } = study.isTrained() ? accuracyHeld(study, damage) : memoryHeld(study, damage, delays, hold);
    if (!(intact > 0)) none('the intact network holds nothing, so nothing of it can be left');
    const facts: Facts = { intact, left };
    return { value: left / intact, facts };
  },
});
