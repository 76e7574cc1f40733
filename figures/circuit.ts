import type { Matrix } from '../engine/connectivity/index.ts';
import type { Growth } from '../engine/development/program.ts';
import type { DevelopNoun, Noun } from '../language/specification.ts';
import type { Results } from '../runs/results.ts';
import type { CellsPanel, Figure, MatrixPanel } from './figure.ts';
import { extent } from './values.ts';

/** More lines than this hide the cells under them. */
const mostSynapses = 2000;
const matrixTiles = 100;

/** `plot circuit`: the grown cells where they came to lie, coloured by fate, over a sample of their synapses. */
export function circuit(results: Results): Figure {
  const grown = results.circuits[0];
  return grown ? growthFigure(grown.growth, `${grown.condition}, seed ${grown.seed}`, developOf(results, grown.condition)?.space) : withoutCircuit('circuit', 'Circuit');
}
/** `of`: what grew; `space`: its edge lengths in metres, the extent of the cells where they are not known. */
export function growthFigure(growth: Growth, of: string, space?: readonly number[]): Figure {
  const { cells } = growth;
  const panel = cellsPanel(growth, space);
  const share = panel.synapses.pre.length / Math.max(1, panel.synapses.total);
  const counts = panel.fates.filter((fate) => fate.count > 0).map((fate) => `${fate.count.toLocaleString('en')} ${fate.name}`).join(', ');
  return {
    name: 'circuit', title: `Circuit of ${of}`,
    summary: `The grown circuit of ${of}: ${counts}; ${panel.synapses.total.toLocaleString('en')} synapses.`,
    caption: [
      `${cells.count.toLocaleString('en')} cells at the end of growth${cells.dimensions === 3 ? ', seen along the third axis' : ''}.`,
      ...(panel.synapses.total > 0 && panel.connected.includes(0) ? ['Small and pale: cells without a synapse.'] : []),
      panel.synapses.total === 0 ? 'There are no synapses.'
        : share < 1 ? `Lines: ${panel.synapses.pre.length.toLocaleString('en')} of ${panel.synapses.total.toLocaleString('en')} synapses (${(share * 100).toPrecision(2)} %).`
          : `Lines: all ${panel.synapses.total.toLocaleString('en')} synapses.`,
    ],
    panels: [panel],
  };
}

/** `plot matrix`: the grown synapses as a matrix, cells in order of birth, reduced to tiles: their mean, and their largest magnitude. */
export function matrix(results: Results): Figure {
  const grown = results.circuits[0];
  if (!grown) return withoutCircuit('matrix', 'Connectivity matrix');
  const { growth, condition, seed } = grown;
  const { pre, post, weight, count } = growth.synapses;
  const used = [...new Set([...pre, ...post])].sort((a, b) => a - b);
  if (used.length === 0) return { ...withoutCircuit('matrix', 'Connectivity matrix'), caption: ['The circuit has no synapses.'] };
  const place = new Map(used.map((cell, index) => [cell, index]));
  const size = used.length;
  return {
    name: 'matrix', title: `Connectivity matrix of ${condition}, seed ${seed}`,
    summary: `Weights of the ${count.toLocaleString('en')} synapses among ${size.toLocaleString('en')} cells of ${condition}, seed ${seed}.`,
    caption: [`Rows: post-synaptic cells; columns: pre-synaptic cells; both in order of birth, cells without a synapse left out (${size.toLocaleString('en')} shown).`, ...reducedSentence(size)],
    panels: matrixPanels(size, (visit) => { for (let k = 0; k < count; k++) visit(place.get(post[k])!, place.get(pre[k])!, weight[k]); }),
  };
}
/** Any matrix, reduced alike. */
export function matrixFigure({ size, values }: Matrix, of: string): Figure {
  const edges = values.reduce((sum, value) => sum + Number(value !== 0), 0);
  if (size === 0) return { name: 'matrix', title: `Connectivity matrix of ${of}`, summary: `${of} has no neuron.`, caption: [`${of} has no neuron.`], panels: [] };
  return {
    name: 'matrix', title: `Connectivity matrix of ${of}`,
    summary: `The ${edges.toLocaleString('en')} weights among the ${size.toLocaleString('en')} neurons of ${of}.`,
    caption: ['Rows: post-synaptic neurons; columns: pre-synaptic neurons.', ...reducedSentence(size)],
    panels: matrixPanels(size, (visit) => { for (let at = 0; at < values.length; at++) if (values[at] !== 0) visit(Math.floor(at / size), at % size, values[at]); }),
  };
}

