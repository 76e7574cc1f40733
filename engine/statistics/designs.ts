/** A cell of a factorial design: a level of each factor, by its place from 0. */
export type Cell = readonly number[];
/** Part of a design: the levels of each factor that are in it, by their places. */
export type Part = readonly (readonly number[])[];

const keyOf = (cell: Cell): string => cell.join(' ');

/** Every combination of levels, those of the last factor changing fastest. */
export const cellsOf = (part: Part): readonly Cell[] =>
  part.reduce<readonly Cell[]>(
    (before, levels) => before.flatMap((cell) => levels.map((level) => [...cell, level])),
    [[]],
  );
/** All levels of factors with so many of them. */
export const wholeOf = (sizes: readonly number[]): Part =>
  sizes.map((size) => Array.from({ length: size }, (_, level) => level));

/** How many combinations of levels have no cell, and the first `most` of them. */
export function missingCells(
  sizes: readonly number[],
  cells: readonly Cell[],
  most = 100,
): { readonly count: number; readonly first: readonly Cell[] } {
  const present = new Set(cells.map(keyOf));
  const all = sizes.reduce((product, size) => product * size, 1);
  const first: Cell[] = [];
  const cell = sizes.map(() => 0);
  for (let index = 0; index < Math.min(all, present.size + most) && first.length < most; index++) {
    if (!present.has(keyOf(cell))) first.push([...cell]);
    for (let factor = sizes.length - 1; factor >= 0 && ++cell[factor] === sizes[factor]; factor--) cell[factor] = 0;
  }
  return { count: all - present.size, first };
}

/** Steps after which the search for the largest complete part ends with the best that it has seen. */
const mostSteps = 200_000;

/**
 * The part of an incomplete design with the most cells in which every combination is there and two factors at least
 * have two levels; of several the one in which most factors have, then the one with the first levels. Undefined where
 * there is none. Exact for designs of some hundred cells; the search is ended after 200,000 steps.
 */
export function largestComplete(sizes: readonly number[], cells: readonly Cell[]): Part | undefined {
  let best: { readonly part: Part; readonly size: number; readonly varied: number } | undefined;
  let steps = 0;
  const isVaried = (levels: readonly number[]): boolean => levels.length > 1;
  const isBetter = (size: number, varied: number): boolean =>
    varied >= 2 && (!best || size > best.size || (size === best.size && varied > best.varied));
  /** `open`: what may follow each of the chosen levels, the same behind all of them. */
  const search = (chosen: Part, size: number, open: readonly Cell[]): void => {
    if (chosen.length === sizes.length) {
      const varied = chosen.filter(isVaried).length;
      if (isBetter(size, varied)) best = { part: chosen, size, varied };
      return;
    }
    const behind = new Map<number, Cell[]>();
    for (const [level, ...rest] of open) behind.set(level, [...(behind.get(level) ?? []), rest]);
    const levels = [...behind.keys()].sort((a, b) => a - b);
    const take = (from: number, taken: readonly number[], shared: readonly Cell[] | undefined): void => {
      if (taken.length > 0 && shared) search([...chosen, taken], size * taken.length, shared);
      for (let place = from; place < levels.length && ++steps < mostSteps; place++) {
        const own = behind.get(levels[place])!;
        const known = new Set(own.map(keyOf));
        const left = shared ? shared.filter((cell) => known.has(keyOf(cell))) : own;
        const reach = size * (taken.length + levels.length - place) * left.length;
        if (left.length > 0 && reach >= (best?.size ?? 0)) take(place + 1, [...taken, levels[place]], left);
      }
    };
    take(0, [], undefined);
  };
  search([], 1, cells);
  return best?.part;
}
