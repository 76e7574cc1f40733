import { updateRules } from '../learning/index.ts';
import {
  eachPart,
  type Learned,
  partLengths,
  type RateLearnerSettings,
  type RatePart,
  type RateShape,
  slotsOf,
} from '../recurrent/index.ts';
import type { Kernels } from './kernels.ts';
import { activationCodes } from './plan.ts';
import { padded } from './panels.ts';
import {
  type PartPlaces,
  partFields,
  partOrder,
  type RecurrentField,
  recurrentFields,
  recurrentHeaderWords,
} from './recurrent-layout.ts';
import { placesOf, type WeightPattern } from './recurrent-pattern.ts';

/** How what is learned of a part belongs to its numbers. */
export interface PartSlots {
  readonly learned: number;
  /** Where numbers share what is learned, stay, or are its exponential; −1: it stays. */
  readonly slots?: Int32Array;
  readonly log: boolean;
}
/** Where everything of a rate network lies in the memory of the kernels. */
export interface RecurrentPlan {
  readonly words: number;
  readonly fields: Readonly<Record<RecurrentField, number>>;
  readonly parts: Readonly<Record<RatePart, PartPlaces>>;
  readonly slots: Readonly<Record<RatePart, PartSlots>>;
  readonly header: readonly number[];
}

/** Errors of a block of steps stay in the second-level cache while its gradients are summed. */
const blockBytes = 768 * 1024;

export function planRecurrent(
  shape: RateShape,
  { rule, batch, learned, window, room = largestRoom }: RateLearnerSettings,
  pattern: WeightPattern,
  kernels: Pick<Kernels, 'blockRows' | 'lanes'>,
): RecurrentPlan {
  const { neurons, inputs, outputs } = shape,
    { lanes, blockRows } = kernels,
    { code, moments } = updateRules[rule];
  let words = recurrentHeaderWords;
  const take = (count: number) => {
    const place = Math.ceil(words / 16) * 16;
    words = place + count;
    return place;
  };
  const takePadded = (count: number) => take(padded(count, kernels));

  const counts = { ...partLengths(shape), recurrent: pattern.entries };
  const slots = eachPart((part) => partSlots(part, counts[part], learned[part], shape, pattern));
  const parts = eachPart((part): PartPlaces => {
    const { learned: numbers, slots: indirect, log } = slots[part],
      learns = numbers > 0;
    return {
      count: counts[part],
      learned: numbers,
      value: takePadded(counts[part]),
      gradient: learns ? takePadded(counts[part]) : 0,
      indirect: Number(indirect !== undefined),
      slotOf: indirect ? take(counts[part]) : 0,
      logarithmic: Number(log),
      learnedValue: indirect ? takePadded(numbers) : 0,
      learnedGradient: indirect ? takePadded(numbers) : 0,
      first: learns ? takePadded(numbers) : 0,
      second: learns && moments === 2 ? takePadded(numbers) : 0,
    };
  });

  const wide = padded(batch, kernels),
    sources = neurons + inputs,
    blocked = Math.ceil(neurons / blockRows) * blockRows,
    columns = padded(sources, kernels);
  const sums = (count: number) => take(count * lanes);
  const weightsLearn = parts.recurrent.learned + parts.input.learned > 0,
    keeps = weightsLearn || parts.readout.learned > 0;
  const { sparse } = pattern,
    blockDepth = wide * Math.max(1, Math.round(blockBytes / (4 * neurons * wide))),
    errorStep = distance(blockDepth),
    productStep = distance(columns);
  const fields: Record<RecurrentField, number> = {
    neurons,
    inputs,
    outputs,
    activation: activationCodes[shape.activation],
    continuous: Number(shape.dt !== undefined),
    sparse: Number(sparse !== undefined),
    anySign: Number(shape.gainsOfAnySign ?? false),
    window: window === undefined || window === Infinity ? 0 : window,
    segment: Math.max(1, Math.floor(room / (4 * stepFloats(shape, wide, parts.tau.learned > 0)))),
    trials: 0,
    indices: take(wide),
    noiseOn: 0,
    key0: 0,
    key1: 0,
    optimiser: code,
    ...writtenLater,
    signs: shape.signs ? take(neurons) : 0,
    open: pattern.open ? take(pattern.entries) : 0,
    rowStart: sparse ? take(neurons + 1) : 0,
    columns: sparse ? take(pattern.entries + neurons * inputs) : 0,
    backStart: sparse ? take(neurons + 1) : 0,
    backRows: sparse ? take(pattern.entries) : 0,
    backFrom: sparse ? take(pattern.entries) : 0,
    forward: take(sparse ? pattern.entries + neurons * inputs : blocked * sources),
    backward: take(sparse ? pattern.entries : blocked * neurons),
    readout: take(outputs * neurons),
    alpha: take(neurons),
    gain: take(neurons),
    inverse: take(neurons),
    gainSum: sums(neurons),
    biasSum: sums(neurons),
    smoothnessSum: sums(neurons),
    tauSum: sums(neurons),
    outputSum: sums(outputs),
    state: take(neurons * wide),
    errors: take(neurons * wide),
    nextErrors: take(neurons * wide),
    asked: take(blocked * wide),
    scores: take(outputs * wide),
    weights: take(wide),
    errorBlock: keeps ? take((neurons + outputs) * errorStep) : 0,
    errorStep,
    rateBlock: keeps ? take(sparse ? sources * errorStep : columns * blockDepth) : 0,
    blockDepth,
    product: keeps && !sparse ? take((neurons + outputs) * productStep) : 0,
    productStep,
    barrier: take(2),
  };
  const header = [
    ...recurrentFields.map((field) => fields[field]),
    ...partOrder.flatMap((part) => partFields.map((field) => parts[part][field])),
  ];
  return { words: Math.ceil(words / 16) * 16, fields, parts, slots, header };
}

