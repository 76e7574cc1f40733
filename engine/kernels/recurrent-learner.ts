import { stepConstants } from '../learning/index.ts';
import {
  actingWeights,
  checkLesson,
  checkNetwork,
  checkTrials,
  type Divergence,
  eachPart,
  earlier,
  fillFromState,
  minibatches,
  noiseWords,
  type RateLearner,
  type RateLearnerMaker,
  type RateLesson,
  type RatePart,
  stateBytes,
} from '../recurrent/index.ts';
import type { Block, Kernels } from './kernels.ts';
import { padded } from './panels.ts';
import { type Operation, operations, partOrder, recurrentWord } from './recurrent-layout.ts';
import { type KernelLesson, loadLesson } from './recurrent-lesson.ts';
import { gradientsOf, learnedArrays, partOf, placeNetwork } from './recurrent-memory.ts';
import { placesOf, weightPattern } from './recurrent-pattern.ts';
import { planRecurrent, roomBackward, roomForward } from './recurrent-plan.ts';

/** Neurons from which on a step is long enough for threads to share it. */
const sharedFrom = 500;

/**
 * Rate networks over time in single precision: what engine/recurrent/reference.ts says in double precision. A large one
 * is computed by so many threads, unless its settings say how many.
 */
export const rateLearners =
  (kernels: Kernels, spare: number): RateLearnerMaker =>
  (shape, initial, settings): RateLearner => {
    checkNetwork(shape, initial, settings);
    const { batch, learned, rule, window = Infinity } = settings,
      { neurons } = shape,
      { threads = neurons < sharedFrom ? 1 : spare } = settings;
    const pattern = weightPattern(shape, initial.recurrent, learned.recurrent !== undefined),
      plan = planRecurrent(shape, settings, pattern, kernels),
      memory = placeNetwork(kernels, plan, shape, initial, pattern);
    const placeOf = placesOf(shape, pattern);
    let room: Block | undefined, prepared: 'all' | 'but transposed' | undefined;

    const operate = (operation: Operation, lesson?: KernelLesson, option = 0): number => {
      const taught = lesson && {
        lesson: lesson.description,
        inputs: lesson.inputs,
        wanted: lesson.wanted,
        room: room!,
      };
      const result = kernels.recurrent(
        operations.indexOf(operation),
        memory,
        taught,
        option,
        operation === 'differentiate' ? threads : 1,
      );
      if (result < 0 && operation === 'update')
        throw new Error(`this kernel knows no optimiser ${rule}: build it again (npm run build:kernels)`);
      return result;
    };
    const prepare = () => {
      if (prepared !== 'all') operate('prepare', undefined, Number(prepared === undefined));
      prepared = 'all';
    };
    /** After an update: weights that do not learn keep their transpose. */
    const changed = () => {
      prepared = prepared && plan.parts.recurrent.learned === 0 ? 'but transposed' : undefined;
    };
    const demandRoom = (floats: number) => {
      if (room && room.floats().length >= floats) return;
      room?.release();
      room = undefined;
      room = kernels.allocate(4 * floats);
    };
    /** Names the trials; columns beyond them repeat the first. */
    const choose = (trials: Int32Array, noise?: readonly [number, number]) => {
      const words = memory.words(),
        wide = padded(trials.length, kernels);
      words[recurrentWord('trials')] = trials.length;
      for (let b = 0; b < wide; b++) words[plan.fields.indices + b] = trials[b] ?? trials[0];
      words[recurrentWord('noiseOn')] = !(noise && shape.noise) ? 0 : shape.noise.on === 'input' ? 1 : 2;
      words[recurrentWord('key0')] = noise?.[0] ?? 0;
      words[recurrentWord('key1')] = noise?.[1] ?? 0;
      words[recurrentWord('divergedStep')] = words[recurrentWord('right')] = 0;
      return wide;
    };
    const divergence = (): Divergence | undefined => {
      const words = memory.words(),
        step = words[recurrentWord('divergedStep')];
      return step === 0 ? undefined : { step, neuron: words[recurrentWord('divergedNeuron')] };
    };
    const own = (lesson: RateLesson): KernelLesson => {
      const loaded = lesson as KernelLesson;
      if (loaded.owner !== kernels) throw new Error(`these trials were not loaded by this ${kernels.name} backend`);
      return loaded;
    };
    const read = (part: RatePart): Float64Array => {
      prepare();
      return partOf(part, plan, memory.floats(), initial, pattern, placeOf);
    };
    const held = () => learnedArrays(plan, memory.floats());
    const owner = { kind: 'f32', shape, rule, lengths: held().map(({ length }) => length) } as const;

    return {
      shape,
      learned,
      batch,
      load(sequences) {
        checkLesson(shape, sequences);
        return loadLesson(kernels, sequences);
      },
      differentiate(lesson, trials, noise) {
        const loaded = own(lesson),
          { sequences } = loaded;
        checkTrials(trials, batch, sequences.trials);
        prepare();
        const through = Math.min(window, sequences.steps),
          kept = Math.min(through, plan.fields.segment),
          drives = plan.parts.tau.learned > 0;
        demandRoom(roomBackward(shape, padded(batch, kernels), through, kept, drives));
        choose(trials, noise && noiseWords(noise));
        const loss = operate('differentiate', loaded),
          diverged = divergence();
        return diverged ? { loss: NaN, diverged } : { loss };
      },
      acting: () => actingWeights(shape, read('recurrent')),
      add(gradient) {
        const { value, gradient: to, count, learned: learns } = plan.parts.recurrent;
        if (!learns) return;
        const floats = memory.floats();
        for (let e = 0; e < count; e++) {
          const place = placeOf(e),
            sign = shape.signs?.[place % neurons] ?? 0;
          if (pattern.open?.[e] === 0 || (sign !== 0 && floats[value + e] * sign <= 0)) continue;
          floats[to + e] += gradient[place];
        }
      },
      norm: () => Math.sqrt(operate('norm')),
      gradients: () =>
        gradientsOf(
          plan,
          memory.floats(),
          shape,
          partOrder.filter((part) => learned[part]),
          placeOf,
        ),
      update(constants, factor) {
        const floats = memory.floats();
        for (const name of stepConstants) floats[recurrentWord(name)] = constants[name];
        floats[recurrentWord('factor')] = factor;
        operate('update', undefined, Number(shape.positive ?? false));
        changed();
      },
      evaluate(lesson) {
        const loaded = own(lesson),
          { sequences, weight } = loaded;
        prepare();
        demandRoom(roomForward(shape, padded(batch, kernels), 1, false));
        let loss = 0,
          right = 0,
          diverged: Divergence | undefined;
        for (const trials of minibatches(sequences.trials, batch)) {
          choose(trials);
          loss += operate('evaluate', loaded);
          right += memory.words()[recurrentWord('right')];
          diverged = earlier(diverged, divergence());
        }
        if (diverged) return { loss: NaN, diverged };
        const mean = weight > 0 ? loss / weight : 0;
        return sequences.wanted.kind === 'classes'
          ? { loss: mean, accuracy: right / sequences.trials }
          : { loss: mean };
      },
      run(lesson) {
        const loaded = own(lesson),
          { steps, trials: all } = loaded.sequences;
        prepare();
        demandRoom(roomForward(shape, padded(batch, kernels), steps, true));
        const rates = new Float32Array(steps * neurons * all),
          outputs = new Float32Array(steps * shape.outputs * all),
          rows = neurons + shape.inputs;
        let diverged: Divergence | undefined;
        for (const trials of minibatches(all, batch)) {
          const wide = choose(trials);
          operate('run', loaded);
          const here = divergence(),
            reached = here ? here.step - 1 : steps;
          diverged = earlier(diverged, here);
          const kept = room!.floats(),
            gain = memory.floats().subarray(plan.fields.gain);
          for (let t = 0; t < reached; t++) {
            for (let i = 0; i < neurons; i++)
              for (let b = 0; b < trials.length; b++)
                rates[(t * neurons + i) * all + trials[b]] = gain[i] * kept[((t + 1) * rows + i) * wide + b];
            for (let k = 0; k < shape.outputs; k++)
              for (let b = 0; b < trials.length; b++)
                outputs[(t * shape.outputs + k) * all + trials[b]] =
                  kept[((steps + 1) * rows + t * shape.outputs + k) * wide + b];
          }
        }
        return diverged ? { rates, outputs, diverged } : { rates, outputs };
      },
      parameters: () => eachPart(read),
      state: () => stateBytes(owner, held()),
      restore(state) {
        fillFromState(owner, state, held());
        changed();
      },
      release() {
        room?.release();
        room = undefined;
        memory.release();
      },
    };
  };
