import { type Tiles, tileWidth } from '../../engine/connectivity/index.ts';
import type { MatrixResult, NeuronOrder, Results } from '../../results/contract.ts';
import type { Figure, MatrixMap, MatrixPanel } from '../figure.ts';
import { unknownSentence } from '../draw/colour-scale.ts';
import { canBeDrawn, extent } from '../axis-range.ts';
import { formatNumber, plainNumber } from '../number-text.ts';
import { byPoint } from './ranks-panel.ts';
import { pointText } from '../../results/sweep.ts';

/** Each order as a title and a caption name it. */
const orders: Readonly<Record<NeuronOrder, { readonly title: string; readonly missing: string }>> = {
  module: {
    title: ' by module',
    missing:
      'No matrix with modules is kept: they are found of the matrices of the first seed, up to 1,000 neurons, ' +
      'where some connections are stronger than others.',
  },
  place: {
    title: ' by place',
    missing:
      'The neurons of no condition have places: `place` in a `connect` gives them some, and `neurons from` a network.',
  },
};
/** `plot matrix by module`, `plot matrix by place`. */
export function orderedMatrices(results: Results, order: NeuronOrder): Figure {
  const found = (results.matrices ?? []).filter((matrix) => matrix.order === order);
  if (found.length > 0) return matricesFigure(results, found, order);
  const { title, missing } = orders[order];
  return { name: `matrix-by-${order}`, title: `Weights${title}`, summary: missing, caption: [missing], panels: [] };
}
/** `plot matrix`: a heat-map per condition; of matrices that nothing has trained two, where they are reduced. */
export function matricesFigure(results: Results, matrices: readonly MatrixResult[], order?: NeuronOrder): Figure {
  const { conditions } = results.experiment;
  const shown = byPoint(results.experiment, matrices).map((point) => ({
    point,
    matrices: conditions.flatMap(({ name }) => point.of(name).slice(0, 1)),
  }));
  const panels = shown.map(
    ({ point, matrices: here }): MatrixPanel => ({
      kind: 'matrix',
      ...(point.isOnly ? {} : { title: pointText(results.experiment, point.at) }),
      maps: here.flatMap((matrix) =>
        mapsOf(matrix, matrix.groups, conditions.length > 1 ? matrix.condition : '', matrix),
      ),
    }),
  );
  const [{ seed }] = matrices;
  const named = conditions
    .filter(({ name }) => matrices.some(({ condition }) => condition === name))
    .map(({ name }) => name);
  const only = named.length === 1 ? named[0] : '';
  const weights = matrices.every(({ learned }) => learned) ? 'Learned weights' : 'Weights';
  const ordered = order ? orders[order].title : '';
  return {
    name: order ? `matrix-by-${order}` : 'matrix',
    title: order
      ? `${weights}${ordered}${only && ` of ${only}`}, seed ${seed}`
      : `${weights} of ${only && `${only}, `}seed ${seed}`,
    panels,
    summary:
      `${order ? `Weight matrices${ordered}` : 'Weight matrices'} of seed ${seed}: ` +
      `${matrices
        .map(
          (each) =>
            `${[pointText(results.experiment, each.at), each.condition].filter(Boolean).join(', ')}, ${sizeText(each)}`,
        )
        .join('; ')}.`,
    caption: [...matrixCaption(matrices, 'neurons'), ...orderSentences(matrices, order), ...limitSentences(panels)],
  };
}
function orderSentences(matrices: readonly MatrixResult[], order: NeuronOrder | undefined): string[] {
  const each = (value: (matrix: MatrixResult) => number | undefined, text: (value: number) => string): string =>
    listed(
      matrices.flatMap((matrix) => {
        const found = value(matrix);
        return found === undefined ? [] : [{ name: matrix.condition, text: text(found) }];
      }),
    );
  switch (order) {
    case 'module':
      return [
        'Modules: by Louvain’s method in the strongest 10 % of the connections, the best of 10 searches, framed from ' +
          `the largest, single neurons last; Q = ${each(
            ({ modularity }) => modularity,
            (value) => formatNumber(value, 2),
          )}.`,
      ];
    case 'place':
      return [
        'Neurons in the order of their places along the first principal axis of these, which has ' +
          `${each(
            ({ along }) => along,
            (value) => `${formatNumber(100 * value, 0)} %`,
          )} of their variance.`,
      ];
    case undefined:
      return [];
  }
}
/** `0.41`, or `0.41 (functional), 0.09 (orthogonal)` where they differ. */
function listed(found: readonly { readonly name: string; readonly text: string }[]): string {
  const texts = [...new Set(found.map(({ text }) => text))];
  return texts.length === 1 ? texts[0] : found.map(({ name, text }) => `${text} (${name})`).join(', ');
}
function limitSentences(panels: readonly MatrixPanel[]): string[] {
  const limited = panels.flatMap(({ maps }) => maps.filter(({ most }) => most !== undefined));
  if (limited.length === 0) return [];
  const digits = (value: number): string => plainNumber(Number(value.toPrecision(2)));
  return [
    'Colours end at the 99th percentile of the magnitudes off the diagonal, where the largest of all is more than ' +
      'twice that: ' +
      `${limited
        .map(({ title, values, most = 0 }) => {
          const largest = Math.max(...extent(values).map(Math.abs));
          return `${title ? `${title} ` : ''}${digits(most)}, largest ${digits(largest)}`;
        })
        .join('; ')}.`,
  ];
}
/** What the rows are, and what was done to see them. */
export function matrixCaption(
  matrices: readonly (Tiles & Pick<MatrixResult, 'groups' | 'learned' | 'order'>)[],
  what: string,
): string[] {
  const reduced = matrices.filter(({ tiles, size }) => tiles < size);
  return [
    `Rows: post-synaptic ${what}; columns: pre-synaptic ${what}. White: zero.`,
    ...(reduced.length > 0
      ? [
          `Reduced to tiles (${reductionOf(reduced)}): ${
            reduced.every(isOneMap)
              ? 'of each its weight of largest magnitude.'
              : 'the mean of each, pairs without a connection included, and its weight of largest magnitude.'
          }`,
        ]
      : []),
    ...unknownSentence(matrices.flatMap(({ mean, largest }) => [mean, largest])),
    ...(matrices.some(({ groups, order }) => !order && groups && groups.length > 1)
      ? ['Ticks at the edges: borders of groups.']
      : []),
  ];
}
/** Learned weights have no sign in common that a mean could show. */
const isOneMap = ({ learned, order }: Pick<MatrixResult, 'learned' | 'order'>): boolean =>
  learned === true || order !== undefined;
