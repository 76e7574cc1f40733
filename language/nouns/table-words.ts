/** Words of a `data` that is a table: a row is a cell, a column a quantity or a class. */
import { choice, column, file, type Slot, type Type, type Word } from '../../catalogue/entry.ts';
import { type FittedLaw, fittedLaws } from '../../engine/statistics/index.ts';
import { canonical, constantOf } from '../canonical/canonical-expression.ts';
import { all, last, optional, type Read, value, values, word } from '../canonical/read-settings.ts';
import { Refused } from '../canonical/scope.ts';
import type { Value } from '../../grammar/tree.ts';
import { byColumn } from '../vocabulary/free-types.ts';
import type { TableSpec } from './table-spec.ts';

/** Words that make a table of a `data`. */
const ownWords: readonly string[] = ['column', 'group', 'join', 'match'];
/** Whether the statements of a `data` say that it is a table. `rows where` chooses cells; `rows neurons` does not. */
export const isTable = (
  statements: readonly { readonly word: string; readonly labels: readonly string[] }[],
): boolean =>
  statements.some(({ word, labels }) => ownWords.includes(word) || (word === 'rows' && labels.includes('where')));

export const tableWords: readonly Word[] = [
  {
    word: 'column',
    repeats: true,
    documentation:
      'A column that is a quantity, and its unit; `in 1` for plain numbers. Where it is empty (or NA, NaN, null, -) ' +
      'a cell is left out and counted. A column of words needs no line of its own.',
    example: 'column tau in ms',
    items: [{ name: 'column', documentation: 'Its name in the first line of the file.', type: column }],
    labels: {
      in: [{ name: 'unit', documentation: 'Its unit.', type: { says: 'a unit', example: 'ms', unit: true } }],
    },
  },
  {
    word: 'group',
    documentation:
      'The column that says of which class a cell is, where a measure or a plot names none. Of data over files: what ' +
      'groups the subjects, the `folder` of their files or a column of `subjects`; claims and plots name it as a ' +
      'variable, `at genotype = wild`.',
    example: 'group by line_name',
    labels: { by: [{ name: 'by', documentation: 'The column.', type: column }] },
  },
  {
    word: 'join',
    repeats: true,
    documentation:
      'Another file, whose columns are put beside: each row beside the one of equal value in the column named, ' +
      '`by specimen_id = specimen__id` where the columns go by two names, that of this table first. Rows without a ' +
      'partner have no value there. Of two columns of one name that of this table stands.',
    example: 'join "specimens.csv" by specimen_id = specimen__id',
    items: [{ name: 'path', documentation: 'The file.', type: file }],
    labels: { by: [{ name: 'by', documentation: 'The columns that are equal.', type: byColumn }] },
  },
  {
    word: 'match',
    repeats: true,
    documentation:
      'A type of neurons that goes by another name in the table: by the classes behind `to`, taken together. Types ' +
      'are fates of a grown circuit, fields of the nodes of a file, numbers of `groups`.',
    example: 'match pv to "Pvalb-IRES-Cre"',
    items: [{ name: 'type', documentation: 'The type of neurons.', type: typeName() }],
    labels: { to: [{ name: 'classes', many: true, documentation: 'Classes of the table.', type: column }] },
  },
];
function typeName(): Type {
  return { says: 'a type of neurons', example: 'pv', free: true, number: { dimension: [0, 0, 0, 0], least: 0 } };
}

/** What stands behind a parameter of neurons that may come from a table: `tau from cells.tau by line_name`. */
export const fromTable = (documentation: string, type: Type): Required<Pick<Word, 'labels' | 'options'>> => ({
  labels: {
    from: [{ name: 'from', optional: true, documentation, type }],
    by: [
      {
        name: 'by',
        optional: true,
        documentation:
          'Each neuron draws among the cells of its own type: the column of the table that says it. Types of neurons ' +
          'are fates of a grown circuit, the numbers of `groups`, or a field of the nodes of a file, which is named ' +
          'behind `=` where it goes by another name: `by line_name = class`.',
        type: byColumn,
      },
    ],
  },
  options: [
    {
      name: 'fit',
      optional: true,
      documentation: 'Drawn from the likeliest distribution of a family, in place of the cells themselves.',
      type: choice(...fittedLaws.map((law): [string, string] => [law, familyTexts[law]])),
    },
  ] satisfies readonly Slot[],
});
const familyTexts: Readonly<Record<FittedLaw, string>> = {
  normal: 'Normal distribution; values of 0 or less are drawn again where there can be none.',
  lognormal: 'Lognormal distribution.',
  gamma: 'Gamma distribution.',
};
/** @throws Refused for what has no canonical form */
export function tableOf(reads: readonly Read[]): TableSpec {
  const group = last(reads, 'group'),
    rows = last(reads, 'rows'),
    where = optional(rows, 'where');
  return {
    columns: all(reads, 'column').map((found) => ({
      name: word(value(found, 'column')),
      unit: unitText(value(found, 'unit')),
    })),
    ...(group && { group: word(value(group, 'by')) }),
    joins: all(reads, 'join').map((found) => {
      const { column: by, neuron: to = by } = sidesOf(value(found, 'by'));
      return { path: word(value(found, 'path')), by, to };
    }),
    ...(where && { where: canonical(where.base, new Set()) }),
    matches: all(reads, 'match').map((found) => ({
      type: nameOrNumber(value(found, 'type')),
      classes: values(found, 'classes').map(nameOrNumber),
    })),
  };
}
/** `line_name`, or `line_name = class`. @throws Refused for anything else */
export function sidesOf({ base, range }: Value): { readonly column: string; readonly neuron?: string } {
  const name = (side: typeof base): string => {
    if (side.kind === 'name') return side.text;
    if (side.kind === 'string') return side.value;
    throw new Refused('Here a column must stand, `line_name`, or two, `line_name = class`.', range);
  };
  return base.kind === 'binary' && base.operator === '='
    ? { column: name(base.left), neuron: name(base.right) }
    : { column: name(base) };
}
const nameOrNumber = (given: Value): string => (given.base.kind === 'number' ? String(constantOf(given)) : word(given));
/** As written: `ms`, `Hz/pA`, `1`. */
export function unitText({ base, range }: Value): string {
  const text = (side: typeof base): string => {
    switch (side.kind) {
      case 'name':
        return side.text;
      case 'number':
        return String(side.value);
      case 'binary':
        return `${text(side.left)}${side.operator}${text(side.right)}`;
      default:
        throw new Refused('Here a unit must stand, such as `ms`.', range);
    }
  };
  return text(base);
}
