import { type Matrix, type Tiles, tilesOf, tilesOfConnections } from '../engine/connectivity/index.ts';
import type { Growth } from '../engine/development/growth-program.ts';
import type { DevelopNoun, Noun } from '../language/specification.ts';
import type { Results } from '../results/contract.ts';
import type { CellsPanel, Figure, MatrixPanel } from './figure.ts';
import { mapsOf, matricesFigure, matrixCaption } from './spectra/index.ts';
import { extent } from './axis-range.ts';

/** More lines than this hide the cells under them. */
const mostSynapses = 2000;

/** `plot circuit`: the grown cells where they came to lie, coloured by fate, over a sample of their synapses. */
export function circuit(results: Results): Figure {
  const grown = results.circuits[0];
  return grown
    ? growthFigure(grown.growth, `${grown.condition}, seed ${grown.seed}`, developOf(results, grown.condition)?.space)
    : nothingDrawn(
        'circuit',
        'Circuit',
        'There is no grown circuit to draw; a run keeps that of its first condition and seed.',
      );
}
/** `of`: what grew; `space`: its edge lengths in metres, the extent of the cells where they are not known. */
export function growthFigure(growth: Growth, of: string, space?: readonly number[]): Figure {
  const { cells } = growth;
  const panel = cellsPanel(growth, space);
  const counts = panel.fates
    .filter((fate) => fate.count > 0)
    .map((fate) => `${fate.count.toLocaleString('en')} ${fate.name}`)
    .join(', ');
  return {
    name: 'circuit',
    title: `Circuit of ${of}`,
    summary: `The grown circuit of ${of}: ${counts}; ${panel.synapses.total.toLocaleString('en')} synapses.`,
    caption: [
      `${cells.count.toLocaleString('en')} cells at the end of ` +
        `growth${cells.dimensions === 3 ? ', seen along the third axis' : ''}.`,
      ...unconnectedSentence(panel.synapses.total, panel.connected),
      linesSentence(panel.synapses.pre.length, panel.synapses.total),
    ],
    panels: [panel],
  };
}

/** What a picture of cells must say of their synapses, whether it draws these or not. */
export const unconnectedSentence = (synapses: number, connected: ArrayLike<number>): readonly string[] =>
  synapses > 0 && Array.from(connected).includes(0) ? ['Small: cells without a synapse.'] : [];
export const noSynapses = 'There are no synapses.';

function linesSentence(drawn: number, total: number): string {
  if (total === 0) return noSynapses;
  if (drawn >= total) return `Lines: all ${total.toLocaleString('en')} synapses.`;
  const share = `${((drawn / total) * 100).toPrecision(2)} %`;
  return `Lines: ${drawn.toLocaleString('en')} of ${total.toLocaleString('en')} synapses (${share}).`;
}

/**
 * `plot matrix`: the weights of the conditions; where they have none of their own, the grown synapses as a matrix,
 * cells in order of birth.
 */
export function matrix(results: Results): Figure {
  const matrices = results.matrices?.filter(({ order }) => order === undefined) ?? [];
  if (matrices.length > 0) return matricesFigure(results, matrices);
  const grown = results.circuits[0];
  if (!grown)
    return nothingDrawn(
      'matrix',
      'Connectivity matrix',
      'There is no matrix to draw: compare matrices, networks that are trained over trials, or circuits that grow.',
    );
  const { growth, condition, seed } = grown;
  const { pre, post, weight, count } = growth.synapses;
  const used = [...new Set([...pre, ...post])].sort((a, b) => a - b);
  if (used.length === 0) return nothingDrawn('matrix', 'Connectivity matrix', 'The circuit has no synapses.');
  const place = new Map(used.map((cell, index) => [cell, index]));
  const tiles = tilesOfConnections(used.length, (visit) => {
    for (let k = 0; k < count; k++) visit(place.get(post[k])!, place.get(pre[k])!, weight[k]);
  });
  return {
    name: 'matrix',
    title: `Connectivity matrix of ${condition}, seed ${seed}`,
    summary:
      `Weights of the ${count.toLocaleString('en')} synapses among ${used.length.toLocaleString('en')} cells ` +
      `of ${condition}, seed ${seed}.`,
    caption: [
      ...matrixCaption([tiles], 'cells'),
      `Cells in order of birth, those without a synapse left out (${used.length.toLocaleString('en')} shown).`,
    ],
    panels: [matrixPanel(tiles)],
  };
}
/** Any matrix, reduced alike. */
export function matrixFigure(matrix: Matrix, of: string): Figure {
  const tiles = tilesOf(matrix);
  const name = { name: 'matrix', title: `Connectivity matrix of ${of}` };
  if (tiles.size === 0)
    return { ...name, summary: `${of} has no neuron.`, caption: [`${of} has no neuron.`], panels: [] };
  return {
    ...name,
    summary:
      `The ${tiles.connections.toLocaleString('en')} weights among the ${tiles.size.toLocaleString('en')} ` +
      `neurons of ${of}.`,
    caption: matrixCaption([tiles], 'neurons'),
    panels: [matrixPanel(tiles)],
  };
}
const matrixPanel = (tiles: Tiles): MatrixPanel => ({ kind: 'matrix', maps: mapsOf(tiles, undefined, '') });

function nothingDrawn(name: string, title: string, nothing: string): Figure {
  return { name, title, summary: nothing, caption: [nothing], panels: [] };
}
/** 1 for each cell that has a synapse when growth ends. */
export function connectedCells({ cells, synapses }: Growth): Uint8Array {
  const connected = new Uint8Array(cells.count);
  for (let k = 0; k < synapses.count; k++) {
    connected[synapses.pre[k]] = 1;
    connected[synapses.post[k]] = 1;
  }
  return connected;
}
function cellsPanel(growth: Growth, space: readonly number[] | undefined): CellsPanel {
  const { cells, synapses, fates } = growth;
  const x = Float64Array.from({ length: cells.count }, (_, id) => cells.position[id * cells.dimensions]);
  const y = Float64Array.from({ length: cells.count }, (_, id) => cells.position[id * cells.dimensions + 1]);
  const fate = Int32Array.from(cells.fate.subarray(0, cells.count), (each) => (each < 0 ? fates.length : each));
  const named = [...fates, 'undecided'].map((name, index) => ({
    name,
    count: fate.reduce((sum, each) => sum + Number(each === index), 0),
  }));
  const connected = connectedCells(growth);
  const drawn = Math.min(synapses.count, mostSynapses);
  const sampled = Int32Array.from({ length: drawn }, (_, k) => Math.floor((k * synapses.count) / drawn));
  return {
    kind: 'cells',
    x,
    y,
    fate,
    fates: named,
    connected,
    extent: space ? [space[0], space[1]] : [extent(x)[1], extent(y)[1]],
    synapses: {
      pre: sampled.map((k) => synapses.pre[k]),
      post: sampled.map((k) => synapses.post[k]),
      total: synapses.count,
    },
  };
}
/** The development that a condition's circuit came from. */
function developOf(results: Results, condition: string): DevelopNoun | undefined {
  const noun: Noun | undefined = results.experiment.conditions.find((each) => each.name === condition)?.noun;
  const matrix = noun?.noun === 'network' ? noun.recurrent?.matrix : noun;
  if (matrix?.noun === 'develop') return matrix;
  return matrix?.noun === 'connect' && matrix.source.kind === 'develop' ? matrix.source.develop : undefined;
}