/** Written before an operation that reads them, or by the kernels. */
const writtenLater = {
  rate: 0,
  keepFirst: 0,
  keepSecond: 0,
  correction: 0,
  epsilon: 0,
  decay: 0,
  shrink: 0,
  divergedStep: 0,
  divergedNeuron: 0,
  right: 0,
  asking: 0,
  dt: 0,
  deviation: 0,
  factor: 0,
} satisfies Partial<Record<RecurrentField, number>>;

/** Bytes, unless settings say otherwise. */
const largestRoom = 2 ** 30;
/** Floats that a pass keeps of one step: values and inputs, and the drives where taus learn. */
const stepFloats = ({ neurons, inputs }: RateShape, wide: number, drives: boolean): number =>
  wide * (neurons + inputs + (drives ? neurons : 0));

/**
 * Floats of room that a pass backward through `steps` steps needs, of which it keeps so many at once (and one more
 * step's values); where these are not all, also the states at which the others begin, and the last one.
 */
export function roomBackward(shape: RateShape, wide: number, steps: number, kept: number, drives: boolean): number {
  const states = kept < steps ? 2 * (Math.ceil(steps / kept) + 1) * shape.neurons : 0;
  return kept * stepFloats(shape, wide, drives) + stepFloats(shape, wide, false) + wide * states;
}
/** Likewise of a pass forward, which keeps so many steps (and one more) and their outputs, or none of these. */
export const roomForward = (shape: RateShape, wide: number, kept: number, outputs: boolean): number =>
  (kept + 1) * stepFloats(shape, wide, false) + (outputs ? wide * shape.outputs * kept : 0);

function partSlots(
  part: RatePart,
  count: number,
  learned: Learned | undefined,
  shape: RateShape,
  pattern: WeightPattern,
): PartSlots {
  if (!learned) return { learned: 0, log: false };
  const log = learned.log ?? false;
  if (!(learned.groups || learned.fixed || log)) return { learned: count, log };
  const placeOf = part === 'recurrent' ? placesOf(shape, pattern) : (at: number) => at;
  const { groups, fixed } = learned;
  const chosen: Learned = {
    groups: groups && Uint32Array.from({ length: count }, (_, at) => groups[placeOf(at)]),
    fixed: Uint8Array.from({ length: count }, (_, at) =>
      Number(fixed?.[placeOf(at)] === 1 || (part === 'recurrent' && pattern.open?.[at] === 0)),
    ),
    log,
  };
  const { slots, count: numbers } = slotsOf(part, count, chosen);
  return { learned: numbers, slots, log };
}

/** An odd number of cache lines between rows, so that a column does not fall into the same few sets of the cache. */
const distance = (floats: number) => (Math.ceil(floats / 16) | 1) * 16;
