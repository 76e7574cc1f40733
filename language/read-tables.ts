/** Tables that a text names, each read once. */
import type { DataNoun } from './specification.ts';
import { largestTable, type Reader } from './reader.ts';
import { TableError, type TableRows, tableRows } from './table-rows.ts';

/** What came of a table; undefined where one of its files is not there, which is said of its declaration. */
export type ReadTable = TableRows | TableError | undefined;
export type Tables = (noun: DataNoun) => Promise<ReadTable>;

export function tablesOf(reader: Reader): Tables {
  const known = new Map<string, Promise<ReadTable>>();
  return (noun) => {
    const key = JSON.stringify(noun),
      found = known.get(key) ?? readTable(noun, reader);
    known.set(key, found);
    return found;
  };
}
async function readTable({ reference, table }: DataNoun, reader: Reader): Promise<ReadTable> {
  if (!table) return undefined;
  const bytes = new Map<string, Uint8Array>();
  for (const path of [reference, ...table.joins.map((join) => join.path)]) {
    const located = await reader.locate(path);
    if (!located.found) return undefined;
    try {
      bytes.set(path, await reader.bytes(located.location, largestTable));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const beside = path === reference ? { word: 'from' as const } : { word: 'join' as const, of: path };
      return new TableError(`\`${path}\` cannot be read: ${reason}`, { kind: 'unlike', ...beside });
    }
  }
  try {
    return tableRows(reference, table, (path) => bytes.get(path)!);
  } catch (error) {
    if (error instanceof TableError) return error;
    throw error;
  }
}
