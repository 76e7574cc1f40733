import { type Tiles, tileWidth } from '../../engine/connectivity/index.ts';
import type { MatrixResult, Results } from '../../results/contract.ts';
import type { Figure, MatrixMap, MatrixPanel } from '../figure.ts';
import { unknownSentence } from '../draw/colour-scale.ts';
import { byPoint } from './ranks-panel.ts';
import { pointText } from '../../results/sweep.ts';

/** `plot matrix` of matrices that were drawn or read: a heat-map per condition, or two where they are reduced. */
export function matricesFigure(results: Results, matrices: readonly MatrixResult[]): Figure {
  const { conditions } = results.experiment;
  const panels = byPoint(results.experiment, matrices).map(
    (point): MatrixPanel => ({
      kind: 'matrix',
      ...(point.isOnly ? {} : { title: pointText(results.experiment, point.at) }),
      maps: conditions.flatMap(({ name }) =>
        point
          .of(name)
          .slice(0, 1)
          .flatMap((matrix) => mapsOf(matrix, matrix.groups, conditions.length > 1 ? name : '')),
      ),
    }),
  );
  const [{ seed }] = matrices;
  const named = conditions
    .filter(({ name }) => matrices.some(({ condition }) => condition === name))
    .map(({ name }) => name);
  return {
    name: 'matrix',
    title: `Weights of ${named.length === 1 ? `${named[0]}, ` : ''}seed ${seed}`,
    panels,
    summary:
      `Weight matrices of seed ${seed}: ` +
      `${matrices
        .map(
          (each) =>
            `${[pointText(results.experiment, each.at), each.condition].filter(Boolean).join(', ')}, ${sizeText(each)}`,
        )
        .join('; ')}.`,
    caption: matrixCaption(matrices, 'neurons'),
  };
}
/** What the rows are, and what was done to see them. */
export function matrixCaption(
  matrices: readonly (Tiles & { readonly groups?: readonly number[] })[],
  what: string,
): string[] {
  return [
    `Rows: post-synaptic ${what}; columns: pre-synaptic ${what}. White: zero.`,
    ...(matrices.some(({ tiles, size }) => tiles < size)
      ? [
          `Reduced to tiles (${reductionOf(matrices)}): the mean of each, pairs without a connection ` +
            `included, and its weight of largest magnitude.`,
        ]
      : []),
    ...unknownSentence(matrices.flatMap(({ mean, largest }) => [mean, largest])),
    ...(matrices.some(({ groups }) => groups && groups.length > 1) ? ['Ticks at the edges: borders of groups.'] : []),
  ];
}
function reductionOf(matrices: readonly Tiles[]): string {
  const reduced = matrices
    .filter(({ tiles, size }) => tiles < size)
    .map(({ tiles, size }) => `${tiles} × ${tiles} of ${tileWidth(size, tiles)} × ${tileWidth(size, tiles)}`);
  return [...new Set(reduced)].join('; ');
}
export function sizeText({ size, connections }: Tiles): string {
  return `${connections.toLocaleString('en')} weights among ${size.toLocaleString('en')} neurons`;
}

/**
 * The maps of one matrix: its mean by tile and the weight of largest magnitude, or the weights themselves where it was
 * not reduced.
 */
export function mapsOf(reduced: Tiles, groups: readonly number[] | undefined, name: string): MatrixMap[] {
  const { tiles, size, mean, largest } = reduced;
  const map = (what: string, label: string, values: Float64Array): MatrixMap => ({
    title: name && what ? `${name}: ${what}` : name || what,
    label,
    tiles,
    size,
    values,
    ...(groups ? { groups } : {}),
  });
  return tiles < size
    ? [map('mean of tiles', 'Mean weight', mean), map('largest of tiles', 'Weight', largest)]
    : [map('', 'Weight', mean)];
}
