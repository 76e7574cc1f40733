/** What neurons draw from a table of cells, in canonical form. */
import type { FittedLaw } from '../../engine/statistics/index.ts';
import type { DataNoun } from './data-noun.ts';

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
