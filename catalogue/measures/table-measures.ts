/** Measures of a column of a table: of all its cells, or of those of a class. No seed draws them. */
import { quantile } from '../../engine/activity/index.ts';
import { mean, standardDeviation } from '../../engine/statistics/index.ts';
import { columnOf, type Type } from '../entry.ts';
import { type ColumnForm, type Form, isColumn } from '../forms.ts';
import { number } from '../units.ts';
import { optional, type Parameter, parameter, wordOf } from '../parameters.ts';
import type { Study } from '../study.ts';
import { type Forms, type Gives, givesNumber, measure, type Measure } from './measure-record.ts';
import { none } from './no-number.ts';

/** @throws Error for anything else */
export function columnForm(form: Form | undefined): ColumnForm {
  if (isColumn(form)) return form;
  throw new Error(`${JSON.stringify(form)} stands where a column of a table is taken`);
}
const column = parameter(columnOf(), 'A column, `cells.tau`.', columnForm);
const className: Type = {
  says: 'a class of the table',
  example: '"spiny"',
  free: true,
  number: { dimension: number },
};
const columnName: Type = { says: 'the name of a column', example: 'line_name', free: true };
const text = (form: Form | undefined): string => (typeof form === 'number' ? String(form) : wordOf(form));
/** Of which cells: a class, and the column that says it. */
export const ofClass: Parameter<string | undefined> = optional(
  parameter(className, 'Only cells of this class, as the table calls it or as `match` of the table does.', text),
);
export const classColumn: Parameter<string | undefined> = optional(
  parameter(columnName, 'The column that says the class; without it that of `group` of the table.', text),
);
const takes = { column, of: ofClass, by: classColumn };
/** A column of classes without a class. */
export const classLacking = ({ of, by }: Forms): string | undefined =>
  by !== undefined && of === undefined
    ? `\`by: ${text(by)}\` names the column of classes, and nothing says which class: write \`of: "…"\` too`
    : undefined;

const statistic = (
  name: string,
  documentation: string,
  gives: Gives,
  fewest: number,
  find: (ascending: Float64Array) => number,
): Measure =>
  measure({
    name,
    documentation:
      `${documentation} of a column of a table, over the cells that have a value; with \`of\`, over those of a ` +
      'class. Exact: no seed has a part in it.',
    example: `${name}(cells.tau, of: "spiny", by: dendrite_type)`,
    takes,
    needs: [],
    gives,
    inUnitOf: 'column',
    contradiction: classLacking,
    compute({ column: given, of, by }, study: Study) {
      const values = study.cells(given, of, by),
        known = values.filter((value) => !Number.isNaN(value)).sort();
      if (known.length < fewest)
        none(`${known.length === 0 ? 'no cell has' : 'only one cell has'} a value of ${given.named}.${given.column}`);
      return { value: find(known), facts: { cells: known.length, missing: values.length - known.length } };
    },
  });

export const tableMeasures: readonly Measure[] = [
  statistic('median', 'Median', givesNumber, 1, (ascending) => quantile(ascending, 0.5)),
  statistic('mean', 'Mean', givesNumber, 1, mean),
  statistic('sd', 'Standard deviation (n − 1)', givesNumber, 2, standardDeviation),
];
