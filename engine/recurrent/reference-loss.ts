import type { RateParameters, RateShape, Wanted } from './network.ts';
import { addOuter, addProduct, type Gradients, gathered } from './reference-passes.ts';

/** Sums over steps and trials, before the division by the sum of the weights; `right`: trials answered rightly. */
export interface Scored {
  readonly loss: number;
  readonly weight: number;
  readonly right: number;
}

/** R r + c, outputs × trials. */
export function outputsOf(
  { neurons, outputs }: RateShape,
  { readout, readoutBias }: RateParameters,
  rates: Float64Array,
): Float64Array {
  const count = rates.length / neurons,
    values = Float64Array.from({ length: outputs * count }, (_, at) => readoutBias[Math.floor(at / count)]);
  addProduct(values, readout, rates, outputs, neurons, count);
  return values;
}

/**
 * The loss of the rates r(1) … r(T) of the trials named. With `gradients`, those of the readout are added and `errors`
 * is what the loss asks of the rates; both of the weighted mean.
 */
export function score(
  shape: RateShape,
  parameters: RateParameters,
  wanted: Wanted,
  all: number,
  trials: Int32Array,
  rates: readonly Float64Array[],
  gradients?: Gradients,
): Scored & { readonly errors: readonly Float64Array[] } {
  const { neurons, outputs } = shape,
    count = trials.length;
  const weights = rates.map((_, t) => gathered(wanted.weights, trials, all, t, 1)),
    weight = weights.reduce((sum, row) => row.reduce((partial, value) => partial + value, sum), 0);
  const errors: Float64Array[] = [];
  let loss = 0,
    right = 0;
  rates.forEach((rate, t) => {
    const error = new Float64Array(neurons * count);
    errors.push(error);
    if (wanted.kind === 'activity') {
      const recorded = wanted.neurons.length,
        values = gathered(wanted.values, trials, all, t * recorded, recorded);
      for (let m = 0; m < recorded; m++)
        for (let b = 0; b < count; b++) {
          const at = wanted.neurons[m] * count + b,
            share = (weights[t][b] * wanted.importance[m]) / recorded,
            miss = rate[at] - values[m * count + b];
          loss += share * miss * miss;
          if (weight > 0) error[at] += (2 * share * miss) / weight;
        }
      return;
    }
    const output = outputsOf(shape, parameters, rate),
      byOutput = new Float64Array(outputs * count);
    if (wanted.kind === 'values') {
      const values = gathered(wanted.values, trials, all, t * outputs, outputs);
      for (let at = 0; at < output.length; at++) {
        const share = weights[t][at % count] / outputs,
          miss = output[at] - values[at];
        loss += share * miss * miss;
        byOutput[at] = 2 * share * miss;
      }
    } else
      for (let b = 0; b < count; b++) {
        const wantedClass = wanted.classes[t * all + trials[b]];
        let best = 0;
        for (let k = 1; k < outputs; k++) if (output[k * count + b] > output[best * count + b]) best = k;
        if (wanted.answers[trials[b]] === t && best === wantedClass) right++;
        const most = output[best * count + b];
        let sum = 0;
        for (let k = 0; k < outputs; k++) sum += Math.exp(output[k * count + b] - most);
        const own = weights[t][b];
        if (own === 0) continue;
        loss += own * (Math.log(sum) + most - output[wantedClass * count + b]);
        for (let k = 0; k < outputs; k++)
          byOutput[k * count + b] = own * (Math.exp(output[k * count + b] - most) / sum - Number(k === wantedClass));
      }
    if (!(gradients && weight > 0)) return;
    for (let at = 0; at < byOutput.length; at++) {
      byOutput[at] /= weight;
      gradients.readoutBias[Math.floor(at / count)] += byOutput[at];
    }
    addOuter(gradients.readout, byOutput, rate, outputs, neurons, count);
    addProduct(error, parameters.readout, byOutput, outputs, neurons, count, true);
  });
  return { loss, weight, right, errors };
}
