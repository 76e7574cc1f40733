import { FormatError } from '../format-error.ts';
import { decodeText } from '../text-bytes.ts';
import { unpacked } from '../gzip.ts';
import { isHdf5 } from '../hdf5.ts';
import { readCellColumns } from './cell-columns.ts';
import {
  chosen,
  demandFinite,
  type ExpressionMatrix,
  type ExpressionOptions,
  type ExpressionTable,
  type Open,
  summed,
} from './expression-table.ts';
import { readHdf5Expression } from './hdf5-expression.ts';
import { readTenx } from './tenx.ts';
import { readTextExpression } from './text-expression.ts';

export { type CellColumns, readCellColumns } from './cell-columns.ts';
export {
  type CellColumn,
  type ExpressionOptions,
  type ExpressionTable,
  type Open,
  type Transform,
  UnknownGene,
} from './expression-table.ts';

/** Extensions that hold expression; a folder (a path without an extension) can hold a 10x matrix. */
export const holdsExpression = (path: string): boolean =>
  /\.(csv|tsv|tab|txt|h5ad|h5|loom|mtx)(\.gz)?$/i.test(path) || !/\.[A-Za-z]\w*$/.test(path.replace(/[\\/]+$/, ''));

/**
 * Reads an expression matrix: CSV or TSV (`text.ts`), `.h5ad` (`anndata.ts`), 10x `.h5` and `.loom`, a 10x folder or
 * `.mtx` (`tenx.ts`); text may be gzip.
 * `open` gives the bytes of the path and of files beside it.
 * @throws FormatError with the place and the remedy; UnknownGene for a gene that is not there.
 */
export async function readExpression(
  path: string,
  open: Open,
  options: ExpressionOptions = {},
): Promise<ExpressionTable> {
  const matrix = summed(await matrixOf(path, open, options));
  demandFinite(matrix);
  return chosen(matrix, options);
}

async function matrixOf(path: string, open: Open, options: ExpressionOptions): Promise<ExpressionMatrix> {
  if (refused.test(path))
    throw new FormatError(
      "This kind of file is not read: unpickling or loading it can run code, or its layout is a program's " +
        'own. Save the matrix as .h5ad, .csv or .mtx.',
    );
  const cells =
    options.cellColumns === undefined ? undefined : readCellColumns(await needed(options.cellColumns, open));
  const withColumns = (matrix: ExpressionMatrix): ExpressionMatrix =>
    cells ? { ...matrix, columns: { ...matrix.columns, ...cells.of(matrix.cells) } } : matrix;
  if (!/\.\w+$/.test(path.replace(/[\\/]+$/, '')) || /\.mtx(\.gz)?$/i.test(path))
    return withColumns(await readTenx(path, open));
  const bytes = await needed(path, open);
  if (bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5)
    throw new FormatError('This file is pickled; reading it could run code. Save the matrix as .h5ad or .csv.', {
      offset: 0,
    });
  if (isHdf5(bytes) || /\.(h5ad|h5|loom)$/i.test(path)) return withColumns(await readHdf5Expression(bytes, options));
  const names =
    options.names === undefined
      ? undefined
      : decodeText(unpacked(await needed(options.names, open)))
          .split(/\r?\n/)
          .map((line) =>
            line
              .split('\t')[0]
              .trim()
              .replace(/^"(.*)"$/, '$1'),
          )
          .filter((line) => line !== '');
  return readTextExpression(bytes, options, { names, cells });
}
const refused = /\.(pkl|pickle|rds|rda|rdata|xlsx?|joblib)(\.gz)?$/i;

async function needed(path: string, open: Open): Promise<Uint8Array> {
  const bytes = await open(path);
  if (!bytes) throw new FormatError(`"${path}" is not there; correct the name, or put the file beside the others.`);
  return bytes;
}
