/** What a run keeps of a matrix: its weights, its modules, the places of its neurons. */
import { matrixControlOf } from '../../catalogue/controls/index.ts';
import {
  type Matrix,
  orderOfPlaces,
  reachOf,
  strongestConnections,
  tilesOf,
  weightByDistance,
  type WeightByDistance,
  type Groups,
  groupSizes,
} from '../../engine/connectivity/index.ts';
import { louvain, strongest } from '../../engine/graph/index.ts';
import { stream } from '../../engine/random/index.ts';
import {
  encodeText,
  numberColumn,
  numbers,
  readCsv,
  readNpy,
  textColumn,
  writeCsv,
  writeNpy,
} from '../../formats/index.ts';
import type { ExperimentSpec, Noun } from '../../language/specification.ts';
import { keyOf, type Studied } from '../../making/findings.ts';
import type {
  MatrixResult,
  NeuronOrder,
  Origin,
  TissueResult,
  WeightByDistanceResult,
} from '../../results/contract.ts';
import { factsIn, factTable } from './fact-table.ts';

/** A matrix up to so many neurons is kept whole; of larger ones, what an eye can see of it. */
const mostWhole = 4000;
/** Of larger ones neither modules nor distances are found unasked. */
const mostLookedInto = 1000;
/** The share of connections that modules are found in, and the searches. */
const shareForModules = 0.1;
const searches = 10;
/** Connections that a picture of a network in its tissue can show. */
const mostDrawn = 4000;

const distanceColumns = ['from', 'to', 'pairs', 'connected', 'mean', 'median', 'share'] as const;

/**
 * `weight-by-distance.csv` where the neurons have places, up to 1,000; with `keep` also `matrix.npy` (up to 4,000
 * neurons), `matrix-tiles.npy` (2 × tiles × tiles: mean, largest magnitude), `matrix-facts.csv`, `modules.npy` (the
 * module of each neuron, up to 1,000), `places.npy` (neurons × dimensions, m) and `place-order.npy`. `before`: the
 * weights before a training over trials.
 */
export function wiringFiles(
  matrix: Matrix,
  studied: Studied,
  keep: boolean,
  before: Matrix | undefined,
): Record<string, Uint8Array> {
  const places = placesOf(matrix, studied);
  return {
    ...(places && matrix.size <= mostLookedInto && { 'weight-by-distance.csv': distanceTable(places, matrix, before) }),
    ...(keep && matrixFiles(matrix, studied, places, before !== undefined)),
  };
}

interface Places {
  readonly positions: Float64Array;
  readonly dimensions: number;
  readonly lengths?: readonly number[];
}
function placesOf({ size }: Matrix, { wiring }: Studied): Places | undefined {
  if (!wiring?.positions) return undefined;
  const { positions, lengths } = wiring;
  return { positions, dimensions: positions.length / size, ...(lengths && { lengths }) };
}

