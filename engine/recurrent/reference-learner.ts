import { checkLesson, checkNetwork, checkTrials, eachPart } from './checks.ts';
import { learnedNumbers, type LearnedNumbers, slotGradient, step, writeLearned } from './learned-numbers.ts';
import type { RateLearnerMaker } from './rate-learner.ts';
import { type Divergence, type Learned, type NoiseKey, type RatePart, rateParts } from './network.ts';
import { noiseWords } from './noise.ts';
import { outputsOf, score } from './reference-loss.ts';
import {
  type ActingNetwork,
  actingWeights,
  backward,
  forward,
  type Gradients,
  learnableWeights,
} from './reference-passes.ts';
import { fillFromState, type StateOwner, stateBytes } from './state-bytes.ts';

/** Says in double precision what every learner of rate networks does; meant to be read, and compared with. */
export const referenceLearner: RateLearnerMaker = (shape, initial, { rule, batch, learned, window = Infinity }) => {
  checkNetwork(shape, initial, { rule, batch, learned, window });
  const { neurons } = shape;
  const learnable = learnableWeights(shape, initial.recurrent);
  const acting = (what: Learned): Learned => ({
    ...what,
    fixed: learnable.map((can, at) => what.fixed?.[at] || 1 - can),
  });
  const parameters = eachPart((part) => initial[part].slice());
  const learning = new Map<RatePart, LearnedNumbers>();
  for (const part of rateParts) {
    const what = learned[part];
    if (what) learning.set(part, learnedNumbers(part, initial[part], part === 'recurrent' ? acting(what) : what));
  }
  const gradients: Gradients = eachPart((part) => new Float64Array(initial[part].length));

  const acted = (): ActingNetwork => ({
    shape,
    parameters,
    acting: actingWeights(shape, parameters.recurrent),
    alpha: parameters.tau.map((tau) => (shape.dt === undefined ? 1 : shape.dt / tau)),
  });
  const readParts = () => {
    for (const [part, numbers] of learning) writeLearned(numbers, parameters[part]);
  };
  readParts();
  /** A weight that does not act, for its sign or the mask, hands no gradient back. */
  const throughSigns = (byActing: Float64Array): Float64Array => {
    const { signs, mask } = shape;
    return byActing.map((gradient, at) => {
      const sign = signs?.[at % neurons] ?? 0;
      return mask?.[at] === 0 || (sign !== 0 && parameters.recurrent[at] * sign <= 0) ? 0 : gradient;
    });
  };
  const held = (): Float64Array[] =>
    [...learning.values()].flatMap(({ values, first, second }) => [values, first, second]);
  const owner: StateOwner = { kind: 'f64', shape, rule, lengths: held().map(({ length }) => length) };

  return {
    shape,
    learned,
    batch,
    load(sequences) {
      checkLesson(shape, sequences);
      return { sequences, release() {} };
    },
    differentiate({ sequences }, trials, noise?: NoiseKey) {
      checkTrials(trials, batch, sequences.trials);
      const network = acted(),
        course = forward(network, sequences, trials, noise && noiseWords(noise));
      for (const part of rateParts) gradients[part].fill(0);
      if (course.diverged) return { loss: NaN, diverged: course.diverged };
      const { loss, weight, errors } = score(
        shape,
        parameters,
        sequences.wanted,
        sequences.trials,
        trials,
        course.rates.slice(1),
        gradients,
      );
      backward(network, course, errors, gradients, window);
      gradients.recurrent.set(throughSigns(gradients.recurrent));
      return { loss: weight > 0 ? loss / weight : 0 };
    },
    acting: () => actingWeights(shape, parameters.recurrent),
    add(gradient) {
      throughSigns(gradient).forEach((value, at) => {
        gradients.recurrent[at] += value;
      });
    },
    norm() {
      let squares = 0;
      for (const [part, numbers] of learning)
        for (const value of slotGradient(numbers, gradients[part])) squares += value * value;
      return Math.sqrt(squares);
    },
    gradients: () => Object.fromEntries([...learning.keys()].map((part) => [part, gradients[part].slice()])),
    update(constants, factor) {
      for (const [part, numbers] of learning) {
        const gradient = slotGradient(numbers, gradients[part]).map((value) => value * factor);
        step(rule, numbers, gradient, constants);
        if (part === 'recurrent' && shape.positive)
          numbers.values.forEach((value, at) => {
            numbers.values[at] = numbers.log ? value : Math.max(value, 0);
          });
      }
      readParts();
    },
    evaluate(lesson) {
      const { sequences } = lesson;
      let loss = 0,
        weight = 0,
        right = 0,
        diverged: Divergence | undefined;
      for (const trials of minibatches(sequences.trials, batch)) {
        const course = forward(acted(), sequences, trials);
        diverged = earlier(diverged, course.diverged);
        if (diverged) continue;
        const rates = course.rates.slice(1),
          scored = score(shape, parameters, sequences.wanted, sequences.trials, trials, rates);
        loss += scored.loss;
        weight += scored.weight;
        right += scored.right;
      }
      if (diverged) return { loss: NaN, diverged };
      const mean = weight > 0 ? loss / weight : 0;
      return sequences.wanted.kind === 'classes' ? { loss: mean, accuracy: right / sequences.trials } : { loss: mean };
    },
    run({ sequences }) {
      const { steps, trials: all } = sequences,
        rates = new Float32Array(steps * neurons * all),
        outputs = new Float32Array(steps * shape.outputs * all);
      let diverged: Divergence | undefined;
      for (const trials of minibatches(all, batch)) {
        const course = forward(acted(), sequences, trials);
        diverged = earlier(diverged, course.diverged);
        course.rates.slice(1).forEach((rate, t) => {
          scatter(rate, trials, rates.subarray(t * neurons * all), all);
          scatter(outputsOf(shape, parameters, rate), trials, outputs.subarray(t * shape.outputs * all), all);
        });
      }
      return diverged ? { rates, outputs, diverged } : { rates, outputs };
    },
    parameters: () => eachPart((part) => parameters[part].slice()),
    state: () => stateBytes(owner, held()),
    restore(state) {
      fillFromState(owner, state, held());
      readParts();
    },
    release() {},
  };
};

/** All trials of a lesson in their order, `batch` at a time. */
export const minibatches = (trials: number, batch: number): Int32Array[] =>
  Array.from({ length: Math.ceil(trials / batch) }, (_, at) =>
    Int32Array.from({ length: Math.min(batch, trials - at * batch) }, (_, b) => at * batch + b),
  );

/** Of two divergences the one at the earlier step, at the lower neuron of equals. */
export function earlier(one: Divergence | undefined, other: Divergence | undefined): Divergence | undefined {
  if (!(one && other)) return one ?? other;
  return other.step < one.step || (other.step === one.step && other.neuron < one.neuron) ? other : one;
}

/** Rows × trials of a minibatch to their places among `all` trials. */
function scatter(from: Float64Array, trials: Int32Array, to: Float32Array, all: number): void {
  const count = trials.length;
  for (let at = 0; at < from.length; at++) to[Math.floor(at / count) * all + trials[at % count]] = from[at];
}
