/** A table of cells, and what neurons draw from it, in canonical form. */
import type { FittedLaw } from '../../engine/statistics/index.ts';
import type { Expression } from '../../engine/expressions/index.ts';
import type { DataNoun } from './data-noun.ts';

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

/** A parameter of each neuron: that of a cell drawn from a table, with replacement. */
export interface TableValues {
  /** The table. */
  readonly cells: DataNoun;
  readonly column: string;
  /** Cells of the neuron’s own type: the column of the table, and the field of the neuron that it is held against. */
  readonly by?: { readonly column: string; readonly neuron?: string };
  /** Drawn from the likeliest distribution of the family, in place of the cells themselves. */
  readonly fit?: FittedLaw;
}

/** All of them inside a value, each once. */
export function tableValuesIn(value: unknown): readonly TableValues[] {
  if (value === null || typeof value !== 'object') return [];
  if (isTableValues(value)) return [value];
  // rules of genes are large and draw nothing
  if ('noun' in value && value.noun === 'genes') return [];
  return Object.values(value).flatMap(tableValuesIn);
}
export const isTableValues = (value: unknown): value is TableValues =>
  typeof value === 'object' && value !== null && 'cells' in value && isNoun(value.cells) && value.cells.noun === 'data';
const isNoun = (value: unknown): value is { readonly noun: string } =>
  typeof value === 'object' && value !== null && 'noun' in value;
