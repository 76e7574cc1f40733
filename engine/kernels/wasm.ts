import { type Block, type Kernels, outOfMemory, sharedMemory } from './kernels.ts';

/** The part of WebAssembly's JavaScript interface that is used here; every engine has it. */
interface WebAssemblyInterface {
  readonly Memory: new (size: {
    initial: number;
    maximum: number;
  }) => { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly Module: new (bytes: Uint8Array) => object;
  validate(bytes: Uint8Array): boolean;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> };
}
type Exports = {
  readonly __heap_base: { readonly value: number };
  lanes(): number;
  panel(): number;
  train(
    plan: number,
    images: number,
    pixels: number,
    labels: number,
    course: number,
    batch: number,
    count: number,
    learn: number,
  ): number;
  evaluate(plan: number, images: number, pixels: number, labels: number, count: number): number;
  product(rows: number, columns: number, depth: number, a: number, panels: number, c: number): void;
  multiplyRoom(): number;
  multiply(
    rows: number,
    columns: number,
    depth: number,
    how: number,
    a: number,
    b: number,
    c: number,
    room: number,
    turn: number,
    turns: number,
  ): void;
  algebraRoom(operation: number, rows: number, columns: number): number;
  algebra(operation: number, rows: number, columns: number, a: number, b: number, room: number): number;
  blockRows(): number;
  recurrent(
    operation: number,
    plan: number,
    lesson: number,
    inputs: number,
    wanted: number,
    room: number,
    option: number,
    part: number,
    parts: number,
  ): number;
  spiking(plan: number, steps: number): number;
  advance(moving: number, inputs: number, currents: number, kept: number, steps: number, every: number): void;
  trajectory(plan: number, inputs: number, currents: number, noise: number, kept: number, count: number): void;
};
interface PlacedBlock extends Block {
  readonly place: number;
}

const pageBytes = 65536;
const mostPages = 65536;

const engine = () => (globalThis as unknown as { WebAssembly: WebAssemblyInterface }).WebAssembly;

/** Whether this machine knows the module's instructions. */
export const isWasmSupported = (bytes: Uint8Array): boolean => engine().validate(bytes);

/** An engine reserves addresses for the largest memory and guards about it, however small the memory is. */
function reserved<Memory>(reserve: () => Memory): Memory {
  try {
    return reserve();
  } catch (error) {
    throw new Error(
      'WebAssembly cannot reserve the 10 GB of addresses that it needs in each thread: virtual memory is limited ' +
        '(`ulimit -v`, or h_vmem of a cluster). Raise that limit (25 GB serve one thread, `--jobs 1`), ' +
        'or take it away and limit the memory that is used instead: addresses are no memory.',
      { cause: error },
    );
  }
}

/**
 * The kernels in a WebAssembly module with a growing memory of their own (at most 4 GiB). Throws where the module's
 * instructions are unknown.
 */
