import { length, speed, time } from '../../catalogue/units.ts';
import type { NounEntry, PlaceQuantity } from '../../catalogue/entry.ts';
import { choice, count, named, noun, over, quantity, real } from '../../catalogue/entry.ts';

const plain = [0, 0, 0, 0] as const;
/** What an expression over a pair of cells knows. */
const pairQuantities: readonly PlaceQuantity[] = [
  { name: 'distance', dimension: length, documentation: 'Distance between the two cells.' },
  { name: 'similarity', dimension: plain, documentation: 'Genes on in both cells / all genes; inputs left out.' },
  { name: 'jaccard', dimension: plain, documentation: 'Genes on in both cells / genes on in either.' },
  { name: 'matching', dimension: plain, documentation: 'Genes equal in both cells / all genes.' },
  { name: 'age_gap', dimension: time, documentation: 'Difference of the ages of the two cells, in time.' },
  { name: 'pre.fate', dimension: 'fate', documentation: 'Fate of the pre-synaptic cell.' },
  { name: 'post.fate', dimension: 'fate', documentation: 'Fate of the post-synaptic cell.' },
  { name: 'pre.age', dimension: time, documentation: 'Time since the pre-synaptic cell was born.' },
  { name: 'post.age', dimension: time, documentation: 'Time since the post-synaptic cell was born.' },
];
const weight: PlaceQuantity = { name: 'weight', dimension: plain, documentation: 'Weight of the synapse.' };
/** What a signal knows of its cell. */
const cellQuantities: readonly PlaceQuantity[] = [
  { name: 'x', dimension: length, documentation: 'Position on the first axis.' },
  { name: 'y', dimension: length, documentation: 'Position on the second axis.' },
  { name: 'z', dimension: length, documentation: 'Position on the third axis.' },
  { name: 'time', dimension: time, documentation: 'Time since the start.' },
  { name: 'age', dimension: time, documentation: 'Time since the cell was born.' },
];
const fate = named('fate', 'neuron');
const timeOrSteps = quantity(time, { counts: ['steps'], positive: true });

