import {
  type Backend,
  type Classifier,
  type ClassifierShape,
  checkFit,
  checkImages,
  checkIndices,
  checkParameters,
  checkShape,
  type ImageLesson,
  type ImageSet,
  type Normalisation,
  type Parameters,
  scheduleOf,
  softmaxCrossEntropy,
  type StepConstants,
} from '../learning/index.ts';
import type { RateLearnerMaker } from '../recurrent/index.ts';
import { type LinearAlgebra, linearAlgebra } from './algebra.ts';
import { courseMemory } from './course.ts';
import type { Block, Kernels } from './kernels.ts';
import { type MovingCopies, type MovingPlan, movingCopies } from './moving-copies.ts';
import { type Multiplier, multiplier } from './multiplier.ts';
import { type Addon, nativeKernels } from './native.ts';
import { type Plan, planMemory, readGradients, readParameters, writeParameters } from './plan.ts';
import { wordOf } from './plan-layout.ts';
import { products, type SummedProducts } from './products.ts';
import { rateLearners } from './recurrent-learner.ts';
import { type Course, type TrajectoryPlan, trajectories } from './trajectories.ts';
import { wasmKernels } from './wasm.ts';

export interface KernelBackend extends Backend {
  /** Memory that threads share, in which these kernels find images soonest. */
  shared(bytes: number): Uint8Array;
  /** a (rows × depth) times b (depth × columns), row-major, in f32. */
  product(a: Float32Array, b: Float32Array, rows: number, depth: number, columns: number): Float32Array;
  /** Rows × columns, to which products are added. The caller ends or releases it. */
  summed(rows: number, columns: number): SummedProducts;
  /** For a fixed matrix (rows × depth) and many blocks of `columns`. */
  multiplier(a: Float32Array, rows: number, depth: number, columns: number): Multiplier;
  /** Copies of a rate network that move on by themselves. */
  moving(plan: MovingPlan): MovingCopies;
  readonly algebra: LinearAlgebra;
  /** A network that moves in f64, copies side by side, with tangent vectors along the first. */
  trajectory(plan: TrajectoryPlan): Course;
  /** Rate networks over time, in f32. */
  readonly rateLearner: RateLearnerMaker;
  /** Memory for a network of spiking neurons (engine/spiking/spiking-plan.ts), and what moves it on. */
  spiking(bytes: number): SpikingMemory;
}
export interface SpikingMemory {
  /** The views hold until the next memory is had of the same backend. */
  memory(): { readonly words: Uint32Array; readonly doubles: Float64Array };
  /** So many steps; fewer, where a neuron fires twice within one. */
  advance(steps: number): number;
  release(): void;
}
/** From the bytes of prebuilt/kernels.wasm (`wasm`) or kernels-relaxed.wasm (`wasm-relaxed`). */
export const wasmBackend = (bytes: Uint8Array, name: string): KernelBackend => kernelBackend(wasmKernels(bytes, name));
/**
 * From what prebuilt/<platform>-<architecture>.node exports; `level` forces an instruction set (`sse`, `avx2`,
 * `avx512`, `neon`). `threads`: how many what is large may use.
 */
export const nativeBackend = (addon: Addon, level?: string, threads = 1): KernelBackend =>
  kernelBackend(nativeKernels(addon, level), threads);

interface KernelImages extends ImageLesson {
  readonly owner: Kernels;
  readonly description: Block;
  readonly pixels: Block;
  readonly labels: Block;
}

function kernelBackend(kernels: Kernels, threads = 1): KernelBackend {
  return {
    name: kernels.name,
    images: (set, normalisation) => loadImages(kernels, set, normalisation),
    classifier: (shape, initial) => makeClassifier(kernels, shape, initial),
    shared: kernels.shared,
    ...products(kernels, threads),
    multiplier: (a, rows, depth, columns) => multiplier(kernels, a, rows, depth, columns),
    moving: (plan) => movingCopies(kernels, plan),
    algebra: linearAlgebra(kernels, threads),
    trajectory: (plan) => trajectories(kernels, plan),
    rateLearner: rateLearners(kernels, threads),
    spiking(bytes) {
      const plan = kernels.allocate(bytes);
      return {
        memory: () => ({ words: plan.words(), doubles: plan.doubles() }),
        advance: (steps) => kernels.spiking(plan, steps),
        release: () => plan.release(),
      };
    },
  };
}

