/** The files of Cell Ranger: `matrix.mtx` (Matrix Market, genes × cells), `features.tsv` or `genes.tsv`, `barcodes.tsv`; each plain or gzip. */
import { FormatError } from '../error.ts';
import { unpacked } from '../gzip.ts';
import { decodeText } from '../text.ts';
import { distinct, type ExpressionMatrix, type Open } from './table.ts';

/** `path`: the folder, or the `.mtx` file in it. @throws FormatError naming the file that is missing or wrong. */
export async function readTenx(path: string, open: Open): Promise<ExpressionMatrix> {
  const isFile = /\.mtx(\.gz)?$/i.test(path);
  const folder = isFile ? path.slice(0, path.search(/[^\\/]*$/)) : `${path.replace(/[\\/]+$/, '')}/`;
  const prefix = isFile ? path.slice(folder.length).replace(/matrix\.mtx(\.gz)?$/i, '').replace(/^.*\.mtx(\.gz)?$/i, '') : '';
  const find = async (...names: readonly string[]): Promise<Uint8Array> => {
    for (const name of names.flatMap((plain) => [plain, `${plain}.gz`])) {
      const bytes = await open(`${folder}${prefix}${name}`);
      if (bytes) return unpacked(bytes);
    }
    throw new FormatError(`Beside the matrix there is no ${prefix}${names.join(' or ')} (plain or .gz); put the files of one matrix in one folder.`);
  };
  const own = isFile ? await open(path) : undefined;
  if (isFile && !own) throw new FormatError(`${path} is not there; correct the name.`);
  const matrix = own ? unpacked(own) : await find('matrix.mtx');
  const features = linesOf(await find('features.tsv', 'genes.tsv')).map((line) => line.split('\t'));
  const cells = linesOf(await find('barcodes.tsv'));
  return assembled(matrix, features, cells);
}
const linesOf = (bytes: Uint8Array): readonly string[] => decodeText(bytes).split(/\r?\n/).filter((line) => line !== '');

function assembled(bytes: Uint8Array, features: readonly (readonly string[])[], cells: readonly string[]): ExpressionMatrix {
  const entries = scan(bytes);
  const [rows, columns, count] = entries.sizes;
  if (rows !== features.length) throw new FormatError(`The matrix has ${rows} rows and features.tsv ${features.length} lines; they are not of one matrix.`);
  if (columns !== cells.length) throw new FormatError(`The matrix has ${columns} columns and barcodes.tsv ${cells.length} lines; they are not of one matrix.`);
  const isGene = features.map(([, , type]) => type === undefined || type === 'Gene Expression');
  const place = Int32Array.from(isGene);
  for (let i = 0, next = 0; i < place.length; i++) place[i] = isGene[i] ? next++ : -1;
  const starts = new Int32Array(columns + 1);
  for (let i = 0; i < count; i++) if (place[entries.row[i]] >= 0) starts[entries.column[i] + 1]++;
  for (let cell = 0; cell < columns; cell++) starts[cell + 1] += starts[cell];
  const next = starts.slice(), indices = new Int32Array(starts[columns]), data = new Float32Array(starts[columns]);
  for (let i = 0; i < count; i++) {
    const gene = place[entries.row[i]];
    if (gene < 0) continue;
    const at = next[entries.column[i]]++;
    indices[at] = gene;
    data[at] = entries.value[i];
  }
  const genes = features.filter((_, i) => isGene[i]);
  const other = features.length - genes.length;
  return {
    cells: distinct(cells), genes: distinct(genes.map(([id, name]) => name ?? id), genes.map(([id]) => id)), columns: {}, content: { starts, indices, data },
    notes: other > 0 ? [`${other} features that are not gene expression were left out.`] : [],
  };
}

interface Entries { readonly sizes: readonly [number, number, number]; readonly row: Int32Array; readonly column: Int32Array; readonly value: Float32Array }
/** Matrix Market coordinate format (Boisvert, Pozo & Remington 1996): general, real or integer. */
function scan(bytes: Uint8Array): Entries {
  let line = 0, at = 0;
  const nextLine = (): string | undefined => {
    if (at >= bytes.length) return undefined;
    const end = bytes.indexOf(10, at);
    const stop = end < 0 ? bytes.length : end;
    const text = decodeText(bytes.subarray(at, stop));
    at = stop + 1;
    line++;
    return text.trim();
  };
  const fail = (message: string): never => { throw new FormatError(message, { line }); };
  const banner = nextLine() ?? '';
  if (!/^%%MatrixMarket matrix coordinate (real|integer) general$/i.test(banner)) fail(`The first line is "${banner.slice(0, 60)}" where \`%%MatrixMarket matrix coordinate integer general\` (or real) must stand; save the matrix in that form.`);
  let sizes = nextLine();
  while (sizes !== undefined && (sizes === '' || sizes.startsWith('%'))) sizes = nextLine();
  const [rows, columns, count] = (sizes ?? '').split(/\s+/).map(Number);
  if (!(Number.isInteger(rows) && Number.isInteger(columns) && Number.isInteger(count) && rows >= 0 && columns >= 0 && count >= 0)) fail(`Line ${line} must give rows, columns and entries, three whole numbers.`);
  if (count > bytes.length / 4) fail(`Line ${line} announces ${count} entries, more than the file can hold; it is truncated. Fetch it again.`);
  const row = new Int32Array(count), column = new Int32Array(count), value = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    let text = nextLine();
    while (text === '') text = nextLine();
    const [r, c, v] = (text ?? fail(`The matrix ends after ${i} of ${count} entries; it is truncated. Fetch it again.`)).split(/\s+/).map(Number);
    if (!(r >= 1 && r <= rows && c >= 1 && c <= columns && Number.isInteger(r) && Number.isInteger(c)) || Number.isNaN(v) || v === undefined) fail(`Line ${line} is "${text?.slice(0, 60)}" where row (1 to ${rows}), column (1 to ${columns}) and value must stand.`);
    row[i] = r - 1;
    column[i] = c - 1;
    value[i] = v;
  }
  return { sizes: [rows, columns, count], row, column, value };
}
