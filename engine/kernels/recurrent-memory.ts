import type { RateParameters, RatePart, RateShape } from '../recurrent/index.ts';
import type { Block, Kernels } from './kernels.ts';
import { partOrder, recurrentWord } from './recurrent-layout.ts';
import { placesOf, type WeightPattern } from './recurrent-pattern.ts';
import type { RecurrentPlan } from './recurrent-plan.ts';

/** The memory of a network, as it begins. */
export function placeNetwork(
  kernels: Kernels,
  plan: RecurrentPlan,
  shape: RateShape,
  initial: RateParameters,
  pattern: WeightPattern,
): Block {
  const memory = kernels.allocate(4 * plan.words),
    words = memory.words(),
    floats = memory.floats(),
    { fields } = plan;
  words.set(plan.header);
  floats[recurrentWord('dt')] = shape.dt ?? 0;
  floats[recurrentWord('deviation')] = shape.noise?.deviation ?? 0;
  if (shape.signs) floats.set(shape.signs, fields.signs);
  if (pattern.open) floats.set(pattern.open, fields.open);
  if (pattern.sparse) {
    const { rowStart, columns, backStart, backRows, backFrom } = pattern.sparse,
      { neurons, inputs } = shape;
    words.set(rowStart, fields.rowStart);
    words.set(backStart, fields.backStart);
    words.set(backRows, fields.backRows);
    words.set(backFrom, fields.backFrom);
    for (let i = 0; i < neurons; i++) {
      words.set(columns.subarray(rowStart[i], rowStart[i + 1]), fields.columns + rowStart[i] + i * inputs);
      for (let c = 0; c < inputs; c++) words[fields.columns + rowStart[i + 1] + i * inputs + c] = neurons + c;
    }
  }
  const placeOf = placesOf(shape, pattern);
  for (const part of partOrder) {
    const { count, value, slotOf, learnedValue } = plan.parts[part],
      { slots, log } = plan.slots[part];
    for (let e = 0; e < count; e++)
      floats[value + e] = part === 'recurrent' ? actingAt(initial, pattern, e, placeOf(e)) : initial[part][e];
    if (!slots) continue;
    words.set(slots, slotOf);
    for (let e = count - 1; e >= 0; e--)
      if (slots[e] >= 0) {
        const at = part === 'recurrent' ? placeOf(e) : e;
        floats[learnedValue + slots[e]] = log ? Math.log(initial[part][at]) : initial[part][at];
      }
  }
  return memory;
}

/** A weight that cannot act is 0 in the kernels, so that no rule of update moves it. */
const actingAt = ({ recurrent }: RateParameters, { open }: WeightPattern, entry: number, place: number): number =>
  open?.[entry] === 0 ? 0 : recurrent[place];

/** What each part has learned and what its rule of update remembers. */
export function learnedArrays(plan: RecurrentPlan, floats: Float32Array): Float32Array[] {
  return partOrder.flatMap((part) => {
    const { learned, indirect, value, learnedValue, first, second } = plan.parts[part];
    if (learned === 0) return [];
    const places = [indirect ? learnedValue : value, first, ...(second ? [second] : [])];
    return places.map((place) => floats.subarray(place, place + learned));
  });
}

/** A part of the parameters as it is; a recurrent weight that cannot act stays what it was. */
export function partOf(
  part: RatePart,
  plan: RecurrentPlan,
  floats: Float32Array,
  initial: RateParameters,
  { open }: WeightPattern,
  placeOf: (entry: number) => number,
): Float64Array {
  const { learned, count, value } = plan.parts[part],
    values = initial[part].slice();
  if (learned === 0) return values;
  if (part !== 'recurrent') for (let e = 0; e < count; e++) values[e] = floats[value + e];
  else for (let e = 0; e < count; e++) if (open?.[e] !== 0) values[placeOf(e)] = floats[value + e];
  return values;
}

/** Gradients of the parts that learn, each number by itself. */
export function gradientsOf(
  plan: RecurrentPlan,
  floats: Float32Array,
  { neurons }: RateShape,
  parts: readonly RatePart[],
  placeOf: (entry: number) => number,
): Partial<Record<RatePart, Float64Array>> {
  const read = (part: RatePart): Float64Array => {
    const { count, gradient } = plan.parts[part];
    if (part !== 'recurrent') return Float64Array.from(floats.subarray(gradient, gradient + count));
    const values = new Float64Array(neurons * neurons);
    for (let e = 0; e < count; e++) values[placeOf(e)] = floats[gradient + e];
    return values;
  };
  return Object.fromEntries(parts.map((part) => [part, read(part)] as const));
}
