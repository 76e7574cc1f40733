import { isCounted } from '../../catalogue/spiking-model.ts';
import type { Noun } from '../../language/specification.ts';
import type { Studied } from '../../making/findings.ts';
import type { Note } from '../../results/contract.ts';

/** Rates above this share of what a refractory time allows are no working network's. */
const mostOfLimit = 0.5;

/** What should be known of activity before any number of it is believed: that it has no end, or that there is none. */
export function activityNotes(
  noun: Noun,
  { activity, exploded }: Pick<Studied, 'activity' | 'exploded'>,
): readonly Note[] {
  if (exploded !== undefined) return [{ code: 'C079', text: `${exploded}. Nothing is measured of it.` }];
  if (noun.noun !== 'dynamics' || !isCounted(noun) || !activity || !('values' in activity)) return [];
  const { values, neurons, frames, bin } = activity;
  let count = 0;
  for (const value of values) count += value;
  const what = noun.motion === 'spiking' ? 'spike' : 'event';
  if (count === 0)
    return [
      {
        code: 'C079',
        text:
          `no ${what} in ${Number((frames * bin).toPrecision(3))} s: it is silent, and nothing is measured of its ` +
          'activity. Drive it more strongly, or start it longer.',
      },
    ];
  const { refractory } = noun.takes;
  const rate = count / (neurons * frames * bin);
  if (typeof refractory !== 'number' || refractory <= 0 || rate * refractory < mostOfLimit) return [];
  return [
    {
      code: 'C079',
      text:
        `neurons fire at ${Number(rate.toPrecision(3))} Hz, and the refractory time allows ` +
        `${Number((1 / refractory).toPrecision(3))} Hz at most: the network has exploded. Weaken its weights or its ` +
        'drive, or strengthen inhibition.',
    },
  ];
}
