/** Numbers by name, as a table of a run's folder. */
import { encodeText, numberColumn, readCsv, textColumn, writeCsv } from '../../formats/index.ts';

export const factTable = (facts: readonly (readonly [string, number])[]): Uint8Array =>
  encodeText(writeCsv(['name', 'value'], facts));
/** None where there is no table. */
export function factsIn(bytes: Uint8Array | undefined): Record<string, number> {
  if (!bytes) return {};
  const table = readCsv(bytes),
    names = textColumn(table, 'name'),
    values = numberColumn(table, 'value');
  return Object.fromEntries(names.map((name, i) => [name, values[i]]));
}
