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
  if (!grown) return withoutCircuit('circuit', 'Circuit');
  const { growth, condition, seed } = grown;
  const { cells } = growth;
  const panel = cellsPanel(growth, developOf(results, condition)?.space);
  const share = panel.synapses.pre.length / Math.max(1, panel.synapses.total);
  const counts = panel.fates.filter((fate) => fate.count > 0).map((fate) => `${fate.count.toLocaleString('en')} ${fate.name}`).join(', ');
  return {
    name: 'circuit', title: `Circuit of ${condition}, seed ${seed}`,
    summary: `The grown circuit of ${condition}, seed ${seed}: ${counts}; ${panel.synapses.total.toLocaleString('en')} synapses.`,
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
  const tiles = Math.min(size, matrixTiles);
  const tileOf = (cell: number) => Math.floor((place.get(cell)! * tiles) / size);
  const width = Array.from({ length: tiles }, (_, tile) => Math.ceil(((tile + 1) * size) / tiles) - Math.ceil((tile * size) / tiles));
  const mean = new Float64Array(tiles * tiles);
  const largest = new Float64Array(tiles * tiles);
  for (let k = 0; k < count; k++) {
    const [row, column] = [tileOf(post[k]), tileOf(pre[k])];
    const tile = row * tiles + column;
    mean[tile] += weight[k] / (width[row] * width[column]);
    if (Math.abs(weight[k]) > Math.abs(largest[tile])) largest[tile] = weight[k];
  }
  const panel = (title: string, values: Float64Array): MatrixPanel => ({ kind: 'matrix', title, label: 'Weight', tiles, size, values });
  const reduced = tiles < size;
  return {
    name: 'matrix', title: `Connectivity matrix of ${condition}, seed ${seed}`,
    summary: `Weights of the ${count.toLocaleString('en')} synapses among ${size.toLocaleString('en')} cells of ${condition}, seed ${seed}.`,
    caption: [`Rows: post-synaptic cells; columns: pre-synaptic cells; both in order of birth, cells without a synapse left out (${size.toLocaleString('en')} shown).`,
      ...(reduced ? [`Reduced to ${tiles} × ${tiles} tiles.`] : [])],
    panels: reduced ? [panel('Mean weight of a tile', mean), panel('Weight of largest magnitude in a tile', largest)] : [panel('Weight', mean)],
  };
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
