import {
  type Call,
  compileBoolean,
  compileNumber,
  type Expression,
  ExpressionError,
  type Quantity,
  type Scope,
  show,
} from '../expressions/index.ts';
import { unknownFate } from '../genes/index.ts';
import { neighbourCounter, type Positions } from './neighbours.ts';
import type { GrowthProgram } from './growth-program.ts';

/** All cells at one moment: the first `count` entries of each column. */
export interface Population {
  readonly positions: Positions;
  readonly fate: Int8Array;
  readonly birth: Int32Array;
  readonly count: number;
}
/** The signals of every cell: one word per cell, bit s = signal s. */
export type SignalReader = (population: Population, step: number) => Uint32Array;

/**
 * Compiles a program's signals. `step` is the number of whole steps already done: signals see the cells as they are
 * then. Known: `neighbours(FATE, within: m)` (any cell without FATE; the cell itself left out), x, y, z (m), time, age
 * (s), fate.
 */
export function compileSignals(program: GrowthProgram, fates: readonly string[]): SignalReader {
  const counters: NeighbourCount[] = [];
  const signals = program.signals.map(({ name, expression }) =>
    compileBoolean(expression, cellScope(`signal ${name}`, program, fates, counters)),
  );
  const count = counters.map(({ within }) => neighbourCounter(within, program.space));
  return (population, step) => {
    const counts = counters.map(({ fate }, index) =>
      count[index](population.positions, population.count, cellsOf(population, fate)),
    );
    const place: CellPlace = { ...population, counts, cell: 0, time: step * program.step, step: program.step };
    const words = new Uint32Array(population.count);
    for (; place.cell < population.count; place.cell++) {
      let word = 0;
      for (let s = 0; s < signals.length; s++) if (signals[s](place)) word |= 1 << s;
      words[place.cell] = word;
    }
    return words;
  };
}

/** `fate`: index, or undefined for cells of any fate. */
interface NeighbourCount {
  readonly fate: number | undefined;
  readonly within: number;
}
interface CellPlace extends Population {
  cell: number;
  readonly counts: readonly Int32Array[];
  readonly time: number;
  readonly step: number;
}

function cellScope(
  where: string,
  program: GrowthProgram,
  fates: readonly string[],
  counters: NeighbourCount[],
): Scope<CellPlace> {
  const number = (read: (place: CellPlace) => number): Quantity<CellPlace> => ({ kind: 'number', read });
  return {
    where,
    names: {
      ...Object.fromEntries(fates.map((fate) => [fate, { kind: 'string', constant: fate }] as const)),
      x: number((place) => place.positions.x[place.cell]),
      y: number((place) => place.positions.y[place.cell]),
      ...(program.space.length === 3 ? { z: number((place) => place.positions.z![place.cell]) } : {}),
      time: number((place) => place.time),
      age: number((place) => place.time - place.birth[place.cell] * place.step),
      fate: { kind: 'string', read: (place) => fates[place.fate[place.cell]] ?? 'undecided' },
    },
    calls: {
      neighbours: (call) => {
        const counter = readNeighbours(call, where, fates);
        let index = counters.findIndex((known) => known.fate === counter.fate && known.within === counter.within);
        if (index < 0) index = counters.push(counter) - 1;
        return number((place) => place.counts[index][place.cell]);
      },
    },
  };
}

function readNeighbours(call: Call, where: string, fates: readonly string[]): NeighbourCount {
  const problem = (text: string): ExpressionError =>
    new ExpressionError(
      `${show(call)} in ${where}: ${text}; for example neighbours(${fates[0] ?? 'progenitor'}, within: 60 um)`,
    );
  const { within, ...others } = call.named ?? {};
  if (Object.keys(others).length > 0) throw problem(`no argument named "${Object.keys(others)[0]}"`);
  if (within === undefined) throw problem('`within` is missing: a distance');
  const radius = compileNumber<undefined>(within, { where: `${where}, within`, names: {} })(undefined);
  if (!(radius >= 0)) throw problem('`within` must be a distance');
  if (call.arguments.length > 1) throw problem('at most one fate');
  if (call.arguments.length === 0) return { fate: undefined, within: radius };
  const fate = fates.indexOf(nameOf(call.arguments[0]) ?? '');
  if (fate < 0) throw problem(unknownFate(show(call.arguments[0]), fates));
  return { fate, within: radius };
}
function nameOf(expression: Expression): string | undefined {
  if (typeof expression === 'string') return expression;
  return typeof expression === 'object' && 'name' in expression ? expression.name : undefined;
}

function cellsOf({ fate, count }: Population, wanted: number | undefined): Int32Array {
  const cells = new Int32Array(count);
  let length = 0;
  for (let cell = 0; cell < count; cell++) if (wanted === undefined || fate[cell] === wanted) cells[length++] = cell;
  return cells.subarray(0, length);
}
