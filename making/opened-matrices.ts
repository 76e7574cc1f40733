/** Whole matrices of files, which are read before what is made of them: HDF5 is not read at once. */
import { nounsIn } from '../language/nouns-within.ts';
import type { ConnectNoun } from '../language/specification.ts';
import type { WholeMatrix } from '../language/whole-matrix.ts';

export type MatrixSource = Extract<ConnectNoun['source'], { readonly kind: 'matrix' }>;

/** Those that a value depends on, each read once. */
export async function openedMatrices(
  value: unknown,
  read: (source: MatrixSource) => Promise<WholeMatrix>,
): Promise<(source: MatrixSource) => WholeMatrix> {
  const opened = new Map<string, WholeMatrix>();
  for (const noun of nounsIn(value))
    if (noun.noun === 'connect' && noun.source.kind === 'matrix' && !opened.has(keyOf(noun.source)))
      opened.set(keyOf(noun.source), await read(noun.source));
  return (source) => opened.get(keyOf(source))!;
}
const keyOf = ({ path, rows, dataset }: MatrixSource): string => JSON.stringify([path, rows, dataset]);
