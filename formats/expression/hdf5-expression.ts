import { withHdf5 } from '../hdf5.ts';
import { readAnndata } from './anndata.ts';
import type { ExpressionMatrix, ExpressionOptions } from './expression-table.ts';
import { readLoom } from './loom.ts';
import { readTenxHdf5 } from './tenx-hdf5.ts';

/**
 * Expression in HDF5, told by what stands at its root: loom, 10x or h5ad. @throws FormatError naming the part of the
 * file that is not as it should be.
 */
export const readHdf5Expression = (bytes: Uint8Array, options: ExpressionOptions): Promise<ExpressionMatrix> =>
  withHdf5(bytes, (root) => {
    if (root.names.includes('row_attrs')) return readLoom(root, options);
    return root.names.includes('matrix') && !root.names.includes('obs')
      ? readTenxHdf5(root)
      : readAnndata(root, options);
  });
