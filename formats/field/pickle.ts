/**
 * Numbers and lists out of a Python pickle, read by a machine that has no way to run anything: it knows the
 * instructions that make plain values, and of the names that a pickle can call only those by which NumPy writes
 * arrays. (Protocols 2 to 5; the format: Python's `pickletools`.)
 */
import { FormatError } from '../format-error.ts';
import { npyNumbers } from '../npy.ts';
import { lenientText } from '../text-bytes.ts';

/** What a pickle comes to. Tuples are lists; bytes of one byte each. */
export type Pickled = number | bigint | string | boolean | null | Uint8Array | readonly Pickled[] | PickledArray;
/** An array of NumPy, in row-major order. */
export interface PickledArray {
  readonly shape: readonly number[];
  readonly items: Float64Array | readonly Pickled[];
}
export const isArray = (value: Pickled): value is PickledArray =>
  typeof value === 'object' && value !== null && 'shape' in value && 'items' in value;

/** Numbers of a kind that only their program can make anything of. */
export class UnknownInPickle extends FormatError {}

/** What stands on the machine's stack besides plain values. */
class Name {
  readonly text: Known;
  constructor(text: Known) {
    this.text = text;
  }
}
class ElementType {
  readonly code: string;
  little = true;
  constructor(code: string) {
    this.code = code;
  }
}
class Unfilled {
  filled: PickledArray | undefined;
}
type Held = Pickled | Name | ElementType | Unfilled | Held[];

/** The names that NumPy writes; those of its modules moved from `numpy.core` to `numpy._core` in its version 2. */
const known = {
  'numpy.core.multiarray._reconstruct': 'reconstruct',
  'numpy.core.multiarray.scalar': 'scalar',
  'numpy.core.numeric._frombuffer': 'frombuffer',
  'numpy.ndarray': 'ndarray',
  'numpy.dtype': 'dtype',
  '_codecs.encode': 'encode',
  'builtins.bytes': 'bytes',
  '__builtin__.bytes': 'bytes',
} as const;
type Known = (typeof known)[keyof typeof known];

/**
 * What the pickle that begins at byte `start` comes to.
 * @throws FormatError for anything but numbers, texts, lists and arrays of them, naming what it asks for
 */
