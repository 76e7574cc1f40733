/** Family N: gains of networks over time. */
import type { Setting } from '../../grammar/tree.ts';
import type { Settled } from '../canonical/instantiate.ts';
import type { Diagnostic, Fix } from '../diagnostic.ts';
import { type Pupil, saidOf } from '../lessons.ts';
import { isTableValues } from '../nouns/table-values.ts';
import type { NeuronValues } from '../specification.ts';
import type { View } from '../view.ts';
import { type Check, diagnostic, replaceBy } from './check.ts';
import { drawn, lawIn, networkThat, ofNetworks } from './rate-network-checks.ts';

/** A larger share of neurons than this that are silent from the first is worth a word. */
const silentShare = 0.05;
const N068: Check = {
  code: 'N068',
  severity: 'warning',
  tier: 'text',
  find: ofNetworks(silent),
  title: 'a gain that silences',
  explanation:
    'Gains are rectified: r = max(gain, 0) · f(x + bias). A neuron that begins below 0 is silent, has no gradient, ' +
    'and stays so. `gain …, positive` draws again until none does; with `any sign` gains are not rectified.',
  bad: networkThat(`${drawn};  gain normal(0.5, 0.5)`),
  good: networkThat(`${drawn};  gain normal(0.5, 0.5), positive`),
};
function silent(pupil: Pupil, view: View): readonly Diagnostic[] {
  const { gain, gainsOfAnySign } = pupil.noun.overTime ?? {};
  const share = gain === undefined || gainsOfAnySign ? 0 : shareBelowZero(gain);
  if (share <= silentShare) return [];
  const said = saidOf(pupil, 'gain', view);
  return [
    diagnostic(
      N068,
      said?.range ?? pupil.range,
      share === 1
        ? 'With this gain no neuron is ever active: it is rectified. Write one above 0.'
        : `About ${Math.round(100 * share)} % of the neurons begin with a gain below 0, and stay silent. Write ` +
            '`, positive` behind it.',
      share < 1 && said
        ? [replaceBy({ start: said.range.end, end: said.range.end }, ', positive', 'Write `, positive`')]
        : [],
    ),
  ];
}
function shareBelowZero(values: Settled<NeuronValues>): number {
  if (typeof values === 'number') return values > 0 ? 0 : 1;
  // which cells are drawn, only a run tells
  if (isTableValues(values) || values.positive) return 0;
  const law = lawIn(values.weights);
  if (!law || law.isNonNegative) return 0;
  const { mean, variance } = law;
  if (mean === undefined || variance === undefined) return 0.5;
  return variance > 0 ? belowZero(mean / Math.sqrt(variance)) : Number(mean <= 0);
}
/** Φ(−z), by the logistic curve that is nearest to it (within 0.01). */
const belowZero = (z: number): number => 1 / (1 + Math.exp(1.702 * z));

const N075: Check = {
  code: 'N075',
  severity: 'error',
  tier: 'text',
  find: ofNetworks(withoutLogarithm),
  title: 'the logarithm of a gain that is not above 0',
  explanation:
    '`learn log gain` learns the logarithm of each gain, so that it stays positive; a gain of 0 or below has none. ' +
    '`gain …, positive` draws again until all are above 0.',
  bad: networkThat(`${drawn};  gain normal(1, 0.9), any sign;  learn log gain`),
  good: networkThat(`${drawn};  gain normal(1, 0.9), positive;  learn log gain`),
};
function withoutLogarithm(pupil: Pupil, view: View): readonly Diagnostic[] {
  const { gain, learn, start } = pupil.noun.overTime ?? {};
  const isLogarithm = learn?.some(({ part, log }) => part === 'gain' && log);
  if (!isLogarithm || gain === undefined || start?.gain || shareBelowZero(gain) === 0) return [];
  return [
    diagnostic(
      N075,
      saidOf(pupil, 'learn', view)?.range ?? pupil.range,
      'Gains that are drawn so can be 0 or below, which has no logarithm. Write `, positive` behind the gain, or ' +
        'learn `gain` itself.',
      positive(saidOf(pupil, 'gain', view), view.source),
    ),
  ];
}

/** In the place of `any sign`. */
function positive(said: Setting | undefined, source: string): readonly Fix[] {
  const last = said?.items.at(-1);
  if (!last) return [];
  const isAnySign = source.slice(last.range.start, last.range.end) === 'any sign';
  const range = isAnySign ? last.range : { start: last.range.end, end: last.range.end };
  return [
    { title: 'Write `positive` behind the gain', edits: [{ range, text: isAnySign ? 'positive' : ', positive' }] },
  ];
}

export const gainChecks = { N068, N075 };
