/** Words about groups of the neurons of a drawn matrix. */
import type { Type, Word } from '../../catalogue/entry.ts';
import { number } from '../../catalogue/units.ts';

const group: Type = { says: 'the name of a group', example: 'E', free: true };
const ends: NonNullable<Word['items']> = [
  { name: 'pre', documentation: 'The group that the connections come from.', type: group },
  { name: 'post', documentation: 'The group that they go to.', type: group },
];

/** `wire E to I 0.2`, `weights I to E …`: other forms of `wire` and `weights`. */
export const groupForms = (wire: Type, weights: Type): readonly Word[] => [
  {
    word: 'wire between',
    formOf: 'wire',
    repeats: true,
    documentation: 'Connection probability from one group to another, in place of that of all pairs.',
    example: 'wire E to I 0.2',
    items: [...ends, { name: 'probability', documentation: 'An expression over the pair.', type: wire }],
  },
  {
    word: 'weights between',
    formOf: 'weights',
    repeats: true,
    documentation: 'Weights from one group to another, in place of those of all pairs.',
    example: 'weights I to E lognormal(0.9, 0.5)',
    items: [...ends, { name: 'weights', documentation: 'The weights.', type: weights }],
  },
  {
    word: 'weights times',
    formOf: 'weights',
    repeats: true,
    documentation:
      'What the weights that come from a group are multiplied by (`weights I * 4`), or only those to another ' +
      '(`weights I to E * 4`).',
    example: 'weights I * 4',
    items: [
      ends[0],
      { name: 'other', many: true, documentation: 'A group that they go to, and the factor.', type: factor },
    ],
  },
];
const factor: Type = {
  says: 'a factor',
  example: '4',
  free: true,
  number: { dimension: number },
  expression: { quantities: [], dimension: number },
};

const ofGroups = (word: string, sign: string): Word => ({
  word,
  documentation:
    `Dale’s law by group: outgoing weights of these groups (columns) are ${sign}. Groups of neither kind keep the ` +
    'signs that are drawn.',
  example: `${word} ${word === 'excitatory' ? 'E' : 'I'}`,
  items: [{ name: 'groups', many: true, documentation: 'Groups.', type: group }],
});
export const daleWords: readonly Word[] = [ofGroups('excitatory', '|w|'), ofGroups('inhibitory', '−|w|')];
