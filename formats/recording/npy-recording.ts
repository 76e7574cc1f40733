import { usedAgain } from '../../engine/activity/index.ts';
import { FormatError } from '../format-error.ts';
import { type NpyHeader, npyHeader } from '../npy.ts';
import { type FileReader, type Recording, readerOf, type RecordingOptions } from './recording.ts';
import { orientationOf } from './orientation.ts';

/**
 * A matrix of activity in an npy file, in C or Fortran order, of which only what is asked for is read. One dimension: a
 * single neuron.
 * @throws FormatError for another or truncated file, other than 1 or 2 dimensions, or an orientation left open.
 */
export function openNpy(reader: FileReader, options: RecordingOptions): Recording {
  const start = reader.read(0, Math.min(reader.size, 12)),
    long = start[6] > 1 && start.length >= 12;
  const claimed = long ? 12 + new DataView(start.buffer, start.byteOffset).getUint32(8, true) : 12 + 0xffff;
  const header = npyHeader(reader.read(0, Math.min(reader.size, claimed, longestHeader)), reader.size);
  const { shape } = header;
  if (shape.length !== 1 && shape.length !== 2)
    throw new FormatError(
      `This npy file has ${shape.length} dimensions (${shape.join(' × ')}); a recording has two, neurons ` +
        `and times: save it as a matrix, trials one after another.`,
      { offset: 10 },
    );
  const [rows, columns] = shape.length === 1 ? [1, shape[0]] : shape;
  const meaning = shape.length === 1 ? 'neurons' : orientationOf(options, rows, columns, 'npy file');
  const [neurons, frames] = meaning === 'neurons' ? [rows, columns] : [columns, rows];
  // Which index runs fastest in the file: in C order the column, in Fortran order the row.
  const framesTogether = (meaning === 'times') !== (header.fortran && shape.length > 1);
  const read = framesTogether ? frameMajor(reader, header, neurons) : neuronMajor(reader, header, neurons, frames);
  return { format: 'npy', neurons, activity: { kind: 'samples', frames, read }, notes: [] };
}
/** A header that claims to be longer is no header. */
const longestHeader = 1 << 20;

/** Every frame stands in one piece. */
function frameMajor(
  reader: FileReader,
  header: NpyHeader,
  neurons: number,
): (from: number, to: number) => Float32Array {
  const { start, width } = header,
    room = usedAgain();
  return (from, to) => {
    const values = room(neurons * (to - from)),
      length = to - from,
      step = Math.max(1, Math.floor(pieceBytes / (neurons * width)));
    for (let first = from; first < to; first += step) {
      const last = Math.min(to, first + step),
        piece = part(reader, header, start + first * neurons * width, neurons * (last - first));
      for (let neuron = 0; neuron < neurons; neuron++)
        for (let t = first; t < last; t++) values[neuron * length + t - from] = piece[(t - first) * neurons + neuron];
    }
    return values;
  };
}
/** Every neuron stands in one piece. */
function neuronMajor(
  reader: FileReader,
  header: NpyHeader,
  neurons: number,
  frames: number,
): (from: number, to: number) => Float32Array {
  const { start, width } = header,
    room = usedAgain();
  return (from, to) => {
    const length = to - from,
      whole = length === frames,
      values = room(neurons * length),
      step = whole ? Math.max(1, Math.floor(pieceBytes / (length * width))) : 1;
    for (let neuron = 0; neuron < neurons; neuron += step) {
      const count = Math.min(step, neurons - neuron);
      values.set(part(reader, header, start + (neuron * frames + from) * width, count * length), neuron * length);
    }
    return values;
  };
}
const pieceBytes = 1 << 23;

/** `count` values from a byte on, as float32. */
function part(
  reader: FileReader,
  { width, little, get, type }: NpyHeader,
  offset: number,
  count: number,
): ArrayLike<number> {
  const bytes = reader.read(offset, count * width);
  if (bytes.length < count * width)
    throw new FormatError('This npy file has become shorter while it was read; fetch it again.', {
      offset: offset + bytes.length,
    });
  if (type === 'f4' && little === hostIsLittle && bytes.byteOffset % 4 === 0)
    return new Float32Array(bytes.buffer, bytes.byteOffset, count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = Number(get(view, i * width, little));
  return values;
}
const hostIsLittle = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** All of a small npy file of positions or the like: rows × columns in float64. */
export function npyTable(bytes: Uint8Array): {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
} {
  const reader = readerOf(bytes),
    header = npyHeader(bytes, bytes.length);
  const [rows, columns] = header.shape.length === 1 ? [header.shape[0], 1] : header.shape;
  if (header.shape.length > 2 || header.shape.length === 0)
    throw new FormatError(
      `This npy file has ${header.shape.length} dimensions where a table has two; save it as rows × columns.`,
      { offset: 10 },
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, reader.size),
    values = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const at = header.fortran && header.shape.length > 1 ? column * rows + row : row * columns + column;
      values[row * columns + column] = Number(header.get(view, header.start + at * header.width, header.little));
    }
  return { rows, columns, values };
}
