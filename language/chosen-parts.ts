/** Which neurons of a recording, and which of its time: what the text says, held against files. */
import {
  type Columns,
  FormatError,
  missing,
  type Recording,
  readCsv,
  readNpy,
  type Stretch,
} from '../formats/index.ts';
import { ExpressionError, type Expression } from '../engine/expressions/index.ts';
import type { ChosenRecording } from './nouns/chosen-recording.ts';
import { asNumbers, columnsIn, rowsWhere } from './rows-where.ts';
import { listedNames, nearestOf } from './table-names.ts';

/** What `prepareActivity` takes of a recording. `tables`: files of neurons and epochs, by path. */
export function chosenParts(
  recording: Recording,
  { neurons, times, epochs }: ChosenRecording,
  tables: ReadonlyMap<string, Columns>,
): {
  readonly neurons?: readonly number[];
  readonly chosen?: { times?: readonly Stretch[]; epochs?: readonly Stretch[] };
} {
  const chosen = {
    ...(times && { times }),
    ...(epochs && { epochs: epochsIn(recording, epochs, tables) }),
  };
  return {
    ...(neurons && { neurons: neuronsIn(recording, neurons, tables) }),
    ...((times ?? epochs) && { chosen }),
  };
}

/** A table of a file: text with a line of names, or npy, whose columns are called `column1`, `column2`, …. */
export function tableOfFile(bytes: Uint8Array): Columns {
  if (bytes[0] === 0x93 && bytes[1] === 0x4e) {
    const { shape, values } = readNpy(bytes),
      [rows, columns = 1] = shape;
    if (shape.length > 2) throw new FormatError(`This array has ${shape.length} dimensions; a table has two.`);
    return new Map(
      Array.from({ length: columns }, (_, column) => [
        `column${column + 1}`,
        Array.from({ length: rows }, (_, row) => String(values[row * columns + column])),
      ]),
    );
  }
  const { header, rows } = readCsv(bytes);
  return new Map(
    header.map((name, column) => [
      name,
      rows.map((row) => {
        const cell = row[column].trim();
        return missing.test(cell) ? '' : cell;
      }),
    ]),
  );
}

function neuronsIn(
  recording: Recording,
  { where, table }: NonNullable<ChosenRecording['neurons']>,
  tables: ReadonlyMap<string, Columns>,
): readonly number[] {
  const place = table ? `\`${table.path}\`` : 'This file',
    columns = table ? tables.get(table.path)! : (recording.columns ?? new Map<string, readonly string[]>());
  if (columns.size === 0)
    throw new FormatError(
      `A file of this format (${recording.format}) says nothing of its neurons by which to choose them; name a table ` +
        'with a row a neuron: `neurons from "FILE" where …`.',
    );
  const rows = rowsOf(columns),
    kept = where ? chosenRows(columns, where, place, 'neurons') : Array.from({ length: rows }, (_, row) => row);
  if (!table?.by) {
    if (rows !== recording.neurons)
      throw new FormatError(
        `${place} has ${rows} rows for ${recording.neurons} neurons; a table needs a row for each in the same order, ` +
          'or say which column names them: `by COLUMN`.',
      );
    return kept;
  }
  const named = columnOf(columns, table.by, place),
    twice = named.findIndex((name, row) => name !== '' && named.indexOf(name) < row);
  if (twice >= 0)
    throw new FormatError(
      `${place} names ${named[twice]} in rows ${named.indexOf(named[twice]) + 1} and ${twice + 1} of its ` +
        `\`${table.by}\`, so that it is not known which is meant. Keep one row for each neuron.`,
    );
  const ids = new Set(kept.map((row) => named[row]));
  const names = recording.names;
  if (!names)
    throw new FormatError(
      'The neurons of this recording have no names to be found by; give the table a row for each and leave `by` out.',
    );
  const found = names.flatMap((name, neuron) => (ids.has(name) ? [neuron] : []));
  if (found.length === 0)
    throw new FormatError(
      `None of the ${ids.size} neurons chosen is in the recording: its names are ${listedNames(names)}, those in ` +
        `\`${table.by}\` ${listedNames([...ids])}.`,
    );
  return found;
}

function epochsIn(
  recording: Recording,
  { source, start, stop, where }: NonNullable<ChosenRecording['epochs']>,
  tables: ReadonlyMap<string, Columns>,
): readonly Stretch[] {
  const held = [...(recording.epochs ?? new Map<string, Columns>()).keys()];
  const columns = 'path' in source ? tables.get(source.path)! : recording.epochs?.get(source.named);
  if (!columns)
    throw new FormatError(
      held.length > 0
        ? `This file has no table of epochs \`${'named' in source ? source.named : ''}\`; it has ${listedNames(held)}.`
        : `This file (${recording.format}) holds no table of epochs; name one: \`epochs from "FILE" in s\`.`,
    );
  const place = 'path' in source ? `\`${source.path}\`` : `The table \`${source.named}\` of this file`,
    unit = 'path' in source ? source.unit : 1;
  const ends = [start, stop].map((name) => {
    const numbers = asNumbers(columnOf(columns, name, place));
    if (!numbers)
      throw new FormatError(
        `The column \`${name}\` of ${place.replace(/^The/, 'the')} holds no times; name the one that does ` +
          '(`start COLUMN`, `stop COLUMN`), or add rows.',
      );
    return numbers;
  });
  const kept = where ? chosenRows(columns, where, place, 'epochs') : Array.from(ends[0], (_, row) => row);
  const stretches = kept.map((row): Stretch => [ends[0][row] * unit, ends[1][row] * unit]);
  const wrong = stretches.findIndex(([from, to]) => !(from < to));
  if (wrong >= 0)
    throw new FormatError(
      `Row ${kept[wrong] + 1} of ${place.replace(/^The/, 'the')} has no epoch: it goes from ` +
        `${ends[0][kept[wrong]]} to ${ends[1][kept[wrong]]}. Correct it, or leave it out (\`where\`).`,
    );
  return stretches;
}

/** @throws FormatError where a column is not there, the condition does not fit, or no row is chosen */
function chosenRows(columns: Columns, where: Expression, place: string, word: string): readonly number[] {
  const asked = columnsIn(where);
  for (const name of asked) columnOf(columns, name, place);
  try {
    const found = rowsWhere(where, {
      count: rowsOf(columns),
      said: `\`${word} where\``,
      read: (name) => asNumbers(columns.get(name)!) ?? columns.get(name)!,
    });
    if (found.length > 0) return found;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new FormatError(
      `The ${word} of ${place.replace(/^The|^This/, 'this')} cannot be chosen so: ${error.message}.`,
    );
  }
  throw new FormatError(
    `No row is chosen by \`${word} where\`. The values are of ` +
      `${asked.map((name) => `\`${name}\`: ${listedNames(columns.get(name)!)}`).join('; ')}.`,
  );
}
function columnOf(columns: Columns, name: string, place: string): readonly string[] {
  const found = columns.get(name);
  if (found) return found;
  throw new FormatError(`${place} has no column \`${name}\`. ${nearestOf(name, [...columns.keys()])}`);
}
const rowsOf = (columns: Columns): number => [...columns.values()][0]?.length ?? 0;