export function wasmKernels(bytes: Uint8Array, name: string): Kernels {
  const { Memory, Module, Instance } = engine();
  const memory = reserved(() => new Memory({ initial: 16, maximum: mostPages }));
  const kernels = new Instance(new Module(bytes), { env: { memory } }).exports as unknown as Exports;
  const arena = freeList(kernels.__heap_base.value, (end) => {
    const held = memory.buffer.byteLength;
    if (end <= held) return held;
    // Growing by an eighth more than is asked keeps the number of moves small.
    const needed = Math.ceil((end - held) / pageBytes),
      present = held / pageBytes;
    for (const pages of [Math.min(mostPages - present, Math.max(needed, present >> 3)), needed]) {
      if (pages < needed) continue;
      try {
        memory.grow(pages);
        return memory.buffer.byteLength;
      } catch {
        /* less may do */
      }
    }
    throw outOfMemory(name, end - held, `it holds ${Math.ceil(held / 2 ** 20)} MB and may hold 4096 MB`);
  });

  const block = (bytes: number): PlacedBlock => {
    const place = arena.take(bytes);
    let released = false;
    const living = () => {
      if (released) throw new Error('memory of the kernels is used after its release');
      return memory.buffer;
    };
    const release = () => {
      if (!released) arena.give(place, bytes);
      released = true;
    };
    return {
      get place() {
        living();
        return place;
      },
      bytes: () => new Uint8Array(living(), place, bytes),
      floats: () => new Float32Array(living(), place, Math.floor(bytes / 4)),
      words: () => new Uint32Array(living(), place, Math.floor(bytes / 4)),
      doubles: () => new Float64Array(living(), place, Math.floor(bytes / 8)),
      release,
      ended() {
        const last = new Uint8Array(living(), place, bytes).slice();
        release();
        return last;
      },
    };
  };
  const at = (placed: Block) => (placed as PlacedBlock).place;
  return {
    name,
    lanes: kernels.lanes(),
    panel: kernels.panel(),
    blockRows: kernels.blockRows(),
    allocate(bytes) {
      const made = block(bytes);
      made.bytes().fill(0);
      return made;
    },
    shared: sharedMemory,
    adopt(bytes) {
      const made = block(bytes.length);
      made.bytes().set(bytes);
      return made;
    },
    train(data, { block: course, batch, count, learn }) {
      const [plan, images, pixels, labels] = data.map(at);
      return kernels.train(plan, images, pixels, labels, at(course), batch, count, learn ? 1 : 0);
    },
    evaluate: (plan, images, pixels, labels, count) =>
      kernels.evaluate(at(plan), at(images), at(pixels), at(labels), count),
    product: (rows, columns, depth, a, panels, c) => kernels.product(rows, columns, depth, at(a), at(panels), at(c)),
    multiplyRoom: kernels.multiplyRoom(),
    multiply: ([rows, columns, depth], how, ...[a, b, c, room, [turn, turns]]) =>
      kernels.multiply(rows, columns, depth, how, at(a), at(b), at(c), at(room), turn, turns),
    algebraRoom: (operation, rows, columns) => kernels.algebraRoom(operation, rows, columns),
    algebra: (operation, rows, columns, a, b, room) =>
      kernels.algebra(operation, rows, columns, at(a), at(b), at(room)),
    trajectory(plan, { inputs, currents, noise, kept }, count) {
      const places = [currents, noise, kept].map((each) => (each ? at(each) : 0));
      kernels.trajectory(at(plan), at(inputs), places[0], places[1], places[2], count);
    },
    recurrent(operation, plan, taught, option) {
      const { lesson, inputs, wanted, room } = taught ?? { lesson: plan, inputs: plan, wanted: plan, room: plan };
      const places = [plan, lesson, inputs, wanted, room].map(at);
      return kernels.recurrent(operation, places[0], places[1], places[2], places[3], places[4], option, 0, 1);
    },
    spiking: (plan, steps) => kernels.spiking(at(plan), steps),
    advance(moving, inputs, currents, kept, steps, every) {
      const given = (placed: Block) => (placed.bytes().length > 0 ? at(placed) : 0);
      kernels.advance(at(moving), given(inputs), given(currents), at(kept), steps, every);
    },
  };
}

/**
 * First fit among the gaps, each at a multiple of 64 bytes; neighbouring gaps join. `grow(end)` makes addresses up to
 * `end` usable and returns the new end.
 */
function freeList(start: number, grow: (end: number) => number) {
  const align = (place: number) => Math.ceil(place / 64) * 64;
  const gaps: { from: number; to: number }[] = [];
  let end = align(start);
  return {
    take(bytes: number): number {
      const size = align(Math.max(bytes, 1));
      const found = gaps.findIndex((gap) => gap.to - gap.from >= size);
      if (found >= 0) {
        const gap = gaps[found],
          place = gap.from;
        gap.from += size;
        if (gap.from === gap.to) gaps.splice(found, 1);
        return place;
      }
      grow(end + size);
      end += size;
      return end - size;
    },
    give(place: number, bytes: number): void {
      const gap = { from: place, to: place + align(Math.max(bytes, 1)) };
      const next = gaps.findIndex((other) => other.from > place);
      gaps.splice(next < 0 ? gaps.length : next, 0, gap);
      for (let i = gaps.length - 1; i > 0; i--) {
        if (gaps[i - 1].to !== gaps[i].from) continue;
        gaps[i - 1].to = gaps[i].to;
        gaps.splice(i, 1);
      }
      if (gaps.at(-1)?.to === end) end = gaps.pop()!.from;
    },
  };
}
