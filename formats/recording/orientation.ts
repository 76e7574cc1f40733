import { FormatError } from '../format-error.ts';
import type { RecordingOptions } from './recording.ts';

/** What a row is. @throws FormatError where it was not said, or the file holds nothing. */
export function orientationOf(
  { rows: meaning }: RecordingOptions,
  rows: number,
  columns: number,
  what: string,
): 'neurons' | 'times' {
  if (!(rows > 0 && columns > 0))
    throw new FormatError(
      `This ${what} holds ${rows} × ${columns} values, so no activity; check that it is the right file.`,
    );
  if (!meaning)
    throw new FormatError(
      `This ${what} holds ${rows} rows of ${columns} values; say what a row is: rows neurons, or rows times.`,
    );
  return meaning;
}