function matrixFiles(
  matrix: Matrix,
  studied: Studied,
  places: Places | undefined,
  isLearned: boolean,
): Record<string, Uint8Array> {
  const { size } = matrix,
    { tiles, mean, largest, connections } = tilesOf(matrix),
    both = new Float64Array(2 * tiles * tiles);
  both.set(mean);
  both.set(largest, mean.length);
  const modules = size <= mostLookedInto ? modulesOf(matrix, studied) : undefined;
  const ordered = places && orderOfPlaces(places.positions, places.dimensions, studied.kernels.algebra);
  return {
    ...(size <= mostWhole && { 'matrix.npy': writeNpy({ type: 'f8', shape: [size, size], values: matrix.values }) }),
    'matrix-tiles.npy': writeNpy({ type: 'f8', shape: [2, tiles, tiles], values: both }),
    ...(modules && { 'modules.npy': writeNpy({ type: 'i4', shape: [size], values: modules.partition }) }),
    ...(places && {
      'places.npy': writeNpy({ type: 'f8', shape: [size, places.dimensions], values: places.positions }),
    }),
    ...(ordered && { 'place-order.npy': writeNpy({ type: 'i4', shape: [size], values: ordered.order }) }),
    'matrix-facts.csv': factTable([
      ['size', size],
      ['connections', connections],
      ...(isLearned ? [['learned', 1] as const] : []),
      ...(modules ? [['modularity', modules.modularity] as const] : []),
      ...(ordered ? [['along', ordered.share] as const] : []),
      ...(places?.lengths ?? []).map((length, axis) => [`length_${axis + 1}`, length] as const),
    ]),
  };
}
/** Of the strongest tenth of the connections; none where there are none. */
function modulesOf(matrix: Matrix, studied: Studied): ReturnType<typeof louvain> | undefined {
  const { seed, stream: name } = keyOf(studied);
  try {
    return louvain(strongest(matrix, shareForModules), {
      restarts: searches,
      draws: (restart) => stream(seed, name, 'modules of the kept matrix', restart),
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function distanceTable(
  { positions, dimensions, lengths }: Places,
  after: Matrix,
  before: Matrix | undefined,
): Uint8Array {
  const reach = reachOf(positions, dimensions, lengths);
  const rows = (when: string, matrix: Matrix) => {
    const found = weightByDistance(matrix, { positions, dimensions, reach });
    return [
      [when, 0, 0, matrix.size, matrix.size, '', '', found.ownShare],
      ...Array.from(found.from, (_, bin) => [
        when,
        ...distanceColumns.map((column) => (Number.isNaN(found[column][bin]) ? '' : found[column][bin])),
      ]),
    ];
  };
  return encodeText(
    writeCsv(['when', ...distanceColumns], [...(before ? rows('before', before) : []), ...rows('after', after)]),
  );
}

export const noWiring = () => ({
  matrices: [] as MatrixResult[],
  tissues: [] as TissueResult[],
  weightsByDistance: [] as WeightByDistanceResult[],
});
/** What the plots of the experiment draw of it. */
export function keepWiring(
  kept: ReturnType<typeof noWiring>,
  {
    experiment,
    of,
    studied,
  }: { readonly experiment: ExperimentSpec; readonly of: Origin; readonly studied: () => Noun },
  read: (of: Origin, name: string) => Uint8Array | undefined,
): void {
  const array = (name: string) => {
    const bytes = read(of, name);
    return bytes && readNpy(bytes);
  };
  const plotted = (what: string, by?: string): boolean =>
    experiment.plots.some((plot) => plot.what === what && plot.by === by);
  const table = plotted('weight', 'distance') ? read(of, 'weight-by-distance.csv') : undefined;
  if (table) kept.weightsByDistance.push(...distancesIn(table).map((found) => ({ ...of, ...found })));
  const tiles = array('matrix-tiles.npy');
  if (!tiles) return;
  const { size, connections, learned, modularity, along, ...lengths } = factsIn(read(of, 'matrix-facts.csv'));
  const isLearned = learned === 1 && { learned: true as const };
  const values = numbers(tiles),
    edge = tiles.shape[1],
    groups = groupsOf(studied(), size);
  kept.matrices.push({
    ...of,
    ...isLearned,
    size,
    tiles: edge,
    connections,
    mean: values.subarray(0, edge * edge),
    largest: values.subarray(edge * edge),
    ...(groups && { groups }),
  });
  const orders = (['module', 'place'] as const).filter((order) => plotted('matrix', order));
  const whole = orders.length > 0 || plotted('network') ? array('matrix.npy') : undefined;
  if (!whole) return;
  const matrix: Matrix = { size, values: numbers(whole) };
  for (const order of orders) {
    const modules = order === 'module' ? array('modules.npy') : undefined,
      places = order === 'place' ? array('place-order.npy') : undefined;
    if (modules) {
      const partition = numbers(modules);
      kept.matrices.push({
        ...of,
        ...isLearned,
        ...reordered(matrix, byModule(matrix, partition), order),
        groups: sizesOf(partition),
        modularity,
      });
    }
    if (places) kept.matrices.push({ ...of, ...isLearned, ...reordered(matrix, numbers(places), order), along });
  }
  const places = plotted('network') ? array('places.npy') : undefined;
  if (places)
    kept.tissues.push({
      ...of,
      ...isLearned,
      dimensions: places.shape[1],
      positions: numbers(places),
      ...('length_1' in lengths && { lengths: lengthsIn(lengths) }),
      ...strongestConnections(matrix, mostDrawn),
    });
}
const lengthsIn = (facts: Readonly<Record<string, number>>): readonly number[] =>
  Object.entries(facts).flatMap(([name, value]) => (name.startsWith('length_') ? [value] : []));

function distancesIn(bytes: Uint8Array): Omit<WeightByDistanceResult, keyof Origin>[] {
  const table = readCsv(bytes),
    when = textColumn(table, 'when'),
    columns = Object.fromEntries(distanceColumns.map((column) => [column, numberColumn(table, column)])) as Record<
      (typeof distanceColumns)[number],
      Float64Array
    >;
  return (['before', 'after'] as const).flatMap((wanted) => {
    const rows = [...when.keys()].filter((row) => when[row] === wanted);
    if (rows.length === 0) return [];
    const [own, ...bins] = rows;
    const found = Object.fromEntries(
      distanceColumns.map((column) => [column, Float64Array.from(bins, (row) => columns[column][row])]),
    ) as unknown as Omit<WeightByDistance, 'ownShare'>;
    return [{ when: wanted, ...found, ownShare: columns.share[own] }];
  });
}

/** The matrix with neuron `order[i]` as row and column i. */
function reordered({ size, values }: Matrix, order: ArrayLike<number>, by: NeuronOrder) {
  const moved = new Float64Array(size * size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      moved[row * size + column] = values[order[row] * size + order[column]];
  return { ...tilesOf({ size, values: moved }), order: by };
}
/** Module by module, in each those first that have most of their weight within it. */
function byModule({ size, values }: Matrix, partition: ArrayLike<number>): Int32Array {
  const within = new Float64Array(size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      if (i !== j && partition[i] === partition[j])
        within[i] += Math.abs(values[i * size + j]) + Math.abs(values[j * size + i]);
  return Int32Array.from({ length: size }, (_, i) => i).sort(
    (i, j) => partition[i] - partition[j] || within[j] - within[i] || i - j,
  );
}
function sizesOf(partition: Float64Array): readonly number[] {
  const sizes: number[] = [];
  for (const module of partition) sizes[module] = (sizes[module] ?? 0) + 1;
  return sizes;
}
/** Sizes of the groups of a drawn matrix, in the order of its neurons. */
function groupsOf(noun: Noun, size: number): readonly number[] | undefined {
  const connect = noun.noun === 'dynamics' ? noun.matrix : noun;
  const groups =
    connect.noun === 'connect' && connect.source.kind === 'drawn'
      ? (connect.source.program.groups as Groups | undefined)
      : undefined;
  if (
    groups === undefined ||
    (connect.noun === 'connect' && connect.controls.some((form) => matrixControlOf(form).movesNeurons))
  )
    return undefined;
  return groupSizes(size, groups);
}
