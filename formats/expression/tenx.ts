/**
 * The files of Cell Ranger: `matrix.mtx` (Matrix Market, genes × cells), `features.tsv` or `genes.tsv`, `barcodes.tsv`;
 * each plain or gzip.
 */
import { FormatError } from '../format-error.ts';
import { unpacked } from '../gzip.ts';
import { readMatrixMarket } from '../matrix-market.ts';
import { decodeText } from '../text-bytes.ts';
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
  const { form, field, symmetry, rows, columns, count, each } = readMatrixMarket(bytes);
  if (form !== 'coordinate' || !['real', 'integer'].includes(field) || symmetry !== 'general')
    throw new FormatError(
      `The first line says \`${form} ${field} ${symmetry}\` where \`coordinate integer general\` (or real) must ` +
        'stand; save the matrix in that form.',
      { line: 1 },
    );
  if (rows !== features.length)
    throw new FormatError(
      `The matrix has ${rows} rows and features.tsv ${features.length} lines; they are not of one matrix.`,
    );
  if (columns !== cells.length)
    throw new FormatError(
      `The matrix has ${columns} columns and barcodes.tsv ${cells.length} lines; they are not of one matrix.`,
    );
  const [row, column, value] = [new Int32Array(count), new Int32Array(count), new Float32Array(count)];
  let read = 0;
  each((gene, cell, amount) => {
    row[read] = gene;
    column[read] = cell;
    value[read] = amount;
    return Number.isFinite(value[read++]);
  });
  const starts = new Int32Array(columns + 1);
  for (let i = 0; i < count; i++) starts[column[i] + 1]++;
  for (let cell = 0; cell < columns; cell++) starts[cell + 1] += starts[cell];
  const next = starts.slice(),
    indices = new Int32Array(count),
    data = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const at = next[column[i]]++;
    indices[at] = row[i];
    data[at] = value[i];
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
