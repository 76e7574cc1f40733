import type { SymmetricRows } from './vector-blocks.ts';

/** The connected parts of the graph of a symmetric matrix, each with its rows in their order. */
export function connectedParts(rows: SymmetricRows): SymmetricRows[] {
  const { size, starts, targets, weights } = rows,
    part = new Int32Array(size).fill(-1),
    place = new Uint32Array(size),
    members: number[][] = [];
  for (let root = 0; root < size; root++) {
    if (part[root] >= 0) continue;
    const own = [root];
    part[root] = members.length;
    for (let at = 0; at < own.length; at++)
      for (let edge = starts[own[at]]; edge < starts[own[at] + 1]; edge++) {
        const other = targets[edge];
        if (part[other] >= 0) continue;
        part[other] = members.length;
        own.push(other);
      }
    members.push(own);
  }
  if (members.length === 1) return [rows];
  return members.map((unordered) => {
    const own = Uint32Array.from(unordered).sort(),
      begins = new Uint32Array(own.length + 1);
    own.forEach((row, at) => {
      place[row] = at;
      begins[at + 1] = begins[at] + starts[row + 1] - starts[row];
    });
    const columns = new Uint32Array(begins[own.length]),
      numbers = new Float64Array(begins[own.length]);
    own.forEach((row, at) => {
      for (let edge = starts[row]; edge < starts[row + 1]; edge++) {
        columns[begins[at] + edge - starts[row]] = place[targets[edge]];
        numbers[begins[at] + edge - starts[row]] = weights[edge];
      }
    });
    return { size: own.length, starts: begins, targets: columns, weights: numbers };
  });
}