export function readPickle(bytes: Uint8Array, start: number): Pickled {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = start;
  const stack: Held[] = [],
    marks: number[] = [],
    memo: Held[] = [];
  const take = (length: number): number => {
    if (!(length <= bytes.length - at)) throw damaged(at);
    at += length;
    return at - length;
  };
  const byte = () => bytes[take(1)];
  const word = () => view.getUint32(take(4), true);
  const long = (): number => {
    const length = view.getBigUint64(take(8), true);
    return length > BigInt(bytes.length) ? Number.POSITIVE_INFINITY : Number(length);
  };
  const raw = (length: number): Uint8Array => {
    const from = take(length);
    return bytes.subarray(from, from + length);
  };
  const text = (length: number): string => lenientText(raw(length));
  const line = (): string => {
    const end = bytes.indexOf(0x0a, at);
    if (end < 0) throw damaged(at);
    const found = text(end - at);
    at = end + 1;
    return found;
  };
  const pop = (): Held => {
    if (stack.length === 0 || stack.length === marks[marks.length - 1]) throw damaged(at);
    return stack.pop()!;
  };
  const popText = (): string => {
    const value = pop();
    if (typeof value !== 'string') throw damaged(at);
    return value;
  };
  const popList = (count: number): Held[] => Array.from({ length: count }, pop).reverse();
  const sinceMark = (): Held[] => {
    const mark = marks.pop();
    if (mark === undefined) throw damaged(at);
    return stack.splice(mark);
  };
  const append = (items: readonly Held[]): void => {
    const list = stack[stack.length - 1];
    if (!Array.isArray(list)) throw damaged(at);
    for (const item of items) list.push(item);
  };
  const remember = (place: number): void => {
    if (stack.length === 0 || place > bytes.length) throw damaged(at);
    memo[place] = stack[stack.length - 1];
  };
  const recall = (place: number): void => {
    if (!(place in memo)) throw damaged(at);
    stack.push(memo[place]);
  };
  const instructions: ReadonlyMap<number, () => void> = new Map([
    [0x80, () => void byte()], // PROTO
    [0x95, () => void take(8)], // FRAME
    [0x28, () => void marks.push(stack.length)], // MARK
    [0x4e, () => void stack.push(null)], // NONE
    [0x88, () => void stack.push(true)], // NEWTRUE
    [0x89, () => void stack.push(false)], // NEWFALSE
    [0x4a, () => void stack.push(view.getInt32(take(4), true))], // BININT
    [0x4b, () => void stack.push(byte())], // BININT1
    [0x4d, () => void stack.push(view.getUint16(take(2), true))], // BININT2
    [0x8a, () => void stack.push(integer(raw(byte())))], // LONG1
    [0x47, () => void stack.push(view.getFloat64(take(8)))], // BINFLOAT
    [0x58, () => void stack.push(text(word()))], // BINUNICODE
    [0x8c, () => void stack.push(text(byte()))], // SHORT_BINUNICODE
    [0x8d, () => void stack.push(text(long()))], // BINUNICODE8
    [0x42, () => void stack.push(raw(word()))], // BINBYTES
    [0x43, () => void stack.push(raw(byte()))], // SHORT_BINBYTES
    [0x8e, () => void stack.push(raw(long()))], // BINBYTES8
    [0x96, () => void stack.push(raw(long()))], // BYTEARRAY8
    [0x54, () => void stack.push(raw(word()))], // BINSTRING
    [0x55, () => void stack.push(raw(byte()))], // SHORT_BINSTRING
    [0x29, () => void stack.push([])], // EMPTY_TUPLE
    [0x5d, () => void stack.push([])], // EMPTY_LIST
    [0x74, () => void stack.push(sinceMark())], // TUPLE
    [0x85, () => void stack.push(popList(1))], // TUPLE1
    [0x86, () => void stack.push(popList(2))], // TUPLE2
    [0x87, () => void stack.push(popList(3))], // TUPLE3
    [0x61, () => append([pop()])], // APPEND
    [0x65, () => append(sinceMark())], // APPENDS
    [0x71, () => remember(byte())], // BINPUT
    [0x72, () => remember(word())], // LONG_BINPUT
    [0x94, () => remember(memo.length)], // MEMOIZE
    [0x68, () => recall(byte())], // BINGET
    [0x6a, () => recall(word())], // LONG_BINGET
    [0x63, () => void stack.push(nameOf(line(), line()))], // GLOBAL
    // STACK_GLOBAL
    [
      0x93,
      () => {
        const name = popText();
        stack.push(nameOf(popText(), name));
      },
    ],
    // REDUCE
    [
      0x52,
      () => {
        const given = pop();
        stack.push(made(pop(), given, at));
      },
    ],
    // BUILD
    [
      0x62,
      () => {
        const state = pop();
        fill(stack[stack.length - 1], state, at);
      },
    ],
  ]);
  for (;;) {
    const place = at,
      instruction = byte();
    if (instruction === 0x2e) break; // STOP
    const follow = instructions.get(instruction);
    if (!follow)
      throw new FormatError(
        `The pickle in this file uses the instruction 0x${instruction.toString(16)}${
          unusual[instruction] ? ` (${unusual[instruction]})` : ''
        }, and arrays of numbers need none such; nothing of it is run.`,
        { offset: place },
      );
    follow();
  }
  return plain(pop(), at, { left: bytes.length });
}
/** Instructions that make objects of any class, for the message. */
const unusual: Readonly<Record<number, string>> = {
  105: 'INST, which makes an object of any class',
  111: 'OBJ, which makes an object of any class',
  129: 'NEWOBJ, which makes an object of any class',
  146: 'NEWOBJ_EX, which makes an object of any class',
  80: 'PERSID, which asks for something outside the file',
  81: 'BINPERSID, which asks for something outside the file',
  125: 'EMPTY_DICT, a dictionary',
};
const damaged = (offset: number): FormatError =>
  new FormatError('The pickle in this file is damaged or cut short; write or fetch it again.', { offset });

