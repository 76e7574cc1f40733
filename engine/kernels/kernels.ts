/** A piece of memory that the kernels see. A view holds until the next `allocate` or `adopt` of the same kernels. */
export interface Block {
  bytes(): Uint8Array;
  floats(): Float32Array;
  doubles(): Float64Array;
  words(): Uint32Array;
  release(): void;
  /** Releases it and gives what it held, as memory of JavaScript. */
  ended(): Uint8Array;
}

/**
 * The compiled functions (engine/kernels/source/classifier.h), on whichever machine they were compiled for.
 * Plan, images: structures of plan.h; pixels, labels: bytes.
 */
export interface Kernels {
  readonly name: string;
  /** Floats in a vector. */
  readonly lanes: number;
  /** Columns in a panel of packed weights. */
  readonly panel: number;
  /** Rows in a block of recurrent weights. */
  readonly blockRows: number;
  /** Zeroed memory. Throws when there is not enough. */
  allocate(bytes: number): Block;
  /** Zeroed memory that threads share, for what is to be adopted. */
  shared(bytes: number): Uint8Array;
  /** Makes bytes visible to the kernels; they must not be changed afterwards. */
  adopt(bytes: Uint8Array): Block;
  /**
   * Minibatches of `batch` of `count` images, as their course says (source/classifier.h): forward and backward; with
   * `learn` also the update. Returns how many were done; their losses are left in the course.
   */
  train(data: readonly [plan: Block, images: Block, pixels: Block, labels: Block], course: Course): number;
  /** Of images 0 .. count − 1: returns the sum of the losses; the number of right answers is left in the plan. */
  evaluate(plan: Block, images: Block, pixels: Block, labels: Block, count: number): number;
  /** c (rows × columns) = a (rows × depth) b (depth × columns, in panels); columns: whole vectors. */
  product(rows: number, columns: number, depth: number, a: Block, panels: Block, c: Block): void;
  /** Doubles of room that each thread needs for `multiply`. */
  readonly multiplyRoom: number;
  /**
   * c (rows × columns) = or += a (rows × depth) b, which is as `how` says (source/multiply.h): one of so many turns of
   * it. So many threads compute the same bits; WebAssembly has one.
   */
  multiply(
    [rows, columns, depth]: readonly [number, number, number],
    how: number,
    a: Block,
    b: Block,
    c: Block,
    room: Block,
    [turn, turns]: readonly [number, number],
    threads: number,
  ): void;
  /** Doubles of room that an operation of source/algebra.h needs in so many threads. */
  algebraRoom(operation: number, rows: number, columns: number, threads?: number): number;
  /** What a, b and the result are, and which operations take threads: source/algebra.h. */
  algebra(operation: number, rows: number, columns: number, a: Block, b: Block, room: Block, threads?: number): number;
  /**
   * Moves the network of a plan on by so many inputs (source/trajectory.h): the rates after each are left in `kept`.
   */
  trajectory(plan: Block, given: TrajectoryGiven, count: number): void;
  /**
   * An operation of source/recurrent.h on a plan, with the arrays of a lesson where it needs them. What several threads
   * compute together has the same bits; WebAssembly has one.
   */
  recurrent(operation: number, plan: Block, taught: Taught | undefined, option: number, threads: number): number;
  /**
   * So many steps of a network of spiking neurons (source/spiking.h), or fewer where its memory for spikes may end.
   * Returns how many; −1 where a neuron fires twice within a step.
   */
  spiking(plan: Block, steps: number): number;
  /**
   * Moves copies of a network on (source/advance.h; moving-copies.ts lays them out). An empty block where nothing is
   * given; `every` 0 keeps nothing.
   */
  advance(moving: Block, inputs: Block, currents: Block, kept: Block, steps: number, every: number): void;
}
export interface Course {
  readonly block: Block;
  readonly batch: number;
  readonly count: number;
  readonly learn: boolean;
}
/** Of a trajectory: inputs, and what else there is. */
export interface TrajectoryGiven {
  readonly inputs: Block;
  readonly currents?: Block;
  readonly noise?: Block;
  readonly kept?: Block;
}
/** What a rate network learns from: a description and its inputs and what is wanted, and room for a pass. */
export interface Taught {
  readonly lesson: Block;
  readonly inputs: Block;
  readonly wanted: Block;
  readonly room: Block;
}

export const sharedMemory = (bytes: number): Uint8Array => new Uint8Array(new SharedArrayBuffer(bytes));

const megabytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MB`;

export function outOfMemory(name: string, wanted: number, held: string): Error {
  return new Error(
    `the ${name} backend cannot get ${megabytes(wanted)} more memory (${held}); make the circuit, the batch ` +
      `or the data smaller, or choose another backend`,
  );
}
