/**
 * What the header of an object in an HDF5 file says of its values (HDF5 file format specification 3.0, IV.A): the
 * library hands values over as they are stored, without where in their bytes a number stands.
 */
export interface StoredValues {
  readonly type?: Hdf5Type;
  /** The files in which the values stand, where that is not this one. */
  readonly outside: readonly string[];
}
/** Bits of a number among its `size` bytes: `precision` of them from `offset` on. */
export interface Hdf5Type {
  readonly kind: 'integer' | 'float';
  readonly size: number;
  readonly bigEndian: boolean;
  readonly offset: number;
  readonly precision: number;
  readonly signed: boolean;
  /** Where in the number sign, exponent and mantissa stand. */
  readonly float?: {
    readonly sign: number;
    readonly exponent: number;
    readonly exponentBits: number;
    readonly bias: number;
    readonly mantissa: number;
    readonly mantissaBits: number;
    /** The 1 before the point is left out. */
    readonly implied: boolean;
  };
}

/** `address` of an object header, counted from the signature of the file. Nothing where it cannot be made out. */
export function storedValues(file: Uint8Array, address: number, signature: number): StoredValues | undefined {
  const bytes = file.subarray(signature),
    view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return said(view, messagesAt(view, address));
  } catch (error) {
    if (error instanceof RangeError) return undefined; // beyond the end: a header of another form
    throw error;
  }
}

interface Message {
  readonly type: number;
  readonly shared: boolean;
  readonly at: number;
}
const datatype = 3,
  externalFiles = 7,
  continuation = 16;

function messagesAt(view: DataView, address: number): readonly Message[] {
  const second = view.getUint32(address) === word('OHDR');
  if (!second && view.getUint8(address) !== 1) return [];
  const flags = second ? view.getUint8(address + 5) : 0;
  const messages: Message[] = [],
    blocks: (readonly [number, number])[] = [second ? firstBlock(view, address, flags) : [address + 16, 0]];
  if (!second) blocks[0] = [address + 16, view.getUint32(address + 8, true)];
  for (let block = 0; block < blocks.length && block < mostBlocks; block++) {
    const [from, length] = blocks[block],
      head = second ? (flags & 4 ? 6 : 4) : 8;
    for (let at = from; at + head <= from + length; ) {
      const type = second ? view.getUint8(at) : view.getUint16(at, true),
        size = view.getUint16(at + (second ? 1 : 2), true),
        message = { type, shared: (view.getUint8(at + (second ? 3 : 4)) & 2) !== 0, at: at + head };
      messages.push(message);
      if (type === continuation) {
        const [to, bytes] = [address8(view, message.at), address8(view, message.at + 8)];
        blocks.push(second ? [to + 4, bytes - 8] : [to, bytes]); // between "OCHK" and a checksum
      }
      at = message.at + size;
    }
  }
  return messages;
}
const mostBlocks = 64;
function firstBlock(view: DataView, address: number, flags: number): readonly [number, number] {
  const at = address + 6 + (flags & 0x20 ? 16 : 0) + (flags & 0x10 ? 4 : 0),
    width = 1 << (flags & 3);
  const length =
    width === 1
      ? view.getUint8(at)
      : width === 2
        ? view.getUint16(at, true)
        : width === 4
          ? view.getUint32(at, true)
          : address8(view, at);
  return [at + width, length];
}

function said(view: DataView, messages: readonly Message[]): StoredValues {
  const type = messages.find((message) => message.type === datatype),
    outside = messages.find((message) => message.type === externalFiles);
  return { outside: outside ? filesOf(view, outside.at) : [], ...(type && { type: typeOf(view, type) }) };
}
/** The names stand in a heap of their own. */
function filesOf(view: DataView, at: number): readonly string[] {
  const count = view.getUint16(at + 6, true),
    names = address8(view, address8(view, at + 8) + 24);
  return Array.from({ length: Math.min(count, 100) }, (_, i) => {
    let [from, name] = [names + address8(view, at + 16 + 24 * i), ''];
    for (let code = view.getUint8(from); code !== 0 && name.length < 200; code = view.getUint8(++from))
      name += String.fromCharCode(code);
    return name;
  });
}

function typeOf(view: DataView, { at, shared }: Message): Hdf5Type | undefined {
  if (!shared) return typeAt(view, at);
  // a type with a name of its own
  const version = view.getUint8(at);
  if (version === 3 && view.getUint8(at + 1) !== 2) return undefined;
  const own = messagesAt(view, address8(view, at + (version === 1 ? 8 : 2))).find(({ type }) => type === datatype);
  return own && !own.shared ? typeAt(view, own.at) : undefined;
}
function typeAt(view: DataView, at: number): Hdf5Type | undefined {
  const [kind, bits, more] = [view.getUint8(at) & 15, view.getUint8(at + 1), view.getUint8(at + 2)];
  if (kind === 8) return typeAt(view, at + 8); // an enumeration, behind which the type of its members stands
  if (kind !== 0 && kind !== 1 && kind !== 4) return undefined;
  const number = {
    size: view.getUint32(at + 4, true),
    bigEndian: (bits & 1) === 1,
    offset: view.getUint16(at + 8, true),
    precision: view.getUint16(at + 10, true),
    signed: kind === 1 || (kind === 0 && (bits & 8) !== 0),
  };
  if (kind !== 1) return { kind: 'integer', ...number };
  if (bits & 0x40) return undefined; // the order of a VAX
  return {
    kind: 'float',
    ...number,
    float: {
      sign: more,
      exponent: view.getUint8(at + 12),
      exponentBits: view.getUint8(at + 13),
      mantissa: view.getUint8(at + 14),
      mantissaBits: view.getUint8(at + 15),
      bias: view.getUint32(at + 16, true),
      implied: ((bits >> 4) & 3) === 2,
    },
  };
}
const address8 = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));
const word = (text: string): number => [...text].reduce((sum, letter) => sum * 256 + letter.charCodeAt(0), 0);