export const developEntry: NounEntry<'develop'> = {
  noun: 'develop',
  documentation:
    'A circuit grows from cells that share gene rules: signals, gene updates, division, migration, ' +
    'synapses, in this order in each step.',
  example:
    'develop cortex from mouse {\n  space 1 mm, 1 mm\n  step 6 h\n  start 1 cell as progenitor at centre\n  ' +
    'divide progenitor every 12 h until 500 cells\n  stop at 5 day\n}',
  labels: { from: [{ name: 'from', type: noun('genes'), documentation: 'The gene rules every cell carries.' }] },
  requires: ['from'],
  words: [
    {
      word: 'space',
      required: true,
      documentation: 'Edge lengths of the box; two: 2-D, three: 3-D. Walls reflect.',
      example: 'space 1 mm, 1 mm',
      items: [
        {
          name: 'lengths',
          many: true,
          counts: [2, 3],
          documentation: 'Two or three lengths.',
          type: quantity(length, { positive: true }),
        },
      ],
    },
    {
      word: 'step',
      required: true,
      documentation: 'Duration of one step.',
      example: 'step 6 h',
      items: [{ name: 'duration', documentation: 'A time.', type: quantity(time, { positive: true }) }],
    },
    {
      word: 'start',
      documentation: 'The founder cells.',
      example: 'start 1 cell as progenitor at centre',
      items: [{ name: 'count', documentation: 'How many.', type: count('cells', '1 cell', 1) }],
      labels: {
        as: [
          {
            name: 'fate',
            documentation: 'Switches on only the genes this fate needs (fewest; ties by declaration order).',
            type: fate,
          },
        ],
        at: [
          {
            name: 'place',
            documentation: 'Where.',
            type: choice(['centre', 'In the middle of the space.'], ['uniform', 'Anywhere, evenly.']),
            default: { text: 'centre', source: 'choice of this language' },
          },
        ],
      },
      block: [
        {
          word: 'on',
          documentation: 'The genes that are on, outright.',
          example: 'on Sox2, Hes1',
          items: [{ name: 'genes', many: true, documentation: 'Genes.', type: named('gene', 'Sox2') }],
        },
      ],
      default: { text: '1 cell at centre', source: 'choice of this language: one founder with every gene off' },
    },
    {
      word: 'signal',
      repeats: true,
      defines: 'input',
      documentation: 'What sets an input of the genes; sees the cells as they were at the start of the step.',
      example: 'signal Niche = neighbours(progenitor, within: 60 um) < 520',
      items: [
        {
          name: 'expression',
          documentation: 'A condition over `neighbours(fate, within: length)`, position, time and age.',
          type: over('boolean', 'neighbours(progenitor, within: 60 um) < 8', cellQuantities),
        },
      ],
    },
    {
      word: 'divide',
      repeats: true,
      documentation:
        'Cells of a fate divide; counted from the cell’s own birth. At the cap the oldest due cells divide ' +
        'first; daughters inherit the gene state.',
      example: 'divide progenitor every 12 h until 5000 cells, spread 50 um',
      items: [{ name: 'fate', documentation: 'The fate that divides.', type: fate }],
      labels: {
        every: [{ name: 'every', documentation: 'Time between divisions.', type: timeOrSteps }],
        until: [
          { name: 'until', documentation: 'The cap on the number of cells.', type: count('cells', '5000 cells', 1) },
        ],
      },
      options: [
        {
          name: 'spread',
          optional: true,
          documentation: 'Standard deviation, on each axis, of where a daughter stands relative to its mother.',
          type: quantity(length, { least: 0 }),
          default: { text: '10 um', source: 'choice of this language: about one cell diameter' },
        },
      ],
    },
    {
      word: 'migrate',
      repeats: true,
      documentation: 'Cells of a fate move.',
      example: 'migrate neuron along outward at 10 um/h',
      items: [{ name: 'fate', documentation: 'The fate that moves.', type: fate }],
      labels: {
        along: [
          {
            name: 'along',
            documentation: 'The direction.',
            type: choice(
              ['outward', 'Away from the centre of the space.'],
              ['inward', 'Towards the centre of the space.'],
            ),
          },
        ],
        at: [{ name: 'speed', documentation: 'The speed.', type: quantity(speed, { least: 0 }) }],
      },
    },
    {
      word: 'synapse',
      repeats: true,
      documentation: 'Synapses form from cells of one fate to cells of another. No synapse of a cell on itself.',
      example: 'synapse neuron to neuron { probability exp(-distance / 120 um) }',
      items: [{ name: 'pre', documentation: 'Fate of the pre-synaptic cell.', type: fate }],
      labels: { to: [{ name: 'post', documentation: 'Fate of the post-synaptic cell.', type: fate }] },
      block: [
        {
          word: 'probability',
          required: true,
          documentation:
            'Each ordered pair is tried once, at the first step at which both cells have the fates; `per h` ' +
            'makes it a rate, tried each step.',
          example: 'probability exp(-distance / 120 um)',
          items: [
            {
              name: 'probability',
              documentation: 'An expression over the pair.',
              type: over(plain, 'exp(-distance / 120 um)', pairQuantities),
            },
          ],
          labels: {
            per: [
              {
                name: 'per',
                documentation: 'A unit of time, for a rate.',
                type: { says: 'a unit of time', example: 'h', unit: time },
              },
            ],
          },
        },
        {
          word: 'weight',
          documentation: 'Weight, fixed when the synapse forms.',
          example: 'weight similarity',
          items: [
            {
              name: 'weight',
              documentation: 'An expression over the pair.',
              type: over(plain, 'similarity', pairQuantities),
            },
          ],
          default: { text: '1', source: 'choice of this language' },
        },
        {
          word: 'prune',
          documentation: 'Synapses for which this is true are removed.',
          example: 'prune weight < 0.2',
          items: [
            {
              name: 'prune',
              documentation: 'A condition.',
              type: over('boolean', 'weight < 0.2', [...pairQuantities, weight]),
            },
          ],
        },
        {
          word: 'strengthen',
          documentation: 'Weights are multiplied as the synapse ages, up to a ceiling.',
          example: 'strengthen 1.1 every 1 step until 1',
          items: [{ name: 'factor', documentation: 'The factor.', type: real('1.1', 0) }],
          labels: {
            every: [{ name: 'every', documentation: 'Time between steps of strengthening.', type: timeOrSteps }],
            until: [{ name: 'until', documentation: 'The ceiling.', type: real('1') }],
          },
        },
      ],
    },
    {
      word: 'scale',
      documentation:
        'Structural homeostasis: in each step, after synapses have formed, a cell that is too quiet grows excitatory ' +
        'synapses, and one that is too active loses some (Butz & van Ooyen 2013). Its rate is a share of the largest, ' +
        'x = E/(1 + E + I), with E = background + Σ w⁺ x and I = Σ w⁻ x over its synapses. New ones come from cells ' +
        'that a `synapse` rule allows, in proportion to its probability.',
      example: 'scale synapses to 0.3',
      items: [
        {
          name: 'what',
          documentation: 'What is scaled.',
          type: choice(['synapses', 'The number of synapses that a cell receives.']),
        },
      ],
      labels: {
        to: [
          {
            name: 'target',
            documentation: 'The rate that each cell is to have, between what it does by itself and 1.',
            type: { ...real('0.3', 0, 1), number: { ...real('0.3', 0, 1).number!, positive: true } },
          },
        ],
      },
      options: [
        {
          name: 'rate',
          optional: true,
          documentation: 'Synapses that a silent cell grows in a step; one at twice the target loses as many.',
          type: { ...real('2'), number: { ...real('2').number!, positive: true } },
          default: { text: '1', source: 'choice of this language' },
        },
        {
          name: 'background',
          optional: true,
          documentation: 'What excites each cell besides its synapses.',
          type: { ...real('0.1'), number: { ...real('0.1').number!, positive: true } },
          default: { text: '0.1', source: 'choice of this language' },
        },
      ],
    },
    {
      word: 'stop',
      required: true,
      documentation: 'When growth ends.',
      example: 'stop at 10 day',
      labels: { at: [{ name: 'at', documentation: 'A time.', type: timeOrSteps }] },
    },
    {
      word: 'stream',
      documentation: 'Pins the key of the random draws.',
      example: 'stream "cortex"',
      items: [
        { name: 'stream', documentation: 'The key.', type: { says: 'a string', example: '"cortex"', file: true } },
      ],
    },
  ],
};
