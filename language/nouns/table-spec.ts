/** How a table of cells is read, in canonical form. */
import type { Expression } from '../../engine/expressions/index.ts';

/** How a file with a row per cell is read. Its columns of words need no line of their own. */
export interface TableSpec {
  /** Columns that are quantities, with their units as written. */
  readonly columns: readonly { readonly name: string; readonly unit: string }[];
  /** The column that says of which class a cell is, where nothing else is said. */
  readonly group?: string;
  /** Other files whose rows are put beside those of equal value. */
  readonly joins: readonly { readonly path: string; readonly by: string; readonly to: string }[];
  /** Only rows for which this holds are cells of the table. */
  readonly where?: Expression;
  /** Types of neurons that go by another name in the table, each with the classes that it stands for. */
  readonly matches: readonly { readonly type: string; readonly classes: readonly string[] }[];
}
