import { decodeText, readCsv } from '../formats/index.ts';
import type { Node } from '../grammar/index.ts';
import type { ClaimTable, Declaration, Phrase, Setting, Value } from '../grammar/tree.ts';
import type { Reader, TextAnalysis } from '../language/index.ts';

/** Columns that a table declares: `column tau in ms`. */
export const columnsOf = (table: Declaration | undefined): readonly string[] =>
  (table?.block?.statements ?? []).flatMap((statement) => {
    const base =
      statement.kind === 'setting' && statement.word.text === 'column' ? statement.items[0]?.value.base : undefined;
    return base?.kind === 'name' ? [base.text] : base?.kind === 'string' ? [base.value] : [];
  });
export const tablesWithColumns = ({ declared }: TextAnalysis['scope']): readonly string[] =>
  [...declared].flatMap(([name, { declaration }]) => (columnsOf(declaration).length > 0 ? [name] : []));

/** Tables whose columns may be named at a place: those that its statement, its claim and its noun name. */
export function tablesNamed(path: readonly Node[]): readonly string[] {
  const is = (kind: string) => (one: Node) => 'kind' in one && one.kind === kind;
  const declaration = path.find((one): one is Declaration => is('declaration')(one));
  const claims = path.findLast((one): one is ClaimTable => is('claims')(one));
  const own = path.findLast((one): one is Setting => is('setting')(one));
  const beside = (declaration?.block?.statements ?? []).filter(
    (one): one is Setting => one.kind === 'setting' && ['join', 'nodes'].includes(one.word.text),
  );
  const placed = path.at(-1);
  const found = [
    ...(own ? stringsOf(own) : []),
    ...(claims?.published ? [claims.published.path] : []),
    ...(declaration ? stringsOf({ items: [], phrases: declaration.phrases }) : []),
    ...beside.flatMap(stringsOf),
  ];
  return [...new Set(found.filter((one) => one !== placed).map(({ value }) => value))];
}
const stringsOf = ({ items, phrases }: { readonly items: Phrase['items']; readonly phrases: readonly Phrase[] }) =>
  [...items, ...phrases.flatMap((phrase) => phrase.items)]
    .map(({ value }): Value['base'] => value.base)
    .filter((base) => base.kind === 'string');

/** A longer table is not read for the names of its columns. */
const largest = 16 * 2 ** 20,
  longestLine = 2 ** 16;

/** The names in the first line of a table; none where it cannot be read. */
export async function columnsOfFile(path: string, reader: Reader): Promise<readonly string[]> {
  if (!/\.(csv|tsv|txt)$/i.test(path)) return [];
  try {
    const located = await reader.locate(path);
    if (!located.found || located.size > largest) return [];
    const text = decodeText((await reader.bytes(located.location, largest)).subarray(0, longestLine));
    return readCsv(text.split(/\r?\n/, 1)[0]).header.filter((name) => name !== '' && !name.includes('"'));
  } catch {
    return []; // the check of the text says why
  }
}