function nameOf(module: string, name: string): Name {
  const full = `${module.replace(/^numpy\._core\b/, 'numpy.core')}.${name}`;
  if (Object.hasOwn(known, full)) return new Name(known[full as keyof typeof known]);
  const Unknown = /^(numpy|pandas|decimal|fractions)\b/.test(module) ? UnknownInPickle : FormatError;
  throw new Unknown(
    `The pickle in this file asks for \`${module}.${name}\`, and only arrays and lists of numbers are read from a ` +
      'pickle; nothing of it is run.',
  );
}

/** Little-endian two's complement. */
function integer(digits: Uint8Array): number | bigint {
  let value = 0n;
  for (let i = digits.length - 1; i >= 0; i--) value = value * 256n + BigInt(digits[i]);
  const signed = BigInt.asIntN(8 * digits.length, value);
  return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed;
}

/** What a call of a known name gives. */
function made(called: Held, given: Held, at: number): Held {
  if (!(called instanceof Name) || !Array.isArray(given)) throw damaged(at);
  const [first, second, third] = given;
  switch (called.text) {
    case 'reconstruct':
      return new Unfilled();
    case 'dtype':
      return new ElementType(textOf(first, at).replace(/^[<>|=]/, ''));
    case 'scalar':
      if (!(first instanceof ElementType) || !(second instanceof Uint8Array)) throw damaged(at);
      return npyNumbers(second, first.code, first.little)[0];
    case 'frombuffer':
      return arrayOf(second, third, textOf(given[3], at) === 'F', first, at);
    case 'encode':
      if (typeof first !== 'string') throw damaged(at);
      return Uint8Array.from(first, (character) => character.codePointAt(0)!);
    case 'bytes':
      return new Uint8Array(0);
    case 'ndarray':
      throw damaged(at);
  }
}
function fill(held: Held, state: Held, at: number): void {
  if (!Array.isArray(state)) throw damaged(at);
  if (held instanceof ElementType) {
    held.little = textOf(state[1], at) !== '>';
    return;
  }
  if (!(held instanceof Unfilled)) throw damaged(at);
  const [shape, type, inColumns, data] = state.slice(-4);
  held.filled = arrayOf(type, shape, inColumns === true, data, at);
}
/** Of one array of objects. */
const mostItems = 1e7;
function arrayOf(type: Held, sizes: Held, inColumns: boolean, data: Held, at: number): PickledArray {
  if (!(type instanceof ElementType) || !Array.isArray(sizes)) throw damaged(at);
  const shape = sizes.map((size) => (typeof size === 'number' ? size : Number.NaN));
  const items =
    data instanceof Uint8Array ? npyNumbers(data, type.code, type.little) : plain(data, at, { left: mostItems });
  if (!(items instanceof Float64Array || Array.isArray(items))) throw damaged(at);
  if (items.length !== shape.reduce((product, size) => product * size, 1)) throw damaged(at);
  if (inColumns && shape.length > 1)
    throw new FormatError('An array in this pickle is stored column by column; save it row by row (order C).');
  return { shape, items };
}
function textOf(held: Held, at: number): string {
  if (typeof held === 'string') return held;
  if (held instanceof Uint8Array) return String.fromCharCode(...held.subarray(0, 16));
  throw damaged(at);
}
/**
 * A list can be named many times, and stand in itself: nothing comes to more values than the file has bytes, nor nests
 * deeper than a list of arrays.
 */
function plain(held: Held, at: number, room: { left: number }, depth = 0): Pickled {
  if (--room.left < 0 || depth > 4 || held instanceof Name || held instanceof ElementType) throw damaged(at);
  if (held instanceof Unfilled) {
    if (!held.filled) throw damaged(at);
    return held.filled;
  }
  return Array.isArray(held) ? held.map((item) => plain(item as Held, at, room, depth + 1)) : (held as Pickled);
}
