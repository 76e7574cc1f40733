import type { Cells, Frame, Growth, Synapses } from '../../engine/development/index.ts';
import {
  encodeText,
  type NpyArray,
  numberColumn,
  readCsv,
  readNpy,
  type Table,
  textColumn,
  writeCsv,
  writeNpy,
} from '../../formats/index.ts';
import type { DevelopNoun } from '../../language/specification.ts';

/**
 * A growth as files that others can open: `cells.csv` (id, parent, birth step, final position in metres, fate, then one
 * 0/1 column per gene and input;
 * `state` is the same as one word, bit g = column g), `synapses.csv`, and for replay `frame_steps.npy`,
 * `frame_positions.npy` (frames × cells × dimensions, NaN before birth) and `frame_fates.npy` (frames × cells; −1
 * undecided, −2 before birth).
 */
export function growthFiles(growth: Growth, { genes }: DevelopNoun): Record<string, Uint8Array> {
  const { cells, synapses, frames, fates } = growth;
  const names = [...genes.genes.map(({ name }) => name), ...genes.inputs];
  const axes = ['x', 'y', 'z'].slice(0, cells.dimensions);
  const cellRows = Array.from({ length: cells.count }, (_, id) => [
    id,
    cells.parent[id],
    cells.birth[id],
    ...axes.map((_, axis) => cells.position[id * cells.dimensions + axis]),
    fates[cells.fate[id]] ?? '',
    cells.state[id],
    ...names.map((_, bit) => (cells.state[id] >>> bit) & 1),
  ]);
  const synapseRows = Array.from({ length: synapses.count }, (_, s) => [
    synapses.pre[s],
    synapses.post[s],
    synapses.weight[s],
    synapses.birth[s],
  ]);
  return {
    'cells.csv': encodeText(writeCsv(['id', 'parent', 'birth', ...axes, 'fate', 'state', ...names], cellRows)),
    'synapses.csv': encodeText(writeCsv(['pre', 'post', 'weight', 'birth'], synapseRows)),
    'frame_steps.npy': writeNpy({
      type: 'i4',
      shape: [frames.length],
      values: Int32Array.from(frames, ({ step }) => step),
    }),
    'frame_positions.npy': writeNpy(positionsOf(frames, cells)),
    'frame_fates.npy': writeNpy(fatesOf(frames, cells)),
  };
}

/** The other way round; `read` gives a file by name. */
export function readGrowth(read: (name: string) => Uint8Array, { genes, step }: DevelopNoun): Growth {
  const fates = genes.fates.map(({ name }) => name);
  const cells = readCells(readCsv(read('cells.csv')), fates);
  const frames = readFrames(
    readNpy(read('frame_steps.npy')),
    readNpy(read('frame_positions.npy')),
    readNpy(read('frame_fates.npy')),
  );
  return {
    fates,
    genes: genes.genes.map(({ name }) => name),
    steps: frames[frames.length - 1].step,
    step,
    cells,
    synapses: readSynapses(readCsv(read('synapses.csv'))),
    frames,
  };
}

function positionsOf(frames: readonly Frame[], { count, dimensions }: Cells): NpyArray {
  const values = new Float32Array(frames.length * count * dimensions).fill(Number.NaN);
  for (const [f, frame] of frames.entries())
    values.set(frame.position.subarray(0, frame.count * dimensions), f * count * dimensions);
  return { type: 'f4', shape: [frames.length, count, dimensions], values };
}
function fatesOf(frames: readonly Frame[], { count }: Cells): NpyArray {
  const values = new Int8Array(frames.length * count).fill(unborn);
  for (const [f, frame] of frames.entries()) values.set(frame.fate.subarray(0, frame.count), f * count);
  return { type: 'i1', shape: [frames.length, count], values };
}
const unborn = -2;

function readCells(table: Table, fates: readonly string[]): Cells {
  const axes = ['x', 'y', 'z'].filter((axis) => table.header.includes(axis)).map((axis) => numberColumn(table, axis));
  const count = table.rows.length;
  const position = new Float64Array(count * axes.length);
  for (const [axis, column] of axes.entries())
    for (let id = 0; id < count; id++) position[id * axes.length + axis] = column[id];
  return {
    count,
    dimensions: axes.length === 3 ? 3 : 2,
    position,
    parent: Int32Array.from(numberColumn(table, 'parent')),
    birth: Int32Array.from(numberColumn(table, 'birth')),
    state: Uint32Array.from(numberColumn(table, 'state')),
    fate: Int32Array.from(textColumn(table, 'fate'), (name) => fates.indexOf(name)),
  };
}
function readSynapses(table: Table): Synapses {
  const whole = (name: string) => Int32Array.from(numberColumn(table, name));
  return {
    count: table.rows.length,
    pre: whole('pre'),
    post: whole('post'),
    weight: numberColumn(table, 'weight'),
    birth: whole('birth'),
  };
}
function readFrames(steps: NpyArray, positions: NpyArray, fates: NpyArray): Frame[] {
  const [, cells, dimensions] = positions.shape;
  return Array.from(steps.values as Int32Array, (step, f) => {
    const fate = (fates.values as Int8Array).subarray(f * cells, (f + 1) * cells);
    const born = fate.indexOf(unborn);
    const count = born < 0 ? cells : born;
    const from = f * cells * dimensions;
    return {
      step,
      count,
      position: (positions.values as Float32Array).slice(from, from + count * dimensions),
      fate: fate.slice(0, count),
    };
  });
}
