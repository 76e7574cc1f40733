/** `matches "published.csv" within …`: what others have found, read from their table. */
import type { Expression } from '../engine/expressions/index.ts';
import { meaningOf } from '../catalogue/units.ts';
import type { ClaimTable, Expression as Written, RangeExpression } from '../grammar/tree.ts';
import { isPlainName } from '../grammar/words.ts';
import { canonical } from './canonical/canonical-expression.ts';
import { optional, read, value, word, all, last } from './canonical/read-settings.ts';
import { type Scope, Refused } from './canonical/scope.ts';
import { choiceInCell } from './choice-names.ts';
import { isPercent } from './claim-tolerance.ts';
import { constantOf } from './constants.ts';
import { matchesWord } from './vocabulary/published-words.ts';
import { unitText } from './nouns/table-words.ts';
import { largestTable, type Reader } from './reader.ts';
import { TableError, tableRows } from './table-rows.ts';

/** A column as the text calls it, as the file does, and its unit. */
export interface PublishedColumn {
  readonly called: string;
  readonly name: string;
  readonly unit?: string;
}
/** How a file of published values is read. */
export interface Published {
  readonly path: string;
  readonly by: PublishedColumn;
  /** What a sweep over choices is called at each; none are known of a grouping of files. */
  readonly choices?: readonly string[];
  readonly measured: PublishedColumn;
  readonly others: readonly PublishedColumn[];
  readonly where?: Expression;
  readonly within: Written | RangeExpression;
}
/** What a row claims, in SI units, and as it would be written. */
export interface PublishedRow {
  readonly at: number | string;
  readonly test:
    | { readonly kind: 'compare'; readonly operator: '='; readonly right: number; readonly within: number }
    | { readonly kind: 'in'; readonly from: number; readonly to: number };
  readonly says: string;
  /** `partners = 2.4`, `genotype = mutant`. */
  readonly point: string;
}
export interface PublishedValues {
  readonly rows: readonly PublishedRow[];
  /** Rows in which a number is missing. */
  readonly without: number;
}

/** The measure that the claims of a table are about, where it is one by itself. */
export function measureOfTable({ left }: Pick<ClaimTable, 'left'>): string | undefined {
  const side = left.kind === 'of' ? left.measure : left;
  if (side.kind === 'name') return side.text;
  const [only] = side.kind === 'call' && side.arguments.length === 1 ? side.arguments : [];
  return only && only.value.kind !== 'range' ? measureOfTable({ left: only.value }) : undefined;
}
/** Names behind `within`: columns of the file. */
export function columnsWithin(written: Written | RangeExpression): readonly (Written & { readonly kind: 'name' })[] {
  switch (written.kind) {
    case 'name':
      return [written];
    case 'group':
      return columnsWithin(written.expression);
    case 'unary':
      return columnsWithin(written.operand);
    case 'binary':
      return [...columnsWithin(written.left), ...columnsWithin(written.right)];
    case 'range':
      return [...columnsWithin(written.from), ...columnsWithin(written.to)];
    default:
      return [];
  }
}

/** @throws Refused for what has no canonical form */
export function publishedOf(table: ClaimTable, scope: Scope, choices?: readonly string[]): Published {
  const { published, block, by } = table;
  const measured = measureOfTable(table);
  if (!published?.within || measured === undefined) throw new Refused('Here a claim is not whole.', table.range);
  const reads = read(
    (block?.statements ?? []).map((statement) => ({ statement, scope })),
    matchesWord.block ?? [],
  );
  const said = all(reads, 'column').map((found): PublishedColumn => {
    const called = word(value(found, 'column')),
      from = optional(found, 'from'),
      unit = optional(found, 'unit');
    return { called, name: from ? word(from) : called, ...(unit && { unit: unitText(unit) }) };
  });
  const columnCalled = (called: string): PublishedColumn =>
    said.find((column) => column.called === called) ?? { called, name: called };
  const own = columnCalled(measured);
  const where = optional(last(reads, 'rows'), 'where');
  return {
    path: published.path.value,
    by: columnCalled(by.text),
    ...(choices && { choices }),
    measured: own,
    others: columnsWithin(published.within).map(({ text }) => ({ unit: own.unit, ...columnCalled(text) })),
    ...(where && { where: canonical(where.base, new Set()) }),
    within: published.within,
  };
}

