/** 10x Genomics' feature-barcode matrices in HDF5 (`.h5`). */
import { FormatError } from '../format-error.ts';
import type { Hdf5Group, Hdf5Values } from '../hdf5.ts';
import { crossed, numbers, texts } from './compressed.ts';
import { distinct, type ExpressionMatrix, genesAmong } from './expression-table.ts';

/** `/matrix`: features are rows, stored by column, so cells come one after another. @throws FormatError */
export function readTenxHdf5(root: Hdf5Group): ExpressionMatrix {
  const need = (path: string): Hdf5Values => {
    const found = root.dataset(path);
    if (!found)
      throw new FormatError(
        `This HDF5 file has no ${path}: it is neither h5ad nor a feature-barcode matrix of Cell Ranger 3 or ` +
          `later. Save it as h5ad.`,
      );
    return found.values();
  };
  const [names, ids, cells] = ['matrix/features/name', 'matrix/features/id', 'matrix/barcodes'].map((path) =>
      texts(need(path)),
    ),
    types = root.dataset('matrix/features/feature_type');
  return genesAmong(
    {
      cells: distinct(cells),
      genes: names,
      columns: {},
      notes: [],
      content: crossed(
        numbers(need('matrix/data'), '/matrix'),
        numbers(need('matrix/indices'), '/matrix'),
        numbers(need('matrix/indptr'), '/matrix'),
        cells.length,
        names.length,
        false,
        '/matrix',
      ),
    },
    ids,
    types ? texts(types.values()) : names.map(() => undefined),
  );
}
