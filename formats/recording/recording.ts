import type { Stretch } from './stretches.ts';

/** A file read a part at a time: a long recording never has to be in memory as a whole. */
export interface FileReader {
  /** Bytes. */
  readonly size: number;
  /** Bytes offset .. offset + length − 1; they are the caller's only until the next call. */
  read(offset: number, length: number): Uint8Array;
}
export const readerOf = (bytes: Uint8Array): FileReader => ({
  size: bytes.length,
  read: (offset, length) => bytes.subarray(offset, offset + length),
});

/** What a file of activity holds, before it is binned and before anything is done about missing values. */
export interface Recording {
  /** The format as one calls it: npy, CSV, NWB …. */
  readonly format: string;
  readonly neurons: number;
  /** What the file calls its neurons. */
  readonly names?: readonly string[];
  readonly positions?: Places;
  readonly activity: Samples | SpikeTimes;
  /** What the file says of each neuron, by column, as text; where it was asked for. */
  readonly columns?: Columns;
  /** Tables of epochs in the file, by name; where they were asked for. */
  readonly epochs?: ReadonlyMap<string, Columns>;
  /** What was taken for what, where the file leaves it open. One sentence each. */
  readonly notes: readonly string[];
}
/** The columns of a table, each with a text a row. */
export type Columns = ReadonlyMap<string, readonly string[]>;
export interface Samples {
  readonly kind: 'samples';
  readonly frames: number;
  /** Frames of each run, where nothing was sampled between them; without it they follow each other evenly. */
  readonly runs?: readonly number[];
  /** When the first of each run was taken, on the recording's own clock (s); 0 where nothing is said. */
  readonly starts?: readonly number[];
  /** Samples per second, where the file says it. */
  readonly rate?: number;
  /**
   * Frames from .. to − 1 of every neuron: neurons × (to − from), row-major; NaN where there is no value. They hold
   * until the next are read. @throws FormatError where the file ends early.
   */
  read(from: number, to: number): Float32Array;
}
export interface SpikeTimes {
  readonly kind: 'spikes';
  /** Per neuron, rising, seconds. */
  readonly times: readonly Float64Array[];
  /** The recording lasts from .. to, seconds: as the file says, else from the first to the last spike. */
  readonly from: number;
  readonly to: number;
  /** Whether the file says how long the recording lasts. */
  readonly certain?: boolean;
  /** For each neuron when it was observed, where the file says it. */
  readonly observed?: readonly (readonly Stretch[])[];
}
/** neurons × dimensions, metres. */
export interface Places {
  readonly values: Float64Array;
  readonly dimensions: number;
}

/** A recording as plain data, to be passed from thread to thread: samples neurons × frames, all in memory. */
export type StoredRecording = Omit<Recording, 'activity'> & {
  readonly activity: SpikeTimes | (Omit<Samples, 'read'> & { readonly values: Float32Array });
};
export function stored({ activity, ...rest }: Recording): StoredRecording {
  if (activity.kind === 'spikes') return { ...rest, activity };
  const { read, ...samples } = activity;
  return { ...rest, activity: { ...samples, values: read(0, samples.frames) } };
}
export function restored({ activity, ...rest }: StoredRecording): Recording {
  if (activity.kind === 'spikes') return { ...rest, activity };
  const { frames, values, rate, runs, starts } = activity;
  return {
    ...rest,
    activity: {
      ...samplesOf({ rows: rest.neurons, columns: frames, values }, 'neurons', rate),
      ...(runs && { runs }),
      ...(starts && { starts }),
    },
  };
}

/** How a file is to be understood; what is absent the file must say itself. */
export interface RecordingOptions {
  /** What a row of a table is; a column is the other. */
  readonly rows?: 'neurons' | 'times';
  /** Where in the file the activity stands: a path within HDF5, the name of an array in npz. */
  readonly dataset?: string;
  /** The file holds times of spikes. `unit`: seconds; `neuron` and `time`: columns of a table. */
  readonly spikes?: { readonly unit: number; readonly neuron?: string; readonly time?: string };
  /** What the file says of each neuron, and its tables of epochs, are read as well. */
  readonly tables?: boolean;
}

/** A matrix as it stands in a file, row-major. */
export interface Table {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** The samples of a matrix, whichever way round it is. */
export function samplesOf(
  { rows, columns, values }: Table,
  meaning: 'neurons' | 'times',
  rate?: number,
): Samples & { readonly neurons: number } {
  const told = rate === undefined ? {} : { rate };
  if (meaning === 'neurons') {
    return {
      kind: 'samples',
      neurons: rows,
      frames: columns,
      ...told,
      read(from, to) {
        if (from === 0 && to === columns) return values;
        const part = new Float32Array(rows * (to - from));
        for (let neuron = 0; neuron < rows; neuron++)
          part.set(values.subarray(neuron * columns + from, neuron * columns + to), neuron * (to - from));
        return part;
      },
    };
  }
  return {
    kind: 'samples',
    neurons: columns,
    frames: rows,
    ...told,
    read: (from, to) => transposed(values.subarray(from * columns, to * columns), to - from, columns),
  };
}

/** rows × columns to columns × rows, in tiles that stay in cache. */
export function transposed(values: ArrayLike<number>, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(rows * columns),
    tile = 32;
  for (let firstRow = 0; firstRow < rows; firstRow += tile)
    for (let firstColumn = 0; firstColumn < columns; firstColumn += tile) {
      const lastRow = Math.min(rows, firstRow + tile),
        lastColumn = Math.min(columns, firstColumn + tile);
      for (let column = firstColumn; column < lastColumn; column++)
        for (let row = firstRow; row < lastRow; row++) turned[column * rows + row] = values[row * columns + column];
    }
  return turned;
}
