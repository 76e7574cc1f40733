/** A penalty, of a training or of a network. */
import { over, type Word } from '../../catalogue/entry.ts';
import { number } from '../../catalogue/units.ts';
import { pairQuantities } from './known-of-pairs.ts';

export const penaltyWord = (documentation: string, whenLeftOut: string): Word => ({
  word: 'penalty',
  documentation: `${documentation} A length has no place in it: \`scaled(distance)\`, or \`distance / 1 mm\`.`,
  example: 'penalty 0.3 * sum(abs(W) * scaled(distance))',
  items: [
    {
      name: 'penalty',
      documentation: 'An expression over W.',
      type: over(number, '0.3 * sum(abs(W))', [
        { name: 'W', dimension: number, documentation: 'The recurrent weights.' },
        ...pairQuantities,
      ]),
    },
  ],
  default: { text: whenLeftOut, source: 'choice of this language' },
});