function reductionOf(matrices: readonly Tiles[]): string {
  const reduced = matrices.map(
    ({ tiles, size }) => `${tiles} × ${tiles} of ${tileWidth(size, tiles)} × ${tileWidth(size, tiles)}`,
  );
  return [...new Set(reduced)].join('; ');
}
export function sizeText({ size, connections }: Tiles): string {
  return `${connections.toLocaleString('en')} weights among ${size.toLocaleString('en')} neurons`;
}

/**
 * The maps of one matrix: its mean by tile and the weight of largest magnitude, or that alone, or the weights
 * themselves where it was not reduced.
 */
export function mapsOf(
  reduced: Tiles,
  groups: readonly number[] | undefined,
  name: string,
  kind: Pick<MatrixResult, 'learned' | 'order'> = {},
): MatrixMap[] {
  const { tiles, size, mean, largest } = reduced;
  const map = (what: string, label: string, values: Float64Array): MatrixMap => ({
    title: name && what ? `${name}: ${what}` : name || what,
    label,
    tiles,
    size,
    values,
    ...(groups ? { groups } : {}),
    ...(kind.order && { isOrdered: true }),
    ...(kind.order === 'module' && { isFramed: true }),
    ...limitOf(values, tiles),
  });
  return tiles < size && !isOneMap(kind)
    ? [map('mean of tiles', 'Mean weight', mean), map('largest of tiles', 'Weight', largest)]
    : [map('', 'Weight', tiles < size ? largest : mean)];
}
/**
 * Where a few weights, or those of neurons onto themselves, are so much larger than the others that colours up to them
 * would show nothing else.
 */
function limitOf(values: Float64Array, tiles: number): Pick<MatrixMap, 'most'> {
  const drawn = values.map(Math.abs).filter((value) => canBeDrawn(value));
  const apart = values
    .map(Math.abs)
    .filter((value, at) => value > 0 && canBeDrawn(value) && at % (tiles + 1) !== 0)
    .sort();
  if (apart.length === 0) return {};
  const most = apart[Math.floor(0.99 * (apart.length - 1))];
  return Math.max(...extent(drawn)) > 2 * most ? { most } : {};
}
