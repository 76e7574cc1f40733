/**
 * The files of Cell Ranger: `matrix.mtx` (Matrix Market, genes × cells), `features.tsv` or `genes.tsv`, `barcodes.tsv`;
 * each plain or gzip.
 */
import { FormatError } from '../format-error.ts';
import { unpacked } from '../gzip.ts';
import { decodeText, lenientText } from '../text-bytes.ts';
import { distinct, type ExpressionMatrix, genesAmong, type Open } from './expression-table.ts';

/** `path`: the folder, or the `.mtx` file in it. @throws FormatError naming the file that is missing or wrong. */
export async function readTenx(path: string, open: Open): Promise<ExpressionMatrix> {
  const isFile = /\.mtx(\.gz)?$/i.test(path);
  const folder = isFile ? path.slice(0, path.search(/[^\\/]*$/)) : `${path.replace(/[\\/]+$/, '')}/`;
  const prefix = isFile
    ? path
        .slice(folder.length)
        .replace(/matrix\.mtx(\.gz)?$/i, '')
        .replace(/^.*\.mtx(\.gz)?$/i, '')
    : '';
  const find = async (...names: readonly string[]): Promise<Uint8Array> => {
    for (const name of names.flatMap((plain) => [plain, `${plain}.gz`])) {
      const bytes = await open(`${folder}${prefix}${name}`);
      if (bytes) return unpacked(bytes);
    }
    throw new FormatError(
      `Beside the matrix there is no ${prefix}${names.join(' or ')} (plain or .gz); put the files of one ` +
        `matrix in one folder.`,
    );
  };
  const own = isFile ? await open(path) : undefined;
  if (isFile && !own) throw new FormatError(`${path} is not there; correct the name.`);
  const matrix = own ? unpacked(own) : await find('matrix.mtx');
  const features = linesOf(await find('features.tsv', 'genes.tsv')).map((line) => line.split('\t'));
  const cells = linesOf(await find('barcodes.tsv'));
  return assembled(matrix, features, cells);
}
const linesOf = (bytes: Uint8Array): readonly string[] =>
  decodeText(bytes)
    .split(/\r?\n/)
    .filter((line) => line !== '');

function assembled(
  bytes: Uint8Array,
  features: readonly (readonly string[])[],
  cells: readonly string[],
): ExpressionMatrix {
  const entries = scan(bytes);
  const [rows, columns, count] = entries.sizes;
  if (rows !== features.length)
    throw new FormatError(
      `The matrix has ${rows} rows and features.tsv ${features.length} lines; they are not of one matrix.`,
    );
  if (columns !== cells.length)
    throw new FormatError(
      `The matrix has ${columns} columns and barcodes.tsv ${cells.length} lines; they are not of one matrix.`,
    );
  const starts = new Int32Array(columns + 1);
  for (let i = 0; i < count; i++) starts[entries.column[i] + 1]++;
  for (let cell = 0; cell < columns; cell++) starts[cell + 1] += starts[cell];
  const next = starts.slice(),
    indices = new Int32Array(count),
    data = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const at = next[entries.column[i]]++;
    indices[at] = entries.row[i];
    data[at] = entries.value[i];
  }
  return genesAmong(
    {
      cells: distinct(cells),
      genes: features.map(([id, name]) => name ?? id),
      columns: {},
      content: { starts, indices, data },
      notes: [],
    },
    features.map(([id]) => id),
    features.map(([, , type]) => type),
  );
}

interface Entries {
  readonly sizes: readonly [number, number, number];
  readonly row: Int32Array;
  readonly column: Int32Array;
  readonly value: Float32Array;
}
/** Matrix Market coordinate format (Boisvert, Pozo & Remington 1996): general, real or integer. */
function scan(bytes: Uint8Array): Entries {
  let line = 0,
    at = 0,
    end = 0;
  /** Goes to the next line that is not empty; false where there is none. */
  const advance = (): boolean => {
    do {
      at = line === 0 ? 0 : end + 1;
      if (at >= bytes.length) return false;
      end = bytes.indexOf(10, at);
      if (end < 0) end = bytes.length;
      line++;
    } while (end === at || (end === at + 1 && bytes[at] === 13));
    return true;
  };
  const text = (): string => lenientText(bytes.subarray(at, Math.min(end, at + 200))).trim();
  const fail = (message: string): never => {
    throw new FormatError(message, { line });
  };
  if (!advance() || !/^%%MatrixMarket matrix coordinate (real|integer) general$/i.test(text()))
    fail(
      `The first line is "${text().slice(0, 60)}" where \`%%MatrixMarket matrix coordinate integer ` +
        `general\` (or real) must stand; save the matrix in that form.`,
    );
  let more = advance();
  while (more && bytes[at] === 37) more = advance();
  const [rows, columns, count] = more ? text().split(/\s+/).map(Number) : [];
  if (![rows, columns, count].every((size) => Number.isInteger(size) && size >= 0 && size < 2 ** 31))
    fail(`Line ${line} must give rows, columns and entries, three whole numbers.`);
  if (count > bytes.length / 4)
    fail(`Line ${line} announces ${count} entries, more than the file can hold; it is truncated. Fetch it again.`);
  const row = new Int32Array(count),
    column = new Int32Array(count),
    value = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    if (!advance()) fail(`The matrix ends after ${i} of ${count} entries; it is truncated. Fetch it again.`);
    const first = whole(bytes, at, end),
      second = whole(bytes, first.next, end);
    const third = whole(bytes, second.next, end);
    const v = third.next >= end ? third.value : Number(text().split(/\s+/)[2]);
    if (
      !(first.value >= 1 && first.value <= rows && second.value >= 1 && second.value <= columns) ||
      !Number.isFinite(Math.fround(v)) ||
      second.next >= end
    )
      fail(
        `Line ${line} is "${text().slice(0, 60)}" where row (1 to ${rows}), column (1 to ${columns}) and ` +
          `value must stand.`,
      );
    row[i] = first.value - 1;
    column[i] = second.value - 1;
    value[i] = v;
  }
  return { sizes: [rows, columns, count], row, column, value };
}
/**
 * The whole number at a place, and where the next one begins; NaN where it is none. Matrices have hundreds of millions
 * of them.
 */
function whole(bytes: Uint8Array, from: number, end: number): { readonly value: number; readonly next: number } {
  let at = from,
    value = 0;
  while (at < end && (bytes[at] === 32 || bytes[at] === 9)) at++;
  const begun = at;
  for (; at < end && bytes[at] >= 48 && bytes[at] <= 57; at++) value = value * 10 + bytes[at] - 48;
  const ended = at;
  while (at < end && (bytes[at] === 32 || bytes[at] === 9 || bytes[at] === 13)) at++;
  return { value: ended === begun || (at === ended && at < end) ? NaN : value, next: at };
}
