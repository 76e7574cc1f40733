/** Which conditions of an experiment make up a complete factorial, and what is missing from the whole one. */
import {
  type Cell,
  cellsOf,
  largestComplete,
  missingCells,
  type Part,
  wholeOf,
} from '../../engine/statistics/index.ts';
import type { FactorSpec } from '../specification.ts';

export interface Compared {
  readonly factors?: readonly FactorSpec[];
  /** Those without levels are part of no combination. */
  readonly conditions: readonly { readonly name: string; readonly levels?: readonly string[] }[];
}

export interface Factorial {
  /** With the levels that are analysed, the first of them the one that others are held against. */
  readonly factors: readonly FactorSpec[];
  /** Names of conditions, in every combination of these levels, those of the last factor changing fastest. */
  readonly cells: readonly string[];
}
/** The complete design, or the largest complete part of it; undefined where there are no factors or no such part. */
export function factorialOf(experiment: Compared): Factorial | undefined {
  const { factors } = experiment;
  if (!factors) return undefined;
  const placed = placesOf(experiment, factors);
  const sizes = factors.map(({ levels }) => levels.length);
  const cells = placed.map(({ cell }) => cell);
  const part = missingCells(sizes, cells).count === 0 ? wholeOf(sizes) : largestComplete(sizes, cells);
  return part && inPart(part, factors, placed);
}
/** What is missing from the whole design and what is analysed instead; undefined of a complete one. */
export function missingText(experiment: Compared): string | undefined {
  const { factors } = experiment;
  if (!factors) return undefined;
  const sizes = factors.map(({ levels }) => levels.length);
  const cells = placesOf(experiment, factors).map(({ cell }) => cell);
  const { count, first } = missingCells(sizes, cells, mostNamed);
  if (count === 0) return undefined;
  const all = sizes.reduce((product, size) => product * size, 1);
  const named = first.map((cell) => cell.map((level, place) => factors[place].levels[level]).join('.'));
  const part = factorialOf(experiment);
  return (
    `Of the ${all} combinations of ${factors.map(({ name }) => name).join(' × ')} ${count} ` +
    `${count === 1 ? 'is' : 'are'} missing: ${named.join(', ')}${count > first.length ? ', …' : ''}. So effects of ` +
    'the whole are not estimated. ' +
    (part
      ? `The largest complete part is ${designText(part)}: effects are those of these ${part.cells.length} conditions.`
      : 'No two factors are complete together, so there are none of a part either; the conditions are compared with ' +
        'the first.')
  );
}
const mostNamed = 8;

interface Placed {
  readonly name: string;
  readonly cell: Cell;
}
const placesOf = ({ conditions }: Compared, factors: readonly FactorSpec[]): readonly Placed[] =>
  conditions.flatMap(({ name, levels }) =>
    levels ? [{ name, cell: levels.map((level, place) => factors[place].levels.indexOf(level)) }] : [],
  );
function inPart(part: Part, factors: readonly FactorSpec[], placed: readonly Placed[]): Factorial {
  const named = new Map(placed.map(({ name, cell }) => [cell.join(' '), name]));
  return {
    factors: factors.map(({ name, levels }, place) => ({ name, levels: part[place].map((level) => levels[level]) })),
    cells: cellsOf(part).map((cell) => named.get(cell.join(' ')) as string),
  };
}

/** `weights (functional, orthogonal) × communication (direct, matched) at distance = drawn`. */
export function designText({ factors }: Factorial): string {
  const fixed = factors.flatMap(({ name, levels }) => (levels.length === 1 ? [`${name} = ${levels[0]}`] : []));
  return (
    factors.flatMap(({ name, levels }) => (levels.length > 1 ? [`${name} (${levels.join(', ')})`] : [])).join(' × ') +
    (fixed.length > 0 ? ` at ${fixed.join(', ')}` : '')
  );
}