/** @throws TableError */
export function valuesOf(published: Published, bytes: Uint8Array, isShare: boolean): PublishedValues {
  const { path, by, choices, measured, others, where, within } = published;
  const quantities = [...(choices ? [] : [by]), measured, ...others];
  const columns = quantities.map(({ name, unit }) => ({ name, unit: unit ?? '1' }));
  const table = tableRows(
    path,
    { columns, joins: [], matches: [], ...(where !== undefined && { where }) },
    () => bytes,
  );
  const numbers = new Map(quantities.map((column) => [column.called, table.quantity(column.name)]));
  const places = choices ? table.words(by.name, 'column') : (numbers.get(by.called) ?? []);
  const rows: PublishedRow[] = [];
  let without = 0;
  for (let row = 0; row < table.count; row++) {
    const numberOf = (called: string): number => numbers.get(called)?.[row] ?? NaN;
    const place = places[row];
    const at = typeof place === 'string' ? (choiceInCell(place, choices ?? []) ?? place) : place;
    const said = claimedIn(within, { right: numberOf(measured.called), isShare, numberOf, unit: measured.unit });
    if (said && at !== '' && !Number.isNaN(at)) rows.push({ at, ...said, point: pointOf(by, at) });
    else without++;
  }
  refuseDoubles(path, by, rows);
  return { rows, without };
}

interface AtRow {
  readonly right: number;
  readonly isShare: boolean;
  readonly numberOf: (column: string) => number;
  readonly unit: string | undefined;
}
function claimedIn(
  within: Published['within'],
  { right, isShare, numberOf, unit }: AtRow,
): Pick<PublishedRow, 'test' | 'says'> | undefined {
  if (within.kind === 'range') {
    const [from, to] = [within.from, within.to].map((end) => constantOf(end, undefined, numberOf) ?? NaN);
    return from <= to
      ? { test: { kind: 'in', from, to }, says: `in ${written(from, unit)} .. ${written(to, unit)}` }
      : undefined;
  }
  const isPart = isPercent(within) && !isShare;
  const part = constantOf(within, undefined, numberOf) ?? NaN;
  const tolerance = isPart ? part * Math.abs(right) : part;
  if (!Number.isFinite(right) || !(tolerance >= 0)) return undefined;
  const says = isPercent(within) ? `${shown(part * 100)} %` : written(tolerance, unit);
  return {
    test: { kind: 'compare', operator: '=', right, within: tolerance },
    says: `= ${written(right, unit)} within ${says}`,
  };
}

const pointOf = ({ called, unit }: PublishedColumn, at: number | string): string =>
  `${called} = ${typeof at === 'number' ? written(at, unit) : isPlainName(at) ? at : `"${at}"`}`;
/** A number in SI units as it would be written in a unit. */
function written(value: number, unit: string | undefined): string {
  const meaning = unit === undefined ? undefined : meaningOf(unit);
  return meaning && unit !== '1' ? `${shown((value * meaning.denominator) / meaning.numerator)} ${unit}` : shown(value);
}
const shown = (value: number): string => String(Number(value.toPrecision(12)));

function refuseDoubles(path: string, by: PublishedColumn, rows: readonly PublishedRow[]): void {
  const seen = new Set<PublishedRow['at']>();
  for (const { at, point } of rows) {
    if (seen.has(at))
      throw new TableError(`\`${path}\` has two rows of ${point}: choose among them, \`rows where COLUMN = "…"\`.`, {
        kind: 'unlike',
        word: 'column',
        of: by.called,
      });
    seen.add(at);
  }
}

/** What came of reading; undefined where the file is not there. */
export async function readPublished(
  published: Published,
  isShare: boolean,
  reader: Reader,
): Promise<PublishedValues | TableError | undefined> {
  const { path } = published;
  const located = await reader.locate(path);
  if (!located.found) return undefined;
  try {
    return valuesOf(published, await reader.bytes(located.location, largestTable), isShare);
  } catch (error) {
    if (error instanceof TableError) return error;
    const reason = error instanceof Error ? error.message : String(error);
    return new TableError(`\`${path}\` cannot be read: ${reason}`, { kind: 'unlike', word: 'from' });
  }
}

/** A value in a file and one of a sweep, which may have been multiplied up to; a choice goes by its name. */
export const isSameValue = (one: number | string, other: number | string): boolean =>
  typeof one === 'string' || typeof other === 'string'
    ? one === other
    : Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other));
