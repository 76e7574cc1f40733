/** Loom (Linnarsson Lab, specification 3): a matrix of genes × cells with attributes of both. */
import { FormatError } from '../format-error.ts';
import type { Hdf5Group } from '../hdf5.ts';
import { numbers, texts } from './compressed.ts';
import {
  type CellColumn,
  distinct,
  type ExpressionMatrix,
  type ExpressionOptions,
  repeated,
} from './expression-table.ts';

/** Genes are called by the attribute `Gene`, cells by `CellID`, as Loom's readers do. @throws FormatError */
export function readLoom(root: Hdf5Group, { layer }: ExpressionOptions): ExpressionMatrix {
  const layers = root.group('layers')?.names ?? [],
    matrix = root.dataset(layer === undefined ? 'matrix' : `layers/${layer}`);
  if (!matrix)
    throw new FormatError(
      `This loom file has no ${layer === undefined ? 'matrix' : `layer "${layer}"`}; its layers are ` +
        `${layers.length > 0 ? layers.join(', ') : 'none'}.`,
    );
  const [rows, columns] = matrix.shape,
    ofGenes = attributes(root.group('row_attrs'), rows),
    ofCells = attributes(root.group('col_attrs'), columns),
    [genes, cells] = [ofGenes.Gene ?? ofGenes.var_names, ofCells.CellID ?? ofCells.obs_names];
  if (!genes)
    throw new FormatError(
      `This loom file does not name its genes: row_attrs has no "Gene", only ` +
        `${Object.keys(ofGenes).join(', ') || 'nothing'}. Add it.`,
    );
  const values = numbers(matrix.values(), matrix.path),
    dense = new Float32Array(rows * columns);
  for (let gene = 0; gene < rows; gene++)
    for (let cell = 0; cell < columns; cell++) dense[cell * rows + gene] = values[gene * columns + cell];
  return {
    genes: distinct(Array.from(genes, String)),
    cells: distinct(cells ? Array.from(cells, String) : Array.from({ length: columns }, (_, i) => `cell ${i + 1}`)),
    columns: Object.fromEntries(Object.entries(ofCells).filter(([, column]) => column !== cells)),
    content: { dense },
    notes: [
      ...(layer === undefined && layers.length > 0
        ? [`The main matrix was read; the file also has the layers ${layers.join(', ')}.`]
        : []),
      ...repeated(Array.from(genes, String)),
    ],
  };
}
/** Those with a value for each row or column. */
const attributes = (group: Hdf5Group | undefined, count: number): Readonly<Record<string, CellColumn>> =>
  Object.fromEntries(
    (group?.names ?? []).flatMap((name): [string, CellColumn][] => {
      const dataset = group?.dataset(name);
      if (dataset?.shape.length !== 1 || dataset.shape[0] !== count) return [];
      const values = dataset.values();
      return [[name, dataset.numeric ? Float64Array.from(numbers(values, dataset.path)) : texts(values)]];
    }),
  );
