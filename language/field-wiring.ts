/** What a folder of a field gives: places, tables of pairs, the matrix. The same for a check and for a run. */
import {
  axiswisePlaces,
  correlationOfPairs,
  distancesBetween,
  type Drawn,
  drawMatrix,
  type Matrix,
  type MatrixProgram,
  meshPlaces,
  type PairTables,
  recutPlaces,
  transposed,
} from '../engine/connectivity/index.ts';
import type { Expression } from '../engine/expressions/index.ts';
import { type Field, FieldError, type FieldPart } from '../formats/index.ts';
import type { Settled } from './canonical/instantiate.ts';
import { namesOf, type PairProgram } from './nouns/over-pairs.ts';
import { type FieldSource, type FieldTableName, fieldTables } from './nouns/field-source.ts';

type Source = Settled<FieldSource>;
export const isFieldTable = (name: string): name is FieldTableName => fieldTables.some((table) => table === name);

/** Names in the weights and the wiring of a program, each once. */
export const namesInProgram = ({ weights, wire }: Settled<PairProgram> | PairProgram): readonly string[] => [
  ...new Set(
    [...('expression' in weights ? [weights.expression] : []), ...(wire === undefined ? [] : [wire])].flatMap((each) =>
      namesOf(each as Expression),
    ),
  ),
];
/** The files without which there is no such matrix. */
export function partsNeeded({ program, place }: Source | FieldSource): readonly FieldPart[] {
  if (!program) return ['synapses'];
  return namesInProgram(program as PairProgram).flatMap((name): readonly FieldPart[] => {
    if (name === 'distance') return typeof place === 'object' ? [] : ['positions'];
    return isFieldTable(name) ? [name] : [];
  });
}

/** Neurons × 3, metres. @throws FieldError */
export function placesInField({ place }: Source, field: Field): Float64Array {
  try {
    if (typeof place === 'object')
      return meshPlaces(
        field.neurons(),
        place.grid.map((length) => Number((length / 1e-3).toPrecision(12))),
      );
    const { voxels, metres } = field.positions();
    if (place === 'measured') return metres;
    return place === 'published' ? recutPlaces(voxels) : axiswisePlaces(voxels);
  } catch (error) {
    throw error instanceof RangeError ? new FieldError('C053', 'positions', `${error.message}.`) : error;
  }
}
/** Neurons × neurons: row = post-synaptic. @throws FieldError */
export function tableInField({ sttc, rows }: Source, field: Field, name: FieldTableName): Float64Array {
  const found = field.table(name);
  if (name === 'synapses' && rows === 'source') return transposed({ size: field.neurons(), values: found }).values;
  return name === 'sttc' ? symmetric(found, field, sttc) : found;
}
function symmetric(found: Float64Array, field: Field, how: Source['sttc']): Float64Array {
  const n = field.neurons(),
    values = found.slice();
  let upper = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const [below, above] = [found[i * n + j], found[j * n + i]];
      upper += Number(above !== 0);
      const one = how === 'lower' ? below : (below + above) / 2;
      values[i * n + j] = values[j * n + i] = one;
    }
  if (how === 'mean' && upper === 0 && n > 1)
    throw new FieldError(
      'C055',
      'sttc',
      `${field.files.sttc} holds one triangle only, so there is no mean of two: leave \`sttc mean\` out.`,
    );
  return values;
}

/**
 * The matrix before controls: as drawn, or the numbers of synapses. `held`: as `drawMatrix` has it.
 * @throws FieldError, RangeError, ExpressionError
 */
export function matrixOfField(
  source: Source,
  field: Field,
  key: { readonly seed: number; readonly stream: string },
): Pick<Drawn, 'matrix' | 'held'> {
  const { program } = source;
  if (!program) return { matrix: { size: field.neurons(), values: tableInField(source, field, 'synapses') }, held: [] };
  return drawnAmong(program, field.neurons(), key, {
    table: (name) => tableInField(source, field, name),
    places: () => ({ values: placesInField(source, field), dimensions: 3 }),
  });
}
/** A matrix drawn among neurons of which tables are known; only those are asked for that the program names. */
export function drawnAmong(
  program: Settled<PairProgram>,
  neurons: number,
  key: { readonly seed: number; readonly stream: string },
  known: {
    readonly table: (name: FieldTableName) => Float64Array;
    readonly places: () => { readonly values: Float64Array; readonly dimensions: number };
  },
): Drawn {
  const names = namesInProgram(program);
  const tables: PairTables = Object.fromEntries(
    names.filter(isFieldTable).map((name) => [name, known.table(name)] as const),
  );
  return drawMatrix({ ...(program as PairProgram), neurons } satisfies MatrixProgram, key, {
    tables,
    ...(names.includes('distance') && { positions: known.places() }),
  });
}

/** How the distances of a study's places go with the true ones: Pearson, over pairs. */
export function agreementWithMeasured(source: Source, field: Field): number {
  const of = (place: Source['place']) => distancesBetween(placesInField({ ...source, place }, field), 3);
  return correlationOfPairs(of(source.place), of('measured'));
}
/** Mean magnitude of the weights on the diagonal, and off it. */
export function diagonalAndOthers({ size, values }: Matrix): { readonly diagonal: number; readonly others: number } {
  let [diagonal, all] = [0, 0];
  values.forEach((weight, at) => {
    all += Math.abs(weight);
    if (at % (size + 1) === 0) diagonal += Math.abs(weight);
  });
  return { diagonal: diagonal / size, others: size > 1 ? (all - diagonal) / (size * (size - 1)) : 0 };
}
