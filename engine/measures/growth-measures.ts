import type { Growth } from '../development/index.ts';
import type { MeasureOf, Series } from './measure.ts';

/** Measures of a growth as it went. */
export const growthMeasures: readonly MeasureOf<'growth'>[] = [
  {
    name: 'population',
    needs: 'growth',
    unit: '',
    proportion: false,
    byFate: true,
    example: 'population(cortex, fate: neuron)',
    doc:
      'Number of cells at the end of each step of a growth; with `fate`, of those that have it then. At most ' +
      '61 evenly spaced steps.',
    compute: population,
  },
];

function population({ frames, fates }: Growth, { fate }: { readonly fate?: string }): Series {
  const wanted = fate === undefined ? undefined : fates.indexOf(fate);
  if (wanted === -1) throw new RangeError(`no fate is called "${fate}"; known: ${fates.join(', ') || 'none'}`);
  const having = (of: Int8Array): number => of.reduce((count, index) => (index === wanted ? count + 1 : count), 0);
  return {
    steps: frames.map(({ step }) => step),
    values: frames.map((frame) => (wanted === undefined ? frame.count : having(frame.fate))),
  };
}
