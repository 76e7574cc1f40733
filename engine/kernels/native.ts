import { type Block, type Kernels, outOfMemory, sharedMemory } from './kernels.ts';

/** What an addon exports (engine/kernels/source/addon.c). A level is an instruction set, by its place in `levels()`. */
export interface Addon {
  /** Those that this processor runs, slowest first: `sse`, `avx2`, `avx512`, or `neon`. */
  levels(): string[];
  /** lanes + 65536 × panel. */
  describe(level: number): number;
  /** The address of the first byte, modulo 64. */
  alignment(bytes: Uint8Array): number;
  /** Memory that nobody has written to yet will be held in large pages, where the system has them. */
  largePages(bytes: Uint8Array): void;
  train(
    level: number,
    plan: Uint8Array,
    images: Uint8Array,
    pixels: Uint8Array,
    labels: Uint8Array,
    count: number,
    course: Uint8Array,
    batch: number,
    learn: number,
  ): number;
  evaluate(
    level: number,
    plan: Uint8Array,
    images: Uint8Array,
    pixels: Uint8Array,
    labels: Uint8Array,
    count: number,
  ): number;
  product(
    level: number,
    rows: number,
    columns: number,
    depth: number,
    a: Uint8Array,
    panels: Uint8Array,
    c: Uint8Array,
  ): void;
  multiplyRoom(level: number): number;
  multiply(
    level: number,
    rows: number,
    columns: number,
    depth: number,
    how: number,
    a: Uint8Array,
    b: Uint8Array,
    c: Uint8Array,
    room: Uint8Array,
    turn: number,
    turns: number,
    threads: number,
  ): void;
  algebraRoom(level: number, operation: number, rows: number, columns: number, threads: number): number;
  algebra(
    level: number,
    operation: number,
    rows: number,
    columns: number,
    a: Uint8Array,
    b: Uint8Array,
    room: Uint8Array,
    threads: number,
  ): number;
  blockRows(level: number): number;
  recurrent(
    level: number,
    operation: number,
    plan: Uint8Array,
    lesson: Uint8Array,
    inputs: Uint8Array,
    wanted: Uint8Array,
    room: Uint8Array,
    option: number,
    threads: number,
  ): number;
  spiking(level: number, plan: Uint8Array, steps: number): number;
  advance(
    level: number,
    moving: Uint8Array,
    inputs: Uint8Array,
    currents: Uint8Array,
    kept: Uint8Array,
    steps: number,
    every: number,
  ): void;
  trajectory(
    level: number,
    plan: Uint8Array,
    inputs: Uint8Array,
    currents: Uint8Array,
    noise: Uint8Array,
    kept: Uint8Array,
    count: number,
  ): void;
}
const absent = new Uint8Array(0);

/** The native kernels at a level, or at the fastest. Throws when the processor does not have the level. */
export function nativeKernels(addon: Addon, level?: string): Kernels {
  const levels = addon.levels();
  const chosen = level === undefined ? levels.length - 1 : levels.indexOf(level);
  if (chosen < 0)
    throw new Error(
      `this processor cannot run native-${level}; it runs ` +
        `${levels.map((name) => `native-${name}`).join(', ') || 'no native kernels'}`,
    );
  const name = `native-${levels[chosen]}`;
  const description = addon.describe(chosen);

  const block = (view: Uint8Array): Block => {
    let held: Uint8Array | undefined = view;
    const living = () => {
      if (!held) throw new Error('memory of the kernels is used after its release');
      return held;
    };
    return {
      bytes: living,
      floats: () => new Float32Array(living().buffer, living().byteOffset, Math.floor(living().byteLength / 4)),
      words: () => new Uint32Array(living().buffer, living().byteOffset, Math.floor(living().byteLength / 4)),
      doubles: () => new Float64Array(living().buffer, living().byteOffset, Math.floor(living().byteLength / 8)),
      release() {
        held = undefined;
      },
      ended() {
        const last = living();
        held = undefined;
        return last;
      },
    };
  };
  return {
    name,
    lanes: description & 0xffff,
    panel: description >>> 16,
    blockRows: addon.blockRows(chosen),
    allocate(bytes) {
      let buffer: ArrayBuffer;
      try {
        buffer = new ArrayBuffer(bytes + 64);
      } catch {
        throw outOfMemory(name, bytes, 'the system refuses it');
      }
      return block(new Uint8Array(buffer, (64 - addon.alignment(new Uint8Array(buffer))) % 64, bytes));
    },
    adopt: block,
    shared(bytes) {
      const memory = sharedMemory(bytes);
      addon.largePages(memory);
      return memory;
    },
    train(data, { block: course, batch, count, learn }) {
      const [plan, images, pixels, labels] = data.map((each) => each.bytes());
      return addon.train(chosen, plan, images, pixels, labels, count, course.bytes(), batch, learn ? 1 : 0);
    },
    evaluate: (plan, images, pixels, labels, count) =>
      addon.evaluate(chosen, plan.bytes(), images.bytes(), pixels.bytes(), labels.bytes(), count),
    product: (rows, columns, depth, a, panels, c) =>
      addon.product(chosen, rows, columns, depth, a.bytes(), panels.bytes(), c.bytes()),
    multiplyRoom: addon.multiplyRoom(chosen),
    multiply([rows, columns, depth], how, ...[a, b, c, room, [turn, turns], threads]) {
      const [first, second, product, spare] = [a, b, c, room].map((each) => each.bytes());
      addon.multiply(chosen, rows, columns, depth, how, first, second, product, spare, turn, turns, threads);
    },
    algebraRoom: (operation, rows, columns, threads = 1) =>
      addon.algebraRoom(chosen, operation, rows, columns, threads),
    algebra: (operation, rows, columns, a, b, room, threads = 1) =>
      addon.algebra(chosen, operation, rows, columns, a.bytes(), b.bytes(), room.bytes(), threads),
    trajectory(plan, { inputs, currents, noise, kept }, count) {
      const given = [inputs, currents, noise, kept].map((each) => each?.bytes() ?? absent);
      addon.trajectory(chosen, plan.bytes(), given[0], given[1], given[2], given[3], count);
    },
    recurrent(operation, plan, taught, option, threads) {
      const { lesson, inputs, wanted, room } = taught ?? { lesson: plan, inputs: plan, wanted: plan, room: plan };
      const [own, ...others] = [plan, lesson, inputs, wanted, room].map((each) => each.bytes());
      return addon.recurrent(chosen, operation, own, others[0], others[1], others[2], others[3], option, threads);
    },
    spiking: (plan, steps) => addon.spiking(chosen, plan.bytes(), steps),
    advance: (moving, inputs, currents, kept, steps, every) =>
      addon.advance(chosen, moving.bytes(), inputs.bytes(), currents.bytes(), kept.bytes(), steps, every),
  };
}
