/** What the eigenvalues of a matrix from a file say, while a text is written. */
import type { LinearAlgebra } from '../engine/kernels/index.ts';
import type { Declaration } from '../grammar/tree.ts';
import { beyondEdge } from './checks/spectrum-checks.ts';
import { notScaled } from './checks/spectrum-scale-checks.ts';
import type { Diagnostic } from './diagnostic.ts';
import { largestInFile, unscalableInFile } from './matrix-files.ts';
import type { Reader } from './reader.ts';
import type { ConnectNoun } from './specification.ts';
import { settingsNamed } from './view.ts';

/** Studies a declaration, unless what it is studied in has not changed since. */
export type Cached = (
  declaration: Declaration,
  what: unknown,
  study: () => Promise<readonly Diagnostic[]>,
) => Promise<void>;

export async function studyEdge(
  declaration: Declaration,
  matrix: ConnectNoun,
  reader: Reader,
  algebra: () => Promise<LinearAlgebra>,
  cached: Cached,
): Promise<void> {
  const { source } = matrix;
  if (source.kind !== 'file' && source.kind !== 'matrix') return;
  await cached(declaration, [matrix, 'edge', await reader.locate(source.path)], async () =>
    beyondEdge(await largestInFile(matrix, reader, algebra), matrix.name, declaration.name.range),
  );
}
export async function studyScale(
  declaration: Declaration,
  matrix: ConnectNoun,
  reader: Reader,
  algebra: (() => Promise<LinearAlgebra>) | undefined,
  cached: Cached,
): Promise<void> {
  const { source, spectrum } = matrix;
  if ((source.kind !== 'file' && source.kind !== 'matrix') || !spectrum) return;
  await cached(declaration, [matrix, 'scale', await reader.locate(source.path)], async () => {
    const reason = await unscalableInFile(matrix, reader, algebra),
      at = settingsNamed(declaration, 'spectrum')[0]?.range ?? declaration.name.range;
    return reason === undefined ? [] : [notScaled(reason, matrix.name, at)];
  });
}
