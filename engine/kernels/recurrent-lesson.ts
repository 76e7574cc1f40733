import type { Numbers, RateLesson, Sequences } from '../recurrent/index.ts';
import type { Block, Kernels } from './kernels.ts';
import { lessonFields, wantedKinds } from './recurrent-layout.ts';

/** Trials in the memory of the kernels. */
export interface KernelLesson extends RateLesson {
  readonly owner: Kernels;
  /** `struct Lesson` of source/recurrent-plan.h. */
  readonly description: Block;
  readonly inputs: Block;
  readonly wanted: Block;
  /** Sum of the weights of all steps and trials. */
  readonly weight: number;
}

/** The large arrays are not copied where they are in single precision and the kernels see the memory of the program. */
export function loadLesson(kernels: Kernels, sequences: Sequences): KernelLesson {
  const { trials, steps, starts, wanted } = sequences,
    activity = wanted.kind === 'activity' ? wanted : undefined;
  let words = lessonFields.length;
  const take = (values: { readonly length: number } | undefined) => {
    const place = Math.ceil(words / 16) * 16;
    words = place + (values?.length ?? 0);
    return values ? place : 0;
  };
  const answers = wanted.kind === 'classes' ? wanted.answers : undefined;
  const places: Readonly<Record<(typeof lessonFields)[number], number>> = {
    trials,
    steps,
    kind: wantedKinds.indexOf(wanted.kind),
    recorded: activity?.neurons.length ?? 0,
    weights: take(wanted.weights),
    starts: take(starts),
    importance: take(activity?.importance),
    neurons: take(activity?.neurons),
    answers: take(answers),
  };
  const held: Block[] = [];
  const hold = (block: Block) => {
    held.push(block);
    return block;
  };
  const release = () => {
    for (const block of held) block.release();
  };
  try {
    const description = hold(kernels.allocate(4 * words)),
      inputs = hold(kernels.adopt(bytesOf(sequences.inputs))),
      wantedBlock = hold(kernels.adopt(wanted.kind === 'classes' ? wanted.classes : bytesOf(wanted.values)));
    const floats = description.floats(),
      integers = description.words();
    integers.set(lessonFields.map((field) => places[field]));
    floats.set(wanted.weights, places.weights);
    if (starts) floats.set(starts, places.starts);
    if (activity) {
      floats.set(activity.importance, places.importance);
      integers.set(activity.neurons, places.neurons);
    }
    if (answers) integers.set(answers, places.answers);
    let weight = 0;
    for (const value of wanted.weights) weight += value;
    return { sequences, owner: kernels, description, inputs, wanted: wantedBlock, weight, release };
  } catch (error) {
    release();
    throw error;
  }
}

function bytesOf(numbers: Numbers): Uint8Array {
  const single = numbers instanceof Float32Array ? numbers : Float32Array.from(numbers);
  return new Uint8Array(single.buffer, single.byteOffset, single.byteLength);
}
