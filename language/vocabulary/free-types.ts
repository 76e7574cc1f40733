/** Conditions over the columns of a file, which is not read where the vocabulary is. */
import { over, type Type } from '../../catalogue/entry.ts';

/** A condition, or two columns that are held against each other: any name may stand. */
const freely = (says: string, example: string): Type => ({
  ...over('boolean', example),
  says,
  example,
  free: true,
  ofTable: true,
});
/** What `rows where` takes. */
export const chosenRows = freely('a condition', 'species = "Mus musculus"');
/** `by type`, `by line_name = class`. */
export const byColumn: Type = freely('a column, or `COLUMN = FIELD`', 'line_name');
