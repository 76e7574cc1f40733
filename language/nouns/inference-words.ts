/**
 * Words of a `genes` noun whose rules are inferred from an expression table. The canonical reading is
 * `language/inferred.ts`.
 */
import type { Type, Word } from '../../catalogue/entry.ts';
import { choice, column, count, either, file, flag, real, share } from '../../catalogue/entry.ts';

const upTo = (most: number, type: Type): Type => ({
  ...type,
  ...(type.number && { number: { ...type.number, most } }),
});
const gene: Type = { says: 'the name of a gene', example: 'Sox2', free: true };

export const inference: readonly Word[] = [
  {
    word: 'rows',
    documentation: 'What a row of a text table is. Left out, it is told from names where that is certain.',
    example: 'rows genes',
    items: [
      {
        name: 'rows',
        documentation: 'The meaning of a row.',
        type: choice(['cells', 'A row is a cell, a column a gene.'], ['genes', 'A row is a gene, a column a cell.']),
      },
    ],
  },
  {
    word: 'names',
    documentation: 'The names of the genes, for a text table that does not name them: a file with one a line.',
    example: 'names from "genes.txt"',
    labels: { from: [{ name: 'from', documentation: 'The file of names.', type: file }] },
  },
  {
    word: 'layer',
    documentation: 'A layer of an `.h5ad` file in place of its X.',
    example: 'layer spliced',
    items: [
      {
        name: 'layer',
        documentation: 'Its name.',
        type: { says: 'the name of a layer', example: 'spliced', free: true },
      },
    ],
    default: { text: 'X', source: 'where AnnData keeps the matrix that analyses use' },
  },
  {
    word: 'transform',
    documentation: 'What is done to the values first.',
    example: 'transform counts',
    items: [
      {
        name: 'transform',
        documentation: 'The transformation.',
        type: choice(
          ['none', 'As they stand.'],
          ['log', 'log(1 + x).'],
          [
            'counts',
            'Each cell scaled to a total of 10,000, then log(1 + x), as is usual for counts (Luecken & Theis 2019).',
          ],
        ),
      },
    ],
    default: { text: 'none', source: 'a threshold on ranks or clusters needs no other scale; counts should be scaled' },
  },
  {
    word: 'genes',
    documentation: 'The genes of the network, of those that the table has.',
    example: 'genes Sox2, Pax6, Tbr1',
    items: [{ name: 'genes', many: true, documentation: 'Genes.', type: gene }],
    default: { text: 'all', source: 'every gene of the table; name them, or say `variable`, where it has many' },
  },
  {
    word: 'variable',
    documentation: 'Takes the genes of the largest variance over the cells, beside those named by `genes`.',
    example: 'variable 20 genes',
    items: [{ name: 'count', documentation: 'How many.', type: count('genes', '20 genes', 1) }],
  },
  {
    word: 'order',
    documentation:
      'How the cells follow each other in time. Several columns are several trajectories; a cell without a ' +
      'value is not on that one. Where cells share a time, each is paired with each cell of the next time.',
    example: 'order by pseudotime',
    labels: {
      by: [
        {
          name: 'by',
          many: true,
          documentation: 'Columns of cells, or a way to order them.',
          type: either(
            choice(
              ['diffusion', 'Diffusion pseudotime from a root cell (Haghverdi 2016).'],
              ['rows', 'As they stand in the table.'],
            ),
            column,
            'the name of a column, `diffusion` or `rows`',
          ),
        },
      ],
      from: [
        {
          name: 'from',
          optional: true,
          documentation: 'A table of cell columns; columns without names are called "1", "2" and so on.',
          type: file,
        },
      ],
    },
    options: [
      {
        name: 'series',
        optional: true,
        documentation:
          'A column: cells with the same value (a clone, an animal, a replicate) are a series of their own.',
        type: { ...column, example: 'clone' },
      },
      {
        name: 'root',
        optional: true,
        documentation: 'The cell from which a diffusion starts.',
        type: { says: 'the name of a cell', example: 'AAACCTG', free: true },
      },
    ],
  },
  {
    word: 'binarise',
    documentation: 'How expression becomes on and off: one threshold for each gene, above which it is on.',
    example: 'binarise kmeans',
    items: [
      {
        name: 'method',
        optional: true,
        documentation: 'The method.',
        type: choice(
          ['kmeans', 'Two clusters per gene, the best split there is.'],
          ['edge_detector', 'The largest jump of the sorted values (Shmulevich & Zhang 2002).'],
        ),
      },
    ],
    options: [
      { name: 'fixed', optional: true, documentation: 'One threshold for all genes.', type: real('1.5') },
      {
        name: 'quantile',
        optional: true,
        documentation: 'On in the cells above this quantile of the gene.',
        type: { ...share, example: '50 %' },
      },
    ],
    default: { text: 'kmeans', source: 'the default of BoolNet (Müssel, Hopfensitz & Kestler 2010)' },
  },
  {
    word: 'infer',
    documentation:
      'How rules are found from states. Beside every rule stand its score, its score on cells held out, and ' +
      'what the same search finds by chance.',
    example: 'infer best_fit, regulators 3',
    items: [
      {
        name: 'method',
        documentation: 'The method.',
        type: choice(['best_fit', 'Fewest contradictions; of equally few, fewest regulators (Lähdesmäki 2003).']),
      },
    ],
    options: [
      {
        name: 'regulators',
        optional: true,
        documentation: 'The most regulators of one gene, 1 to 5.',
        type: upTo(5, count('regulators', '3', 1)),
        default: {
          text: '3',
          source: 'a rule of more needs more cells than most tables have (Lähdesmäki et al. 2003)',
        },
      },
      {
        name: 'lag',
        optional: true,
        documentation: 'How many times later the cell is that a cell is paired with.',
        type: count('times', '1', 1),
        default: { text: '1', source: 'the next cell' },
      },
      { name: 'without_self', optional: true, documentation: 'No gene regulates itself.', type: flag },
      {
        name: 'null',
        optional: true,
        documentation: 'What a rule is held against.',
        type: choice(
          ['shifts', 'The target turned along the order, by one time or more: its own course stays.'],
          ['permutations', 'The target’s pairs in any order.'],
        ),
        default: { text: 'shifts', source: 'neighbours in time are alike, which permutations forget (Harris 2020)' },
      },
      {
        name: 'draws',
        optional: true,
        documentation: 'Draws from the null.',
        type: count('draws', '99'),
        default: { text: '99', source: 'p down to 0.01 (Davison & Hinkley 1997)' },
      },
      {
        name: 'unexplained',
        optional: true,
        documentation:
          'What becomes of a gene whose rule is no better than chance (q > 0.05) or staying, or that no regulator ' +
          'explains.',
        type: choice(['keep', 'Its best rule stands.'], ['input', 'It is an input.']),
        default: { text: 'keep', source: 'nothing is hidden; a warning names such genes' },
      },
    ],
  },
  {
    word: 'known',
    documentation: 'Genes for which nothing is inferred: their rules stand in the block, or they are inputs.',
    example: 'known Sox2',
    items: [{ name: 'genes', many: true, documentation: 'Genes.', type: gene }],
  },
];
