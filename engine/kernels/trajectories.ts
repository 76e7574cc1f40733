import type { Block, Kernels } from './kernels.ts';

/** f of a rate f(x), as source/trajectory.h counts them. */
const rates = { identity: 0, relu: 1, tanh: 2, softplus: 3 } as const;
const rectifications = { not: 0, first: 1, last: 2 } as const;

/**
 * x(t+1) = g(x + h (W f(x) + w u(t) + currents(t) − x)) + noise(t): h and w one for each neuron. g rectifies where it
 * is said: `first` before the noise, `last` with it.
 */
export interface TrajectoryPlan {
  readonly neurons: number;
  /** neurons × neurons, row-major, row = post-synaptic. */
  readonly weights: Float64Array;
  readonly rate: keyof typeof rates;
  readonly rectified: keyof typeof rectifications;
  readonly shares: Float64Array;
  readonly inputWeights: Float64Array;
  readonly copies: number;
  /** Along the first copy. */
  readonly tangents: number;
  /** Steps that an input lasts. */
  readonly hold: number;
}
/** What moves it: u for each input and copy; for each step, copy and neuron what else there is. */
export interface CourseGiven {
  readonly inputs: Float64Array;
  readonly currents?: Float64Array;
  readonly noise?: Float64Array;
  /** Whether the rates f(x) after each input are given back. */
  readonly kept?: boolean;
}
/** A network on its way, from the state 0. Call `release` when done. */
export interface Course {
  /** Puts the copies into these states: copies × neurons. */
  begin(states: ArrayLike<number>): void;
  /** x: copies × neurons. */
  states(): Float64Array;
  /** Puts the tangents: tangents × neurons, rows of length 1 at right angles. */
  point(tangents: ArrayLike<number>): void;
  /**
   * Moves on by `inputs.length / copies` inputs; after each step the tangents are made orthonormal. The rates that are
   * kept: inputs × copies × neurons; they hold until the next call.
   */
  advance(given: CourseGiven): Float64Array;
  /** ln of the factor by which each tangent grew in the last `advance`; −Infinity of one that has vanished. */
  growth(): Float64Array;
  release(): void;
}

const headerWords = 16;

export function trajectories(kernels: Kernels, plan: TrajectoryPlan): Course {
  const { neurons: n, weights, rate, rectified, shares, inputWeights, copies, tangents, hold } = plan;
  if (weights.length !== n * n || shares.length !== n || inputWeights.length !== n)
    throw new RangeError(`what moves a network of ${n} neurons has other sizes`);
  // as in source/trajectory.h: panels of three vectors of doubles
  const high = (3 * kernels.lanes) / 2,
    padded = Math.ceil(n / high) * high,
    sides = copies + tangents;
  let end = headerWords / 2;
  const take = (doubles: number): number => {
    end += doubles;
    return end - doubles;
  };
  const places = {
    weights: take(padded * n),
    shares: take(padded),
    inputWeights: take(padded),
    states: take(copies * padded),
    tangents: take(tangents * padded),
    right: take(sides * padded),
    driven: take(sides * padded),
    gates: take(padded),
    growth: take(2 * tangents),
  };
  const held = new Map<string, Block>();
  /** Memory under a name, at least so large. */
  const room = (name: string, doubles: number): Block => {
    const known = held.get(name);
    if (known && known.doubles().length >= doubles) return known;
    known?.release();
    held.delete(name);
    const made = kernels.allocate(8 * doubles);
    held.set(name, made);
    return made;
  };
  const given = (name: string, values: Float64Array | undefined): Block | undefined => {
    if (!values) return undefined;
    const block = room(name, values.length);
    block.doubles().set(values);
    return block;
  };
  const memory = room('plan', end);
  memory.doubles().fill(0);
  memory
    .words()
    .set([n, padded, copies, tangents, hold, rates[rate], rectifications[rectified], ...Object.values(places)]);
  const all = memory.doubles();
  for (let i = 0; i < n; i++) {
    const panel = places.weights + Math.floor(i / high) * high * n + (i % high);
    for (let j = 0; j < n; j++) all[panel + j * high] = weights[i * n + j];
  }
  all.set(shares, places.shares);
  all.set(inputWeights, places.inputWeights);
  const setRows = (place: number, count: number, values: ArrayLike<number>): void => {
    const doubles = memory.doubles();
    for (let row = 0; row < count; row++)
      for (let i = 0; i < n; i++) doubles[place + row * padded + i] = values[row * n + i];
  };
  return {
    begin: (states) => setRows(places.states, copies, states),
    states() {
      const doubles = memory.doubles(),
        states = new Float64Array(copies * n);
      for (let copy = 0; copy < copies; copy++) {
        const from = places.states + copy * padded;
        states.set(doubles.subarray(from, from + n), copy * n);
      }
      return states;
    },
    point: (rows) => setRows(places.tangents, tangents, rows),
    advance({ inputs, currents, noise, kept: keeps = false }) {
      const count = inputs.length / copies,
        kept = keeps ? room('kept', count * copies * n) : undefined,
        blocks = {
          inputs: given('inputs', inputs) ?? memory,
          currents: given('currents', currents),
          noise: given('noise', noise),
          kept,
        };
      const doubles = memory.doubles();
      for (let k = 0; k < tangents; k++) doubles.set([1, 0], places.growth + 2 * k);
      kernels.trajectory(memory, blocks, count);
      return kept ? kept.doubles().subarray(0, count * copies * n) : new Float64Array(0);
    },
    growth() {
      const doubles = memory.doubles();
      return Float64Array.from({ length: tangents }, (_, k) => {
        const at = places.growth + 2 * k;
        return Math.log(doubles[at]) + doubles[at + 1] * Math.LN2;
      });
    },
    release() {
      for (const block of held.values()) block.release();
      held.clear();
    },
  };
}