function loadImages(kernels: Kernels, set: ImageSet, normalisation: Normalisation): KernelImages {
  checkImages(set, normalisation);
  const channels = normalisation.mean.length;
  const held: Block[] = [];
  const release = () => {
    for (const block of held) block.release();
  };
  try {
    const description = kernels.allocate(4 * (2 + 2 * channels));
    held.push(description);
    held.push(kernels.adopt(set.pixels));
    held.push(kernels.adopt(set.labels));
    description.words().set([channels, set.inputs]);
    const lens = description.floats().subarray(2);
    normalisation.mean.forEach((mean, channel) => {
      lens[channel] = 1 / (255 * normalisation.deviation[channel]);
      lens[channels + channel] = -mean / normalisation.deviation[channel];
    });
    return { set, count: set.count, owner: kernels, description, pixels: held[1], labels: held[2], release };
  } catch (error) {
    release();
    throw error;
  }
}

function makeClassifier(kernels: Kernels, shape: ClassifierShape, initial: Parameters): Classifier {
  checkShape(shape);
  checkParameters(shape, initial);
  const plan = planMemory(shape, kernels, false);
  const memory = place(kernels, plan, initial),
    course = courseMemory(kernels, shape.optimiser);
  const nextConstants = scheduleOf(shape.optimiser);

  const own = (images: ImageLesson): KernelImages => {
    const loaded = images as KernelImages;
    if (loaded.owner !== kernels) throw new Error(`these images were not loaded by this ${kernels.name} backend`);
    checkFit(shape, images.set);
    return loaded;
  };
  /** Of the minibatches of `order`; a kernel that is older than this program stops before a rule it does not know. */
  const lossesOf = (
    of: Block,
    images: ImageLesson,
    order: Int32Array,
    next: () => StepConstants,
    learn: boolean,
  ): Float64Array => {
    const { description, pixels, labels } = own(images),
      { batch, optimiser } = shape,
      count = order.length;
    const block = course.write(order, batch, next);
    const done = kernels.train([of, description, pixels, labels], { block, batch, count, learn });
    if (done === 0)
      throw new Error(`this kernel knows no optimiser ${optimiser.name}: build it again (npm run build:kernels)`);
    return course.losses(done);
  };
  return {
    objective: softmaxCrossEntropy,
    batch: shape.batch,
    learn(images, order) {
      const { set } = own(images);
      checkIndices(order, Infinity, set.count);
      return lossesOf(memory, images, order, nextConstants, true);
    },
    gradients(images, indices) {
      const { set } = own(images);
      checkIndices(indices, shape.batch, set.count);
      const roomy = planMemory(shape, kernels, true);
      const copy = place(kernels, roomy, readParameters(plan, kernels, memory.floats()));
      try {
        const [loss] = lossesOf(copy, images, indices, scheduleOf(shape.optimiser), false);
        return { loss, gradients: readGradients(roomy, kernels, copy.floats()) };
      } finally {
        copy.release();
      }
    },
    evaluate(images) {
      const { description, pixels, labels, set } = own(images);
      const loss = kernels.evaluate(memory, description, pixels, labels, set.count);
      return { loss: loss / set.count, accuracy: memory.words()[wordOf('correct')] / set.count };
    },
    parameters: () => readParameters(plan, kernels, memory.floats()),
    release() {
      course.release();
      memory.release();
    },
  };
}

function place(kernels: Kernels, plan: Plan, parameters: Parameters): Block {
  const memory = kernels.allocate(4 * plan.words);
  memory.words().set(plan.header);
  writeParameters(plan, kernels, memory.floats(), parameters);
  return memory;
}
