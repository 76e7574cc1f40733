import { type Optimiser, type StepConstants, stepConstants, updateRules } from '../learning/index.ts';
import type { Block, Kernels } from './kernels.ts';

/** `struct Update` of source/optimise.h: the rule, and the constants of one step. */
const updateWords = 1 + stepConstants.length;
const lossWords = Float64Array.BYTES_PER_ELEMENT / 4;

/** Where the minibatches of a call stand (`trainOn` in source/classifier.h): losses, updates, numbers of images. */
export interface CourseMemory {
  /** The minibatches of `order`, of `batch` images each; the memory holds until the next. */
  write(order: Int32Array, batch: number, next: () => StepConstants): Block;
  /** The losses of the first `done` of them. */
  losses(done: number): Float64Array;
  release(): void;
}

export function courseMemory(kernels: Kernels, { name }: Optimiser): CourseMemory {
  let held: Block | undefined,
    room = 0;
  const reserve = (words: number): Block => {
    if (held && words <= room) return held;
    held?.release();
    held = undefined;
    held = kernels.allocate(4 * words);
    room = words;
    return held;
  };
  return {
    write(order, batch, next) {
      const batches = Math.ceil(order.length / batch),
        numbers = batches * (lossWords + updateWords);
      const block = reserve(numbers + order.length),
        words = block.words(),
        floats = block.floats();
      for (let at = batches * lossWords; at < numbers; at += updateWords) {
        const constants = next();
        words[at] = updateRules[name].code;
        for (let i = 0; i < stepConstants.length; i++) floats[at + 1 + i] = constants[stepConstants[i]];
      }
      words.set(order, numbers);
      return block;
    },
    losses: (done) => held!.doubles().slice(0, done),
    release: () => held?.release(),
  };
}
