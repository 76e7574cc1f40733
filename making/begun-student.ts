/** A student of a taught network: what it copies, where what it learns begins, and whom it hears. */
import { lawOf, randomPlaces } from '../engine/connectivity/index.ts';
import { compileNumber, type Expression } from '../engine/expressions/index.ts';
import { stream } from '../engine/random/index.ts';
import { actingWeights, type RateParameters, type RatePart, type RateShape } from '../engine/recurrent/index.ts';
import type { Settled } from '../language/canonical/instantiate.ts';
import type { NetworkNoun, NetworkPart } from '../language/specification.ts';
import { Failure } from './failure.ts';
import { partsOf, type RateNetwork } from './rate-network.ts';

/** A network after its teaching. */
export interface Taught {
  readonly name: string;
  readonly shape: RateShape;
  readonly parameters: RateParameters;
}

/**
 * The student as it begins. `own`: as its text alone would draw it. What it knows, and a first state that it neither
 * learns nor begins elsewhere, are the teacher's; what it begins at is worked out from the teacher's values.
 */
export function studentOf(noun: Settled<NetworkNoun>, own: RateNetwork, teacher: Taught, seed: number): RateNetwork {
  const { shape, initial, learned } = own;
  if (shape.neurons !== teacher.shape.neurons)
    throw new Failure(
      'run',
      `${noun.name} has ${shape.neurons} neurons, and ${teacher.name}, which it follows, has ` +
        `${teacher.shape.neurons}: a student has a neuron for each of its teacher's (N050).`,
    );
  const known = new Set<NetworkPart>(noun.overTime?.known ?? []);
  if (noun.recurrent?.removed) known.delete('recurrent');
  if (!(noun.overTime?.learn ?? []).some(({ part }) => part === 'state')) known.add('state');
  const copied = Object.fromEntries(
    [...known].flatMap((part) => partsOf[part]).map((part) => [part, copyOf(part, teacher)]),
  );
  const begun = Object.fromEntries(
    Object.entries(noun.overTime?.start ?? {}).flatMap(([part, expression]) =>
      expression === undefined
        ? []
        : partsOf[part as NetworkPart].map((name) => [name, startOf(name, expression, teacher, seed)]),
    ),
  );
  // known weights are taken as they act, so that signs and mask have nothing left to do
  const { signs: _, mask: __, ...free } = shape;
  return {
    shape: known.has('recurrent') && !learned.recurrent ? free : shape,
    initial: { ...initial, ...copied, ...begun },
    learned,
  };
}
const copyOf = (part: RatePart, { shape, parameters }: Taught): Float64Array =>
  part === 'recurrent' ? actingWeights(shape, parameters.recurrent) : parameters[part].slice();

/** An expression over the teacher's value of each neuron; `shuffled` is it permuted, within the sign of the column. */
function startOf(part: RatePart, expression: Expression, { shape, parameters }: Taught, seed: number): Float64Array {
  const values = part === 'recurrent' ? actingWeights(shape, parameters.recurrent) : parameters[part];
  const shuffled = shuffledWithin(values, part === 'recurrent' ? undefined : shape.signs, seed, part);
  const at = compileNumber<number>(expression, {
    where: `start ${part}`,
    names: {
      shuffled: { kind: 'number', read: (place) => shuffled[place] },
      taught: { kind: 'number', read: (place) => values[place] },
    },
  });
  return Float64Array.from(values, (_, place) => at(place));
}
function shuffledWithin(
  values: Float64Array,
  signs: Int8Array | undefined,
  seed: number,
  part: RatePart,
): Float64Array {
  const result = values.slice();
  const groups = new Map<number, number[]>();
  values.forEach((_, at) => {
    const sign = signs?.[at] ?? 0;
    groups.set(sign, [...(groups.get(sign) ?? []), at]);
  });
  for (const [sign, members] of groups) {
    const order = stream(seed, 'students', `shuffled ${part}`, sign + 1).permutation(members.length);
    members.forEach((at, i) => {
      result[at] = values[members[order[i]]];
    });
  }
  return result;
}

/**
 * A connectome read with errors: each weight × (1 + s N(0,1)); each absent connection is there with probability s, with
 * the weight of a random one of its column.
 */
export function misread(recurrent: Float64Array, neurons: number, share: number, seed: number): Float64Array {
  const draws = stream(seed, 'students', 'misread connectome');
  const standard = lawOf({ distribution: 'normal', takes: { mean: 0, deviation: 1 } }, false);
  const ofColumn = Array.from({ length: neurons }, (_, column) =>
    Array.from({ length: neurons }, (_, row) => recurrent[row * neurons + column]).filter((weight) => weight !== 0),
  );
  return recurrent.map((weight, at) => {
    const row = Math.floor(at / neurons),
      column = at % neurons,
      there = ofColumn[column];
    if (weight !== 0) return weight * (1 + share * standard.draw(draws));
    if (row === column || there.length === 0 || draws.uniform() >= share) return 0;
    return there[draws.below(there.length)];
  });
}
/** The same weights between other neurons; each keeps its pre-synaptic one, and with it its sign. */
export const wrongConnectome = (recurrent: Float64Array, neurons: number, seed: number): Float64Array =>
  randomPlaces({ size: neurons, values: recurrent }, stream(seed, 'students', 'wrong connectome')).values;

/** Which neurons are recorded, nested within a seed: the first of one order. */
export const recordedNeurons = (order: Uint32Array, count: number | undefined, teacher: Taught): Uint32Array => {
  const many = count ?? order.length;
  if (!Number.isInteger(many) || many < 0 || many > order.length)
    throw new Failure(
      'run',
      `\`record ${many}\`: ${teacher.name} has ${order.length} neurons` +
        `${order.length < teacher.shape.neurons ? ' for which the condition holds' : ''}. Record a whole number of ` +
        'them, at most all.',
    );
  return order.slice(0, many);
};
