/** Where a record stands, and what tells two of one key apart. */
export interface RecordRow {
  /** 64 hexadecimal digits. */
  readonly key: string;
  /** Of its values: the first 16 hexadecimal digits of their SHA-256. */
  readonly values: string;
  /** When it was written, in milliseconds since 1970. */
  readonly time: number;
  readonly segment: number;
  readonly at: number;
  readonly bytes: number;
}

/**
 * A record for each key, in typed arrays: 60 bytes each and 4 to 16 to find it by, where objects would take ten times
 * as much.
 */
export interface RecordTable {
  readonly size: number;
  /** The place of a key among the rows; −1 where it is not there. */
  find(key: string): number;
  row(place: number): RecordRow;
  /** In place of the row of the same key, where there is one. */
  put(row: RecordRow): void;
  /** All rows as bytes, and the other way round. */
  toBytes(): Uint8Array;
}

/** Bytes of a row: key 32, values 8, time 8, at 8, segment 4, bytes 4. */
export const bytesOfRow = 64;
const [valuesAt, timeAt, placeAt, segmentAt, lengthAt] = [32, 40, 48, 56, 60];

export function recordTable(from: Uint8Array = new Uint8Array()): RecordTable {
  let size = from.length / bytesOfRow;
  let rows = Buffer.alloc(Math.max(1024, size) * bytesOfRow);
  rows.set(from);
  let slots = new Int32Array(0);
  const wanted = Buffer.alloc(32);

  /** The slot of the key in `wanted`: with its row, or the empty one that it is to have. Keys are spread evenly. */
  const slotOf = (bytes: Buffer, begins: number): number => {
    const mask = slots.length - 1;
    for (let slot = bytes.readUInt32LE(begins) & mask; ; slot = (slot + 1) & mask) {
      const place = slots[slot] - 1;
      if (place < 0) return slot;
      const begun = place * bytesOfRow;
      if (rows.compare(bytes, begins, begins + 32, begun, begun + 32) === 0) return slot;
    }
  };
  const spread = (): void => {
    slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(2048, 3 * size))));
    for (let place = 0; place < size; place++) slots[slotOf(rows, place * bytesOfRow)] = place + 1;
  };
  spread();
  return {
    get size() {
      return size;
    },
    find(key) {
      wanted.fill(0);
      return wanted.write(key, 'hex') === 32 ? slots[slotOf(wanted, 0)] - 1 : -1;
    },
    row(place) {
      const begun = place * bytesOfRow;
      return {
        key: rows.toString('hex', begun, begun + valuesAt),
        values: rows.toString('hex', begun + valuesAt, begun + timeAt),
        time: rows.readDoubleLE(begun + timeAt),
        at: rows.readDoubleLE(begun + placeAt),
        segment: rows.readUInt32LE(begun + segmentAt),
        bytes: rows.readUInt32LE(begun + lengthAt),
      };
    },
    put({ key, values, time, segment, at, bytes }) {
      wanted.write(key, 'hex');
      const slot = slotOf(wanted, 0);
      const place = slots[slot] > 0 ? slots[slot] - 1 : size;
      if (place === size) {
        if ((size + 1) * bytesOfRow > rows.length) rows = Buffer.concat([rows], 2 * rows.length);
        slots[slot] = ++size;
      }
      const begun = place * bytesOfRow;
      wanted.copy(rows, begun);
      rows.write(values, begun + valuesAt, 'hex');
      rows.writeDoubleLE(time, begun + timeAt);
      rows.writeDoubleLE(at, begun + placeAt);
      rows.writeUInt32LE(segment, begun + segmentAt);
      rows.writeUInt32LE(bytes, begun + lengthAt);
      if (2 * size > slots.length) spread();
    },
    toBytes: () => rows.subarray(0, size * bytesOfRow),
  };
}