const reducedSentence = (size: number): readonly string[] => (size > matrixTiles ? [`Reduced to ${matrixTiles} × ${matrixTiles} tiles.`] : []);
function matrixPanels(size: number, each: (visit: (row: number, column: number, weight: number) => void) => void): MatrixPanel[] {
  const tiles = Math.min(size, matrixTiles);
  const tileOf = (place: number) => Math.floor((place * tiles) / size);
  const width = Array.from({ length: tiles }, (_, tile) => Math.ceil(((tile + 1) * size) / tiles) - Math.ceil((tile * size) / tiles));
  const mean = new Float64Array(tiles * tiles);
  const largest = new Float64Array(tiles * tiles);
  each((rowPlace, columnPlace, weight) => {
    const [row, column] = [tileOf(rowPlace), tileOf(columnPlace)];
    const tile = row * tiles + column;
    mean[tile] += weight / (width[row] * width[column]);
    if (Math.abs(weight) > Math.abs(largest[tile])) largest[tile] = weight;
  });
  const panel = (title: string, values: Float64Array): MatrixPanel => ({ kind: 'matrix', title, label: 'Weight', tiles, size, values });
  return tiles < size ? [panel('Mean weight of a tile', mean), panel('Weight of largest magnitude in a tile', largest)] : [panel('Weight', mean)];
}

function withoutCircuit(name: string, title: string): Figure {
  const nothing = 'There is no grown circuit to draw; a run keeps that of its first condition and seed.';
  return { name, title, summary: nothing, caption: [nothing], panels: [] };
}
function cellsPanel(growth: Growth, space: readonly number[] | undefined): CellsPanel {
  const { cells, synapses, fates } = growth;
  const x = Float64Array.from({ length: cells.count }, (_, id) => cells.position[id * cells.dimensions]);
  const y = Float64Array.from({ length: cells.count }, (_, id) => cells.position[id * cells.dimensions + 1]);
  const fate = Int32Array.from(cells.fate.subarray(0, cells.count), (each) => (each < 0 ? fates.length : each));
  const named = [...fates, 'undecided'].map((name, index) => ({ name, count: fate.reduce((sum, each) => sum + Number(each === index), 0) }));
  const connected = new Uint8Array(cells.count);
  for (let k = 0; k < synapses.count; k++) { connected[synapses.pre[k]] = 1; connected[synapses.post[k]] = 1; }
  const drawn = Math.min(synapses.count, mostSynapses);
  const sampled = Int32Array.from({ length: drawn }, (_, k) => Math.floor((k * synapses.count) / drawn));
  return {
    kind: 'cells', x, y, fate, fates: named, connected,
    extent: space ? [space[0], space[1]] : [extent(x)[1], extent(y)[1]],
    synapses: { pre: sampled.map((k) => synapses.pre[k]), post: sampled.map((k) => synapses.post[k]), total: synapses.count },
  };
}
/** The development that a condition's circuit came from. */
function developOf(results: Results, condition: string): DevelopNoun | undefined {
  const noun: Noun | undefined = results.experiment.conditions.find((each) => each.name === condition)?.noun;
  const matrix = noun?.noun === 'network' ? noun.recurrent?.matrix : noun;
  if (matrix?.noun === 'develop') return matrix;
  return matrix?.noun === 'connect' && matrix.source.kind === 'develop' ? matrix.source.develop : undefined;
}
