import type { Block, Kernels } from './kernels.ts';
import { eachColumnInPanels, padded } from './panels.ts';

/** What a neuron gives on; when a new state is rectified; what a neuron draws as an input of its own. */
const rates = ['identity', 'tanh', 'relu', 'softplus'] as const;
const rectifications = ['not', 'last', 'first'] as const;
const drives = ['none', 'uniform', 'normal', 'lognormal', 'exponential', 'binary'] as const;
/** Distributions that the kernels draw from by themselves. */
export type DrawnHere = Exclude<(typeof drives)[number], 'none'>;
export const isDrawnHere = (law: string): law is DrawnHere =>
  law !== 'none' && (drives as readonly string[]).includes(law);
export type Rate = (typeof rates)[number];
export type Rectified = (typeof rectifications)[number];

/**
 * A network of n neurons: x := x + h (W f(x) + current + weight·u + own − x) + spread·N(0, 1), with h, weight and
 * spread of each neuron. u is given for each copy and step; `own` and N(0, 1) are drawn for each neuron, copy and
 * step, by counters: the same bits on every backend, as is all but the product W f(x).
 */
export interface MovingPlan {
  readonly neurons: number;
  readonly copies: number;
  /** n × n, row = post-synaptic. */
  readonly weights: ArrayLike<number>;
  readonly rate: Rate;
  /** `last`: of the new state; `first`: of what stands before the noise. */
  readonly rectified: Rectified;
  readonly shares: ArrayLike<number>;
  readonly spreads: ArrayLike<number>;
  readonly inputWeights: ArrayLike<number>;
  readonly current: number;
  /** A distribution and its numbers, in the order that it takes them. */
  readonly own?: { readonly law: DrawnHere; readonly numbers: readonly number[] };
  readonly noiseKey: readonly [number, number];
  readonly driveKey: readonly [number, number];
}
/** What is given for some steps. */
export interface MovingInput {
  /** u, steps × copies. */
  readonly input?: ArrayLike<number>;
  /** Into each neuron in each step, beside the rest of its input: copies × neurons. */
  readonly currents?: ArrayLike<number>;
  /** The mean rates of each so many steps are kept. */
  readonly every?: number;
}
/** Copies of a network in the memory of the kernels, at first all states 0. Arrays are copies × neurons, row-major. */
export interface MovingCopies {
  state(): Float32Array;
  rates(): Float32Array;
  begin(state: ArrayLike<number>): void;
  /** ⌊steps / every⌋ × copies × neurons; holds until the next call. */
  advance(steps: number, given?: MovingInput): Float32Array;
  release(): void;
}

/** Neurons whose numbers are drawn together (source/moving.h). */
const block = 64;
const headerWords = 32;
/** Words of the header. */
const word = {
  neurons: 0,
  copies: 1,
  wide: 2,
  step: 3,
  rate: 4,
  rectified: 5,
  drive: 6,
  noisy: 7,
  settled: 8,
  noiseKey: 9,
  driveKey: 11,
  current: 13,
  numbers: 14,
} as const;

/** In floats: a row of whole blocks; one more where rows would lie at the same places of a cache. */
function rowOf(neurons: number): number {
  const whole = Math.ceil(neurons / block) * block;
  return whole % 1024 === 0 ? whole + block : whole;
}

/** Copies of a network that the kernels move on. @throws where there is not enough memory */
export function movingCopies(kernels: Kernels, plan: MovingPlan): MovingCopies {
  const { neurons: n, copies, own } = plan,
    wide = rowOf(n),
    all = copies * wide;
  const places = { shares: headerWords, spreads: headerWords + wide, weights: headerWords + 2 * wide },
    states = headerWords + 3 * wide;
  const held: Block[] = [];
  const allocate = (floats: number): Block => {
    const taken = kernels.allocate(4 * floats);
    held.push(taken);
    return taken;
  };
  const memory = allocate(states + 4 * all + n * padded(n, kernels));
  const words = memory.words(),
    floats = memory.floats();
  words.set([n, copies, wide, 0, rates.indexOf(plan.rate), rectifications.indexOf(plan.rectified)]);
  words[word.drive] = drives.indexOf(own?.law ?? 'none');
  words[word.noisy] = Number(Array.prototype.some.call(plan.spreads, (spread) => spread !== 0));
  words.set(plan.noiseKey, word.noiseKey);
  words.set(plan.driveKey, word.driveKey);
  floats[word.current] = plan.current;
  floats.set(own?.numbers ?? [], word.numbers);
  floats.set(plan.shares, places.shares);
  floats.set(plan.spreads, places.spreads);
  floats.set(plan.inputWeights, places.weights);
  packTransposed(floats.subarray(states + 4 * all), plan.weights, n, kernels);

  const nothing = kernels.allocate(0);
  held.push(nothing);
  const inputs = room(),
    currents = room(),
    kept = room();

  /** A block that grows with what it must hold. */
  function room(): (floats: number) => Block {
    let taken: Block | undefined,
      size = 0;
    return (needed) => {
      if (taken && size >= needed) return taken;
      taken?.release();
      taken = allocate(needed);
      size = needed;
      return taken;
    };
  }
  function gathered(from: number): Float32Array {
    const values = memory.floats(),
      result = new Float32Array(copies * n);
    for (let copy = 0; copy < copies; copy++)
      result.set(values.subarray(from + copy * wide, from + copy * wide + n), copy * n);
    return result;
  }
  function spread(values: ArrayLike<number>, to: Float32Array): void {
    for (let copy = 0; copy < copies; copy++) for (let i = 0; i < n; i++) to[copy * wide + i] = values[copy * n + i];
  }
  return {
    state: () => gathered(states),
    rates() {
      if (memory.words()[word.settled] === 0) kernels.advance(memory, nothing, nothing, nothing, 0, 0);
      return gathered(states + all);
    },
    begin(state) {
      spread(state, memory.floats().subarray(states));
      memory.words()[word.settled] = 0;
    },
    advance(steps, given = {}) {
      const every = given.every ?? 0,
        count = every > 0 ? Math.floor(steps / every) * copies * n : 0;
      const input = given.input ? inputs(steps * copies) : nothing,
        current = given.currents ? currents(all) : nothing,
        frames = count > 0 ? kept(count) : nothing;
      if (given.input) input.floats().set(given.input);
      if (given.currents) spread(given.currents, current.floats());
      kernels.advance(memory, input, current, frames, steps, count > 0 ? every : 0);
      return frames.floats().subarray(0, count);
    },
    release() {
      for (const taken of held) taken.release();
    },
  };
}

/** W' (n × n) in panels, from the rows of W. */
function packTransposed(to: Float32Array, weights: ArrayLike<number>, n: number, kernels: Kernels): void {
  eachColumnInPanels(n, n, kernels, (column, place, step) => {
    for (let row = 0; row < n; row++) to[place + row * step] = weights[column * n + row];
  });
}
