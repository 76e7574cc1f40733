/** Matrix Market (NIST, "exchange formats"): what scipy.io.mmwrite and Matrix::writeMM of R write. */
import { FormatError } from '../format-error.ts';
import { lenientText } from '../text-bytes.ts';
import { demandSize, type Precision, type StoredMatrix, type VariablesFile } from './variables.ts';

const banner = /^%%MatrixMarket\s+matrix\s+(\w+)\s+(\w+)\s+([\w-]+)\s*$/im;
export const isMatrixMarket = (bytes: Uint8Array): boolean =>
  /^%%MatrixMarket/i.test(lenientText(bytes.subarray(0, 20)));

/** @throws FormatError */
export function marketVariables(text: string): VariablesFile {
  const [, form, field, symmetry] = (banner.exec(text) ?? []).map((word) => word.toLowerCase());
  if (!['coordinate', 'array'].includes(form))
    throw new FormatError('The first line of this Matrix Market file does not say what it holds; save it again.', {
      line: 1,
    });
  const body = text.replace(/^%.*$/gm, ''),
    first = body.search(/\S/),
    end = first < 0 ? -1 : body.indexOf('\n', first),
    sizes =
      first < 0
        ? []
        : body
            .slice(first, end < 0 ? undefined : end)
            .trim()
            .split(/\s+/)
            .map(Number),
    [rows, columns] = sizes;
  if (field === 'complex' || symmetry === 'hermitian')
    return {
      format: 'Matrix Market',
      variables: [{ name: 'matrix', shape: [rows, columns], why: 'holds complex numbers' }],
    };
  const values = (): Float64Array => Float64Array.from((end < 0 ? '' : body.slice(end)).match(/\S+/g) ?? [], Number);
  const matrix = (Kind: Precision): StoredMatrix => {
    demandSize('matrix', rows, columns);
    const stored = { rows, columns, values: new Kind(rows * columns), byColumn: true },
      entries = form === 'array' ? listed(values(), rows, columns, symmetry) : placed(values(), sizes[2], field);
    for (const [row, column, value] of entries) {
      if (!(row >= 0 && row < rows && column >= 0 && column < columns) || Number.isNaN(row + column)) throw damaged();
      stored.values[column * rows + row] += value;
      if (symmetry !== 'general' && row !== column)
        stored.values[row * rows + column] += symmetry === 'skew-symmetric' ? -value : value;
    }
    return stored;
  };
  return { format: 'Matrix Market', variables: [{ name: 'matrix', shape: [rows, columns], matrix }] };
}
type Entries = Iterable<readonly [row: number, column: number, value: number]>;

/** Row and column from 1 and, but for a pattern, a value. */
function* placed(numbers: Float64Array, count: number, field: string): Entries {
  const width = field === 'pattern' ? 2 : 3;
  if (numbers.length !== count * width) throw damaged();
  for (let i = 0; i < numbers.length; i += width)
    yield [numbers[i] - 1, numbers[i + 1] - 1, width === 2 ? 1 : numbers[i + 2]];
}
/** Column by column; of what is symmetric from the diagonal down, of what is skew below it. */
function* listed(numbers: Float64Array, rows: number, columns: number, symmetry: string): Entries {
  let i = 0;
  for (let column = 0; column < columns; column++)
    for (
      let row = symmetry === 'general' ? 0 : symmetry === 'skew-symmetric' ? column + 1 : column;
      row < rows;
      row++, i++
    ) {
      if (i >= numbers.length) throw damaged();
      yield [row, column, numbers[i]];
    }
  if (i !== numbers.length) throw damaged();
}
const damaged = (): FormatError =>
  new FormatError('This Matrix Market file has not the entries that its sizes say: it is damaged. Save it again.');
