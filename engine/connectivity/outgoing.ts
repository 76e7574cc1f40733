/** Synapses by their pre-synaptic neuron: as many numbers as there are synapses, not pairs. */
import type { Matrix } from './matrix.ts';

/**
 * Synapses of neuron j: `starts[j]` .. `starts[j + 1]` − 1 of `targets` (post-synaptic, rising) and `weights`; none is
 * 0.
 */
export interface Outgoing {
  readonly size: number;
  readonly starts: Uint32Array;
  readonly targets: Uint32Array;
  readonly weights: Float64Array;
}

/** Of a whole matrix. */
export function outgoingOf({ size, values }: Matrix): Outgoing {
  const starts = new Uint32Array(size + 1);
  for (let at = 0; at < values.length; at++) if (values[at] !== 0) starts[(at % size) + 1]++;
  for (let neuron = 0; neuron < size; neuron++) starts[neuron + 1] += starts[neuron];
  const next = starts.slice(0, size),
    targets = new Uint32Array(starts[size]),
    weights = new Float64Array(starts[size]);
  for (let post = 0; post < size; post++)
    for (let pre = 0, at = post * size; pre < size; pre++, at++) {
      if (values[at] === 0) continue;
      targets[next[pre]] = post;
      weights[next[pre]++] = values[at];
    }
  return { size, starts, targets, weights };
}

/**
 * Of numbers as they come, `count` of them at most, by post-synaptic (row) and pre-synaptic neuron (column); those of
 * one place are added, in their order.
 */
export function outgoingOfEntries(
  size: number,
  count: number,
  each: (put: (row: number, column: number, value: number) => void) => void,
): Outgoing {
  const rows = new Uint32Array(count),
    columns = new Uint32Array(count),
    values = new Float64Array(count);
  let found = 0;
  each((row, column, value) => {
    rows[found] = row;
    columns[found] = column;
    values[found++] = value;
  });
  const asTheyCame = Uint32Array.from({ length: found }, (_, at) => at),
    order = sortedBy(columns, size, sortedBy(rows, size, asTheyCame));
  const starts = new Uint32Array(size + 1),
    targets = new Uint32Array(found),
    weights = new Float64Array(found);
  let kept = 0;
  for (let from = 0; from < found; ) {
    const [row, column] = [rows[order[from]], columns[order[from]]];
    let sum = 0;
    for (; from < found && rows[order[from]] === row && columns[order[from]] === column; from++)
      sum += values[order[from]];
    if (sum === 0) continue;
    targets[kept] = row;
    weights[kept++] = sum;
    starts[column + 1]++;
  }
  for (let neuron = 0; neuron < size; neuron++) starts[neuron + 1] += starts[neuron];
  return { size, starts, targets: targets.slice(0, kept), weights: weights.slice(0, kept) };
}
/** By keys below `size`, rising; what has the same stays in its order. */
function sortedBy(keys: Uint32Array, size: number, order: Uint32Array): Uint32Array {
  const next = new Uint32Array(size + 1),
    sorted = new Uint32Array(order.length);
  for (const at of order) next[keys[at] + 1]++;
  for (let key = 0; key < size; key++) next[key + 1] += next[key];
  for (const at of order) sorted[next[keys[at]]++] = at;
  return sorted;
}

/** The same the other way: n² numbers. */
export function wholeOf({ size, starts, targets, weights }: Outgoing): Float64Array {
  const values = new Float64Array(size * size);
  for (let pre = 0; pre < size; pre++)
    for (let at = starts[pre]; at < starts[pre + 1]; at++) values[targets[at] * size + pre] = weights[at];
  return values;
}

/** Synapses by their post-synaptic neuron, in the same order of rows and columns. */
export function incomingOf({ size, starts, targets, weights }: Outgoing): Outgoing {
  const begins = new Uint32Array(size + 1);
  for (const target of targets) begins[target + 1]++;
  for (let neuron = 0; neuron < size; neuron++) begins[neuron + 1] += begins[neuron];
  const next = begins.slice(0, size),
    sources = new Uint32Array(targets.length),
    numbers = new Float64Array(targets.length);
  for (let pre = 0; pre < size; pre++)
    for (let at = starts[pre]; at < starts[pre + 1]; at++) {
      const place = next[targets[at]]++;
      sources[place] = pre;
      numbers[place] = weights[at];
    }
  return { size, starts: begins, targets: sources, weights: numbers };
}

/** Whether every synapse has one of the same weight the other way. */
export function isMutual(outgoing: Outgoing): boolean {
  const incoming = incomingOf(outgoing);
  return (
    outgoing.starts.every((start, at) => start === incoming.starts[at]) &&
    outgoing.targets.every((target, at) => target === incoming.targets[at]) &&
    outgoing.weights.every((weight, at) => weight === incoming.weights[at])
  );
}
