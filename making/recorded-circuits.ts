/** Circuits of neurons that were recorded: of the folder of a field, and of a recording. */
import { type Matrix, ScalingError } from '../engine/connectivity/index.ts';
import { ExpressionError } from '../engine/expressions/index.ts';
import { type Field, FieldError, fieldFiles, openField } from '../formats/index.ts';
import type { Settled } from '../language/canonical/instantiate.ts';
import { drawnAmong, isFieldTable, matrixOfField, placesInField, tableInField } from '../language/field-wiring.ts';
import {
  fieldTables,
  type FieldSource,
  type FieldTableName,
  recordedTables,
  type RecordingSource,
} from '../language/nouns/field-source.ts';
import { Failure } from './failure.ts';

/** Neurons × neurons, by name; row = post-synaptic. */
export interface KnownPairs {
  readonly names: readonly string[];
  /** @throws Failure where its file is missing or wrong */
  of(name: string): Float64Array;
}
/** `positions`: neurons × dimensions, metres. */
export interface RecordedCircuit {
  readonly matrix: Matrix;
  readonly pairs: KnownPairs;
  readonly positions?: Float64Array;
}
interface Key {
  readonly seed: number;
  readonly stream: string;
}

/** A folder, as far as it is asked for. @throws Failure naming the folder, the file and the remedy */
export const fieldIn = (
  folder: string,
  read: (reference: string) => Uint8Array,
  list: (folder: string) => readonly string[],
): Field => within(folder, () => openField(fieldFiles(list(folder)), (file) => read(`${folder}/${file}`)));

export function ofField(source: Settled<FieldSource>, name: string, key: Key, field: Field): RecordedCircuit {
  const { path } = source;
  return {
    matrix: within(path, () => matrixOfField(source, field, key).matrix, name),
    pairs: pairsOfField(source, field),
    ...placed(source, field),
  };
}
function pairsOfField(source: Settled<FieldSource>, field: Field): KnownPairs {
  const kept = new Map<string, Float64Array>();
  return {
    names: ['distance', ...fieldTables],
    of(name) {
      const table =
        kept.get(name) ??
        within(source.path, () =>
          // where there are places, distances are taken of them: who asks here has none
          isFieldTable(name) ? tableInField(source, field, name) : placesInField(source, field),
        );
      kept.set(name, table);
      return table;
    },
  };
}
/** What nobody asks for may be missing: who asks for distances is told. */
function placed(source: Settled<FieldSource>, field: Field): Pick<RecordedCircuit, 'positions'> {
  try {
    return { positions: placesInField(source, field) };
  } catch (error) {
    if (error instanceof FieldError) return {};
    throw error;
  }
}

/** Of the neurons of a recording. */
export interface PairsRecorded {
  readonly neurons: number;
  /** Neurons × dimensions, metres. */
  readonly positions?: { readonly values: Float64Array; readonly dimensions: number };
  /** @throws Failure where it is not known of a neuron */
  readonly table: (name: FieldTableName) => Float64Array;
}
export function ofRecording(
  source: Settled<RecordingSource>,
  name: string,
  key: Key,
  known: PairsRecorded,
): RecordedCircuit {
  const { neurons, positions, table } = known;
  return within(
    source.data.reference,
    () => {
      const { matrix } = drawnAmong(source.program, neurons, key, {
        table,
        places() {
          if (positions) return positions;
          throw new Failure(
            'usage',
            `${name}: the neurons of ${source.data.name} have no places, so there is no \`distance\`; give it ` +
              '`positions from "xy.csv" in um`.',
          );
        },
      });
      return {
        matrix,
        pairs: { names: recordedTables, of: (one) => table(one as FieldTableName) },
        ...(positions && { positions: positions.values }),
      };
    },
    name,
  );
}

/** @throws Failure of what a person can mend */
function within<T>(place: string, make: () => T, name = place): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof FieldError)
      throw new Failure('usage', `${place}: ${error.message.replace(/\.$/, '')} (${error.code}).`, { cause: error });
    if (error instanceof RangeError || error instanceof ExpressionError || error instanceof ScalingError)
      throw new Failure('run', `${name} cannot be drawn: ${error.message}`, { cause: error });
    throw error;
  }
}
