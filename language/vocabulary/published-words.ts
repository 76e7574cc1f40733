/** `matches "published.csv" within 0.05`: values that others have found, a row each. */
import { column, file, type Type, type Word } from '../../catalogue/entry.ts';
import { chosenRows } from './free-types.ts';

const tolerance: Type = {
  says: 'a number, a part in %, or columns of the file',
  example: '0.05',
  free: true,
  ofTable: true,
  range: true,
};

export const matchesWord: Word = {
  word: 'matches',
  documentation:
    'A claim for each row of a file: at the value of the variable that the row names, the measure is what the row ' +
    'says. The columns go by the names of the variable and of the measure. `within 0.05` is in the unit of the ' +
    'measure, `within 10 %` a part of the published value (of a share, points), `within 2 * sd` a column of the ' +
    'file, `within low .. high` an interval in two columns. Choices stand in the file by name, or as they are written.',
  example: 'expect alpha of sparse by partners matches "published.csv" within 0.05',
  items: [{ name: 'path', documentation: 'The file.', type: file }],
  labels: { within: [{ name: 'within', documentation: 'How far the measure may be from it.', type: tolerance }] },
  block: [
    {
      word: 'column',
      repeats: true,
      documentation:
        'The unit of a column, where it is no plain number, and its name in the file, where it is another: the first ' +
        'name is that of the variable, of the measure, or of a column that stands behind `within`.',
      example: 'column alpha from "Exponent (mean)"',
      items: [{ name: 'column', documentation: 'The variable, the measure, or a column of the file.', type: column }],
      labels: {
        from: [
          { name: 'from', optional: true, documentation: 'Its name in the first line of the file.', type: column },
        ],
        in: [
          {
            name: 'unit',
            optional: true,
            documentation: 'Its unit in the file.',
            type: { says: 'a unit', example: 'ms', unit: true },
          },
        ],
      },
    },
    {
      word: 'rows',
      documentation: 'Only these rows of the file are meant.',
      example: 'rows where network = "sparse"',
      labels: { where: [{ name: 'where', documentation: 'A condition over its columns.', type: chosenRows }] },
    },
  ],
};
