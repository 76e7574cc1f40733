/** The ways in which three neurons are connected. */
import { triadClasses, triadsOf } from '../../engine/graph/index.ts';
import { count } from '../entry.ts';
import { type Arguments, defaulting, numberOf, parameter, word } from '../parameters.ts';
import { graphIn, scale, scaledDomain, weights } from './graph-record.ts';
import { type Gives, measure, type Measure, seriesFinding } from './measure-record.ts';
import { finite, none } from './no-number.ts';
import { matrix } from './subjects.ts';

const takes = {
  matrix,
  weights,
  scale,
  of: defaulting(
    word<'count' | 'intensity' | 'coherence'>(
      {
        count: 'How often it occurs.',
        intensity: 'The geometric mean of its weights, a mean over its occurrences.',
        coherence: 'The geometric over the arithmetic mean of its weights, a mean over its occurrences.',
      },
      'What of a class.',
    ),
    'count',
    'choice of this language',
  ),
};
const gives = { unit: 'amount', series: { over: 'class', stands: 'mean' } } as const satisfies Gives;
const documentation =
  'Three neurons that are connected, and by which edges: the 13 classes of Sporns & Kötter (2004). Class, and name ' +
  `in the triad census: ${triadClasses.map(({ name }, i) => `${i + 1} ${name}`).join(', ')}.`;

/** By class; NaN for a mean over none. */
function profileOf({ of, ...given }: Arguments<typeof takes>): Float64Array {
  const triads = triadsOf(graphIn({ ...given, direction: 'directed' }));
  return of === 'count' ? triads.count : triads[of].map((sum, found) => sum / triads.count[found]);
}

export const motifMeasures: readonly Measure[] = [
  measure({
    name: 'motif',
    documentation: `One class of motif. ${documentation}`,
    example: 'motif(recurrent, class: 9)',
    takes: { ...takes, class: parameter(count('classes', '9', 1, triadClasses.length), 'Its class.', numberOf) },
    needs: ['matrix'],
    gives: { unit: 'amount' },
    domain: scaledDomain,
    sources: ['Sporns & Kötter 2004', 'Onnela et al. 2005'],
    compute({ class: wanted, ...given }) {
      return { value: finite(profileOf(given)[wanted - 1], 'no three of its neurons are connected so') };
    },
  }),
  measure({
    name: 'motifs',
    documentation: `Every class of motif; in tables their mean. A series over class. ${documentation}`,
    example: 'motifs(recurrent)',
    takes,
    needs: ['matrix'],
    gives,
    domain: scaledDomain,
    sources: ['Sporns & Kötter 2004', 'Onnela et al. 2005'],
    compute(given) {
      const steps: number[] = [],
        values: number[] = [];
      profileOf(given).forEach((value, found) => {
        if (!Number.isFinite(value)) return;
        steps.push(found + 1);
        values.push(value);
      });
      if (values.length === 0) none('no three of its neurons are connected');
      return seriesFinding({ steps, values }, gives.series);
    },
  }),
];
