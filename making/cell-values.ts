/** Parameters that neurons have from the cells of a table. */
import { matrixControlOf } from '../catalogue/controls/index.ts';
import { type DrawnWeights, lawOf } from '../engine/connectivity/index.ts';
import { stream } from '../engine/random/index.ts';
import { type Fit, fitted } from '../engine/statistics/index.ts';
import { type CellPools, cellPools } from '../language/cell-pools.ts';
import { nounsIn } from '../language/nouns-within.ts';
import { tableValuesIn } from '../language/nouns/table-values.ts';
import type { ConnectNoun, DataNoun, Noun, TableValues } from '../language/specification.ts';
import { TableError, type TableRows, tableRows } from '../language/table-rows.ts';
import { Failure } from './failure.ts';
import { recentResults } from './recent-results.ts';

/** One value for each neuron, in SI units. @throws Failure naming the file and the remedy */
export type CellValues = (values: TableValues) => Float64Array;
/** Types of the neurons of a matrix, for each; undefined where one has none. @throws Failure */
export type NeuronTypes = (
  connect: ConnectNoun,
  field: string | undefined,
  column: string,
) => readonly (string | undefined)[];

/** Tables by their noun, the last ones kept. @throws Failure */
export function tables(read: (reference: string) => Uint8Array): (noun: DataNoun) => TableRows {
  const kept = recentResults<TableRows>(4);
  return (noun) =>
    kept.get(noun, () => {
      if (!noun.table) throw new Error(`${noun.name} is no table`);
      return mended(() => tableRows(noun.reference, noun.table!, read));
    });
}
/** What is wrong with a table is for the user to mend. @throws Failure */
export function mended<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof TableError
      ? new Failure('usage', error.message.replaceAll('`', ''), { cause: error })
      : error;
  }
}

/** Where tables and types of neurons are looked up. */
export interface CellSources {
  readonly tableOf: (noun: DataNoun) => TableRows;
  readonly typesOf: NeuronTypes;
}
/**
 * What the neurons of a noun draw for a seed. A neuron is one cell of a table: all that it takes of it are that cell’s,
 * so that only cells which have all of it are drawn; whichever noun draws, the draw is keyed by the table’s name.
 */
export function cellValues(noun: Noun, neurons: number, seed: number, sources: CellSources): CellValues {
  return (values) =>
    mended(() => {
      const { cells, column, fit } = values,
        pools = poolsOf(noun, values, neurons, sources),
        all = sources.tableOf(cells).quantity(column);
      if (fit) return fittedValues(pools, all, { cells, column, fit }, seed);
      const draws = stream(seed, cells.name, 'cells');
      return Float64Array.from(pools.of, (pool) => {
        const { rows: among } = pools.pools[pool];
        return all[among[Math.floor(draws.uniform() * among.length)]];
      });
    });
}
/** Which cells each neuron can be. @throws TableError, Failure */
export function poolsOf(
  noun: Noun,
  values: TableValues,
  neurons: number,
  { tableOf, typesOf }: CellSources,
): CellPools {
  const { cells, by } = values;
  const types = by ? typesOf(circuitOf(noun), by.neuron, by.column) : new Array<undefined>(neurons).fill(undefined);
  return cellPools(tableOf(cells), values, columnsTogether(tableValuesIn(noun), cells), types);
}
/** What is taken of one table together. */
const columnsTogether = (drawn: readonly TableValues[], cells: DataNoun): readonly string[] => [
  ...new Set(drawn.flatMap((each) => (each.cells.name === cells.name ? [each.column] : []))),
];
function circuitOf(noun: Noun): ConnectNoun {
  const own = nounsIn(noun).find((within): within is ConnectNoun => within.noun === 'connect');
  if (own) return own;
  throw new Failure(
    'usage',
    `${noun.name} has no circuit, so that nothing tells the type of its neurons. Leave \`by\` out.`,
  );
}

/** A column, and the family that is fitted to it. */
export type Fitting = Required<Pick<TableValues, 'cells' | 'column' | 'fit'>>;
/** The likeliest distribution of each pool, drawn from by each neuron; above 0, where all its cells are. */
function fittedValues({ pools, of }: CellPools, all: Float64Array, fitting: Fitting, seed: number): Float64Array {
  const laws = pools.map(({ rows, type }) => {
    const { distribution, takes } = fitOf(rows, all, fitting, type);
    // thresholds can be below 0, time constants cannot: where no cell is, no neuron is
    const isPositive = rows.every((row) => all[row] > 0);
    return lawOf({ distribution, takes } as DrawnWeights, isPositive);
  });
  return Float64Array.from(of, (pool, neuron) =>
    laws[pool].draw(stream(seed, fitting.cells.name, `fitted ${fitting.column}`, neuron)),
  );
}
/** @throws TableError where nothing can be fitted */
export function fitOf(rows: Int32Array, all: Float64Array, { cells, column, fit }: Fitting, type?: string): Fit {
  try {
    return fitted(
      fit!,
      Float64Array.from(rows, (row) => all[row]),
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new TableError(
      `No ${fit} distribution can be fitted to \`${column}\` of \`${cells.reference}\`${
        type === undefined ? '' : ` for the neurons of type \`${type}\``
      }: ${error.message}. Draw the cells themselves, without \`fit\`.`,
      { kind: 'unlike', word: 'column', of: column },
    );
  }
}

/** Types are lost where a control has moved the neurons. @throws Failure */
export function demandInPlace({ name, controls }: ConnectNoun): void {
  const moving = controls.find((form) => matrixControlOf(form).movesNeurons);
  if (moving)
    throw new Failure(
      'usage',
      `${moving.call}(${name}) moves the neurons out of their types: draw from a table without \`by\`, or compare ` +
        'with another control.',
    );
}
