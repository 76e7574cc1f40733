import type { RateLearnerSettings } from './rate-learner.ts';
import { type RateParameters, type RatePart, rateParts, type RateShape, type Sequences } from './network.ts';

/** Rows and columns of each part of a network, row-major. */
export function partShapes({
  neurons,
  inputs,
  outputs,
}: Pick<RateShape, 'neurons' | 'inputs' | 'outputs'>): Readonly<Record<RatePart, readonly number[]>> {
  return {
    recurrent: [neurons, neurons],
    input: [neurons, inputs],
    readout: [outputs, neurons],
    readoutBias: [outputs],
    gain: [neurons],
    bias: [neurons],
    smoothness: [neurons],
    tau: [neurons],
    firstState: [neurons],
  };
}
/** How many numbers each part of a network has. */
export function partLengths(shape: RateShape): Readonly<Record<RatePart, number>> {
  const shapes = partShapes(shape);
  return eachPart((part) => shapes[part].reduce((product, size) => product * size, 1));
}

/** One value for each part. */
export const eachPart = <Value>(of: (part: RatePart) => Value): Record<RatePart, Value> =>
  Object.fromEntries(rateParts.map((part) => [part, of(part)])) as Record<RatePart, Value>;

/** The same noise for each trial would come again beyond so many. */
export const largestBatch = 65536;

/** @throws RangeError where sizes do not meet or a setting is no possible one */
export function checkNetwork(shape: RateShape, initial: RateParameters, settings: RateLearnerSettings): void {
  const { neurons, inputs, outputs, signs, mask, dt } = shape,
    { batch, learned, window } = settings;
  const whole = (name: string, value: number, least: number) => {
    if (!(Number.isInteger(value) && value >= least))
      throw new RangeError(`${name} must be a whole number from ${least} on, not ${value}`);
  };
  whole('the number of neurons', neurons, 1);
  whole('the number of inputs', inputs, 0);
  whole('the number of outputs', outputs, 0);
  whole('the batch', batch, 1);
  if (batch > largestBatch) throw new RangeError(`a batch has at most ${largestBatch} trials, not ${batch}`);
  if (window !== undefined && window !== Infinity) whole('the window', window, 1);
  if (dt !== undefined && !(dt > 0)) throw new RangeError(`dt must be above 0, not ${dt}`);
  const lengths = partLengths(shape);
  for (const part of rateParts) {
    length(part, initial[part], lengths[part]);
    const wrong = initial[part].findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0) throw new RangeError(`number ${wrong + 1} of ${part} is ${initial[part][wrong]}`);
  }
  const tooFast = dt === undefined ? -1 : initial.tau.findIndex((tau) => !(tau > 0));
  if (tooFast >= 0) throw new RangeError(`tau of neuron ${tooFast + 1} must be above 0, not ${initial.tau[tooFast]}`);
  if (learned.tau && dt === undefined) throw new RangeError('a network in steps has no tau that could learn');
  if (signs) length('signs', signs, neurons);
  if (mask) length('the mask', mask, neurons * neurons);
}

/** @throws RangeError where the arrays of a lesson do not fit the network */
export function checkLesson({ neurons, inputs, outputs }: RateShape, sequences: Sequences): void {
  const { trials, steps, starts, wanted } = sequences,
    all = steps * trials;
  length('inputs', sequences.inputs, all * inputs);
  if (starts) length('starts', starts, neurons * trials);
  length('weights', wanted.weights, all);
  if (wanted.kind === 'values') length('values', wanted.values, all * outputs);
  else if (wanted.kind === 'classes') {
    length('classes', wanted.classes, all);
    length('answers', wanted.answers, trials);
    const wrong = wanted.classes.find((wantedClass) => wantedClass >= outputs);
    if (wrong !== undefined) throw new RangeError(`class ${wrong} is wanted of ${outputs} outputs`);
  } else {
    length('values', wanted.values, all * wanted.neurons.length);
    length('importance', wanted.importance, wanted.neurons.length);
    const wrong = wanted.neurons.find((neuron) => neuron >= neurons);
    if (wrong !== undefined) throw new RangeError(`neuron ${wrong + 1} is recorded of ${neurons}`);
  }
}

/** @throws RangeError for a minibatch that is empty, too large, or names a trial that the lesson lacks */
export function checkTrials(trials: Int32Array, batch: number, all: number): void {
  if (trials.length < 1 || trials.length > batch)
    throw new RangeError(`a minibatch has 1 to ${batch} trials, not ${trials.length}`);
  for (const trial of trials)
    if (!(trial >= 0 && trial < all)) throw new RangeError(`there is no trial ${trial} among ${all}`);
}

function length(name: string, values: { readonly length: number }, wanted: number): void {
  if (values.length !== wanted) throw new RangeError(`${name}: ${values.length} numbers where ${wanted} are needed`);
}
